"""What is wrong with a file is told in the tables, and costs no other file anything."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract.verify import verify
from normalize.parquet import read_table
from normalize.rows import Row, Rows
from normalize.schema import arrow_schema
from normalize.tables import TABLE
from tests.running import ran

ROOT = Path(__file__).resolve().parent.parent

NEWS = (
    "示例新药在国内获批上市\n2024年6月27日 来源：示例新闻\n"
    + "示例生物宣布，示例替尼片获国家药监局批准上市，用于治疗示例淋巴瘤成人患者。\n" * 3
    + "业内人士表示，这为患者带来了新的治疗选择。公司称，药品下月开始供应各地医院。\n"
)
PAGE = f"<html><head><title>新闻</title></head><body><p>{NEWS}</p></body></html>"
LOGIN = "<form>用户登录<input name=user><input type=password></form>"
ODD_FORM = "调查表\n" + "".join(f"第{i}项内容：回答{i}\n" for i in range(9))

LOST = {"bad_bytes", "mojibake_lost"}

SET_ASIDE = {
    "nothing.txt": (b"", "empty"),
    "blank.md": (" \n\u3000\n".encode(), "empty"),
    "rubbish.txt": (random.Random(1).randbytes(5000), "binary"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n" + bytes(99), "image"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj", "damaged"),
    "form.docx": (b"PK\x03\x04" + bytes(30) + b"word/document.xml", "damaged"),
    "login.html": (LOGIN.encode(), "login_page"),
    "odd_form.txt": (ODD_FORM.encode(), "unknown_document"),
    "huge.txt": ("药品\n".encode() * 7_200_000, "too_large"),
}
READ = {
    "sound.txt": (NEWS.encode(), "text/plain", set()),
    "bad_bytes.txt": (NEWS.encode() + b"\xff\xfe\n", "text/plain", LOST),
    "open.md": (
        b"---\ntitle: a\n" + NEWS.encode(), "text/markdown", {"front_matter_broken"},
    ),
    "page.txt": (PAGE.encode(), "text/html", set()),
    "words.md": (NEWS.encode() + b"\n", "text/plain", set()),
}  # fmt: skip


def put(raw: Path, files: dict[str, bytes]) -> Path:
    raw.mkdir()
    for name, data in files.items():
        (raw / name).write_bytes(data)
    return raw


def read_all(raw: Path) -> Rows:
    return ran(raw, raw.with_name("out")).tables


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that can be wrong in one folder, and one sound file."""
    files = {name: each[0] for name, each in (SET_ASIDE | READ).items()}
    return put(tmp_path_factory.mktemp("bad") / "raw", files)


@pytest.fixture(scope="module")
def tables(folder: Path) -> Rows:
    return read_all(folder)


def document(tables: Rows, name: str) -> Row:
    return next(row for row in tables["documents"] if row["path"] == name)


def problems(tables: Rows, name: str) -> list[Row]:
    own = document(tables, name)["doc_id"]
    return [row for row in tables["problems"] if row["doc_id"] == own]


@pytest.mark.parametrize(("name", "code"), [(n, c) for n, (_, c) in SET_ASIDE.items()])
def test_what_can_not_be_read_is_set_aside_with_the_reason(
    name: str, code: str, tables: Rows
) -> None:
    row = document(tables, name)
    assert (row["status"], row["source_type"]) == ("quarantined", "unknown")
    assert row["bytes"] == len(SET_ASIDE[name][0])
    [problem] = problems(tables, name)
    assert (problem["severity"], problem["code"]) == ("error", code)
    assert problem["message"].strip()


@pytest.mark.parametrize(
    ("name", "media_type", "codes"), [(n, m, c) for n, (_, m, c) in READ.items()]
)
def test_what_is_damaged_or_misnamed_is_read(
    name: str, media_type: str, codes: set[str], tables: Rows
) -> None:
    row = document(tables, name)
    assert (row["status"], row["source_type"]) == ("ok", "news")
    assert row["media_type"] == media_type
    assert {p["code"] for p in problems(tables, name)} == codes
    assert "用于治疗示例淋巴瘤" in row["text"]


def test_every_input_is_accounted_for(tables: Rows) -> None:
    [counted] = tables["runs"]
    assert counted["inputs_seen"] == len(SET_ASIDE) + len(READ)
    assert counted["inputs_quarantined"] == len(SET_ASIDE)
    assert counted["inputs_ok"] == len(READ)


def test_no_sound_file_has_suffered(tables: Rows, tmp_path: Path) -> None:
    alone = read_all(put(tmp_path / "raw", {"sound.txt": NEWS.encode()}))
    own = document(alone, "sound.txt")["doc_id"]
    for name in ("mentions", "quantities", "evidence", "problems", "repairs"):
        among = [row for row in tables[name] if row["doc_id"] == own]
        if name != "evidence":  # of a merged row the most trusted document's stays
            assert among == alone[name], name


def test_all_quotes_are_proved(tables: Rows, folder: Path) -> None:
    assert len(tables["evidence"]) > 0
    proof = verify(folder, folder.with_name("out"))
    assert proof.failures == []
    assert proof.documents == len(READ) + 1  # the odd form has been read, too


# --- through the command line


def program(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "extract", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_folder_of_bad_files_only_publishes_whole_empty_tables(
    tmp_path: Path,
) -> None:
    bad = {name: data for name, (data, _) in SET_ASIDE.items() if name != "huge.txt"}
    raw, out = put(tmp_path / "raw", bad), tmp_path / "out"
    done = program(raw, "--out", out)
    assert done.returncode == 1
    assert done.stdout.count("unknown_document") == 2  # counted, and its file
    for name, cls in TABLE.items():
        assert pq.read_schema(out / f"{name}.parquet").names == arrow_schema(cls).names
        filled = name in ("documents", "problems", "runs")
        assert bool(read_table(cls, out)) == filled, name


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_not_opened(tmp_path: Path) -> None:
    raw = put(tmp_path / "raw", {"a.txt": NEWS.encode(), "b.txt": b"x"})
    (raw / "b.txt").chmod(0)
    tables = read_all(raw)
    assert document(tables, "a.txt")["status"] == "ok"
    assert document(tables, "b.txt")["status"] == "quarantined"
    [problem] = problems(tables, "b.txt")
    assert (problem["code"], problem["message"]) == (
        "not_opened", "It can not be opened: Permission denied.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "does not exist; name a folder of documents."),
        ("raw/a.txt", "is a file; name the folder that holds it."),
        ("empty", "holds no files; put the documents to read there."),
    ],
)
def test_a_folder_that_can_not_be_used_is_one_sentence(
    name: str, message: str, tmp_path: Path
) -> None:
    put(tmp_path / "raw", {"a.txt": b"x"})
    put(tmp_path / "empty", {})
    done = program(tmp_path / name, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path / name} {message}\n"
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()
