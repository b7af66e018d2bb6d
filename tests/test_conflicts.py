"""Rows of several documents become one, and each disagreement one problem."""

from datetime import date
from typing import Any

import pytest

from normalize.column import columns_of
from normalize.entities import policy_groups, policy_id
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import Policy
from normalize.things import Kind, merge_things

NUMBER = "示医保发〔2024〕12号"
DAY, NEXT = date(2024, 4, 9), date(2024, 4, 10)


def mirror(doc_id: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Policy))
    known = {"policy_id": doc_id, "doc_id": doc_id, "doc_number": NUMBER}
    return row | known | {"is_full_text": True, "title": "关于示例的通知"} | cells


def merged(*rows: Row) -> Rows:
    tables = empty_rows() | {"policies": list(rows)}
    kind = Kind(Policy, policy_groups, policy_id, lambda row: row["doc_id"])
    merge_things(tables, kind)
    return tables


def problems(*rows: Row) -> list[tuple[str, str]]:
    found = merged(*rows)["problems"]
    assert {row["code"] for row in found} <= {"conflict"}
    return [(row["doc_id"], row["column_name"]) for row in found]


def on(doc_id: str, day: date | None, precision: str = "day") -> Row:
    stated = precision if day else None
    return mirror(doc_id, issued_on=day, issued_on_precision=stated)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([on("a", DAY), on("b", DAY)], []),
        ([on("a", DAY), on("b", NEXT)], [("b", "issued_on")]),
        ([on("a", DAY), on("b", None), on("c", DAY)], []),
        # four mirrors with the other day are one disagreement
        ([on("a", DAY), *(on(d, NEXT) for d in "bcde")], [("b", "issued_on")]),
        # two other days are two
        (
            [on("a", DAY), on("b", NEXT), on("c", date(2024, 5, 1)), on("d", NEXT)],
            [("b", "issued_on"), ("c", "issued_on")],
        ),
        # a rougher date is no other one
        ([on("a", DAY), on("b", date(2024, 4, 1), "month")], []),
        ([on("a", DAY), on("b", date(2024, 5, 1), "month")], [("b", "issued_on")]),
        (
            [mirror("a", title="关于甲的通知"), mirror("b", title="关于乙的通知")],
            [("b", "title")],
        ),
        ([mirror("a", title="关于甲的通知"), mirror("b", title="甲的通知")], []),
        (
            [mirror("a", agencies=["甲局", "乙局"]), mirror("b", agencies=["甲局"])],
            [("b", "agencies")],
        ),
        # the same offices in another order
        ([mirror("a", agencies=["甲局", "乙局"]), mirror("b", agencies=["乙局", "甲局"])], []),
        (
            [mirror("a", agencies=["丙局"]), mirror("b", agencies=["甲局", "乙局"]),
             mirror("c", agencies=["乙局", "甲局"])],
            [("b", "agencies")],
        ),
    ],
)  # fmt: skip
def test_each_disagreement_is_one_problem(
    rows: list[Row], told: list[tuple[str, str]]
) -> None:
    assert problems(*rows) == told


def test_the_problem_counts_the_mirrors_and_names_the_row() -> None:
    tables = merged(on("a", DAY), *(on(d, NEXT) for d in "bcd"))
    [problem], [policy] = tables["problems"], tables["policies"]
    assert problem["message"] == (
        "issued_on is 2024-04-09 in document a, but 2024-04-10 here and in 2 more; "
        "the former was kept"
    )
    assert problem["row_id"] == policy["policy_id"]
    assert policy["doc_ids"] == ["a", "b", "c", "d"]
