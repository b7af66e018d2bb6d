"""Adverse events in prose: the shapes of labels and reports, and the gold annotations."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import vocab
from normalize.draft import Implied
from normalize.facts.adverse_events import adverse_events
from normalize.text import Text

Facts = dict[str, Any]

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/adverse_events.jsonl")
    .read_text("utf-8")
    .splitlines()
]
NUMBERS = ("n", "rate", "n_exposed")


def read(words: str) -> list[Facts]:
    return [
        {
            name: cell.value if isinstance(cell, Implied) else str(cell)
            for name, cell in draft.cells.items()
            if name != "quote"
        }
        for draft in adverse_events(Text.raw(words))
    ]


def event(term: str, **said: str) -> Facts:
    return {"term": term, **said}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "最常见的不良反应（≥20%）为腹泻（35.6%）、恶心（28.1%）和皮疹（21.0%）。",
            [
                event("腹泻", rate="35.6"),
                event("恶心", rate="28.1"),
                event("皮疹", rate="21.0"),
            ],
        ),
        (
            "试验组和对照组不良反应发生率分别为11.4%和9.2%。",
            [
                event("不良反应", rate="11.4", population="试验组"),
                event("不良反应", rate="9.2", population="对照组"),
            ],
        ),
        (
            "恶心、呕吐的发生率分别为15.3%、10.2%。",
            [event("恶心", rate="15.3"), event("呕吐", rate="10.2")],
        ),
        (
            "发热（12.3%，25/203），头痛（18/203，8.9%）。",
            [
                event("发热", n="25", rate="12.3", n_exposed="203"),
                event("头痛", n="18", rate="8.9", n_exposed="203"),
            ],
        ),
        (
            "试验组TEAE发生率为98.5%，对照组为95.1%，≥3级TEAE发生率为45.6%。",
            [
                event("TEAE", rate="98.5", population="试验组"),
                event("TEAE", rate="95.1", population="对照组"),
                event("TEAE", rate="45.6", grade="≥3级"),
            ],
        ),
        (
            "120例受试者接受本品治疗，发生严重不良反应3例（2.5%），1例患者发生肝损伤。",
            [
                event("严重不良反应", n="3", rate="2.5", n_exposed="120"),
                event("肝损伤", n="1", n_exposed="120"),
            ],
        ),
        (
            "15例次CRS中，9例次为1级，6例次为2级。2例次ICANS均为3级。",
            [
                event("CRS", n="9", grade="1级"),
                event("CRS", n="6", grade="2级"),
                event("ICANS", n="2", grade="3级"),
            ],
        ),
        (
            "3级及以上腹泻及皮疹均为4.6%，无治疗相关死亡。",
            [
                event("腹泻", rate="4.6", grade="3级及以上"),
                event("皮疹", rate="4.6", grade="3级及以上"),
                event("治疗相关死亡", n="0"),
            ],
        ),
        (
            "十分常见的(发生率≥10%)【不良反应】主要包括:头晕、乏力、口干等，详见说明书。",
            [event("头晕"), event("乏力"), event("口干")],
        ),
        (
            "共收到不良反应报告356例次，主要为皮疹120例次（33.7%）、瘙痒80例次（22.5%）。",
            [
                event("不良反应报告", n="356"),
                event("皮疹", n="120", rate="33.7"),
                event("瘙痒", n="80", rate="22.5"),
            ],
        ),
        (
            "重点关注的不良事件（≥3级）中：细胞因子释放综合征(CRS)(6.1%)、低血压(3.0%)。",
            [
                event("细胞因子释放综合征(CRS)", rate="6.1", grade="≥3级"),
                event("低血压", rate="3.0", grade="≥3级"),
            ],
        ),
        ("12.3%的患者发生高血压。", [event("高血压", rate="12.3")]),
        ("低钾血症是最常见的不良反应（7.7%）。", [event("低钾血症", rate="7.7")]),
        (
            "血小板减少为最常见的≥3级不良事件，发生率为12.5%。",
            [event("血小板减少", rate="12.5", grade="≥3级")],
        ),
        (
            "CRS 58.3%（其中≥3级2.1%），ICANS 8.3%。",
            [
                event("CRS", rate="58.3"),
                event("CRS", rate="2.1", grade="≥3级"),
                event("ICANS", rate="8.3"),
            ],
        ),
        (
            "胃肠道反应较轻：5 mg组恶心21.3%，安慰剂组7.7%。",
            [
                event("恶心", rate="21.3", population="5 mg组"),
                event("恶心", rate="7.7", population="安慰剂组"),
            ],
        ),
        (
            "▪ ≥3级血小板减少：15.5% vs 9.1%",
            [
                event("血小板减少", rate="15.5", grade="≥3级"),
                event("血小板减少", rate="9.1", grade="≥3级", population="对照组"),
            ],
        ),
        (
            "最常见的不良反应为注射部位红肿，发生率试验组22.1%、安慰剂组6.3%。",
            [
                event("注射部位红肿", rate="22.1", population="试验组"),
                event("注射部位红肿", rate="6.3", population="安慰剂组"),
            ],
        ),
        (
            "最常见的不良反应为皮疹、瘙痒，发生率分别为5.1%和3.2%。",
            [event("皮疹", rate="5.1"), event("瘙痒", rate="3.2")],
        ),
        (
            "不良反应多为轻度。注射部位肿胀的发生率，试验组为12.2%，对照组为3.0%。",
            [
                event("注射部位肿胀", rate="12.2", population="试验组"),
                event("注射部位肿胀", rate="3.0", population="对照组"),
            ],
        ),
        ("未发生血栓性微血管病。", [event("血栓性微血管病", n="0")]),
        ("试验中未见严重不良反应。", [event("严重不良反应", n="0")]),
    ],
)
def test_the_shapes_of_a_count(words: str, expected: list[Facts]) -> None:
    assert read(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "ORR为85.0%，CR（72.0%），无死亡。",
        "55.5%为男性，中位年龄33岁。",
        "若无不良反应，可继续给药。",
        "未发现新的不良反应，无药物过敏史。",
        "发热门诊接诊120例患者，肺炎球菌疫苗保护率达85.0%。",
        "均未发生CRS、ICANS导致的死亡病例。",
        "除1例CRS随访后转归未知以外其他均为痊愈。",
        "我国该病发病率约为3.5/10万。",
        "上市以来未收到群体不良事件报告。",
        "上市以来未收到严重不良反应报告。",
        "12个月内新发椎体骨折的发生率，示例组为1.7%，对照组为5.4%。",
        "",
    ],
)
def test_what_is_no_adverse_event(words: str) -> None:
    assert read(words) == []


def test_a_grade_of_all_of_them() -> None:
    said = read("注射部位反应23例（11.5%），均为1级。")
    assert said == [event("注射部位反应", n="23", rate="11.5", grade="1级")]


def test_one_case_each() -> None:
    said = read("发热、皮疹各1例。")
    assert said == [event("发热", n="1"), event("皮疹", n="1")]


@pytest.mark.parametrize(
    "row", vocab.load("adverse_terms"), ids=lambda row: row["word"]
)
def test_a_known_term_needs_no_introduction(row: dict[str, str]) -> None:
    [said] = read(f"{row['word']}（5.2%）")
    assert said == event(row["word"], rate="5.2")


@given(st.integers(0, 10_000), st.decimals(0, 100, places=1))
def test_any_count_and_rate(n: int, rate: object) -> None:
    [said] = read(f"包括{n}例次({rate}%)发热。")
    assert said == event("发热", n=str(n), rate=str(rate))


def test_cells_are_slices_and_the_quote_holds_them() -> None:
    words = "共回输125例患者，\n发生36例不良反\n应，包括7例次(5.6%)发热。"
    for draft in adverse_events(Text.raw(words)):
        cells = [c.quote if isinstance(c, Implied) else c for c in draft.cells.values()]
        for cell in cells:
            assert isinstance(cell, Text)
            pieces = [words[slice(*span)] for span in cell.spans()]
            assert "".join(pieces) == str(cell)
        assert str(draft.cells["term"]) in str(draft.cells["quote"])


def answer(form: str, label: str) -> str:
    """The longest of the lines that follow a label of the form."""
    return max(form.partition(label)[2].splitlines()[:6], key=len)


@pytest.fixture(scope="module")
def gold(shared: Path) -> Facts:
    path = shared / "corpora" / "gold" / "seed_000_nhsa_form.json"
    safety: Facts = json.loads(path.read_text("utf-8"))["safety"]
    return safety


@pytest.fixture(scope="module")
def form(shared: Path) -> str:
    return next((shared / "seeds").glob("000_*.txt")).read_text("utf-8")


def test_the_label_of_the_form(form: str, gold: Facts) -> None:
    said = read(answer(form, "三、安全性信息"))
    listed = [e["term"] for e in said if "rate" not in e]
    assert listed == gold["label_common_adr_ge10pct"]
    assert [(e["term"], float(e["rate"]), e["grade"]) for e in said if "rate" in e] == [
        (e["term"], e["value"], "≥3级") for e in gold["aesi_grade_ge3"]
    ]
    assert {e["n_exposed"] for e in said} == {str(gold["label_n"])}


def test_the_monitoring_of_the_form(form: str, gold: Facts) -> None:
    after = gold["post_marketing"]
    total, *said = read(answer(form, "不良反应监测情况"))
    exposed = str(after["n_infused"])
    assert total == event("不良反应", n=str(after["adr_total"]), n_exposed=exposed)
    assert [
        (e["term"], int(e["n"]), float(e["rate"])) for e in said if "rate" in e
    ] == [(e["term"], e["count"], e["pct"]) for e in after["adr"]]
    assert [(e["term"], e["grade"], int(e["n"])) for e in said if "grade" in e] == [
        (term.upper(), f"{grade}级", n)
        for term in ("crs", "icans")
        for grade, n in after[f"{term}_grades"].items()
    ]
    assert all("rate" in e or "grade" in e for e in said)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_sentences_answered_by_hand(case: Facts) -> None:
    said = [
        {
            name: float(v.replace(",", "")) if name in NUMBERS else v
            for name, v in found.items()
        }
        for found in read(case["text"])
    ]
    assert said == case["expected"]
