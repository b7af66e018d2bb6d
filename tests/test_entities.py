"""Who is who: what joins two rows, and what keeps them apart."""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from normalize.column import columns_of
from normalize.entities import (
    drug_groups,
    drug_id,
    event_groups,
    event_id,
    fineness,
    policy_groups,
    policy_id,
)
from normalize.entities.groups import joined
from normalize.entities.mentions import identify_mentions
from normalize.precise import Stated
from normalize.rows import Row
from normalize.tables import Drug, Event, Policy

Groups = Callable[[list[Row]], list[list[Row]]]


def row(cls: type, **cells: Any) -> Row:
    return {column.name: None for column in columns_of(cls)} | cells


def together(groups: Groups, *rows: Row) -> list[str]:
    """The groups as letters, A for the first row; the same in whatever order."""
    seen = {
        tuple(
            sorted("".join(sorted(_letter(rows, r) for r in g)) for g in groups([*p]))
        )
        for p in permutations(rows)
    }
    assert len(seen) == 1, seen
    return list(seen.pop())


def _letter(rows: tuple[Row, ...], one: Row) -> str:
    return "ABCDEFG"[next(i for i, row in enumerate(rows) if row is one)]


def test_keys_join_however_many_steps_apart() -> None:
    rows: list[Row] = [{"k": {1}}, {"k": {3}}, {"k": {2}}, {"k": {1, 2}}, {"k": set()}]
    groups = joined([[r] for r in rows], lambda group: group[0]["k"])
    assert [[sorted(r["k"]) for r in group] for group in groups] == [
        [[1], [2], [1, 2]], [[3]], [[]],
    ]  # fmt: skip


# --- drugs


def drug(name: str | None = None, **cells: Any) -> Row:
    return row(Drug, generic_name=name, **cells)


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        # one name, and the same firm however it is printed
        ([drug("甲片", holder="示例（天津）有限公司"), drug("甲 片", holder="示例(天津)公司")], ["AB"]),
        # the applicant of one is the holder of the other
        ([drug("甲片", holder="乙", company="丙"), drug("甲片", company="丙")], ["AB"]),
        # two firms; a report without a firm could mean either
        ([drug("甲片", holder="乙"), drug("甲片", holder="丙")], ["A", "B"]),
        ([drug("甲片", holder="乙"), drug("甲片", holder="丙"), drug("甲片")], ["A", "B", "C"]),
        ([drug("甲片", holder="乙"), drug("甲片", holder="丙"), drug("甲片"), drug("甲片")], ["A", "B", "CD"]),
        # one firm: it is that one
        ([drug("甲片", holder="乙"), drug("甲片"), drug("甲片")], ["ABC"]),
        ([drug("甲片"), drug("甲片")], ["AB"]),
        # numbers and codes, whatever the names
        ([drug("甲片", approval_number="国药准字H1、国药准字H2"), drug("乙片", approval_number="国药准字H2")], ["AB"]),
        ([drug("甲片", catalog_code="XL01"), drug("乙片", catalog_code="XL01")], ["AB"]),
        ([drug("甲片", catalog_code="XL01"), drug("乙片", approval_number="XL01")], ["A", "B"]),
        # the trade name: with the generic, alone, or of two drugs
        ([drug("甲片", trade_name="达", holder="乙"), drug("甲片", trade_name="达", holder="丙")], ["AB"]),
        ([drug("甲片", trade_name="达"), drug("达")], ["AB"]),
        ([drug("甲片", trade_name="达"), drug("乙丸", trade_name="达"), drug("达")], ["A", "B", "C"]),
        # a name without its dosage form, where one drug has it
        ([drug("示例仑赛注射液", holder="乙"), drug("示例仑赛")], ["AB"]),
        ([drug("示例替尼片"), drug("示例替尼胶囊"), drug("示例替尼")], ["A", "B", "C"]),
        ([drug("示例替尼片", holder="乙"), drug("示例替尼", holder="丙")], ["A", "B"]),
        # nothing in common, or nothing at all
        ([drug("甲片"), drug("乙片")], ["A", "B"]),
        ([drug(), drug()], ["A", "B"]),
        ([drug(holder="乙"), drug(holder="乙")], ["A", "B"]),
    ],
)  # fmt: skip
def test_which_rows_are_one_drug(rows: list[Row], groups: list[str]) -> None:
    assert together(drug_groups, *rows) == groups


