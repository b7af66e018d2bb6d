"""Numbers with a unit in prose, what they are of, and what is no quantity."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import vocab
from normalize.draft import Draft, Implied
from normalize.facts.outcomes import outcomes
from normalize.facts.quantities import quantities, taken_by
from normalize.text import Span, Text
from normalize.values.amounts import number

Facts = dict[str, Any]

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/quantities.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def facts(draft: Draft) -> Facts:
    return {
        name: cell.value if isinstance(cell, Implied) else str(cell)
        for name, cell in draft.cells.items()
        if name != "quote"
    }


def read(words: str) -> list[Facts]:
    return [facts(draft) for draft in quantities(Text.raw(words))]


def quantity(subject: str, low: str, unit: str | None, **more: Any) -> Facts:
    said = {"subject": subject, "value_low": low, "unit": unit, **more}
    return {name: value for name, value in said.items() if value is not None}


ROUGH = {"is_approximate": True}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "我国该病发病率约为3.5/10万。",
            [quantity("我国该病发病率", "3.5", "/10万", **ROUGH)],
        ),
        ("该型占淋巴瘤的15%", [quantity("该型占淋巴瘤", "15", "%")]),
        ("老人约占20-30%", [quantity("老人", "20", "%", value_high="30", **ROUGH)]),
        ("每年约3000例儿童患者", [quantity("儿童患者", "3000", "例", **ROUGH)]),
        ("中位生存期仅2～6个月", [quantity("中位生存期", "2", "个月", value_high="6")]),
        ("55.5%为男性", [quantity("男性", "55.5", "%")]),
        ("中位年龄为41.5周岁", [quantity("中位年龄", "41.5", "周岁")]),
        ("大多数患者(约70%)会复发", [quantity("大多数患者会复发", "70", "%", **ROUGH)]),
        (
            "推荐剂量为 2.0×10^6 CAR-T细胞",
            [quantity("推荐剂量", "2.0×10^6", "CAR-T细胞")],
        ),
        (
            "剂量范围是1×10^6~2×10^6个细胞(±20%)",
            [
                quantity("细胞", "1×10^6", "个", value_high="2×10^6"),
                quantity("剂量范围", "20", "%"),
            ],
        ),
        (
            "全省有8个研究基地和6个项目获得备案",
            [quantity("研究基地", "8", "个"), quantity("项目", "6", "个")],
        ),
        ("已覆盖全国20个省份", [quantity("省份", "20", "个")]),
        ("超过30家移植中心开始应用", [quantity("移植中心", "30", "家", **ROUGH)]),
        ("累计治疗患者已达百余人", [quantity("累计治疗患者", "百", "人", **ROUGH)]),
        (
            "定价为2.5万元人民币，仅为国外产品的六十分之一",
            [
                quantity("定价", "2.5万", "元人民币"),
                quantity("国外产品", "0.016667", None),
            ],
        ),
        ("已有8千多个医院参与研究", [quantity("医院参与研究", "8千", "个", **ROUGH)]),
        ("每盒120元左右", [quantity("每盒", "120", "元", **ROUGH)]),
        ("体积约为20mL/袋", [quantity("体积", "20", "mL/袋", **ROUGH)]),
    ],
)
def test_what_a_number_is_of(words: str, expected: list[Facts]) -> None:
    said = read(words)
    assert said == expected
    assert all(
        number(q[end]) for q in said for end in ("value_low", "value_high") if end in q
    )


@pytest.mark.parametrize(
    "words",
    [
        "截至2024年7月13日，11月23日发布，2024年以来",
        "国发〔2021〕16号、2021年第14号、第4371号建议",
        "1.临床价值；2.安全性；（3）可及性",
        "靶向CD19的ABC12单链抗体、IL-6、PD-L1、BRAF V600E",
        "十分常见，成千上万份，一次输注，第三方，二期临床",
        "三甲医院、十四五规划、百家争鸣、千人计划",
        "电话0351-8380000，专利202010000001.1",
        "95%CI，95%置信区间，9人民日报",
        "I级推荐，3级，1类创新药",
        "",
    ],
)
def test_what_is_no_quantity(words: str) -> None:
    assert read(words) == []


def test_a_share_of_the_clause_before() -> None:
    assert read("男性患者多见，约占60%。")[0]["subject"] == "男性患者"


def test_numbers_that_other_facts_hold_are_left_out() -> None:
    text = Text.raw("41例患者中，ORR为61.0%（25/41），2年OS率55.0%，55.5%为男性。")
    taken = taken_by(outcomes(text))
    assert [facts(q)["value_low"] for q in quantities(text, taken)] == ["55.5"]


def test_a_number_is_taken_wherever_its_span_overlaps() -> None:
    text = Text.raw("共10例、20例、30例")
    assert [facts(q)["value_low"] for q in quantities(text, [Span(5, 7)])] == [
        "10",
        "30",
    ]
    assert len(list(quantities(text, [Span(0, len(text))]))) == 0


@pytest.mark.parametrize("row", vocab.load("units"), ids=lambda row: row["unit"])
def test_every_unit_is_read(row: dict[str, str]) -> None:
    [said] = read(f"总量为7.5{row['unit']}。")
    assert (said["value_low"], said["unit"]) == ("7.5", row["unit"])


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["%", "例", "万元", "mg/kg"]))
def test_any_number_is_read_as_it_stands(value: Any, unit: str) -> None:
    words = f"其总量为{value}{unit}。"
    [draft] = quantities(Text.raw(words))
    cell = draft.cells["value_low"]
    assert isinstance(cell, Text)
    assert words[slice(*cell.span)] == str(cell)
    assert number(str(cell)) == value * (10_000 if unit == "万元" else 1)


@pytest.fixture(scope="module")
def gold(shared: Path) -> Facts:
    path = shared / "corpora" / "gold" / "seed_000_nhsa_form.json"
    found: Facts = json.loads(path.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def form(shared: Path) -> str:
    return next((shared / "seeds").glob("000_*.txt")).read_text("utf-8")


def test_the_epidemiology_of_the_form(form: str, gold: Facts) -> None:
    cell = form.partition("所治疗疾病基本情况")[2].partition("中国大陆首次上市时间")[0]
    said = {
        (float(q["value_low"]), float(q.get("value_high", 0)), q["unit"])
        for q in read("".join(cell.split()))
    }
    for stated in gold["epidemiology"]:
        value = stated["value"]
        low, high = value if isinstance(value, list) else (value, 0)
        assert (low, high, stated["unit"]) in said


def test_the_baseline_of_the_form(form: str, gold: Facts) -> None:
    rest = form.partition("《技术审评报告》中关于本药品有效性的描述")[2]
    said = read(max(rest.splitlines()[:5], key=len))
    shares = [
        (q.get("subject", ""), float(q["value_low"])) for q in said if q["unit"] == "%"
    ]
    for stated in gold["review_report"]["baseline"]:
        assert any(
            stated["what"] in subject and value == stated["value"]
            for subject, value in shares
        ), stated


def test_one_over_one_is_a_number() -> None:
    [draft] = quantities(Text.raw("仅为国外产品的约1/1"))
    cell = draft.cells["value_low"]
    assert isinstance(cell, Implied)
    assert (cell.value, str(cell.quote)) == ("1", "1/1")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_sentences_answered_by_hand(case: Facts) -> None:
    said = read(case["text"])
    for stated, found in zip(case["expected"], said, strict=True):
        ends = [found.get(end) for end in ("value_low", "value_high")]
        assert [end and number(end) for end in ends] == [
            number(str(stated[end])) if stated[end] is not None else None
            for end in ("low", "high")
        ]
        assert found.get("unit") == stated["unit"]
        assert found.get("is_approximate", False) is stated["approximate"]
        assert stated["subject"] in found.get("subject", "")
