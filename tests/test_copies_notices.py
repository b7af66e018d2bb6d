"""Mirrors of notices: one number, one paper; a template is none."""

from datetime import date
from typing import Any

import pytest

from normalize.entities import policy_groups, policy_id
from normalize.entities.copies import leaders, mark_copies
from normalize.entities.retold import mirrored_policies
from normalize.rows import Row, Rows
from normalize.tables import (
    Policy,
)
from normalize.things import Kind, merge_things
from tests.copied_pages import (
    NEWS,
    NOTICE,
    NOTICE_TITLE,
    OTHER,
    PAPER,
    TAIL,
    changed,
    copies,
    document,
    policy,
    tables_of,
    told,
)

# --- notices


def notice(doc_id: str, text: str, **cells: Any) -> tuple[Row, Row]:
    known = {"source_type": "notice", "parser": "notice", "title": NOTICE_TITLE}
    return (
        document(doc_id, text, **known),
        policy(doc_id, **({"title": NOTICE_TITLE} | cells)),
    )


def of_notices(*notices: tuple[Row, Row]) -> Rows:
    documents, policies = zip(*notices, strict=True)
    return tables_of(*documents, policies=list(policies))


NUMBER = "示医保发〔2024〕12号"


def test_mirrors_of_one_number_are_copies_though_a_date_differs() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER, issued_on=date(2024, 4, 9)),
        notice("b", changed(PAPER, ("5月1日", "5月7日")), doc_number=NUMBER),
    )
    assert len(copies(tables)) == 1


def test_one_number_on_two_texts_is_a_problem() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER), notice("b", NEWS, doc_number=NUMBER)
    )
    assert not copies(tables)
    assert [p["code"] for p in tables["problems"]] == ["number_reused"]


def test_one_number_on_two_texts_is_told_once_for_each_other_text() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER), notice("b", NEWS, doc_number=NUMBER),
        notice("c", PAPER + TAIL, doc_number=NUMBER),
    )  # fmt: skip
    assert len(copies(tables)) == 1
    assert len(tables["problems"]) == 1


def test_a_page_with_only_a_link_to_the_paper_tells_nothing() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER),
        notice("b", "全文见附件，请下载。", doc_number=NUMBER),
    )
    assert not copies(tables)
    assert not tables["problems"]


def test_two_numbers_of_one_template_are_two() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER, issued_on=date(2024, 4, 9)),
        notice(
            "b", PAPER, doc_number="示医保发〔2025〕9号", issued_on=date(2025, 4, 9)
        ),
    )
    assert not copies(tables)


def merged_policies(tables: Rows) -> Rows:
    mark_copies(tables)
    groups = mirrored_policies(policy_groups, leaders(tables))
    merge_things(tables, Kind(Policy, groups, policy_id, lambda row: row["doc_id"]))
    return tables


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"doc_number": "示医保发〔2024〕21号"}, "doc_number"),
        ({"title": "关于执行示例药品集中采购中选结果的通如"}, "title"),
        ({"agencies": ["示例省医疗保障局办公室"]}, "agencies"),
    ],
)
def test_what_a_mirror_misprints_is_one_problem_of_one_policy(
    cells: Row, column: str
) -> None:
    known: Row = {"doc_number": NUMBER, "issued_on": date(2024, 4, 9),
                  "issued_on_precision": "day", "agencies": ["示例省医保局"]}  # fmt: skip
    pages = [notice("a", PAPER, **known)]
    pages += [notice(doc_id, PAPER, **(known | cells)) for doc_id in "bc"]
    tables = merged_policies(of_notices(*pages))
    [policy_row], [problem] = tables["policies"], tables["problems"]
    assert (problem["code"], problem["column_name"]) == ("conflict", column)
    assert problem["message"].endswith("here and in 1 more; the former was kept")
    assert policy_row["doc_ids"] == ["a", "b", "c"]


def test_a_page_that_prints_two_papers_is_joined_to_neither() -> None:
    tables = of_notices(notice("a", PAPER), notice("b", PAPER))
    tables["policies"] = [
        policy("a", title="甲的通知", policy_id="1"),
        policy("a", title="乙的通知", policy_id="2"),
        policy("b", title="丙的通知", policy_id="3"),
    ]
    assert len(merged_policies(tables)["policies"]) == 3


YEARLY = told(*NOTICE[:2], *NOTICE[3:], OTHER[2])  # without a year


@pytest.mark.parametrize(
    ("days", "one"),
    [
        ((date(2024, 4, 9), date(2024, 4, 9)), True),
        ((date(2024, 4, 9), date(2024, 4, 10)), True),
        ((date(2024, 4, 9), None), True),
        ((date(2024, 4, 9), date(2025, 4, 9)), False),
        ((date(2024, 4, 9), date(2024, 6, 9)), False),
    ],
)
def test_a_notice_issued_again_is_another(
    days: tuple[date | None, date | None], one: bool
) -> None:
    tables = of_notices(
        notice("a", YEARLY, issued_on=days[0]), notice("b", YEARLY, issued_on=days[1])
    )
    assert bool(copies(tables)) is one


def test_an_attachment_is_no_copy_of_the_notice_that_prints_it() -> None:
    tables = of_notices(notice("a", PAPER), notice("b", PAPER))
    tables["documents"][1]["parser"] = "attachment"
    assert not copies(tables)
