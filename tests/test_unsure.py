"""What a picture shows without certainty is a problem: exact cells empty, names kept."""

import random
from array import array
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import read
from normalize.column import columns_of, table_of
from normalize.document import Document
from normalize.draft import Draft, Implied
from normalize.places import UNSURE, Places
from normalize.repairs import repair_all
from normalize.rows import Rows, type_drafts
from normalize.tables import TABLE, Comparator, Drug, Field, Filing, Patent, Policy
from normalize.text import Span, Text
from parsers import nhsa_form
from tests import forms
from tests.checking import broken
from tests.drafting import Page, evidence_of

RAW = "示例药业 2031-05 1234.50 是 XL01EXS901A001 国家级 甲、乙、丙 40mg"


def scan(raw: str, **unsure: float) -> Page:
    """A page read from a picture; the confidence of words is given, of others 0.99."""
    page = Page(raw)
    sure = array("f", [0.99] * len(raw))
    boxes = array("f")
    for at in range(len(raw)):
        boxes.extend([10 * at, 20, 10 * at + 10, 30])
    for words, confidence in unsure.items():
        start = raw.index(words)
        sure[start : start + len(words)] = array("f", [confidence] * len(words))
    places = Places(boxes, sure)
    page.document = replace(page.document, places=places, page_starts=(0,))
    return page


def unsure_of(rows: Rows) -> list[tuple[str, str, str | None]]:
    return [
        (p["severity"], p["column_name"], p["quote"])
        for p in rows["problems"]
        if p["code"] == "unsure"
    ]


# --- the characters


CONFIDENCES = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=40)


@given(CONFIDENCES, st.data())
def test_unsure_runs_are_the_characters_under_the_limit(
    confidences: list[float], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(confidences)))
    end = data.draw(st.integers(start, len(confidences)))
    places = Places(array("f"), array("f", confidences))
    runs = places.unsure(Span(start, end))
    inside = {at for run in runs for at in range(*run)}
    assert inside == {at for at in range(start, end) if confidences[at] < UNSURE}
    assert all(a.end < b.start for a, b in pairwise(runs))


def test_a_stored_text_has_no_unsure_character() -> None:
    assert Places(array("f", [0.0] * 8)).unsure(Span(0, 2)) == []


# --- one cell


@pytest.mark.parametrize(
    ("table", "column", "words", "unclear"),
    [
        (Patent, "expires_on", "2031-05", "3"),
        (Comparator, "unit_price", "1234.50", "."),
        (Drug, "is_exclusive", "是", "是"),
        (Drug, "catalog_code", "XL01EXS901A001", "S"),
        (Policy, "level", "国家级", "家"),
    ],
)
def test_an_exact_cell_is_left_empty(
    table: type, column: str, words: str, unclear: str
) -> None:
    page = scan(RAW, **{unclear: 0.6})
    rows = page.typed(Draft(table, **{column: page[words]}))
    [row] = rows[table_of(table).name]
    assert row[column] is None
    assert unsure_of(rows) == [("error", column, words)]
    assert rows["evidence"] == []
    assert all(row[name] is None for name in _siblings(table, column))


def _siblings(table: type, column: str) -> tuple[str, ...]:
    return next(c.also for c in columns_of(table) if c.name == column)


def test_the_same_cell_is_a_fact_where_the_picture_is_clear() -> None:
    page = scan(RAW, 药业=0.6)
    patent = Draft(Patent, expires_on=page["2031-05"])
    rows = page.typed(patent, Draft(Comparator, unit_price=page["1234.50"]))
    assert rows["patents"][0]["expires_on"] == date(2031, 5, 1)
    assert rows["comparators"][0]["unit_price"] == Decimal("1234.50")
    assert rows["problems"] == []
    assert {r["method"] for r in rows["evidence"]} == {"ocr"}


def test_a_name_is_kept_and_told_of() -> None:
    page = scan(RAW, 药=0.55)
    rows = page.typed(Draft(Drug, company=page["示例药业"]))
    assert rows["drugs"][0]["company"] == "示例药业"
    assert unsure_of(rows) == [("warning", "company", "示例药业")]
    assert evidence_of(rows) == [("drugs", "company", "示例药业")]
    [told] = rows["problems"]
    assert told["message"] == (
        "企业名称: read without certainty from page 1, box 0 20 40 30: "
        "示例[药]业 (0.55); see whether they are right"
    )
    assert told["row_id"] == rows["drugs"][0]["drug_id"]


def test_many_unsure_characters_are_one_problem() -> None:
    raw = "".join(f"字{i}" for i in range(9))
    page = scan(raw, **{str(i): 0.5 for i in range(9)})
    rows = page.typed(Draft(Drug, indication=page[raw]))
    [told] = rows["problems"]
    assert "字[0]字1 (0.5)、字0字[1]字2" not in told["message"]
    assert told["message"].count("(0.5)") == 5
    assert "and 4 more" in told["message"]


