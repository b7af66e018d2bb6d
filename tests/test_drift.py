"""Drift: what the same documents told last night, and what they tell now."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.drift import FEW, LIMIT, NAMES, THRESHOLDS, Breach, drift
from extract.inputs import Input
from extract.pipeline import CheckFailed, Result, run
from extract.snapshot import current
from normalize.rows import Row, Rows, empty_rows
from tests.checking import staged
from tests.running import inline

N = 100


def document(at: int, **cells: Any) -> Row:
    own = {"doc_id": f"d{at}", "path": f"{at}.txt", "status": "ok", "text": "字" * 100}
    return own | cells


def snapshot() -> Rows:
    """A hundred documents; each tells a trial, names a drug, and had some spam."""
    rows = empty_rows()
    rows["documents"] = [document(at) for at in range(N)]
    rows["trials"] = [
        {"trial_id": f"t{at}", "doc_id": f"d{at}", "result": "有效", "stage": "III期"}
        for at in range(N)
    ]
    rows["drugs"] = [
        {"drug_id": f"g{at}", "doc_id": f"d{at}", "doc_ids": [f"d{at}"]}
        for at in range(N)
    ]
    rows["repairs"] = [
        {"doc_id": f"d{at}", "before": "广", "after": "", "rule": "spam+width"}
        for at in range(N)
    ]
    return rows


def without(rows: list[Row], count: int) -> list[Row]:
    return rows[count:]


Compare = Callable[[Rows, Rows], list[Breach]]


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    def compared(last: Rows, now: Rows) -> list[Breach]:
        folders = tmp_path / "1", tmp_path / "staged"
        for rows, folder in zip((last, now), folders, strict=True):
            folder.mkdir(exist_ok=True)
            staged(rows, folder)
        return drift(folders[1], folders[0])

    return compared


def named(found: list[Breach]) -> list[str]:
    return [each.name for each in found]


# --- each threshold: what passes it, and what does not


def lose_trials(now: Rows, count: int) -> None:
    now["trials"] = without(now["trials"], count)


def gain_trials(now: Rows, count: int) -> None:
    more = [dict(row, trial_id=f"u{at}") for at, row in enumerate(now["trials"])]
    now["trials"] += more[:count]


def empty_results(now: Rows, count: int) -> None:
    for row in now["trials"][:count]:
        row["result"] = None


def join_drugs(now: Rows, count: int) -> None:
    first, others = now["drugs"][0], now["drugs"][1 : count + 1]
    first["doc_ids"] += [each["doc_id"] for each in others]
    now["drugs"] = [first, *now["drugs"][count + 1 :]]


def make_copies(now: Rows, count: int) -> None:
    for row in now["documents"][1 : count + 1]:
        row["copy_of"] = "d0"


def set_aside(now: Rows, count: int) -> None:
    for row in now["documents"][:count]:
        row["status"] = "quarantined"


def overwrite(now: Rows, count: int) -> None:
    """A bad download has put other bytes under known names."""
    for row in now["documents"][:count]:
        row |= {"status": "quarantined", "doc_id": f"login {row['doc_id']}"}


def cut_spam(now: Rows, count: int) -> None:
    """So many of a hundred characters are taken out of each document."""
    for row, cut in zip(now["documents"], now["repairs"], strict=True):
        row["text"] = row["text"][: 100 - count]
        cut["before"] += "字" * count


CASES = [
    ("rows_lost", lose_trials, 5, 6),
    ("rows_gained", gain_trials, 50, 51),
    ("filled", empty_results, 10, 11),
    ("collapsed", join_drugs, 5, 6),
    ("copies", make_copies, 2, 3),
    ("quarantined", set_aside, 2, 3),
    ("quarantined", overwrite, 2, 3),
    ("spam", cut_spam, 1, 2),
]
each_threshold = pytest.mark.parametrize(("name", "change", "most", "more"), CASES)
Change = Callable[[Rows, int], None]


@each_threshold
def test_a_threshold_that_is_passed(
    name: str, change: Change, most: int, more: int, compare: Compare
) -> None:
    now = snapshot()
    change(now, more)
    assert named(compare(snapshot(), now)) == [name]


@each_threshold
def test_a_threshold_that_is_just_kept(
    name: str, change: Change, most: int, more: int, compare: Compare
) -> None:
    now = snapshot()
    change(now, most)
    assert compare(snapshot(), now) == []


def test_every_threshold_is_tried() -> None:
    assert list(dict.fromkeys(name for name, *_ in CASES)) == list(NAMES)
    assert all(0 < each.limit < 1 and each.why for each in THRESHOLDS)


# --- what is no drift


def test_without_a_snapshot_before_nothing_is_drift(tmp_path: Path) -> None:
    assert drift(tmp_path, None) == []


def test_the_same_is_no_drift(compare: Compare) -> None:
    assert compare(snapshot(), snapshot()) == []


@pytest.mark.parametrize("of", [0, 1])
def test_files_that_come_or_go_are_no_drift(of: int, compare: Compare) -> None:
    """Also where what they told goes with them."""
    few = snapshot()
    few["documents"] = few["documents"][: N // 2]
    kept = {row["doc_id"] for row in few["documents"]}
    for table in ("trials", "drugs", "repairs"):
        few[table] = [row for row in few[table] if row["doc_id"] in kept]
    pair = (snapshot(), few) if of else (few, snapshot())
    assert compare(*pair) == []


def test_a_new_leader_takes_the_rows_of_its_copies(compare: Compare) -> None:
    now = snapshot()
    now["documents"].append(document(N))
    for row in now["documents"][:30]:
        row["copy_of"] = f"d{N}"
    now["trials"] = without(now["trials"], 30)
    now["drugs"] = without(now["drugs"], 29)
    now["drugs"][0]["doc_ids"] = [f"d{at}" for at in range(31)]
    assert compare(snapshot(), now) == []


def test_new_files_that_are_set_aside_are_no_drift(compare: Compare) -> None:
    now = snapshot()
    now["documents"] += [document(N + at, status="quarantined") for at in range(50)]
    assert compare(snapshot(), now) == []


def test_few_rows_are_no_drift(compare: Compare) -> None:
    last, now = snapshot(), snapshot()
    last["trials"] = last["trials"][: FEW - 1]
    now["trials"] = []
    assert compare(last, now) == []
    last["trials"] = snapshot()["trials"][:FEW]
    assert named(compare(last, now)) == ["rows_lost"]


def test_two_of_twenty_are_chance(compare: Compare) -> None:
    last, now = snapshot(), snapshot()
    last["trials"], now["trials"] = last["trials"][:FEW], now["trials"][: FEW - 2]
    assert LIMIT["rows_lost"] < 2 / FEW
    assert compare(last, now) == []


def test_a_table_of_which_rows_go_with_a_reason(compare: Compare) -> None:
    """Fewer problems and fewer repairs are good news."""
    last, now = snapshot(), snapshot()
    last["problems"] = [
        {"doc_id": f"d{at}", "code": "odd", "severity": "info"} for at in range(N)
    ]
    now["repairs"] = []
    assert compare(last, now) == []


def test_a_column_that_is_new_tonight_is_compared_with_nothing(
    compare: Compare, tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    assert compare(snapshot(), snapshot()) == []
    path = tmp_path / "1" / "trials.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["result"]), path)
    (tmp_path / "1" / "outcomes.parquet").unlink()
    assert drift(tmp_path / "staged", tmp_path / "1") == []


def test_the_words_say_how_much_and_how_much_is_allowed(compare: Compare) -> None:
    now = snapshot()
    lose_trials(now, 40)
    empty_results(now, 30)
    assert [str(each) for each in compare(snapshot(), now)] == [
        "drift: rows_lost: trials: 100 rows are now 60, -40% where 5% is the limit",
        "drift: filled: trials.result: 100% filled, now 50%; "
        "10% of the rows are the limit",
    ]


# --- in a run


NOTICE = (
    "示例市医疗保障局关于第{}号示例的通知\n示医保发〔2025〕{}号\n各有关单位：\n"
    "一、请遵照执行。\n二、请相互转告。\n示例市医疗保障局\n2025年6月20日\n"
)


def night(raw: Path, worse: bool = False, accepted: tuple[str, ...] = ()) -> Result:
    """A run; a worse one finds no provisions in half of the documents."""
    from contextlib import nullcontext

    def engine(inputs: Any) -> Any:
        for at, (one, rows) in enumerate(inline(inputs)):
            if worse and at % 2:
                gone = {row["provision_id"] for row in rows["provisions"]}
                rows["provisions"] = []
                rows["evidence"] = [
                    row for row in rows["evidence"] if row["row_id"] not in gone
                ]
            yield one, rows

    def told(one: Input, rows: Rows) -> None:
        pass

    out = raw.parent / "out"
    return run(raw, out, engine, lambda n: nullcontext(told), accepted=accepted)


def test_a_drift_stops_a_run_until_it_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for at in range(1, 25):
        (raw / f"{at}.txt").write_text(NOTICE.format(at, at), "utf-8")
    first = night(raw).folder
    monkeypatch.setattr("extract.store.reading_version", lambda parser: "other")
    with pytest.raises(CheckFailed, match=r"^drift: rows_lost: prov") as failed:
        night(raw, worse=True)
    assert current(tmp_path / "out") == first
    assert failed.value.staged
    assert (failed.value.staged / "provisions.parquet").exists()

    with pytest.raises(CheckFailed):
        night(raw, accepted=("filled",))
    published = night(raw, accepted=("rows_lost",))
    assert published.folder != first
    assert published.last == first
    told = "accepted drift: rows_lost: provisions: "
    assert published.run["message"].startswith(told)
    assert published.tables["runs"][-1]["message"].startswith(told)