def test_a_bare_row_that_two_drugs_could_mean_joins_them_not() -> None:
    rows = [
        drug("甲片", holder="乙"),
        drug("丙片", holder="丁"),
        drug("甲片", approval_number="国药准字H1"),
        drug("丙片", approval_number="国药准字H1"),
    ]
    assert together(drug_groups, *rows) == ["A", "B", "CD"]


def test_the_id_of_a_drug_is_its_name_and_firm() -> None:
    one = drug("甲片（Ⅰ）", holder="示例有限公司", company="代理公司")
    assert drug_id(one) == drug_id(drug("甲片(I)", company="示例公司"))
    assert drug_id(one) != drug_id(drug("甲片（Ⅰ）", holder="别的公司"))
    assert drug_id(drug(trade_name="达")) == drug_id(drug("达"))


# --- policies


def policy(title: str | None, number: str | None = None) -> Row:
    return row(Policy, title=title, doc_number=number)


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([policy("关于甲的通知", "示发〔2024〕3号"), policy(None, "示发（2024）3号")], ["AB"]),
        ([policy("关于甲的通知", "示发〔2024〕3号"), policy("甲的通知", "示发〔2024〕3号")], ["AB"]),
        ([policy("关于甲的通知", "示发〔2024〕3号"), policy("关于甲的通知")], ["AB"]),
        ([policy("关于甲的通知"), policy("关于 甲的通知")], ["AB"]),
        # one title, two years of it
        ([policy("年度通知", "示发〔2024〕3号"), policy("年度通知", "示发〔2025〕9号")], ["A", "B"]),
        ([policy("年度通知", "示发〔2024〕3号"), policy("年度通知", "示发〔2025〕9号"), policy("年度通知")], ["A", "B", "C"]),
        # every issuer has its No. 14 of 2021
        ([policy("关于甲的公告", "2021年第14号"), policy("关于乙的公告", "2021年第14号")], ["A", "B"]),
        ([policy("关于甲的公告", "2021年第14号"), policy("关于甲的公告", "2021年第14号")], ["AB"]),
        ([policy("关于甲的公告", "2021年第14号"), policy("关于甲的公告")], ["AB"]),
        ([policy("关于甲的公告", "2021年第14号"), policy("关于甲的公告", "2022年第3号")], ["A", "B"]),
        ([policy("办法", "国家示例局令第1号"), policy("旧办法", "国家示例局令第1号")], ["AB"]),
        ([policy(None), policy(None)], ["A", "B"]),
    ],
)  # fmt: skip
def test_which_rows_are_one_policy(rows: list[Row], groups: list[str]) -> None:
    assert together(policy_groups, *rows) == groups


def test_the_id_of_a_policy_is_its_number_or_number_and_title() -> None:
    number = "示发〔2024〕3号"
    assert policy_id(policy("甲", number)) == policy_id(policy("乙", number))
    bare = "2021年第14号"
    assert policy_id(policy("甲", bare)) != policy_id(policy("乙", bare))
    assert policy_id(policy("甲")) != policy_id(policy("乙"))


# --- events


FIRM = [{"name": "示例生物", "kind": "company", "role": "receives"}]


