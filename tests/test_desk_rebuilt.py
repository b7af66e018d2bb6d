"""A clean text knows its raw places again, from its repairs alone."""

from hypothesis import given
from hypothesis import strategies as st

from extract.desk.rebuilt import AROUND, placed, rebuilt, within
from normalize.text import Repair, Span, Text

LETTERS = "国產药ab1 \n<>&\x1b🄰"


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, Text]:
    """A raw text, and the same after some rounds of edits."""
    raw = draw(st.text(LETTERS, min_size=1, max_size=40))
    text = Text.raw(raw)
    for rule in draw(
        st.lists(st.sampled_from(["pinyin", "spam", "width"]), max_size=4)
    ):
        cuts = st.lists(st.integers(0, len(text)), max_size=6, unique=True)
        at = sorted(draw(cuts))
        changes = [
            (start, end, draw(st.text(LETTERS, max_size=3)))
            for start, end in zip(at[::2], at[1::2], strict=False)
        ]
        text = text.change(changes, rule)
        if not len(text):
            break
    return raw, text


@given(edited())
def test_the_texts_come_back(case: tuple[str, Text]) -> None:
    raw, text = case
    again, whole = rebuilt(str(text), text.repairs(raw))
    assert (str(again), whole) == (str(text), raw)


@given(edited())
def test_what_no_repair_touched_stands_where_it_stood(case: tuple[str, Text]) -> None:
    raw, text = case
    repairs = text.repairs(raw)
    again, _ = rebuilt(str(text), repairs)
    changed = {at for r in repairs for at in range(r.start, r.end)}
    places = zip(again.starts, again.ends, str(again), strict=True)
    kept = [
        (start, char)
        for start, end, char in places
        if end == start + 1 and start not in changed
    ]
    assert [start for start, _ in kept] == [
        at for at in range(len(raw)) if at not in changed
    ]
    assert all(raw[start] == char for start, char in kept)


@given(edited(), st.data())
def test_the_words_of_a_cell_are_among_those_of_its_place(
    case: tuple[str, Text], data: st.DataObject
) -> None:
    raw, text = case
    if not len(text):
        return
    start = data.draw(st.integers(0, len(text) - 1))
    cell = text[start : data.draw(st.integers(start + 1, len(text)))]
    if cell.span.start == cell.span.end:
        return  # words that a repair put in: they quote nothing
    repairs = text.repairs(raw)
    again, _ = rebuilt(str(text), repairs)
    reach = [cell.span, *(Span(r.start, r.end) for r in within(repairs, cell.span))]
    whole = Span(min(s.start for s in reach), max(s.end for s in reach))
    words, before, after = placed(again, raw, whole)
    assert str(cell) in f"{words}{after}" or words == ""
    assert max(len(before), len(after)) <= AROUND


@given(edited(), st.integers(0, 40), st.integers(1, 10))
def test_before_words_and_after_are_one_stretch(
    case: tuple[str, Text], start: int, length: int
) -> None:
    raw, text = case
    if start >= len(raw):
        return
    again, _ = rebuilt(str(text), text.repairs(raw))
    words, before, after = placed(
        again, raw, Span(start, min(len(raw), start + length))
    )
    if words:
        assert before + words + after in str(text)
    else:
        assert raw.endswith(after) or raw[start + length :].startswith(after)
        assert raw[:start].endswith(before)


def test_only_repairs_of_the_words_are_told() -> None:
    repairs = [
        Repair(0, 2, "ab", "", "spam"),
        Repair(2, 2, "", "+", "put_in_before"),
        Repair(3, 3, "", "+", "put_in"),
        Repair(4, 6, "ef", "e", "latex"),
        Repair(6, 7, "g", "", "pinyin"),
    ]
    assert [r.rule for r in within(repairs, Span(2, 5))] == ["put_in", "latex"]
    assert [r.rule for r in within(repairs, Span(5, 6))] == ["latex"]
    assert within(repairs, Span(7, 9)) == ()


def test_words_that_are_not_of_the_visible_text_stand_among_raw_ones() -> None:
    raw = "<title>公告</title>正文"
    text, whole = rebuilt("正文", [Repair(0, 17, raw[:17], "", "markup")])
    assert whole == raw
    assert placed(text, raw, Span(7, 9)) == ("", "<title>", "</title>正文")