def test_the_limit_itself_is_sure() -> None:
    page = scan(RAW, 药=0.901)
    assert page.typed(Draft(Drug, company=page["示例药业"]))["problems"] == []


def test_what_follows_from_unsure_words_is_left_empty_too() -> None:
    page = scan(RAW, 国=0.5)
    level = Implied("national", "first agency", page["国家级"])
    rows = page.typed(Draft(Policy, level=level))
    assert rows["policies"][0]["level"] is None
    assert unsure_of(rows) == [("error", "level", "国家级")]


def test_an_implied_value_without_words_is_not_touched() -> None:
    page = scan(RAW, 国=0.5)
    rows = page.typed(Draft(Policy, level=Implied("national", "first agency")))
    assert rows["policies"][0]["level"] == "national"
    assert rows["problems"] == []


def test_unsure_words_that_are_no_value_are_one_problem() -> None:
    page = scan(RAW, 甲=0.5)
    rows = page.typed(Draft(Patent, expires_on=page["甲、乙"]))
    assert [p["code"] for p in rows["problems"]] == ["unsure"]


def test_the_items_of_a_list_are_one_problem() -> None:
    page = scan(RAW, 甲=0.5, 丙=0.5)
    kinds = [page["甲"], page["乙"], page["丙"]]
    rows = page.typed(Draft(Filing, catalog_kinds=kinds))
    assert rows["filings"][0]["catalog_kinds"] == ["甲", "乙", "丙"]
    assert unsure_of(rows) == [("warning", "catalog_kinds", "甲丙")]


def test_an_unsure_label_is_told_of() -> None:
    page = scan(RAW, 示=0.5)
    rows = page.typed(Draft(Field, label=page["示例药业"], value=page["40mg"]))
    assert unsure_of(rows) == [("warning", "label", "示例药业")]


def test_removed_words_between_the_pieces_do_not_count() -> None:
    page = scan(RAW, 例=0.5)
    joined = Text.join([page["示"], page["药业"]])
    rows = page.typed(Draft(Drug, company=joined))
    assert rows["drugs"][0]["company"] == "示药业"
    assert rows["problems"] == []


# --- a whole form


def pictured(seed: int) -> Document:
    """A form as if read from a picture, three characters in a hundred unsure."""
    dice = random.Random(seed)
    page = forms.printed(forms.CHEMICAL, "tabs_4", forms.Options())
    document = read(page.encode(), "form")
    size = len(document.raw)
    sure = array("f", [dice.choice([0.5] * 3 + [0.99] * 97) for _ in range(size)])
    boxes = array("f", [1.0] * 4 * size)
    seen = replace(document, places=Places(boxes, sure), page_starts=(0,))
    return seen.repaired(repair_all(seen.text)[0])


@pytest.mark.parametrize("seed", range(6))
def test_no_fact_of_a_form_rests_on_an_unsure_character(seed: int) -> None:
    document = pictured(seed)
    rows = type_drafts(document, nhsa_form.parse(document))
    told = Counter(
        (p["table_name"], p["row_id"], p["column_name"])
        for p in rows["problems"]
        if p["code"] == "unsure"
    )
    assert sum(told.values()) > 20
    assert set(told.values()) == {1}
    for proof in rows["evidence"]:
        name, _, _ = proof["column_name"].partition(".")
        cell = (proof["table_name"], proof["row_id"], name)
        if proof["confidence"] is not None and proof["confidence"] < UNSURE:
            assert not _column(proof["table_name"], proof["column_name"]).is_exact()
            assert told[cell] == 1


@pytest.mark.parametrize("seed", range(3))
def test_what_is_left_of_an_unsure_form_is_sound(seed: int) -> None:
    document = pictured(seed)
    rows = type_drafts(document, nhsa_form.parse(document))
    rows["documents"][0]["path"] = "form"
    assert _wrong(rows) == []


def _wrong(rows: Rows) -> list[str]:
    """What is wrong, but for the counts and the merged cells of a single document."""
    rows["documents"][0]["status"] = "ok"
    for table in ("drugs", "policies", "events"):
        for row in rows[table]:
            row["doc_ids"] = [row["doc_id"]]
    counted = ("documents:", "runs")
    return [told for told in broken(rows, 1) if not told.startswith(counted)]


def _column(table: str, path: str) -> Any:
    """The column that `attachments.0.file` names."""
    name, *steps = path.split(".")
    found = next(c for c in columns_of(TABLE[table]) if c.name == name)
    for step in steps[1:]:
        struct = get_args(found.type)[0]
        found = next(c for c in columns_of(struct) if c.name == step)
    return found