def event(when: str | None, kind: str = "approval", **cells: Any) -> Row:
    """An event of 2022, 2022-01 or 2022-01-05."""
    day, precision = None, None
    if when:
        precision = {4: "year", 7: "month", 10: "day"}[len(when)]
        day = date.fromisoformat(when + "-01-01"[: 10 - len(when)])
    given = {"drug_id": "d", "event_date": day, "event_date_precision": precision}
    return row(Event, event_type=kind, **(given | cells))


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([event("2022-01-05"), event("2022-01-05")], ["AB"]),
        ([event("2022-01-05"), event("2022-01-06")], ["A", "B"]),
        ([event("2022-01-05"), event("2022-01-05", drug_id="e")], ["A", "B"]),
        ([event("2022-01-05"), event("2022-01-05", "designation")], ["A", "B"]),
        # a rough date joins the one fine date within it
        ([event("2022"), event("2022-01")], ["AB"]),
        ([event("2022"), event("2022-01"), event("2022-01-05")], ["ABC"]),
        ([event("2022"), event("2022-01-01")], ["AB"]),
        ([event("2022"), event("2021-12")], ["A", "B"]),
        ([event("2022"), event("2022-01"), event("2022-06")], ["A", "B", "C"]),
        ([event("2022-01"), event("2022-01-05"), event("2022-06-01")], ["AB", "C"]),
        # a conditional approval is an approval
        ([event("2022-01-05"), event("2022-01-05", "conditional_approval")], ["AB"]),
        ([event("2022"), event("2022-01-05", "conditional_approval")], ["AB"]),
        ([event("2022-01-05"), event("2022", "conditional_approval")], ["A", "B"]),
        # a report that says where, and one that does not
        ([event("2022-01-05", region="中国"), event("2022-01-05")], ["AB"]),
        ([event("2022-01-05", region="中国"), event("2022-01-05", region="美国")], ["A", "B"]),
        ([event("2022-01-05", region="中国"), event("2022-01-05", region="美国"), event("2022-01-05")], ["A", "B", "C"]),
        # one tells the day, the other the place; but of two places neither
        ([event("2022-01-05"), event("2022", region="中国")], ["AB"]),
        ([event("2022-01-05"), event("2022", region="中国"), event("2022", region="美国")], ["A", "B", "C"]),
        # 近日 of a report of early February, and the day
        ([event("2022-02", date_basis="month of the document date"), event("2022-01-28")], ["AB"]),
        ([event("2022-02", date_basis="stated"), event("2022-01-28")], ["A", "B"]),
        ([event("2022-02", date_basis="month of the document date"), event("2022-03-02")], ["A", "B"]),
        # what was expected, and what came
        ([event("2022", modality="forecast"), event("2022-01-05", modality="happened")], ["A", "B"]),
        # of one day, for two diseases
        ([event("2022-01-05", description="用于治疗示例淋巴瘤"), event("2022-01-05", description="用于治疗示例骨髓瘤")], ["A", "B"]),
        ([event("2022-01-05", description="用于治疗示例淋巴瘤"), event("2022-01-05", description="用于复发的示例淋巴瘤"), event("2022-01-05")], ["ABC"]),
        ([event("2022-01-05", description="用于治疗示例淋巴瘤"), event("2022-01-05", description="用于治疗示例骨髓瘤"), event("2022-01-05")], ["A", "B", "C"]),
        ([event("2022", description="用于治疗示例淋巴瘤"), event("2022-01-05", description="用于治疗示例骨髓瘤")], ["A", "B"]),
        # two prices of one day
        ([event("2022-01-05", "price_set", amount=1), event("2022-01-05", "price_set", amount=2)], ["A", "B"]),
        # a document, and firms, are what an event without a drug is about
        ([event("2022-01-05", "policy_issued", drug_id=None, description="某局发布《示例办法》"), event("2022-01-05", "policy_issued", drug_id=None, description="昨日，《示例办法》印发")], ["AB"]),
        ([event("2022-01-05", "funding", drug_id=None, participants=FIRM, description="甲"), event("2022-01-05", "funding", drug_id=None, participants=FIRM, description="乙")], ["AB"]),
        # without a drug only what is equal is one, and rough stays rough
        ([event("2022", drug_id=None, description="甲"), event("2022-01", drug_id=None, description="甲")], ["A", "B"]),
        ([event("2022", drug_id=None, description="甲"), event("2022", drug_id=None, description="乙")], ["A", "B"]),
        ([event("2022", drug_id=None, drug_name="丙 片"), event("2022", drug_id=None, drug_name="丙片")], ["AB"]),
        # without a date: the only one there is, if of no other disease
        ([event(None), event("2022")], ["AB"]),
        ([event(None), event("2022"), event("2021")], ["A", "B", "C"]),
        ([event(None), event(None)], ["AB"]),
        ([event(None, description="用于治疗示例淋巴瘤"), event("2022", description="用于治疗示例骨髓瘤")], ["A", "B"]),
        ([event(None, description="用于治疗示例淋巴瘤"), event(None, description="用于治疗示例骨髓瘤")], ["A", "B"]),
        ([event(None, "price_set"), event("2022", "price_set")], ["A", "B"]),
    ],
)  # fmt: skip
def test_which_rows_are_one_event(rows: list[Row], groups: list[str]) -> None:
    assert together(event_groups, *rows) == groups


