"""Drafts become typed rows: every kind of cell, its evidence, its problems, its id."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from normalize.column import columns_of, table_of
from normalize.draft import Doubt, Draft, Implied
from normalize.rows import empty_rows, problem
from normalize.tables import (
    TABLE,
    Comparator,
    DocumentRow,
    Drug,
    Event,
    Field,
    Filing,
    Mention,
    Outcome,
    Patent,
    Policy,
    Problem,
    Trial,
)
from normalize.text import Text
from normalize.values.dates import PartialDate
from tests.drafting import Page, evidence_of, problems_of

PAGE = Page(
    "通用名 甲磺酸示例片\n规格 ５０ｍｇ\n独家 是\n上市 2019年6月\n例数 1,234例\n比例 85.4%\n"
    "单价 ￥1,234.50元\n无 - /\n申报 2024-07-05 09:30\n附件 ↓ 下载文件 说明书.pdf\n"
    "示例药监局 某卫健委\n长期\n电话 010-12345678\n等级 世界级"
)


# --- one cell


@pytest.mark.parametrize(
    ("table", "column", "words", "value"),
    [
        (Drug, "generic_name", "甲磺酸示例片", "甲磺酸示例片"),
        (Drug, "is_exclusive", "是", True),
        (Drug, "first_launch_china", "2019年6月", date(2019, 6, 1)),
        (Trial, "enrolled", "1,234例", 1234),
        (Outcome, "value", "85.4", 85.4),
        (Comparator, "unit_price", "￥1,234.50元", Decimal("1234.50")),
        (Filing, "applied_at", "2024-07-05 09:30", datetime(2024, 7, 5, 9, 30)),
        (Trial, "evidence_file", "↓ 下载文件 说明书.pdf", "说明书.pdf"),
    ],
)
def test_words_become_values_of_the_declared_type(
    table: type, column: str, words: str, value: Any
) -> None:
    rows = PAGE.typed(Draft(table, **{column: PAGE[words]}))
    [row] = rows[table_of(table).name]
    cell = row[column]
    if isinstance(cell, datetime):
        assert cell.utcoffset() == timedelta(hours=8)
        cell = cell.replace(tzinfo=None)
    assert (type(cell), cell) == (type(value), value)
    assert evidence_of(rows) == [(table_of(table).name, column, words)]
    assert rows["problems"] == []


def test_a_date_fills_its_precision() -> None:
    row = PAGE.row(Draft(Drug, first_launch_china=PAGE["2019年6月"]))
    assert row["first_launch_china_precision"] == "month"


@pytest.mark.parametrize("words", ["无", "-", "/"])
def test_a_cell_that_says_none_is_null_and_no_problem(words: str) -> None:
    rows = PAGE.typed(Draft(Drug, holder=PAGE[words]))
    assert rows["drugs"][0]["holder"] is None
    assert rows["evidence"] == rows["problems"] == []


def test_every_column_that_nobody_states_is_null() -> None:
    row = PAGE.row(Draft(Drug, generic_name=PAGE["甲磺酸示例片"]))
    assert list(row) == [column.name for column in columns_of(Drug)]
    stated = {name for name, value in row.items() if value is not None}
    assert stated == {"drug_id", "doc_id", "generic_name"}
    assert row["doc_id"] == PAGE.document.doc_id


# --- a cell that can not be read


def test_words_that_are_no_value_are_null_and_an_error() -> None:
    rows = PAGE.typed(
        Draft(Patent, title=PAGE["甲磺酸示例片"], expires_on=PAGE["长期"])
    )
    [patent], [told] = rows["patents"], rows["problems"]
    assert patent["expires_on"] is None
    assert patent["expires_on_precision"] is None
    assert problems_of(rows) == [("error", "unparsed", "expires_on", "长期")]
    assert told["message"].startswith("期限届满日: ")
    assert (told["table_name"], told["row_id"]) == ("patents", patent["patent_id"])
    assert evidence_of(rows) == [("patents", "title", "甲磺酸示例片")]


def test_a_value_out_of_the_vocabulary_is_null_and_an_error() -> None:
    rows = PAGE.typed(Draft(Policy, title=PAGE["等级"], level=PAGE["世界级"]))
    assert rows["policies"][0]["level"] is None
    assert problems_of(rows) == [("error", "unparsed", "level", "世界级")]
    assert "'世界级' is not one of ('national'" in rows["problems"][0]["message"]


def test_an_implied_value_that_can_not_be_read_has_no_quote() -> None:
    rows = PAGE.typed(Draft(Drug, is_otc=Implied("或许", "a guess")))
    assert rows["drugs"][0]["is_otc"] is None
    assert problems_of(rows) == [("error", "unparsed", "is_otc", None)]


# --- implied values


def test_an_implied_value_gives_its_reason_and_its_words() -> None:
    rows = PAGE.typed(
        Draft(Drug, is_otc=Implied(False, "nothing says so", PAGE["规格"]))
    )
    assert rows["drugs"][0]["is_otc"] is False
    [proof] = rows["evidence"]
    assert proof["rule"] == "implied: nothing says so"
    assert (proof["quote"], proof["start"], proof["end"]) == ("规格", 11, 13)


def test_an_implied_value_without_words_still_has_its_reason() -> None:
    rows = PAGE.typed(Draft(Policy, level=Implied("national", "first agency")))
    [proof] = rows["evidence"]
    assert (proof["rule"], proof["quote"]) == ("implied: first agency", None)
    assert (proof["start"], proof["end"], proof["page"]) == (None, None, None)


@pytest.mark.parametrize(
    ("value", "precision"),
    [("2022年", "year"), (PartialDate(date(2022, 1, 1), "year"), "year")],
)
def test_implied_words_are_read_and_implied_values_are_taken(
    value: object, precision: str
) -> None:
    row = PAGE.row(Draft(Event, event_date=Implied(value, "the page")))
    assert (row["event_date"], row["event_date_precision"]) == (
        date(2022, 1, 1), precision,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("value", 3, 3.0),
        ("value", Decimal("3.5"), 3.5),
        ("n", Decimal("12"), 12),
    ],
)
def test_numbers_are_brought_to_the_declared_type(
    column: str, value: object, kept: object
) -> None:
    cell = PAGE.row(Draft(Outcome, **{column: Implied(value, "counted")}))[column]
    assert (type(cell), cell) == (type(kept), kept)


@pytest.mark.parametrize(
    ("column", "value"),
    [("n", 3.5), ("n", Decimal("3.5")), ("n", True), ("is_best", 1), ("quote", [])],
)
def test_a_value_of_another_type_is_a_fault_of_the_program(
    column: str, value: object
) -> None:
    with pytest.raises(TypeError, match=f"{column}: .* is not a "):
        PAGE.typed(Draft(Outcome, **{column: Implied(value, "counted")}))


# --- lists


def test_each_item_of_a_list_has_its_evidence() -> None:
    agencies = [PAGE["示例药监局"], PAGE["某卫健委"]]
    rows = PAGE.typed(Draft(Policy, agencies=agencies))
    assert rows["policies"][0]["agencies"] == ["示例药监局", "某卫健委"]
    assert evidence_of(rows) == [
        ("policies", "agencies.0", "示例药监局"),
        ("policies", "agencies.1", "某卫健委"),
    ]


def test_a_list_column_takes_one_text_too() -> None:
    row = PAGE.row(Draft(Policy, agencies=PAGE["示例药监局"]))
    assert row["agencies"] == ["示例药监局"]


def test_items_that_say_none_are_left_out_of_list_and_numbering() -> None:
    agencies = [PAGE["无"], PAGE["示例药监局"], PAGE["-"], PAGE["某卫健委"]]
    rows = PAGE.typed(Draft(Policy, agencies=agencies))
    assert rows["policies"][0]["agencies"] == ["示例药监局", "某卫健委"]
    assert [column for _, column, _ in evidence_of(rows)] == [
        "agencies.0", "agencies.1",
    ]  # fmt: skip


def test_a_list_of_nothing_is_null() -> None:
    assert PAGE.row(Draft(Policy, agencies=[PAGE["无"]]))["agencies"] is None


def test_structs_keep_what_is_stated_of_them() -> None:
    attachments = [
        {"label": PAGE["附件"], "file": PAGE["↓ 下载文件 说明书.pdf"]},
        {"label": PAGE["规格"], "file": PAGE["-"]},
        {"label": PAGE["无"], "file": PAGE["/"]},
        {"file": PAGE["说明书.pdf"]},
    ]
    rows = PAGE.typed(Draft(Filing, attachments=attachments))
    assert rows["filings"][0]["attachments"] == [
        {"label": "附件", "file": "说明书.pdf"},
        {"label": "规格", "file": None},
        {"label": None, "file": "说明书.pdf"},
    ]
    assert [column for _, column, _ in evidence_of(rows)] == [
        "attachments.0.label", "attachments.0.file", "attachments.1.label",
        "attachments.2.file",
    ]  # fmt: skip


def test_a_part_that_can_not_be_read_is_told_of_its_column() -> None:
    two = Page("说明书.pdf、专利.pdf 附件")
    files = [{"label": two["附件"], "file": two["说明书.pdf、专利.pdf"]}]
    rows = two.typed(Draft(Filing, attachments=files))
    assert rows["filings"][0]["attachments"] == [{"label": "附件", "file": None}]
    assert problems_of(rows) == [
        ("error", "unparsed", "attachments", "说明书.pdf、专利.pdf")
    ]


def test_several_values_for_one_cell_are_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match=r"drugs\.generic_name: .* is not one value"):
        PAGE.typed(Draft(Drug, generic_name=[PAGE["规格"]]))


# --- references, repeats, ids


def test_a_reference_types_its_row_first_and_once() -> None:
    drug = Draft(Drug, generic_name=PAGE["甲磺酸示例片"])
    filing = Draft(Filing, drug_id=drug)
    rows = PAGE.typed(
        Draft(Comparator, filing_id=filing, name=PAGE["规格"]),
        Draft(Patent, drug_id=drug, title=PAGE["规格"]),
        drug,
    )
    assert len(rows["drugs"]) == len(rows["filings"]) == 1
    drug_id = rows["drugs"][0]["drug_id"]
    assert rows["patents"][0]["drug_id"] == rows["filings"][0]["drug_id"] == drug_id
    assert rows["comparators"][0]["filing_id"] == rows["filings"][0]["filing_id"]
    assert len(evidence_of(rows)) == 3


def test_a_repeated_block_is_one_row_and_its_children_have_one_parent() -> None:
    page = Page("试验一 结果甲\n试验一 结果甲\nORR 85.4%\nCR 60%")
    first, again = page["试验一"], page.document.text[8:11]
    assert str(again) == "试验一"
    trials = [Draft(Trial, design=words) for words in (first, again)]
    rows = page.typed(
        trials[0],
        Draft(Outcome, trial_id=trials[0], value=page["85.4%"]),
        trials[1],
        Draft(Outcome, trial_id=trials[1], value=page["60%"]),
    )
    [trial] = rows["trials"]
    assert {row["trial_id"] for row in rows["outcomes"]} == {trial["trial_id"]}
    assert [r["start"] for r in rows["evidence"] if r["table_name"] == "trials"] == [0]


def test_of_a_block_cut_short_the_fuller_copy_stays_with_its_evidence() -> None:
    page = Page("设计 单臂\n设计 单臂 对照 安慰剂\n长期")
    short = Draft(Trial, design=page["单臂"])
    whole = Draft(Trial, design=page.document.text[9:11], comparator=page["安慰剂"])
    child = Draft(Outcome, trial_id=short, quote=page["长期"])
    rows = page.typed(short, child, whole)
    [trial] = rows["trials"]
    assert (trial["design"], trial["comparator"]) == ("单臂", "安慰剂")
    assert rows["outcomes"][0]["trial_id"] == trial["trial_id"]
    own = [r for r in rows["evidence"] if r["table_name"] == "trials"]
    assert [(r["column_name"], r["start"]) for r in own] == [
        ("design", 9), ("comparator", 15),
    ]  # fmt: skip
    assert {r["row_id"] for r in own} == {trial["trial_id"]}


def test_ids_are_those_of_the_words_not_of_the_run() -> None:
    def typed() -> list[str]:
        drug = Draft(Drug, generic_name=PAGE["甲磺酸示例片"])
        rows = PAGE.typed(drug, Draft(Patent, drug_id=drug, title=PAGE["规格"]))
        return [rows["drugs"][0]["drug_id"], rows["patents"][0]["patent_id"]]

    assert typed() == typed()
    assert all(len(row_id) == 16 for row_id in typed())


def test_rows_with_one_key_have_two_ids() -> None:
    page = Page("甲片 5mg 10mg")
    drug = Draft(Drug, generic_name=page["甲片"])
    rows = page.typed(
        *(Draft(Patent, drug_id=drug, patent_number=page[n]) for n in ("5mg", "10mg")),
    )
    assert len({row["patent_id"] for row in rows["patents"]}) == 2


def test_one_key_in_two_documents_is_two_ids() -> None:
    one, other = Page("甲片\n1"), Page("甲片\n2")
    ids = {
        page.row(Draft(Drug, generic_name=page["甲片"]))["drug_id"]
        for page in (one, other)
    }
    assert len(ids) == 2


# --- tables that are their own evidence, doubts


def test_a_mention_tells_its_place_and_needs_no_evidence() -> None:
    rows = PAGE.typed(
        Draft(
            Mention,
            entity_type=Implied("drug", "shape"),
            name=Implied("甲磺酸示例片", "key"),
            text=PAGE["甲磺酸示例片"],
        )
    )
    [mention] = rows["mentions"]
    assert (mention["start"], mention["end"], mention["page"]) == (4, 10, None)
    assert rows["evidence"] == []


def test_a_field_keeps_what_it_says_as_printed() -> None:
    rows = PAGE.typed(Draft(Field, label=PAGE["无"], value=PAGE["- /"]))
    [field] = rows["fields"]
    assert field["value"] == "- /"
    assert PAGE.document.raw[field["start"] : field["end"]] == "- /"


def test_the_row_of_the_document_is_known_by_its_document() -> None:
    rows = PAGE.typed(Draft(DocumentRow, title=PAGE["通用名"]))
    [proof] = rows["evidence"]
    assert proof["row_id"] == rows["documents"][0]["doc_id"] == PAGE.document.doc_id


def test_a_cell_in_pieces_is_quoted_in_pieces() -> None:
    joined = Text.join([PAGE["规格"], PAGE["独家"]])
    rows = PAGE.typed(Draft(Drug, specification=joined))
    assert rows["drugs"][0]["specification"] == "规格独家"
    assert [quote for _, _, quote in evidence_of(rows)] == ["规格", "独家"]


def test_a_doubt_is_a_problem() -> None:
    rows = PAGE.typed(Doubt("odd", "看一看", PAGE["长期"]), Doubt("bad", "坏", None))
    assert problems_of(rows) == [
        ("warning", "odd", None, "长期"),
        ("warning", "bad", None, None),
    ]
    assert {row["doc_id"] for row in rows["problems"]} == {PAGE.document.doc_id}


def test_a_problem_says_where_it_is() -> None:
    row = problem("d", Doubt("odd", "看", severity="info"), table_name="drugs")
    assert list(row) == [column.name for column in columns_of(Problem)]
    assert (row["severity"], row["table_name"], row["quote"]) == ("info", "drugs", None)


def test_there_is_every_table_even_of_nothing() -> None:
    rows = PAGE.typed()
    assert rows == empty_rows()
    assert list(rows) == list(TABLE)
