"""A form says the same in every layout, however its pages are cut.

Forms are printed from known answers by `tests.forms`; the rows typed from the print
must equal the answer, and no word of the print may be lost without a problem.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from extract.readers import read
from normalize.repairs import repair_all
from normalize.rows import Rows, type_drafts
from normalize.values.plain import squash
from parsers import nhsa_form
from tests import forms

CASES = 160
NUMBERS: dict[str, Callable[[int], str]] = {
    "1": str,
    "（1）": lambda i: f"（{i}）",
    "(1)": lambda i: f"({i})",
    "一": lambda i: "一二三四五六七八九十"[i - 1],
    "（一）": lambda i: f"（{'一二三四五六七八九十'[i - 1]}）",
    " 1": lambda i: f" {i}",
    "①": lambda i: "①②③④"[i - 1],
    "none": lambda i: "",
}
LABELS: dict[str, Callable[[str], str]] = {
    "plain": lambda label: label,
    "brackets": lambda label: f"【{label}】",
    "star": lambda label: "*" + label,
    "wide": lambda label: label.replace("(", "（").replace(")", "）"),
    "numbered": lambda label: "1.2.3 " + label,
    "lettered": lambda label: "（三）" + label,
    "spaced": lambda label: " ".join(label) if len(label) < 7 else label,
}


def drawn(seed: int) -> tuple[forms.Answer, forms.Options, str, bool]:
    """An answer, its print, and whether the print numbers its blocks."""
    dice = random.Random(seed)
    answer = dice.choice([forms.CHEMICAL, forms.CHEMICAL, forms.HERBAL])
    number, label = dice.choice(list(NUMBERS)), dice.choice(list(LABELS))
    options = forms.Options(
        number=NUMBERS[number],
        label=LABELS[label],
        copies=dice.choice([1, 1, 2, 3]),
        last=None,
        headed=False,
    )
    layout, how = dice.choice(list(forms.LAYOUTS)), dice.choice(list(forms.CUTS))
    in_lines = layout in forms.IN_LINES
    if not in_lines and layout != "markdown_named":
        options = replace(options, headed=dice.random() < 0.2)
    if in_lines and (how in ("both", "value_late", "value_spills") or "label" in how):
        how = "value"
    page = forms.printed(
        answer,
        layout,
        options,
        how=how,
        every=dice.choice([1, 2, 3, 5]),
        first=dice.randrange(5),
        share=dice.choice([0.2, 0.35, 0.5, 0.65, 0.8]),
        breaks=dice.choice(["blank", "feed", "number", "head"]),
    )
    return answer, options, page, number != "none"


def rows_of(page: str) -> Rows:
    """The rows that the parser yields for a printed page."""
    document = read(page.encode(), "form")
    document = document.repaired(repair_all(document.text)[0])
    assert nhsa_form.recognizes(document)
    return type_drafts(document, nhsa_form.parse(document))


def same(expected: Any, value: Any) -> bool:
    """Whether a typed cell says what the answer says."""
    if expected is None or value is None:
        return expected is value
    if isinstance(expected, list):
        return len(expected) == len(value) and all(map(same, expected, value))
    if isinstance(value, datetime):
        return bool(value.isoformat() == expected)
    if isinstance(expected, str):
        return squash(expected.replace("↓ 下载文件 ", "")) == squash(str(value))
    return bool(expected == value)


def wrong(answer: forms.Answer, rows: Rows, *, numbered: bool) -> list[str]:
    """Every cell and count that differs from the answer, and every lost word."""
    found = [
        f"lost {p['quote']}" for p in rows["problems"] if p["code"] == "lost_words"
    ]
    for table, facts in forms.said(answer).items():
        if len(facts) != len(rows[table]):
            found.append(f"{table}: {len(rows[table])} rows, not {len(facts)}")
        for fact, row in zip(facts, rows[table], strict=False):
            found += [
                f"{table}.{column}: {row[column]!r}, not {value!r}"
                for column, value in fact.items()
                if not same(value, row[column]) and (numbered or column != "ordinal")
            ]
    return found


@pytest.mark.parametrize("seed", range(CASES))
def test_the_rows_equal_the_answer(seed: int) -> None:
    answer, _, page, numbered = drawn(seed)
    assert wrong(answer, rows_of(page), numbered=numbered) == []


# --- cells that say nothing


@pytest.mark.parametrize("silence", forms.SILENCES)
@pytest.mark.parametrize("layout", forms.LAYOUTS)
def test_a_mark_for_nothing_is_no_value(layout: str, silence: str) -> None:
    if (layout, silence) == ("bars", ""):
        pytest.skip("a line that ends in a stroke goes on in the next one")
    said = forms.silent(forms.CHEMICAL, silence)
    rows = rows_of(forms.printed(said, layout, forms.Options()))
    assert wrong(said, rows, numbered=True) == []
    assert [p["quote"] for p in rows["problems"]] == []


def test_said_takes_no_mark_for_a_value() -> None:
    rows = forms.said(forms.silent(forms.CHEMICAL, "-"))
    assert rows["filings"][0]["heritage"] is None
    assert rows["drugs"][0]["is_exclusive"] is None
    assert [row["evidence_file"] for row in rows["trials"]] == [None, None]
    assert rows["drugs"][0]["category"] == "西药"


# --- labels that nobody knows


UNKNOWN = [("贮藏条件", "避光保存"), ("每支可用天数", "15天"), ("境内代理人", "示例公司"),
           ("是否附条件批准", "否")]  # fmt: skip
ODD = [("冷链要求", "全程冷链"), ("国家战略储备", "未列入")]


def with_unknown(pairs: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Print these pairs as well, among known ones."""
    parts = forms.parts

    def longer(answer: forms.Answer, options: forms.Options) -> list[forms.Part]:
        return [
            forms.Pairs([*part.pairs[:3], *pairs, *part.pairs[3:]])
            if isinstance(part, forms.Pairs) and len(part.pairs) > FEWEST_PAIRS
            else part
            for part in parts(answer, options)
        ]

    monkeypatch.setattr(forms.layouts, "parts", longer)


