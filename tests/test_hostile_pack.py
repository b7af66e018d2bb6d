"""Each hostile file ends in a status and a reason, in time, and touches nothing else.

The whole program runs once over all of them, in a folder of its own for everything
that it could write to, with a hook in all of its processes that refuses the network
and other programs, beside a server that nobody may ask.
"""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.snapshot import current
from normalize.parquet import read_table
from normalize.rows import Row
from normalize.tables import TABLE
from tests.hostile_pack import FILES, Lure
from tests.hostile_paths import laid

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # for one file; the slowest takes 15 on an idle machine
ALL = 900  # seconds for all of them
SECRET = "不得读取的暗号"
MEMBERS = {
    "negative.tar": "a.txt", "sparse.tar": "a.txt", "nested.tar": "a.tar/a.tar/a.tar",
}  # fmt: skip
GUARD = """
import sys

REFUSED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "urllib.Request", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
    "os.startfile", "pty.spawn", "ctypes.dlopen.url"}


def refuse(event, args):
    if event in REFUSED or event == "socket.connect" and isinstance(args[1], tuple):
        with open(%r, "a") as log:
            log.write(f"{event} {args}\\n")
        raise SystemExit(f"{event} {args}")


sys.addaudithook(refuse)
"""


class Night(NamedTuple):
    """What a run over a hostile folder left: exit code, words, rows, and touches."""

    code: int
    said: str
    documents: list[Row]
    problems: list[Row]
    written: set[str]
    touched: str
    asked: list[str]


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Serve on this machine; yield the address, and the paths that were asked for."""
    asked: list[str] = []

    class Notice(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Notice)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def run(home: Path, raw: Path, asked: list[str]) -> Night:
    """Run the program over a folder, in a home of its own."""
    for name in ("guard", "tmp", "work"):
        (home / name).mkdir()
    log, out = home / "guard" / "log", home / "out"
    (home / "guard" / "sitecustomize.py").write_text(GUARD % str(log), "utf-8")
    places = {"HOME": home, "TMPDIR": home / "tmp", "XDG_CACHE_HOME": home / "cache"}
    env = {
        **os.environ, **{name: str(place) for name, place in places.items()},
        "PYTHONPATH": os.pathsep.join([str(home / "guard"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    before = everything(home)
    done = subprocess.run(
        [sys.executable, "-m", "extract", str(raw), "--out", str(out), "--workers", "2",
         "--quiet"],
        cwd=home / "work", env=env, capture_output=True, text=True, timeout=ALL,
    )  # fmt: skip
    written = {path for path in everything(home) - before if not is_in(path, "out")}
    touched = log.read_text("utf-8") if log.exists() else ""
    documents, problems = (
        read_table(TABLE[name], current(out)) for name in ("documents", "problems")
    )
    return Night(
        done.returncode, done.stderr, documents, problems, written, touched, asked
    )


def everything(home: Path) -> set[str]:
    """All paths below a folder with their times, links not followed."""
    return {
        f"{path.relative_to(home)} {path.lstat().st_mtime_ns}"
        for path in home.rglob("*")
        if path.name != "log"
    }


def is_in(path: str, folder: str) -> bool:
    # The folders of temporary files may have held some, and are empty again.
    return re.match(rf"(?:{folder}(?:/| \d)|(?:tmp|work) \d)", path) is not None


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    """How each path ends; filled when the folder is made."""
    return {}


@pytest.fixture(scope="module")
def night(
    tmp_path_factory: pytest.TempPathFactory, expected: dict[str, str]
) -> Iterator[Night]:
    """One run over the whole pack."""
    home = tmp_path_factory.mktemp("hostile")
    raw, secret = home / "raw", home / "secret.txt"
    raw.mkdir()
    secret.write_text(SECRET, "utf-8")
    with listening() as (url, asked):
        for name, (build, code) in FILES.items():
            (raw / name).write_bytes(build(Lure(url, str(secret))))
            expected["/".join(filter(None, (name, MEMBERS.get(name))))] = code
        expected |= laid(raw)
        yield run(home, raw, asked)
    for file in raw.glob("sparse*"):
        file.unlink()


def ends(night: Night) -> dict[str, str]:
    """Each path with its status, or the code for which it was set aside."""
    reasons: dict[str, str] = {}
    for row in night.problems:
        if row["severity"] == "error":
            reasons.setdefault(row["doc_id"], row["code"])
    return {
        row["path"]: reasons[row["doc_id"]]
        if row["status"] == "quarantined"
        else row["status"]
        for row in night.documents
    }


def test_it_ends_as_any_night_with_bad_documents(night: Night) -> None:
    assert (night.code, night.said) == (1, "")


def test_each_ends_in_its_reason(night: Night, expected: dict[str, str]) -> None:
    found = ends(night)
    unlike = {
        name: (found.get(name), expected.get(name))
        for name in found.keys() | expected.keys()
        if found.get(name) != expected.get(name)
    }
    assert unlike == {}


def test_each_has_one_row(night: Night, expected: dict[str, str]) -> None:
    assert sorted(row["path"] for row in night.documents) == sorted(expected)


def test_none_takes_long(night: Night) -> None:
    slow = {
        row["path"]: row["seconds"]
        for row in night.documents
        if (row["seconds"] or 0) > SECONDS
    }
    assert slow == {}


def test_no_reason_is_without_words(night: Night) -> None:
    assert [row for row in night.problems if not row["message"].strip()] == []


def test_nothing_is_asked_of_the_network_and_no_program_started(night: Night) -> None:
    assert (night.asked, night.touched) == ([], "")


def test_nothing_is_written_outside_the_tables(night: Night) -> None:
    assert night.written == set()


def test_no_file_of_this_machine_is_read(night: Night) -> None:
    for row in (*night.documents, *night.problems):
        assert SECRET not in str(row)
        assert "root:" not in str(row.get("text", row))


def test_the_hostile_corpus(shared: Path, tmp_path: Path) -> None:
    night = run(tmp_path, shared / "corpora" / "hostile", [])
    assert night.touched == "" and night.written == set()
    statuses = {row["status"] for row in night.documents}
    assert statuses <= {"ok", "partial", "quarantined", "duplicate"}
    told = {row["doc_id"] for row in night.problems if row["severity"] == "error"}
    for row in night.documents:
        if row["status"] == "quarantined":
            assert row["doc_id"] in told
        assert (row["seconds"] or 0) < SECONDS
    codes = {row["code"] for row in night.problems}
    assert not codes & {"failed", "crashed", "timeout", "out_of_memory"}
