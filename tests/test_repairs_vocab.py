"""The vocabularies of the repairs: what each row must match, and what it must not."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalize.repairs import (
    latex,
)
from normalize.vocab import load

NEEDING = [
    (name, row)
    for name in ("offers", "page_furniture")
    for row in load(name)
    if "(?=" not in row["pattern"]  # hypothesis can not draw what these match
]


@pytest.mark.parametrize(("name", "row"), NEEDING, ids=lambda part: str(part)[:40])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_matches_has_a_needed_word(
    name: str, row: dict[str, str], data: st.DataObject
) -> None:
    flags = re.IGNORECASE if name == "page_furniture" else 0
    pattern = re.compile(row["pattern"], flags)
    words = data.draw(st.from_regex(pattern, fullmatch=flags != 0))
    known = words.casefold() if flags else words
    assert any(need in known for need in row["needs"].split("、"))


@pytest.mark.parametrize("row", load("offers"), ids=lambda row: row["example"])
def test_an_offer_is_told_from_a_document(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"])
    assert not (row["counter"] and re.search(row["pattern"], row["counter"]))


@pytest.mark.parametrize("row", load("page_furniture"), ids=lambda row: row["example"])
def test_furniture_is_told_from_a_document(row: dict[str, str]) -> None:
    pattern = re.compile(row["pattern"], re.IGNORECASE)
    assert pattern.fullmatch(row["example"])
    assert not (row["counter"] and pattern.fullmatch(row["counter"]))


@pytest.mark.parametrize("row", load("latex_macros"), ids=lambda row: row["macro"])
def test_a_macro_prints_as_its_sign(row: dict[str, str]) -> None:
    written = latex.written(row["example"])
    assert written is not None and row["sign"].strip() in written


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("foreign_terms", "acronym"),
        ("latex_macros", "macro"),
        ("radicals", "radical"),
        ("spam_words", "word"),
        ("traditional_mends", "before"),
        ("traditional_variants", "char"),
    ],
)
def test_a_vocabulary_says_nothing_twice(name: str, key: str) -> None:
    keys = [row[key] for row in load(name)]
    assert all(keys) and len(keys) == len(set(keys))
