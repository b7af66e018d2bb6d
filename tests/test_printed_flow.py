"""Lines of a cell become words again: wrapped, ended, or parted by a space."""

import pytest

from extract.readers.printed.flow import breaks_anywhere, edge_of, line, tails


def joined(
    *lines: tuple[float, str], right: float = 100, anywhere: bool = False
) -> str:
    found = [line(0, end, chars) for end, chars in lines]
    return "".join(one.chars + tail for one, tail in tails(found, 0, right, anywhere))


def test_a_full_line_goes_on() -> None:
    assert (
        joined((100, "用于治疗复发或难治性"), (40, "示例癌患"))
        == "用于治疗复发或难治性示例癌患"
    )


def test_a_line_with_room_for_more_has_ended() -> None:
    assert (
        joined((60, "试验一：有效"), (100, "试验二：用于治疗复发"))
        == "试验一：有效\n试验二：用于治疗复发"
    )


def test_a_comma_that_may_not_begin_a_line_pulls_a_character_down() -> None:
    assert joined((88, "用于治疗复发或难治"), (20, "性，")) == "用于治疗复发或难治性，"


def test_words_of_letters_are_parted_by_a_space() -> None:
    assert (
        joined((95, "progression-free"), (50, "survival"))
        == "progression-free survival"
    )


def test_a_word_broken_behind_its_hyphen_is_one() -> None:
    assert joined((95, "progression-"), (30, "free")) == "progression-free"


@pytest.mark.parametrize(
    ("one", "other"), [("国药准字H2023", "0901"), ("1,108,50", "9.31")]
)
def test_a_number_broken_where_the_cell_ends_is_one(one: str, other: str) -> None:
    assert joined((100, one), (30, other)) == one + other


def test_two_numbers_with_room_between_them_are_two() -> None:
    assert joined((40, "2023"), (40, "2024")) == "2023\n2024"


def test_a_printer_that_breaks_words_anywhere_breaks_no_space_into_them() -> None:
    assert joined((99, "progression-free surv"), (20, "ival"), anywhere=True).endswith(
        "survival"
    )


def test_a_printer_is_known_by_its_breaks() -> None:
    full = [
        line(0, 99, "progressionfreesurv"),
        line(0, 99, "ivalwasdeterminedin"),
        line(0, 9, "th"),
    ]
    early = [line(0, 60, "progression"), line(0, 80, "survivalanalysis")]
    assert breaks_anywhere([(full, 0, 100)])
    assert not breaks_anywhere([(full, 0, 100), (early, 0, 100)])


def test_the_edge_is_as_far_from_the_border_as_the_text_begins() -> None:
    assert edge_of([line(5, 80, "药品"), line(5, 96, "名称")], 0, 100) == 96
    assert edge_of([line(5, 60, "药品")], 0, 100) == 95
