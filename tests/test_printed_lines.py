"""Characters become lines: spaces, bold by overprinting, raised figures, any order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.printed.lines import Line, lines
from extract.readers.printed.page import Glyph
from extract.readers.printed.runs import runs_of
from tests.printed_pages import words


def read(glyphs: list[Glyph]) -> list[str]:
    return [line.chars for line in lines(runs_of(glyphs))]


def test_words_printed_in_any_order_are_read_from_left_to_right() -> None:
    assert read(words(60, 10, "替尼片") + words(10, 10, "示例药品")) == [
        "示例药品 替尼片"
    ]


@pytest.mark.parametrize("times", [2, 4])
def test_bold_by_printing_again_is_read_once(times: int) -> None:
    glyphs = [g for i in range(times) for g in words(10 + 0.3 * i, 10, "药品名称")]
    assert read(glyphs) == ["药品名称"]


def test_the_same_character_beside_itself_is_read_twice() -> None:
    assert read(words(10, 10, "个个1100")) == ["个个1100"]


@pytest.mark.parametrize(
    ("base", "power"),
    [("10", "8"), ("CD3", "+"), ("Fe", "3+"), ("10", "-4"), ("10", "−4")],
)
def test_a_raised_figure_stays_on_its_line(base: str, power: str) -> None:
    after = 10 + 5 * len(base)
    glyphs = words(10, 10, base) + words(after, 8, power, 6) + words(40, 10, "个")
    [line] = lines(runs_of(glyphs))
    start, end = line.raised[0]
    assert line.chars[start:end] == power
    assert len(line.raised) == 1


def test_a_small_figure_below_the_middle_is_not_raised() -> None:
    [line] = lines(
        runs_of(words(10, 10, "H") + words(15, 15, "2", 6) + words(18, 10, "O"))
    )
    assert line.raised == ()


def test_a_stored_space_parts_words_and_a_small_gap_between_characters_does_not() -> (
    None
):
    assert read(
        words(10, 10, "CAR T") + words(60, 10, "细") + words(70.4, 10, "胞")
    ) == ["CAR T 细胞"]


def test_lines_that_overlap_by_less_than_half_are_two() -> None:
    assert read(words(10, 10, "上") + words(10, 16, "下")) == ["上", "下"]


def test_words_stand_in_the_order_of_their_heights() -> None:
    assert read(words(10, 40, "后") + words(10, 10, "前")) == ["前", "后"]


def test_a_part_of_a_line_has_its_own_edges_and_raised_figures() -> None:
    [line] = lines(
        runs_of(words(10, 10, "约10") + words(30, 8, "8", 6) + words(33, 10, "个"))
    )
    part = line.part(1, 4)
    assert (part.chars, part.raised, part.x0) == ("108", ((2, 3),), 20)


def boxes(line: Line) -> list[tuple[float, ...]]:
    flat = line.boxes
    return [tuple(flat[i : i + 4]) for i in range(0, len(flat), 4)]


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 12), st.text("药品AB1。", min_size=1, max_size=6)),
        min_size=1, max_size=8, unique_by=lambda word: (word[0] // 8, word[1]),
    ),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_every_character_is_on_a_line_within_its_box(placed, random) -> None:
    glyphs = [g for x, y, chars in placed for g in words(x * 12, y * 20, chars)]
    runs = runs_of(glyphs)
    random.shuffle(runs)
    found = lines(runs)
    for line in found:
        for char, box in zip(line.chars, boxes(line), strict=True):
            if char != " ":
                assert line.x0 <= box[0] < box[2] <= line.x1
                assert line.y0 <= box[1] < box[3] <= line.y1
    printed = "".join(line.chars for line in found).replace(" ", "")
    assert set(printed) == {g.char for g in glyphs}
    assert all(one.middle <= other.middle for one, other in pairwise(found))
