"""Which money is a price, of which drug, for what."""

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.facts.drugs import drug_names
from normalize.facts.prices import prices
from normalize.text import Text

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/prices.jsonl")
    .read_text("utf-8")
    .splitlines()
]
HEAD = "示例仑赛注射液与示例替尼片。\n示例仑赛注射液在售。\n"


def stated(raw: str) -> list[tuple[str | None, str, str | None, bool]]:
    text = Text.raw(raw)
    return [
        (p.drug and str(p.drug), str(p.money), p.per and str(p.per), p.approximate)
        for p in prices(text, drug_names(text))
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("示例仑赛注射液定价为80万元/袋。", ("示例仑赛注射液", "80万元", "/袋", False)),
        (
            "示例仑赛注射液的每疗程售价为6.5万元人民币。",
            ("示例仑赛注射液", "6.5万元人民币", "每疗程", False),
        ),
        ("示例替尼片，每盒1200元。", ("示例替尼片", "1200元", "每盒", False)),
        ("示例替尼片上市。该药售价约5000元。", ("示例替尼片", "5000元", None, True)),
    ],
)
def test_a_price_has_its_drug_and_what_it_buys(
    raw: str, expected: tuple[str | None, str, str | None, bool]
) -> None:
    assert stated(raw) == [expected]


def test_the_price_in_brackets_is_of_the_drug_before_them() -> None:
    found = stated("示例仑赛注射液的价格低于日本产品Examplecel（约90万元/支）。")
    assert found == [("Examplecel", "90万元", "/支", True)]


def test_this_drug_is_the_one_the_text_is_about() -> None:
    [found] = stated(f"{HEAD}该药6.5万元/支的售价不变。")
    assert found[:2] == ("示例仑赛注射液", "6.5万元")


def test_a_price_of_nobody_has_no_drug() -> None:
    assert stated(f"{HEAD}有人说一针要80万元。") == [(None, "80万元", None, False)]


@pytest.mark.parametrize(
    "raw",
    [
        "示例仑赛注射液患者可获2万元补偿。",
        "公司完成近3亿元B轮融资。",
        "示例替尼片销售额达20亿元。",
        "示例药业被罚款10万元。",
    ],
)
def test_money_of_another_kind_is_no_price(raw: str) -> None:
    assert stated(raw) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_sentences_answered_by_hand(case: dict[str, Any]) -> None:
    text = Text.raw(case["text"])
    said = [
        {
            "drug": str(p.drug) if p.drug else None,
            "money": str(p.money),
            "per": str(p.per) if p.per else None,
            "approximate": p.approximate,
            "compared": p.compared,
        }
        for p in prices(text, drug_names(text))
    ]
    assert said == case["expected"]
