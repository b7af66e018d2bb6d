"""A form says the same in every layout, however its pages are cut.

Forms are printed from known answers by `tests.forms`; the rows typed from the print
must equal the answer, and no word of the print may be lost without a problem.
"""

import random
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
NUMBERS = {
    "1": str,
    "（1）": lambda i: f"（{i}）",
    "(1)": lambda i: f"({i})",
    "一": lambda i: "一二三四五六七八九十"[i - 1],
    "（一）": lambda i: f"（{'一二三四五六七八九十'[i - 1]}）",
    " 1": lambda i: f" {i}",
    "①": lambda i: "①②③④"[i - 1],
    "none": lambda i: "",
}
LABELS = {
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
