"""From the rows of every document to the tables: trust, copies, dates, order."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from normalize.draft import Draft, Implied
from normalize.merge import merge
from normalize.rows import Row, Rows
from normalize.tables import Citation, DocumentRow, Drug, Event, Filing, Patent, Policy
from tests.drafting import Page


def read(page: Page, source_type: str, *drafts: Draft, **cells: Any) -> Rows:
    """The rows of a document as a worker returns them."""
    rows = page.typed(Draft(DocumentRow), *drafts)
    known = {"path": page.document.name, "source_type": source_type, "status": "ok"}
    rows["documents"][0] |= known | cells
    return rows


def form(raw: str, applied: str = "", name: str = "form.txt") -> Rows:
    """A form of lines: drug, company, and perhaps a patent."""
    page = Page(raw, name)
    lines = list(page.document.lines())
    drug = Draft(Drug, generic_name=lines[0], company=lines[1])
    at = Implied(applied, "filed") if applied else None
    filing = Draft(Filing, drug_id=drug, applied_at=at)
    patents = [Draft(Patent, drug_id=drug, title=line) for line in lines[2:]]
    return read(page, "nhsa_form", drug, filing, *patents)


def news(raw: str, name: str = "news.txt", **cells: Any) -> Rows:
    """A page of lines: the drug, and perhaps another name of it."""
    page = Page(raw, name)
    lines = list(page.document.lines())
    drug = Draft(Drug, generic_name=lines[0], company=lines[1] if lines[1:] else None)
    return read(page, "news", drug, **cells)


def names(rows: list[Row], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_form_before_notice_before_news() -> None:
    page = Page("示例片\n丙公司", "notice.txt")
    drug = Draft(Drug, generic_name=page["示例片"], holder=page["丙公司"])
    told = Page("示例片\n乙公司\n商品 达", "news.txt")
    report = Draft(
        Drug, generic_name=told["示例片"], holder=told["乙公司"], trade_name=told["达"],
        approval_number=Implied("国药准字S20240001", "x"),
    )  # fmt: skip
    notice = read(
        page, "notice", drug.also(approval_number=Implied("国药准字S20240001", "x"))
    )
    tables = merge([read(told, "news", report), notice])
    [one] = tables["drugs"]
    assert (one["holder"], one["trade_name"]) == ("丙公司", "达")
    assert names(tables["problems"], "code", "column_name", "doc_id") == [
        ("conflict", "holder", told.document.doc_id)
    ]


def test_the_newest_filing_speaks() -> None:
    old = form("示例片\n甲公司\n旧专利", "2023-07-01", "old.txt")
    new = form("示例片\n甲公司\n新专利", "2024-07-01", "new.txt")
    for rows, category in ((old, "西药"), (new, "中成药")):
        rows["drugs"][0]["category"] = category
    tables = merge([old, new])
    [one] = tables["drugs"]
    assert one["category"] == "中成药"
    assert (one["first_seen"], one["last_seen"]) == (
        date(2023, 7, 1), date(2024, 7, 1),
    )  # fmt: skip
    assert {row["drug_id"] for row in tables["patents"]} == {one["drug_id"]}
    assert len(tables["filings"]) == len(tables["patents"]) == 2
    assert {row["drug_id"] for row in tables["filings"]} == {one["drug_id"]}


def test_two_firms_stay_two_and_news_without_a_firm_joins_neither() -> None:
    tables = merge(
        [form("示例片\n甲公司"), form("示例片\n乙公司", name="b.txt"), news("示例片")]
    )
    assert sorted(str(row["company"]) for row in tables["drugs"]) == [
        "None", "乙公司", "甲公司",
    ]  # fmt: skip
    assert len({row["drug_id"] for row in tables["drugs"]}) == 3


def test_news_without_a_firm_joins_the_only_drug_of_that_name() -> None:
    [one] = merge([form("示例片\n甲公司"), news("示例片")])["drugs"]
    assert one["company"] == "甲公司"
    assert len(one["doc_ids"]) == 2


def test_a_drug_of_undated_pages_has_no_days() -> None:
    [one] = merge([news("示例片")])["drugs"]
    assert one["first_seen"] is one["last_seen"] is None


def reported(raw: str, when: str, name: str) -> Rows:
    page = Page(raw, name)
    drug = Draft(Drug, generic_name=page["示例片"])
    event = Draft(
        Event, event_type=Implied("approval", "word"), event_date=page[when],
        drug_id=drug, drug_name=page["示例片"], description=page[raw],
    )  # fmt: skip
    return read(page, "news", drug, event)


def test_an_event_that_two_documents_report_is_one_with_the_finer_date() -> None:
    tables = merge(
        [
            reported("2024年，示例片获批", "2024年", "a.txt"),
            reported("示例片于2024年6月27日上市获批", "2024年6月27日", "b.txt"),
        ]
    )
    [event], [drug] = tables["events"], tables["drugs"]
    assert (event["event_date"], event["event_date_precision"]) == (
        date(2024, 6, 27), "day",
    )  # fmt: skip
    assert event["description"] == "示例片于2024年6月27日上市获批"
    assert (event["n_reports"], len(event["doc_ids"])) == (2, 2)
    assert event["drug_id"] == drug["drug_id"]
    assert [p for p in tables["problems"] if p["code"] == "conflict"] == []


@pytest.mark.parametrize("order", [0, 1])
def test_a_policy_read_and_cited_is_one_read_in_full(order: int) -> None:
    title, number = "关于示例的通知", "示发〔2024〕3号"
    own, citing = Page(f"{title}\n{number}", "a.txt"), Page(f"见《{title}》", "b.txt")
    full = Draft(
        Policy, title=own[title], doc_number=own[number],
        is_full_text=Implied(True, "it is this document"),
    )  # fmt: skip
    cited = Draft(Policy, title=citing[title], is_full_text=Implied(False, "cited"))
    citation = Draft(Citation, policy_id=cited, quote=citing[f"《{title}》"])
    results = [read(own, "notice", full), read(citing, "nhsa_form", cited, citation)]
    tables = merge(results[:: 1 if order else -1])
    [policy] = tables["policies"]
    assert policy["is_full_text"] is True
    assert policy["doc_number"] == number
    assert policy["doc_id"] == own.document.doc_id
    assert len(policy["doc_ids"]) == 2
    assert tables["citations"][0]["policy_id"] == policy["policy_id"]


def test_a_copy_of_the_bytes_is_told_and_adds_nothing() -> None:
    copies = [form("示例片\n甲公司", name=name) for name in ("b.txt", "a.txt", "c.txt")]
    tables = merge(copies)
    assert names(tables["documents"], "path", "status", "duplicate_of") == [
        ("a.txt", "ok", None),
        ("b.txt", "duplicate", "a.txt"),
        ("c.txt", "duplicate", "a.txt"),
    ]
    assert len(tables["drugs"]) == len(tables["filings"]) == 1
    assert len(tables["evidence"]) == len(copies[0]["evidence"])


def test_the_result_depends_neither_on_order_nor_on_file_names() -> None:
    def results(names: tuple[str, str, str]) -> list[Rows]:
        return [
            form("示例片\n甲公司\n专利", "2024-07-01", names[0]),
            reported("2024年，示例片获批", "2024年", names[1]),
            reported("示例片于2024年6月27日上市获批", "2024年6月27日", names[2]),
        ]

    seen = []
    for paths in permutations(("x", "y", "z")):
        tables = merge(results(paths)[:: -1 if paths[0] == "x" else 1])
        assert [row["path"] for row in tables["documents"]] == ["x", "y", "z"]
        seen.append(
            {name: rows for name, rows in tables.items() if name != "documents"}
        )
    assert all(tables == seen[0] for tables in seen)


def test_nothing_merges_to_empty_tables() -> None:
    assert not any(merge([]).values())
