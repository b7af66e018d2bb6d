"""Drugs that one verb takes together, and those that it does not."""

from datetime import date

import pytest

from normalize.draft import Draft
from normalize.facts.drugs import drug_names
from normalize.facts.events import events
from normalize.text import Text
from normalize.values.dates import PartialDate

ANCHOR = PartialDate(date(2032, 4, 2), "day")


def told(words: str) -> list[tuple[str, str]]:
    text = Text.raw(words)
    found = events(text, anchor=ANCHOR, drugs=drug_names(text))
    rows = [each.cells for each in found if isinstance(each, Draft)]
    return [
        (str(getattr(row["event_type"], "value", "")), str(row.get("drug_name")))
        for row in rows
    ]


@pytest.mark.parametrize(
    ("words", "drugs"),
    [
        ("4月1日，国家药监局批准示例替尼片、示例单抗注射液上市。", 2),
        ("4月1日，示例替尼片和示例单抗注射液双双获批上市。", 2),
        ("4月1日，示例替尼片（示例达）、示例单抗注射液及示例仑赛注射液获批上市。", 3),
        ("4月1日，国家药监局批准示例替尼片与示例单抗注射液联合治疗肝癌。", 1),
        ("4月1日，示例替尼片联合示例单抗注射液用于肝癌的上市申请获受理。", 1),
        ("继示例单抗注射液之后，4月1日示例替尼片获批上市。", 1),
    ],
)
def test_each_drug_has_its_event(words: str, drugs: int) -> None:
    found = told(words)
    assert len({drug for _, drug in found}) == len(found) == drugs


def test_what_it_is_given_with_is_not_what_is_accepted() -> None:
    said = "公司示例列汀片用于联合示例双胍片治疗糖尿病的上市申请于4月1日获得受理。"
    assert told(said) == [("application_accepted", "示例列汀片")]


@pytest.mark.parametrize(
    "words",
    [
        "4月1日，产业园二期项目获市发改委批准立项，服务医药企业。",
        "4月1日，示例药业完成融资租赁合同签署。",
        "近日，研究团队在期刊发表研究结果，该化合物在小鼠模型中延长生存。",
        "4月1日，驱虫药套餐价格为99元。",
    ],
)
def test_what_is_no_event_of_a_drug(words: str) -> None:
    assert told(words) == []


def test_a_scene_dates_the_sentence_behind_it() -> None:
    said = "4月1日下午四点，儿科三诊室。示例医生为患者开出全市首张示例替尼片处方。"
    text = Text.raw(said)
    found = [
        each
        for each in events(text, anchor=ANCHOR, drugs=drug_names(text), undated=True)
        if isinstance(each, Draft)
    ]
    assert [str(getattr(e.cells["event_date"], "value", "")) for e in found] == [
        "2032-04-01"
    ]
