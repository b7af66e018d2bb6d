"""Two columns of prose are read one after the other; one column is one."""

from extract.readers.printed.columns import Column, columns
from extract.readers.printed.lines import lines
from extract.readers.printed.runs import runs_of
from tests.printed_pages import column, words

PAGE = Column(60, 540)
LEFT, RIGHT = ["左" * 22] * 6, ["右" * 22] * 6


def read(glyphs: list) -> list[str]:
    return [
        "".join(line.chars[0] for line in part)
        for _, part in columns(lines(runs_of(glyphs)), PAGE)
    ]


def test_the_left_column_is_read_first() -> None:
    assert read(column(60, 100, LEFT) + column(320, 100, RIGHT)) == ["左" * 6, "右" * 6]


def test_a_title_across_both_columns_parts_them() -> None:
    glyphs = column(60, 100, LEFT) + column(320, 100, RIGHT)
    glyphs += (
        words(60, 190, "题" * 48) + column(60, 210, LEFT) + column(320, 210, RIGHT)
    )
    assert read(glyphs) == ["左" * 6, "右" * 6, "题", "左" * 6, "右" * 6]


def test_full_lines_are_one_column() -> None:
    assert read(column(60, 100, ["文" * 48] * 6)) == ["文" * 6]


def test_few_lines_beside_one_another_are_one_column() -> None:
    assert len(read(column(60, 100, LEFT[:3]) + column(320, 100, RIGHT[:3]))) == 1


def test_short_lines_on_one_side_are_no_column() -> None:
    assert len(read(column(60, 100, LEFT) + column(320, 100, ["右右"] * 6))) == 1


def test_one_line_that_sticks_out_does_not_move_the_edge() -> None:
    found = lines(runs_of(column(60, 100, ["文" * 40] * 5) + words(60, 200, "文" * 46)))
    assert Column.of(found) == Column(60, 460)


def test_where_all_lines_are_short_the_margins_are_alike() -> None:
    found = lines(runs_of(column(60, 100, ["文" * 9] * 5)))
    assert Column.of_page(found, [], 595) == Column(60, 535)