def test_the_finest_report_comes_first() -> None:
    rows = [
        event(None), event("2022"), event("2022-01"), event("2022-01-05"),
        event("2022-01-05", region="中国"),
        event("2022-01-05", "conditional_approval", region="中国"),
    ]  # fmt: skip
    assert sorted(rows, key=fineness) == rows[::-1]


def test_the_id_of_an_event_is_what_when_whose_and_where() -> None:
    one = event("2022-01-05")
    assert event_id(one) == event_id(one | {"description": "另一句", "actors": ["甲"]})
    others = [
        event("2022-01"), event("2022-01-05", "designation"),
        event("2022-01-05", drug_id="e"), event("2022-01-05", region="中国"),
    ]  # fmt: skip
    assert event_id(one) not in map(event_id, others)


def test_many_events_are_grouped_in_no_time() -> None:
    """Comparing each with each took minutes for ten thousand."""
    rows = [event("2022", drug_id=f"{i}") for i in range(20_000)]
    assert len(event_groups(rows)) == 20_000


# --- dates, mentions


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Stated(date(2022, 1, 1), "year"), Stated(date(2022, 12, 31), "day"), True),
        (Stated(date(2022, 1, 1), "month"), Stated(date(2022, 1, 31), "day"), True),
        (Stated(date(2022, 1, 1), "month"), Stated(date(2022, 2, 1), "day"), False),
        (Stated(date(2022, 1, 1), "day"), Stated(date(2022, 1, 1), "day"), True),
        (Stated(date(2022, 1, 1), "day"), Stated(date(2022, 1, 2), "day"), False),
    ],
)
def test_dates_agree_as_far_as_both_are_stated(
    one: Stated, other: Stated, same: bool
) -> None:
    assert one.agrees(other) is other.agrees(one) is same


def test_a_mention_means_the_row_of_its_own_document_first() -> None:
    drugs = [
        drug("甲片", drug_id="1", doc_ids=["a"], aliases=["甲"]),
        drug("甲片", drug_id="2", doc_ids=["b"], trade_name="达"),
    ]
    policies = [row(Policy, policy_id="3", doc_ids=["b"], doc_number="示发〔2024〕3号")]
    told = [
        ("a", "drug", "甲"), ("b", "drug", "甲"), ("b", "drug", "达"),
        ("b", "drug", "乙片"), ("b", "policy", "示发〔2024〕3号"), ("a", "company", "达"),
    ]  # fmt: skip
    names = ("doc_id", "entity_type", "name")
    mentions = [dict(zip(names, one, strict=True)) for one in told]
    identify_mentions({"drugs": drugs, "policies": policies, "mentions": mentions})
    assert [m["entity_id"] for m in mentions] == ["1", "2", "2", None, "3", None]
