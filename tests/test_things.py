"""Rows of several documents become one: whom to believe, what proves it, what differs."""

from datetime import date
from decimal import Decimal
from typing import Any

from normalize.column import columns_of
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import Drug, Event, Evidence, Patent, Problem
from normalize.things import Kind, merge_things

ORDER = {"form": 0, "notice": 1, "news": 2, "other": 3}


def row(cls: type, **cells: Any) -> Row:
    return {column.name: None for column in columns_of(cls)} | cells


def drug(doc_id: str, **cells: Any) -> Row:
    return row(Drug, doc_id=doc_id, drug_id=f"drug of {doc_id}", **cells)


def proof(doc_id: str, column: str, quote: str = "", table: str = "drugs") -> Row:
    owner = f"drug of {doc_id}" if table == "drugs" else doc_id
    return row(
        Evidence,
        table_name=table,
        row_id=owner,
        column_name=column,
        doc_id=doc_id,
        quote=quote,
    )


def merged(cls: type = Drug, one: str = "one", **tables: list[Row]) -> Rows:
    """Merge all rows of a table into one."""
    rows = empty_rows() | tables
    kind = Kind(cls, lambda rows: [rows], lambda row: one, lambda r: ORDER[r["doc_id"]])
    merge_things(rows, kind)
    return rows


def conflicts(rows: Rows) -> list[tuple[str, str, str]]:
    return [
        (row["doc_id"], row["column_name"], row["message"])
        for row in rows["problems"]
        if row["code"] == "conflict"
    ]


def test_the_trusted_row_speaks_and_others_fill_what_it_leaves_open() -> None:
    rows = merged(
        drugs=[
            drug("news", generic_name="示例片", english_name="Example"),
            drug("form", generic_name="示例片", company="甲厂"),
            drug("notice", company="乙厂", category="西药"),
        ]
    )
    [one] = rows["drugs"]
    assert one["generic_name"] == "示例片"
    assert (one["company"], one["category"], one["english_name"]) == (
        "甲厂", "西药", "Example",
    )  # fmt: skip
    assert (one["drug_id"], one["doc_id"]) == ("one", "form")
    assert one["doc_ids"] == ["form", "news", "notice"]


def test_what_is_not_believed_is_a_conflict() -> None:
    rows = merged(
        drugs=[drug("form", company="甲厂"), drug("news", company="乙厂")],
    )
    assert conflicts(rows) == [
        ("news", "company", "company is 甲厂 in document form, but 乙厂 here; the former was kept")
    ]  # fmt: skip
    [problem] = rows["problems"]
    assert (problem["table_name"], problem["row_id"]) == ("drugs", "one")
    assert problem["severity"] == "warning"


def test_the_same_in_other_print_or_in_short_is_no_conflict() -> None:
    rows = merged(
        drugs=[
            drug("form", company="示例（天津）公司", specification="50mg；100mg"),
            drug("news", company="示例(天津) 公司", specification="50mg"),
        ],
    )
    assert conflicts(rows) == []


def test_rows_of_one_document_do_not_contradict_each_other() -> None:
    rows = merged(drugs=[drug("news", company="甲"), drug("news", company="乙")])
    assert conflicts(rows) == []
    assert rows["drugs"][0]["doc_ids"] == ["news"]


def test_dates_are_compared_as_far_as_both_are_stated() -> None:
    def launched(doc_id: str, day: date, precision: str) -> Row:
        cells = {"first_launch_china": day, "first_launch_china_precision": precision}
        return drug(doc_id, **cells)

    rows = merged(
        drugs=[
            launched("form", date(2020, 3, 5), "day"),
            launched("notice", date(2020, 1, 1), "year"),
            launched("news", date(2020, 4, 1), "month"),
        ]
    )
    [one] = rows["drugs"]
    assert one["first_launch_china"] == date(2020, 3, 5)
    assert one["first_launch_china_precision"] == "day"
    assert [(doc, column) for doc, column, _ in conflicts(rows)] == [
        ("news", "first_launch_china")
    ]


def test_what_qualifies_a_cell_comes_from_the_row_of_that_cell() -> None:
    rows = merged(
        drugs=[
            drug("form", price_text="面议", price_unit="盒"),
            drug("notice", price=Decimal(99), currency="CNY", price_text="99元"),
            drug("news", price=Decimal(5), currency="USD", price_unit="片"),
        ]
    )
    [one] = rows["drugs"]
    assert (one["price"], one["currency"]) == (Decimal(99), "CNY")
    assert (one["price_text"], one["price_unit"]) == ("99元", None)


