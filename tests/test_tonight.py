"""The difference of two snapshots on one screen, and how a folder stands."""

from datetime import date, datetime
from pathlib import Path

import pytest

from extract.show import console
from extract.standing import tell_runs, tell_standing
from extract.tonight import Difference, Some, difference, tell
from normalize.rows import Row, Rows, empty_rows
from tests.checking import staged


def document(path: str, doc_id: str, status: str = "ok") -> Row:
    return {"path": path, "doc_id": doc_id, "status": status}


def problem(doc_id: str, code: str, severity: str = "error") -> Row:
    return {"doc_id": doc_id, "severity": severity, "code": code, "message": "why"}


def drug(drug_id: str, name: str) -> Row:
    return {"drug_id": drug_id, "generic_name": name}


def last_night() -> Rows:
    rows = empty_rows()
    rows["documents"] = [
        document("a.txt", "a"), document("b.txt", "b"),
        document("c.txt", "c", "quarantined"),
    ]  # fmt: skip
    rows["problems"] = [problem("c", "timeout"), problem("a", "unread", "info")]
    rows["drugs"] = [drug("1", "安替洛芬"), drug("2", "博替洛芬")]
    return rows


def tonight() -> Rows:
    """One file came, one changed and is set aside, one went; a drug has another id."""
    rows = empty_rows()
    rows["documents"] = [
        document("a.txt", "a"), document("b.txt", "bb", "quarantined"),
        document("d.txt", "d"),
    ]  # fmt: skip
    rows["problems"] = [problem("bb", "crashed"), problem("a", "unread", "info")]
    rows["drugs"] = [
        drug("9", "安替洛芬"),
        drug("2", "博替洛芬"),
        drug("3", "康替洛芬"),
    ]
    rows["policies"] = [{"policy_id": "p", "doc_number": "示医保发〔2025〕3号"}]
    rows["events"] = [
        {"event_id": "e", "event_date": date(2025, 6, 1), "event_type": "approval",
         "drug_name": "康替洛芬"},
    ]  # fmt: skip
    return rows


@pytest.fixture
def found(tmp_path: Path) -> Difference:
    for name, rows in (("1", last_night()), ("2", tonight())):
        (tmp_path / name).mkdir()
        staged(rows, tmp_path / name)
    return difference(tmp_path / "2", tmp_path / "1")


def printed(found: Difference, capsys: pytest.CaptureFixture[str]) -> list[str]:
    tell(found, console(terminal=False))
    return capsys.readouterr().out.splitlines()


def test_what_is_new_is_told(found: Difference) -> None:
    assert found == Difference(
        now="2",
        was="1",
        files=(1, 1, 1),
        rows=[("drugs", 3, 1), ("policies", 1, 1), ("events", 1, 1)],
        aside=Some(1, [("b.txt", "crashed: why")]),
        codes=[("crashed", 1)],
        things={
            "drugs": Some(1, ["康替洛芬"]),
            "policies": Some(1, ["示医保发〔2025〕3号"]),
            "events": Some(1, ["2025-06-01 approval 康替洛芬"]),
        },
    )


def test_it_is_printed(found: Difference, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(found, capsys) == [
        "Snapshot 2 beside snapshot 1",
        "  files: 1 new, 1 changed, 1 removed",
        "  rows: drugs 3 (+1), policies 1 (+1), events 1 (+1)",
        "  1 new drugs: 康替洛芬",
        "  1 new policies: 示医保发〔2025〕3号",
        "  1 new events: 2025-06-01 approval 康替洛芬",
        "  new kinds of problems: crashed (1)",
        "Newly quarantined: 1",
        "  file   reason",
        "  b.txt  crashed: why",
    ]


def test_the_same_has_nothing_to_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    staged(tonight(), tmp_path)
    lines = printed(difference(tmp_path, tmp_path), capsys)
    assert lines[1:] == ["  files: 0 new, 0 changed, 0 removed"]


def test_however_much_is_new_it_is_one_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A control character of a name does not reach the terminal."""
    rows = empty_rows()
    rows["documents"] = [document(f"{n}", f"{n}", "quarantined") for n in range(500)]
    rows["problems"] = [problem(f"{n}", f"code_{n % 40}") for n in range(500)]
    names = [f"\x1b[31m药{'长' * 90}{n}" for n in range(500)]
    rows["drugs"] = [drug(f"{n}", name) for n, name in enumerate(names)]
    rows["policies"] = [{"policy_id": f"{n}", "title": f"通知{n}"} for n in range(500)]
    for name, some in (("1", empty_rows()), ("2", rows)):
        (tmp_path / name).mkdir()
        staged(some, tmp_path / name)
    lines = printed(difference(tmp_path / "2", tmp_path / "1"), capsys)
    assert len(lines) < 45
    assert max(map(len, lines)) <= 120
    assert any(line.startswith("  500 new drugs: ") for line in lines)
    assert "Newly quarantined: 500, the first 10" in lines
    assert not any("\x1b" in line for line in lines)


# --- status and runs


def run_of(hour: int, outcome: str = "published", message: str = "") -> Row:
    from extract.history import SHANGHAI

    at = datetime(2026, 1, 2, hour, tzinfo=SHANGHAI)
    own = {"run_id": str(hour), "started_at": at, "ended_at": at, "outcome": outcome}
    return own | {"seconds": 61.4, "inputs_seen": 3, "message": message or None}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with two snapshots and a log of three runs."""
    import json

    for name, rows in (("1", last_night()), ("2", tonight())):
        folder = tmp_path / ".snapshots" / name
        folder.mkdir(parents=True)
        staged(rows | {"runs": [run_of(int(name))]}, folder)
    (tmp_path / "current").symlink_to(".snapshots/2")
    (tmp_path / ".store").mkdir()
    runs = [run_of(1), run_of(2), run_of(3, "failed", "BadThing: it broke\nhere")]
    lines = [json.dumps(row, default=datetime.isoformat) + "\n" for row in runs]
    (tmp_path / ".store" / "runs.jsonl").write_text("".join(lines))
    return tmp_path


def test_status_says_what_is_read_now(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_standing(out, "data/tables", console(terminal=False))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "data/tables: snapshot 2 is read now, published 2026-01-02 02:00:00+08:00, "
        "of 3 documents (2 ok, 1 quarantined). Kept are 2, 1.",
        "No run is under way.",
        "Snapshot 2 beside snapshot 1",
    ]
    assert lines[-1].split()[2:4] == ["failed", "61"]
    assert lines[-1].endswith("BadThing: it broke")


def test_status_says_who_is_at_work(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from extract.holder import this_process
    from extract.snapshot import locked

    with locked(out):
        tell_standing(out, "here", console(terminal=False))
    told = capsys.readouterr().out.splitlines()[1]
    assert told.startswith(f"Run under way: process {this_process().pid} on ")


def test_the_last_runs(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tell_runs(out, 2, console(terminal=False))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[2:]] == ["02:00:00", "03:00:00"]
