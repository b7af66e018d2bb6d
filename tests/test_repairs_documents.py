"""The chain of repairs on whole documents of many kinds: sound ones and damaged ones.

A sound passage must come through every place that a repair looks at: by itself, at the
foot of a document, behind its annex and signature, above it and inside it; in Simplified
and in Traditional characters.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opencc import OpenCC

from normalize.repairs import repair_all
from normalize.text import Text, restore

CASES = Path(__file__).parent / "cases"
BODY = (
    "某省药品监督管理局批准首个异体细胞注射液上市，用于治疗成人克罗恩病肛周瘘管患者。\n"
    "该产品由健康供者的脂肪组织制备，经扩增培养后冷冻保存，在医院复苏后一次注射。\n"
    "临床试验纳入一百二十例受试者，随访五十二周，主要终点为瘘管完全愈合的比例。\n"
    "研究者认为安全性良好，多数不良反应为轻度，与注射操作有关，未见剂量限制性毒性。\n"
    "企业应当在批准后继续完成确证性研究，并按照要求提交年度报告和风险管理计划。\n"
) * 2
END = "附件：1.申报指南\n某省药品监督管理局\n2024年5月20日\n"
TO_TRADITIONAL = OpenCC("s2t")
QUIET = {"traditional", "width"}
HASHED = """
import json, sys
from normalize.repairs import repair_all
from normalize.text import Text
for line in open(sys.argv[1], encoding="utf-8"):
    raw = json.loads(line)["input"]
    text, doubts = repair_all(Text.raw(raw))
    print(text.repairs(raw), [(d.code, d.message, str(d.quote)) for d in doubts])
"""


def cases(name: str) -> list[dict[str, str]]:
    text = (CASES / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def each(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    rows = cases(name)
    ids = [row.get("kind") or row["damage"] for row in rows]
    return pytest.mark.parametrize("case", rows, ids=ids)


def documents(case: dict[str, str]) -> Iterator[str]:
    """Yield the documents that hold a passage, Simplified and Traditional."""
    text = case["text"]
    around = [text, BODY + text, BODY + END + text, text + BODY, BODY + text + BODY]
    for raw in around[:1] if case.get("alone") else around:
        yield raw
        yield TO_TRADITIONAL.convert(raw)


def findings(raw: str) -> list[tuple[str, str]]:
    """List what was taken for damage: rules with what they took, codes with quotes."""
    text, doubts = repair_all(Text.raw(raw))
    repairs = text.repairs(raw)
    assert restore(str(text), repairs) == raw
    taken = [(each.rule, each.before) for each in repairs if each.rule not in QUIET]
    return [*taken, *((doubt.code, str(doubt.quote)) for doubt in doubts)]


@each("clean_documents")
def test_nothing_is_taken_for_damage(case: dict[str, str]) -> None:
    for raw in documents(case):
        assert findings(raw) == []


@pytest.mark.xfail(reason="known failure", strict=True)
@each("clean_known_failures")
def test_taken_for_damage_still(case: dict[str, str]) -> None:
    for raw in documents(case):
        assert findings(raw) == []


def mended(case: dict[str, str]) -> str:
    text, _ = repair_all(Text.raw(case["input"]))
    assert restore(str(text), text.repairs(case["input"])) == case["input"]
    return str(text).strip()


@each("damaged_documents")
def test_damage_is_undone(case: dict[str, str]) -> None:
    assert mended(case) == case["expected"].strip()


@pytest.mark.xfail(reason="known failure", strict=True)
@each("damaged_known_failures")
def test_damage_stays(case: dict[str, str]) -> None:
    assert mended(case) == case["expected"].strip()


@each("damaged_documents")
def test_line_ends_and_a_byte_order_mark_change_nothing(case: dict[str, str]) -> None:
    raw = "\ufeff" + case["input"].replace("\n", "\r\n")
    text, _ = repair_all(Text.raw(raw))
    assert restore(str(text), text.repairs(raw)) == raw


def test_two_processes_agree() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", HASHED, str(CASES / "damaged_documents.jsonl")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=CASES.parent.parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize(
    "unit",
    [
        "免费领取\n",
        "加微信，",
        "?!",
        "?！甭窂",
        "莎车县|",
        "醫(yī)",
        "转载本站侵权",
        "$a_",
    ],
)
def test_a_hundred_thousand_characters_of_one_kind_end(unit: str) -> None:
    raw = unit * (100_000 // len(unit))
    text, _ = repair_all(Text.raw(raw))
    assert restore(str(text), text.repairs(raw)) == raw
