"""Offsets stay right, and every chain of edits can be undone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.edits import Edit, merged
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


def test_a_group_that_took_no_part_is_told() -> None:
    found = Text.raw("甲").search("(甲)|(乙)")
    assert found is not None
    assert 1 in found
    assert 2 not in found
    with pytest.raises(KeyError):
        _ = found[2]


@pytest.mark.parametrize("raw", ["", "甲"])
def test_a_change_that_changes_nothing_is_none(raw: str) -> None:
    text = Text.raw(raw)
    assert text.replace("甲", "甲", "rule") is text
    assert text.align(raw, "rule") is text
    assert text.repairs(raw) == []


def test_all_words_can_leave() -> None:
    for text in (
        Text.raw("广告").change([(0, 2, "")], "spam"),
        Text.edited("广告", [(0, 2, "", "spam")]),
    ):
        assert str(text) == ""
        assert text.edits == (Edit(0, 2, "spam"),)


def test_lines_end_in_every_way() -> None:
    lines = Text.raw("a\r\nb\rc\n\nd").lines()
    assert [str(line) for line in lines] == ["a", "b", "c", "", "d"]
    assert [line.span for line in lines if len(line)][1:3] == [Span(3, 4), Span(5, 6)]


MADE = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["", "A", "软件"]), st.sampled_from("ab")),
    max_size=6,
)  # fmt: skip


@given(RAW.filter(bool), MADE)
def test_edits_of_many_rules_in_one_pass(
    raw: str, made: list[tuple[int, str, str]]
) -> None:
    places = range(0, len(raw) - 3, 5)
    changes = [
        (at, at + size, new, rule)
        for at, (size, new, rule) in zip(places, made, strict=False)
    ]
    text = Text.edited(raw, changes)
    assert [edit.rule for edit in text.edits] == sorted(
        (edit.rule for edit in text.edits), key=[c[3] for c in changes].index
    )
    one_rule = Text.raw(raw).change((change[:3] for change in changes), "a")
    assert (text.chars, text.starts, text.ends) == (
        one_rule.chars,
        one_rule.starts,
        one_rule.ends,
    )
    assert restore(str(text), text.repairs(raw)) == raw


def test_a_text_longer_than_any_page_counts_on() -> None:
    text = Text.raw("药" * 300_000)
    assert text[299_999:].span == Span(299_999, 300_000)
    assert list(text.starts[-2:]) == [299_998, 299_999]


CUTS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)


@given(RAW, RULES, CUTS)
def test_spans_hold_each_character_in_order(
    raw: str, rules: list[tuple[str, str]], cuts: list[tuple[int, int]]
) -> None:
    text = chain(raw, rules)
    joined = Text.join(text[min(cut) : max(cut)] for cut in cuts)
    spans = joined.spans()
    at = 0
    for start, end in zip(joined.starts, joined.ends, strict=True):
        while not spans[at].start <= start <= end <= spans[at].end:
            at += 1
    assert at == max(0, len(spans) - 1)


@given(RAW, CUTS)
def test_spans_of_untouched_text_are_its_words(
    raw: str, cuts: list[tuple[int, int]]
) -> None:
    joined = Text.join(Text.raw(raw)[min(cut) : max(cut)] for cut in cuts)
    if all(max(one) <= min(two) for one, two in pairwise(cuts)):
        assert "".join(raw[a:b] for a, b in joined.spans()) == str(joined)


EDITS = st.lists(
    st.builds(
        lambda start, size, rule: Edit(start, start + size, rule),
        st.integers(0, 8), st.integers(0, 3), st.sampled_from(["a", "b", "c"]),
    ),
    max_size=6,
)  # fmt: skip


@given(EDITS)
def test_edits_that_share_text_are_one_and_lose_no_rule(edits: list[Edit]) -> None:
    groups = list(merged(edits))
    assert all(one.end <= two.start for one, two in pairwise(groups))
    for edit in edits:
        [own] = [
            group
            for group in groups
            if group.start <= edit.start <= edit.end <= group.end
            and edit.rule in group.rule.split("+")
            and (group.start < group.end or edit.start == edit.end)
        ][:1]
        assert own
    assert sum(len(group.rule.split("+")) for group in groups) <= len(edits)
