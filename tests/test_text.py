"""Offsets stay right, and every chain of edits can be undone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import Span, Text, restore

RAW = st.text(alphabet="AB  軟體软件Ａ\n$", max_size=40)
RULES = st.lists(
    st.tuples(
        st.sampled_from(
            ["軟體", " +", "Ａ", "B", "體|體", r"\n", "^", "$", "(?=A)", "件"]
        ),
        st.sampled_from(["", "软件", " ", "A", "xyz", "軟"]),
    ),
    max_size=6,
)


def chain(raw: str, rules: list[tuple[str, str]]) -> Text:
    """Apply every rule in turn; an insertion into nothing is left out."""
    text = Text.raw(raw)
    for i, (pattern, new) in enumerate(rules):
        if len(text):
            text = text.replace(pattern, new, f"rule{i}")
    return text


@given(RAW, RULES)
def test_repairs_undo_to_the_raw_text(raw: str, rules: list[tuple[str, str]]) -> None:
    text = chain(raw, rules)
    repairs = text.repairs(raw)
    assert restore(str(text), repairs) == raw
    assert all(a.end <= b.start for a, b in pairwise(repairs))
    assert all(raw[r.start : r.end] == r.before for r in repairs)


@given(RAW, RULES)
def test_offsets_are_ordered_and_inside(raw: str, rules: list[tuple[str, str]]) -> None:
    text = chain(raw, rules)
    assert len(text.chars) == len(text.starts) == len(text.ends)
    assert list(text.starts) == sorted(text.starts)
    assert all(
        0 <= a <= b <= len(raw) for a, b in zip(text.starts, text.ends, strict=True)
    )


@given(RAW, RULES, st.integers(0, 40), st.integers(0, 40))
def test_within_cuts_the_text_without_loss(
    raw: str, rules: list[tuple[str, str]], one: int, two: int
) -> None:
    text = chain(raw, rules)
    cuts = [0, *sorted((min(one, len(raw)), min(two, len(raw)))), len(raw) + 1]
    parts = [text.within([Span(a, b)]) for a, b in pairwise(cuts)]
    assert "".join(map(str, parts)) == str(text)


@given(RAW)
def test_align_keeps_offsets(raw: str) -> None:
    text = Text.raw(raw).replace("A", "", "drop")
    turned = text.align(str(text).replace("體", "体"), "traditional")
    assert turned.starts == text.starts
    assert restore(str(turned), turned.repairs(raw)) == raw


def test_align_refuses_another_length() -> None:
    with pytest.raises(ValueError, match="2 characters became 1"):
        Text.raw("ab").align("a", "traditional")


def test_an_insertion_into_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="empty text"):
        Text.raw("").replace("^", "x", "rule")


def test_groups_are_texts() -> None:
    found = Text.raw("文号：国发〔2017〕16号").search("文号：(?P<number>.+)")
    assert found is not None
    assert str(found["number"]) == "国发〔2017〕16号"
    assert found["number"].span == Span(3, 14)


def test_an_empty_text_has_no_span() -> None:
    with pytest.raises(ValueError, match="no span"):
        _ = Text.raw("").span


def test_strip_of_white_space_only() -> None:
    assert str(Text.raw("  \n").strip()) == ""
    assert Text.raw(" 药 ").strip().span == Span(1, 2)