def test_what_qualifies_nothing_may_still_speak() -> None:
    rows = merged(drugs=[drug("form"), drug("news", price_text="面议")])
    assert rows["drugs"][0]["price_text"] == "面议"


def test_other_names_are_aliases_each_with_its_proof() -> None:
    rows = merged(
        drugs=[
            drug("form", generic_name="示例片", trade_name="达"),
            drug("news", generic_name="示例", trade_name="達", aliases=["EX-1", "示例 片"]),
            drug("notice", generic_name="示例片", aliases=["示例", "EX-1"]),
        ],
        evidence=[
            proof("form", "generic_name", "示例片"),
            proof("news", "generic_name", "示例"),
            proof("news", "trade_name", "達"),
            proof("news", "aliases.0", "EX-1"),
            proof("news", "aliases.1", "示例 片"),
            proof("notice", "aliases.0", "示例"),
            proof("notice", "aliases.1", "EX-1"),
        ],
    )  # fmt: skip
    assert rows["drugs"][0]["aliases"] == ["EX-1", "示例", "達"]
    assert [(r["column_name"], r["doc_id"], r["quote"]) for r in rows["evidence"]] == [
        ("generic_name", "form", "示例片"),
        ("aliases.2", "news", "達"),
        ("aliases.1", "notice", "示例"),
        ("aliases.0", "notice", "EX-1"),
    ]
    assert {r["row_id"] for r in rows["evidence"]} == {"one"}


def test_the_proofs_of_believed_words_stay_the_others_go() -> None:
    rows = merged(
        drugs=[drug("form", company="甲"), drug("news", company="乙", category="丙")],
        evidence=[
            proof("news", "company", "乙"),
            proof("news", "category", "丙"),
            proof("form", "company", "甲"),
            proof("news", "company", "乙", table="patents"),
        ],
    )
    assert [(r["table_name"], r["quote"]) for r in rows["evidence"]] == [
        ("drugs", "丙"), ("drugs", "甲"), ("patents", "乙"),
    ]  # fmt: skip


def test_references_and_problems_follow_the_new_id() -> None:
    told = row(Problem, table_name="drugs", row_id="drug of news", code="unparsed")
    other = row(Problem, table_name="trials", row_id="drug of news", code="unparsed")
    rows = merged(
        drugs=[drug("form"), drug("news")],
        patents=[row(Patent, drug_id="drug of form"), row(Patent, drug_id=None)],
        events=[row(Event, drug_id="drug of news")],
        problems=[told, other],
    )
    assert [r["drug_id"] for r in rows["patents"]] == ["one", None]
    assert rows["events"][0]["drug_id"] == "one"
    assert [r["row_id"] for r in rows["problems"]] == ["one", "drug of news"]


def test_reports_of_an_event_are_counted_by_document() -> None:
    reports = [
        row(Event, event_id=f"{doc}{i}", doc_id=doc, event_type="approval")
        for doc, i in (("form", 1), ("news", 1), ("news", 2))
    ]
    [one] = merged(Event, events=reports)["events"]
    assert (one["n_reports"], one["doc_ids"]) == (2, ["form", "news"])


def test_other_words_for_an_event_are_no_conflict_but_another_sum_is() -> None:
    def told(doc_id: str, **cells: Any) -> Row:
        return row(Event, event_id=doc_id, doc_id=doc_id, **cells)

    rows = merged(
        Event,
        events=[
            told("form", description="甲", actors=["子"], drug_name="片", amount=Decimal(5)),
            told("news", description="乙", actors=["丑"], drug_name="达", amount=Decimal(6)),
        ],
    )  # fmt: skip
    assert [(doc, column) for doc, column, _ in conflicts(rows)] == [("news", "amount")]


def test_two_things_that_would_have_one_id_have_two() -> None:
    rows = empty_rows() | {"drugs": [drug("form"), drug("news"), drug("notice")]}
    kind = Kind(
        Drug, lambda rows: [[r] for r in rows], lambda row: "same", lambda row: 0
    )
    merge_things(rows, kind)
    ids = [r["drug_id"] for r in rows["drugs"]]
    assert ids[0] == "same"
    assert len(set(ids)) == 3
