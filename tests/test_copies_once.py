"""What copies tell again is told once; what only they tell stays."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from normalize.column import columns_of
from normalize.draft import Draft, Implied
from normalize.entities import event_groups
from normalize.entities.once import tell_once
from normalize.entities.retold import retold_events
from normalize.rows import Row, empty_rows
from normalize.tables import (
    DocumentRow,
    Event,
    Outcome,
    Provision,
    Quantity,
)
from tests.copied_pages import NEWS, NOTICE, document, tables_of
from tests.drafting import Page

# --- one event, told by mirrors


def event(doc_id: str, day: int, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Event))
    known = {"event_type": "price_set", "drug_id": "d", "description": "单价为9800元"}
    when = {"event_date": date(2024, 1, day), "event_date_precision": "day"}
    return row | known | when | {"doc_id": doc_id} | cells


@pytest.mark.parametrize(
    ("events", "n"),
    [
        ([event("a", 1), event("b", 2)], 1),
        ([event("a", 1), event("b", 2, description="单价为9800 元。")], 1),
        ([event("a", 1), event("b", 2), event("d", 3)], 1),
        ([event("a", 1), event("c", 2)], 2),
        ([event("a", 1), event("b", 2, description="单价为8900元")], 2),
        ([event("a", 1), event("b", 2, event_type="approval")], 2),
        ([event("a", 1), event("b", 2, drug_id="e")], 2),
        # in the same words the leader tells two: which of them?
        ([event("a", 1), event("a", 3), event("b", 2)], 3),
        ([event("a", 1), event("a", 3), event("b", 3)], 2),
    ],
)
def test_the_event_of_a_copy_is_its_leaders(events: list[Row], n: int) -> None:
    groups = retold_events(event_groups, {"b": "a", "d": "a"})(events)
    assert len(groups) == n
    assert sum(map(len, groups)) == len(events)


# --- one fact once


def outcome(doc_id: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Outcome))
    known = {
        "outcome_id": f"o{doc_id}{cells['value']}",
        "drug_id": "d",
        "endpoint": "ORR",
    }
    return row | known | {"doc_id": doc_id, "statistic": "rate"} | cells


LED = (document("a", NEWS), document("b", NEWS, copy_of="a"), document("c", NEWS))


@pytest.mark.parametrize(
    ("told_again", "left"),
    [
        ({"value": 76.6, "quote": "总缓解率达到76.6%"}, "a"),
        ({"value": 76.6, "quote": "总缓解率达到76.6％"}, "a"),
        ({"value": 76.6, "quote": None}, "a"),
        ({"value": 76.8, "quote": "总缓解率达到76.8%"}, "ab"),
        ({"value": 76.6, "quote": "总缓解率达到76.6%", "n": 128}, "ab"),
        ({"value": 76.6, "quote": "总缓解率达到76.6%", "drug_id": "e"}, "ab"),
    ],
)
def test_a_copy_does_not_count_twice(told_again: Row, left: str) -> None:
    rows = [
        outcome("a", value=76.6, quote="总缓解率达到76.6%"),
        outcome("b", **told_again),
    ]
    tables = tables_of(*LED, outcomes=rows)
    tell_once(tables)
    assert "".join(row["doc_id"] for row in tables["outcomes"]) == left


def test_a_page_that_is_no_copy_counts() -> None:
    rows = [outcome("a", value=76.6), outcome("c", value=76.6)]
    tables = tables_of(*LED, outcomes=rows)
    tell_once(tables)
    assert len(tables["outcomes"]) == 2


def test_the_words_of_the_copy_prove_the_row_that_is_left() -> None:
    pages = [
        Page("总缓解率为76.6%。" * 2, "a.txt"),
        Page("总缓解率为76.6%。" * 3, "b.txt"),
    ]
    tables = empty_rows()
    for page in pages:
        cells: dict[str, Any] = {
            "statistic": Implied("rate", "x"),
            "value": page["76.6"],
        }
        for name, rows in page.typed(
            Draft(DocumentRow), Draft(Outcome, **cells)
        ).items():
            tables[name] += rows
    one, other = tables["documents"]
    other["copy_of"] = one["doc_id"]
    tell_once(tables)
    [row] = tables["outcomes"]
    proofs = [e["doc_id"] for e in tables["evidence"] if e["column_name"] == "value"]
    assert sorted(proofs) == sorted([one["doc_id"], other["doc_id"]])
    assert {e["row_id"] for e in tables["evidence"]} == {row["outcome_id"]}


def provision(doc_id: str, text: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Provision))
    known = {"provision_id": f"v{doc_id}{text}", "policy_id": "p", "path": "二"}
    return row | known | {"doc_id": doc_id, "text": text} | cells


@pytest.mark.parametrize(
    ("text", "n"),
    [
        (NOTICE[3], 1),
        (NOTICE[3].replace("，", ","), 1),
        (NOTICE[3].replace("说明理由", "说?理由"), 1),
        (NOTICE[3].replace("20%", "30%"), 2),
        (NOTICE[4], 2),
    ],
)
def test_a_provision_that_a_mirror_damages_is_one(text: str, n: int) -> None:
    rows = [provision("a", NOTICE[3]), provision("b", text)]
    tables = tables_of(*LED, provisions=rows)
    tell_once(tables)
    assert len(tables["provisions"]) == n


def test_facts_of_the_copy_alone_stay() -> None:
    row: Row = dict.fromkeys(column.name for column in columns_of(Quantity))
    rows = [
        row | {"doc_id": "b", "quantity_id": "q", "value_low": 9800.0, "unit": "元"}
    ]
    tables = tables_of(*LED, quantities=rows)
    tell_once(tables)
    assert tables["quantities"] == rows


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_which_row_is_left_does_not_depend_on_order(order: tuple[int, ...]) -> None:
    pages = [document("a", NEWS, copy_of="b"), document("b", NEWS),
             document("c", NEWS, copy_of="b")]  # fmt: skip
    rows = [outcome(doc_id, value=1.0) for doc_id in "abc"]
    tables = tables_of(*pages, outcomes=[rows[i] for i in order])
    tell_once(tables)
    assert [row["doc_id"] for row in tables["outcomes"]] == ["b"]
