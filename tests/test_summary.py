"""What a person reads at the end of a run."""

from pathlib import Path
from typing import Any

import pytest

from extract.counts import problem_counts, set_aside, statuses
from extract.pipeline import Result
from extract.show import console, show
from extract.summary import summarize
from normalize.rows import Rows, empty_rows
from tests.checking import staged


def document(path: str, status: str) -> dict[str, Any]:
    return {"path": path, "doc_id": path, "status": status}


def problem(doc_id: str, severity: str, code: str, message: str = "") -> dict[str, Any]:
    return {"doc_id": doc_id, "severity": severity, "code": code, "message": message}


def tables() -> Rows:
    made = empty_rows()
    made["documents"] = [
        document("a.txt", "ok"),
        document("b.pdf", "quarantined"),
        document("c.txt", "ok"),
        document("公告[red].html", "quarantined"),
    ]
    made["problems"] = [
        problem("c.txt", "info", "unread"),
        problem("b.pdf", "warning", "spam"),
        problem("b.pdf", "error", "timeout", "took longer than 120 s"),
        problem(
            "公告[red].html", "error", "unknown_document", "no parser\x1b[2J knows"
        ),
        problem("c.txt", "info", "unread"),
    ]
    made["drugs"] = [{}, {}]
    return made


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return staged(tables(), tmp_path)


def result(folder: Path, outcome: str = "published") -> Result:
    told = {"outcome": outcome, "inputs_read": 2, "inputs_reused": 3}
    return Result(told, folder)


def test_documents_are_counted_by_status(snapshot: Path) -> None:
    assert statuses(snapshot) == {
        "ok": 2, "partial": 0, "quarantined": 2, "duplicate": 0,
    }  # fmt: skip


def test_problems_are_counted_the_worst_first(snapshot: Path) -> None:
    assert problem_counts(snapshot) == [
        ("error", "timeout", 1),
        ("error", "unknown_document", 1),
        ("warning", "spam", 1),
        ("info", "unread", 2),
    ]


def test_what_was_set_aside_says_why(snapshot: Path) -> None:
    assert set_aside(snapshot)[0] == ("b.pdf", "timeout: took longer than 120 s")


def test_plain_output_is_aligned(
    snapshot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summarize(result(snapshot), Path("data/tables"), console(terminal=False))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [
        "Documents",
        "  status       files",
        "  ok               2",
        "  partial          0",
        "  quarantined      2",
    ]
    assert "  drugs               2" in lines
    assert lines[-5:] == [
        "  file            reason",
        "  b.pdf           timeout: took longer than 120 s",
        "  公告[red].html  unknown_document: no parser�[2J knows",
        "2 files read, 3 known before.",
        "The tables are in data/tables.",
    ]


def test_a_terminal_gets_the_same_words(
    snapshot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on = console(terminal=True)
    on.width = 100
    summarize(result(snapshot), Path("data/tables"), on)
    out = capsys.readouterr().out
    assert "公告[red].html" in out
    assert "timeout: took longer than 120 s" in out
    assert "\x1b[2J" not in out


def test_good_news_has_no_empty_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = staged(empty_rows(), tmp_path)
    summarize(result(folder, "unchanged"), Path("out"), console(terminal=False))
    out = capsys.readouterr().out
    assert "Problems" not in out
    assert "Quarantined" not in out
    assert "Nothing is new since the last run" in out


def test_a_table_without_lines_still_has_its_header(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show("Nothing", ("a", "b"), [], console(terminal=False))
    assert capsys.readouterr().out == "Nothing\n  a  b\n"
