"""The annotated documents are well formed, and what is counted on them is right."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from normalize.column import columns_of
from normalize.tables import TABLE
from normalize.values.plain import squash
from tests.gold.facts import (
    GROUPS,
    Annotated,
    Judged,
    Tally,
    annotated,
    folder,
    measured,
    per_field,
    per_group,
    sets,
    wrong_lines,
)
from tests.gold.matching import (
    DECISIVE,
    IDENTITY,
    ROWS,
    Found,
    assign,
    equal,
    judged,
    of_sets,
)

SETS = sets()
ALL = [one for name in SETS for one in annotated(folder(name))]
KINDS = {"news", "notice", "form", "interpretation", "letter"}
KEYS = {"about", "trap", "kind", "rows", "agencies", "implied"}
# Values that stand in a text in other words: names of a closed vocabulary, canonical
# forms of numbers, dates and names.
CANONICAL = {
    "outcomes": {"endpoint", "statistic", "unit", "p_value", "assessor"},
    "events": {"event_type", "modality", "currency", "region", "region_code"},
    "policies": {"doc_number", "level", "region", "region_code", "agencies", "doc_type"},
    "citations": {"relation", "doc_number"},
    "drugs": {"approval_number", "currency", "price_unit"},
    "windows": {"kind"},
    "provisions": {"path", "part", "kind"},
}  # fmt: skip
identified = pytest.mark.parametrize("one", ALL, ids=lambda one: one.path.stem)


def words_of(one: Annotated) -> str:
    """The words of a document as the tables give them: simplified, without readings."""
    from extract.one import repaired

    document = repaired(one.path.read_bytes(), one.path.name)[0]
    return squash(one.path.read_text("utf-8")) + squash(str(document.text))


@identified
def test_a_document_has_one_well_formed_answer(one: Annotated) -> None:
    gold = json.loads(one.path.with_suffix(".json").read_text("utf-8"))
    assert set(gold) <= KEYS
    assert one.about
    assert isinstance(one.trap, bool)
    assert one.kind in KINDS
    assert len(one.path.read_text("utf-8")) in range(150, 1301)


@identified
def test_an_answer_names_columns_that_are_declared(one: Annotated) -> None:
    for table, rows in one.rows.items():
        declared = {column.name for column in columns_of(TABLE[table])}
        for row in rows:
            assert set(row) <= declared, (table, row)
            assert row
        assert table in IDENTITY


@identified
def test_what_an_answer_quotes_stands_in_its_document(one: Annotated) -> None:
    words = words_of(one)
    gold = json.loads(one.path.with_suffix(".json").read_text("utf-8"))
    implied = set(gold.get("implied", ()))
    missing = [
        value
        for table, rows in one.rows.items()
        for value in quoted(table, rows)
        if value not in implied and squash(value) not in words
    ]
    assert missing == []


def quoted(table: str, rows: list[dict[str, Any]]) -> list[str]:
    """The values of an answer that are words of the document."""
    dates = ("_on", "_date", "_from", "_to", "_until", "_precision")
    return [
        value
        for row in rows
        for name, value in row.items()
        if isinstance(value, str)
        and name not in CANONICAL.get(table, ())
        and not name.endswith(dates)
        and not name.startswith("first_launch")
    ]


def test_every_document_has_another_name() -> None:
    stems = [one.path.stem for one in ALL]
    assert len(stems) == len(set(stems))


def test_no_text_is_without_an_answer_and_no_answer_without_a_text() -> None:
    for name in SETS:
        stems = sorted(p.stem for p in folder(name).iterdir() if p.suffix != ".json")
        assert stems == [one.path.stem for one in annotated(folder(name))]


def test_there_are_documents_enough_and_a_third_of_them_are_traps() -> None:
    assert len(ALL) >= 40
    assert 3 * sum(one.trap for one in ALL) >= len(ALL)
    assert {one.kind for one in ALL} == KINDS


def rate(term: str, value: float | None) -> dict[str, Any]:
    return {"term": term, "rate": value}


def counts(gold: list[Any], rows: list[Any]) -> dict[str, Tally]:
    found = judged("adverse_events", gold, rows, ["term", "rate"])
    fields = per_field(Judged("x", each) for each in found)
    return {column: tally for (_, column), tally in fields.items()}


def test_a_right_row_is_right_in_every_field() -> None:
    assert counts([rate("腹泻", 12)], [rate("腹泻", 12.0)]) == {
        "rate": Tally(1, 0, 0),
        "rows": Tally(1, 0, 0),
        "term": Tally(1, 0, 0),
    }


def test_a_wrong_field_is_one_too_many_and_one_missed() -> None:
    told = counts([rate("腹泻", 12)], [rate("腹泻", 13)])
    assert told["rate"] == Tally(0, 1, 1)
    assert told["rows"] == Tally(1, 0, 0)


def test_a_missing_field_is_missed_and_a_stated_null_is_too_much() -> None:
    assert counts([rate("腹泻", 12)], [rate("腹泻", None)])["rate"] == Tally(0, 0, 1)
    assert counts([rate("腹泻", None)], [rate("腹泻", 12)])["rate"] == Tally(0, 1, 0)
    assert counts([rate("腹泻", None)], [rate("腹泻", None)])["rate"] == Tally()


def test_a_missing_row_is_missed_and_an_extra_one_is_too_much() -> None:
    assert counts([rate("腹泻", 12)], [])["rows"] == Tally(0, 0, 1)
    assert counts([], [rate("腹泻", 12)]) == {
        "rate": Tally(0, 1, 0),
        "rows": Tally(0, 1, 0),
        "term": Tally(0, 1, 0),
    }
    assert counts([], []) == {}


def test_rows_are_matched_one_to_one_and_for_the_most_equal_columns() -> None:
    gold = [rate("腹泻", 12), rate("腹泻", 3), rate("皮疹", 5)]
    rows = [rate("腹泻", 3), rate("腹泻", 12)]
    assert assign("adverse_events", gold, rows) == [1, 0, None]
    assert assign("adverse_events", gold[:2], rows[:1]) == [None, 0]
    # The first takes the worse row, so that the second has one at all.
    first = {"endpoint": "OS", "endpoint_text": "总生存期", "value": 1.0, "n": 4}
    second = {"endpoint_text": "总生存", "value": 1.0}
    both = {"endpoint": "OS", "endpoint_text": "总生存", "value": 1.0, "n": 4}
    other = {"endpoint": "OS", "endpoint_text": "中位OS", "value": 1.0, "n": None}
    for row in (both, other):
        row["not_reached"] = None
    assert assign("outcomes", [first, second], [both, other]) == [1, 0]


def test_a_row_told_but_wrong_in_what_decides_is_no_right_row() -> None:
    gold = {"event_type": "approval", "modality": "planned", "event_date": "2025-01-01"}
    row = gold | {"modality": "happened", "event_date": date(2025, 1, 1)}
    row |= {"drug_name": None}
    found = judged("events", [gold], [row], gold)
    tallies = per_field(Judged("x", each) for each in found)
    assert tallies["events", ROWS] == Tally(0, 1, 1)
    assert tallies["events", "event_date"] == Tally(1, 0, 0)


@pytest.mark.parametrize(
    ("column", "expected", "got", "right"),
    [
        ("event_date", "2025-01-01", date(2025, 1, 1), True),
        ("event_date", "2025-01-01", date(2025, 1, 2), False),
        ("event_date", "2025-01-01", None, False),
        ("event_date", None, None, True),
        ("event_date", None, date(2025, 1, 1), False),
        ("price", 19800, Decimal("19800"), True),
        ("price", 19800, Decimal("1.98"), False),
        ("not_reached", True, None, False),
        ("title", "办法（试行）", "办法(试行)", True),
        ("title", "办法", "办法（试行）", False),
        ("text", "十日内", "自公布次日起十日内", True),
        ("agencies", ["甲局", "乙局"], ["甲局", "乙局"], True),
        ("agencies", ["甲局", "乙局"], ["乙局", "甲局"], False),
        ("actors", ["甲局", "乙局"], ["乙局", "甲局"], True),
        ("agencies", ["甲局"], None, False),
    ],
)
def test_what_equals_what(
    column: str, expected: object, got: object, right: bool
) -> None:
    assert equal(column, expected, got) is right


def test_names_are_judged_as_sets() -> None:
    found = of_sets("agencies", ["甲局", "乙局"], ["乙局", "丙局"])
    assert per_field(Judged("x", each) for each in found) == {
        ("agencies", "names"): Tally(1, 1, 1)
    }


def test_precision_and_recall() -> None:
    tally = Tally(right=8, extra=2, missed=12)
    assert (tally.precision, tally.recall) == (0.8, 0.4)
    assert (Tally().precision, Tally().recall) == (1.0, 1.0)


def test_a_group_counts_its_columns_only() -> None:
    found = [
        Found("events", "event_date", "2025-01-01", date(2025, 1, 1), True),
        Found("events", "drug_name", "甲", "乙", False),
        Found("policies", "title", "甲", None, False),
    ]
    groups = per_group(Judged("x", each) for each in found)
    assert groups["dates"] == Tally(1, 0, 0)
    assert groups["events"] == Tally(0, 1, 1)
    assert groups["policies"] == Tally(0, 0, 1)
    assert "outcomes" not in groups


def test_groups_and_identities_name_declared_columns() -> None:
    for table, wanted in IDENTITY.items():
        declared = {column.name for column in columns_of(TABLE[table])}
        assert set().union(*wanted) <= declared
        assert set(DECISIVE.get(table, ())) <= declared
    for members in GROUPS.values():
        for table, columns in members.items():
            if columns is not None:
                declared = {column.name for column in columns_of(TABLE[table])}
                assert set(columns) - {ROWS} <= declared


def test_an_error_is_named_with_what_was_expected(tmp_path: Path) -> None:
    wrong = Judged("x.txt", Found("outcomes", "value", 61.3, 16.3, False))
    right = Judged("x.txt", Found("outcomes", "n", 40, 40, True))
    assert list(wrong_lines([wrong, right])) == [
        "x.txt  outcomes.value  expected 61.3  got 16.3"
    ]


def test_an_extra_row_is_judged_in_the_columns_of_the_set(tmp_path: Path) -> None:
    gold = {"about": "x", "trap": True, "kind": "news",
            "rows": {"outcomes": [{"endpoint": "OS", "value": 1}], "drugs": []}}  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    columns = {"outcomes": {"endpoint", "value"}, "drugs": set()}
    assert measured(annotated(tmp_path)) == columns