FEWEST_PAIRS = 10


@pytest.mark.parametrize("layout", forms.LAYOUTS)
def test_a_label_that_nobody_knows_is_kept_and_told_of(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_lines = layout in forms.IN_LINES  # There only its words tell a label.
    pairs = UNKNOWN if in_lines else [*UNKNOWN, *ODD]
    with_unknown(pairs, monkeypatch)
    rows = rows_of(forms.printed(forms.CHEMICAL, layout, forms.Options()))
    assert wrong(forms.CHEMICAL, rows, numbered=True) == []
    kept = [(r["label"], r["value"]) for r in rows["fields"] if r["field"] is None]
    assert kept == pairs
    told = [p for p in rows["problems"] if p["code"] == "unknown_label"]
    assert [p["quote"] for p in told] == [label for label, _ in pairs]
    assert "the nearest known one is" in told[0]["message"]


def test_a_page_named_after_the_drug_keeps_what_stands_above_its_cell() -> None:
    raw = (
        "<html><head><title>示例替尼片</title></head><body>"
        "<h1>2023年国家医保药品目录调整申报材料（公示版）</h1>"
        "<p>药品名称：示例替尼片</p><p>企业名称：示例药业有限公司</p>"
        "<h2>一、基本信息</h2><table>"
        "<tr><td>药品通用名称(中文、含剂型)</td><td>示例替尼片</td>"
        "<td>药品类别</td><td>西药</td></tr>"
        "<tr><td>是否为独家</td><td>是</td><td>是否为OTC</td><td>否</td></tr>"
        "<tr><td>药品注册分类</td><td>化学药品1类</td>"
        "<td>注册证号/批准文号</td><td>国药准字H20230028</td></tr>"
        "<tr><td>说明书全部注册规格</td><td>40mg</td>"
        "<td>上市许可持有人(授权企业)</td><td>示例药业有限公司</td></tr>"
        "<tr><td>当前是否存在专利纠纷</td><td>否</td>"
        "<td>中国大陆首次上市时间</td><td>2023-05</td></tr></table>"
        "<h2>二、有效性信息</h2><table><tr><td>试验类型1</td><td>随机试验</td></tr>"
        "<tr><td>试验对照药品</td><td>安慰剂</td></tr>"
        "<tr><td>试验阶段</td><td>上市前</td></tr></table></body></html>"
    )
    [drug] = rows_of(raw)["drugs"]
    assert (drug["generic_name"], drug["company"]) == ("示例替尼片", "示例药业有限公司")
