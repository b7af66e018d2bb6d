"""The whole run: what it publishes, what it counts, and that every word is proved."""

import json
from pathlib import Path

import pytest

from extract.inputs import BadFolder, Input
from extract.one import extract_file
from extract.pipeline import CheckFailed, Report, Result
from extract.readers import read
from extract.snapshot import current
from normalize import checks
from normalize.merge import merge
from normalize.parquet import read_table
from normalize.rows import Rows
from normalize.tables import TABLE
from normalize.text import Repair, restore
from tests import running
from tests.checking import broken
from tests.expected import documents

NOTICE = (
    "示例市医疗保障局关于示例的通知\n示医保发〔2025〕3号\n各有关单位：\n"
    "一、请遵照执行。\n示例市医疗保障局\n2025年6月20日\n"
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A notice, a copy of it, and a file that nobody knows."""
    (tmp_path / "raw" / "sub").mkdir(parents=True)
    for name, words in (("b.txt", NOTICE), ("sub/a.txt", NOTICE), ("c.txt", "未知")):
        (tmp_path / "raw" / name).write_text(words, encoding="utf-8")
    return tmp_path / "raw"


def published(raw: Path) -> Rows:
    return ran(raw).tables


def ran(raw: Path, told: Report = lambda one, rows: None) -> Result:
    return running.ran(raw, raw.parent / "out", told)


def test_a_run_publishes_what_it_returns(raw: Path) -> None:
    tables = published(raw)
    folder = current(raw.parent / "out")
    for name, cls in TABLE.items():
        assert read_table(cls, folder) == tables[name], name


def test_a_run_counts_its_inputs(raw: Path) -> None:
    tables = published(raw)
    [one] = tables["runs"]
    assert (one["outcome"], one["inputs_read"], one["inputs_reused"]) == (
        "published", 3, 0,
    )  # fmt: skip
    counts = {name: one[f"inputs_{name}"] for name in ("seen", "ok", "partial")}
    assert counts == {"seen": 3, "ok": 1, "partial": 0}
    assert (one["inputs_quarantined"], one["inputs_duplicate"]) == (1, 1)
    assert {row["run_id"] for row in tables["documents"]} == {one["run_id"]}
    assert json.loads(one["rows"])["policies"] == 1
    assert json.loads(one["versions"]).keys() == {
        "program",
        "reading",
        "merging",
        "python",
    }
    assert one["started_at"] <= one["ended_at"]
    statuses = {row["path"]: row["status"] for row in tables["documents"]}
    assert statuses == {"b.txt": "ok", "c.txt": "quarantined", "sub/a.txt": "duplicate"}


def test_a_run_counts_what_has_changed_since_the_last(raw: Path) -> None:
    def counted() -> tuple[int, int, int]:
        one = ran(raw).run
        return one["inputs_new"], one["inputs_changed"], one["inputs_removed"]

    assert counted() == (3, 0, 0)
    assert counted() == (0, 0, 0)
    (raw / "b.txt").write_text(NOTICE.replace("请", "应"), encoding="utf-8")
    (raw / "sub" / "a.txt").rename(raw / "d.txt")
    assert counted() == (1, 1, 1)


def test_every_document_is_told_as_it_is_done(raw: Path) -> None:
    told: list[tuple[str, str]] = []
    ran(
        raw,
        lambda one, rows: told.append((one.relative, rows["documents"][0]["status"])),
    )
    assert told == [("b.txt", "ok"), ("c.txt", "quarantined"), ("sub/a.txt", "ok")]


def test_a_file_that_goes_leaves_the_tables(raw: Path) -> None:
    assert len(published(raw)["policies"]) == 1
    (raw / "b.txt").unlink()
    assert {row["status"] for row in published(raw)["documents"]} == {
        "ok", "quarantined",
    }  # fmt: skip
    (raw / "sub" / "a.txt").unlink()
    tables = published(raw)
    assert tables["policies"] == tables["evidence"] == []


def test_tables_that_break_a_check_are_not_published(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(raw)
    before = current(raw.parent / "out")
    monkeypatch.setattr(checks, "check", lambda folder, n: ["a: b", "c: d"])
    (raw / "d.txt").write_text(NOTICE, encoding="utf-8")
    with pytest.raises(CheckFailed, match="a: b\nc: d"):
        published(raw)
    assert current(raw.parent / "out") == before


def test_an_empty_folder_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with pytest.raises(BadFolder):
        published(tmp_path / "raw")
    assert not (tmp_path / "out").exists()


# --- what holds for every sample


each_sample = pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)


@each_sample
def test_repairs_undone_give_the_raw_text(path: Path) -> None:
    rows = extract_file(Input(path, path.name))
    repairs = [
        Repair(**{name: row[name] for name in Repair._fields})
        for row in rows["repairs"]
    ]
    raw = read(path.read_bytes(), path.name).raw
    assert restore(rows["documents"][0]["text"], repairs) == raw


@each_sample
def test_every_place_holds_the_words_that_are_quoted(path: Path) -> None:
    raw = read(path.read_bytes(), path.name).raw
    rows = extract_file(Input(path, path.name))
    placed = [row for row in rows["evidence"] if row["start"] is not None]
    assert placed
    assert [
        row for row in placed if raw[row["start"] : row["end"]] != row["quote"]
    ] == []
    for row in (*rows["mentions"], *rows["fields"]):
        assert row["start"] is None or 0 <= row["start"] < row["end"] <= len(raw)


@each_sample
def test_a_sample_is_sound_on_its_own(path: Path) -> None:
    tables = merge([extract_file(Input(path, path.name))])
    found = broken(tables, 1)
    assert found == ["runs: no row of this run"]
    assert tables["documents"][0]["status"] == "ok"
