"""Rules become cells: borders in pieces, left open, or left out; boxes are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.printed.lattice import Frame, Lattice, tables
from extract.readers.printed.page import Rule
from tests.printed_pages import grids, page, read, ruled, table

XS, YS = (50.0, 200.0, 550.0), (100.0, 130.0, 160.0)


def cells(found: list[Lattice]) -> list[list[tuple[int, ...]]]:
    return [[tuple(round(x) for x in cell) for cell in one.cells] for one in found]


def test_two_tables_side_by_side_are_two() -> None:
    one, other = (
        ruled((50, 100, 150), (100, 120, 140)),
        ruled((300, 350, 400), (100, 120, 140)),
    )
    found = tables(one["flat"] + other["flat"], one["upright"] + other["upright"])
    assert [table.edges[0] for table in found] == [50, 300]
    assert [len(table.cells) for table in found] == [4, 4]


def test_a_lone_box_is_no_table() -> None:
    assert tables(**ruled((50, 550), (100, 200))) == []


def test_only_rules_across_are_no_cells() -> None:
    assert tables([Rule(y, 50, 550) for y in YS], []) == []


@pytest.mark.parametrize("shift", [0.0, 0.9, 2.5])
def test_double_rules_are_one(shift: float) -> None:
    rules = ruled(XS, YS)
    flat = [Rule(r.at + d, r.start, r.end) for r in rules["flat"] for d in (0, shift)]
    upright = [
        Rule(r.at + d, r.start, r.end) for r in rules["upright"] for d in (0, shift)
    ]
    assert [len(found.cells) for found in tables(flat, upright)] == [4]


def test_dashes_are_one_rule() -> None:
    rules = ruled(XS, YS)
    flat = [Rule(r.at, x, x + 3) for r in rules["flat"] for x in range(50, 550, 5)]
    assert [len(found.cells) for found in tables(flat, rules["upright"])] == [4]


def test_a_cell_that_the_page_end_leaves_open_is_closed_and_says_so() -> None:
    flat = [Rule(100, 50, 550), Rule(130, 50, 550)]
    [found] = tables(flat, [Rule(x, 100, 200) for x in XS])
    assert (bool(found.open_top), bool(found.open_bottom)) == (False, True)
    assert cells([found])[0][2:] == [(50, 130, 200, 200), (200, 130, 550, 200)]


def test_a_cell_that_the_page_before_left_open_is_closed_and_says_so() -> None:
    flat = [Rule(100, 50, 550), Rule(130, 50, 550)]
    [found] = tables(flat, [Rule(x, 60, 130) for x in XS])
    assert (bool(found.open_top), bool(found.open_bottom)) == (True, False)


def test_a_cell_over_two_rows_and_one_over_two_columns_are_one_each() -> None:
    flat = [
        Rule(100, 50, 550),
        Rule(130, 200, 550),
        Rule(160, 50, 550),
        Rule(190, 50, 550),
    ]
    upright = [Rule(50, 100, 190), Rule(200, 100, 160), Rule(550, 100, 190)]
    assert cells(tables(flat, upright)) == [
        [
            (50, 100, 200, 160),
            (200, 100, 550, 130),
            (200, 130, 550, 160),
            (50, 160, 550, 190),
        ]
    ]


def test_a_table_without_borders_at_its_sides_has_its_outer_cells() -> None:
    flat = [Rule(y, 50, 550) for y in YS]
    assert cells(tables(flat, [Rule(200, 100, 160)])) == [
        [
            (50, 100, 200, 130),
            (200, 100, 550, 130),
            (50, 130, 200, 160),
            (200, 130, 550, 160),
        ]
    ]


def test_a_rule_that_only_runs_a_little_past_a_border_adds_no_cell() -> None:
    flat = [Rule(y, 50, 557) for y in YS]
    [found] = tables(flat, ruled(XS, YS)["upright"])
    assert len(found.cells) == 4


def test_a_table_within_a_cell_keeps_its_words() -> None:
    outer, inner = (
        ruled((50, 150, 550), (100, 200)),
        ruled((200, 300, 400), (120, 140, 160)),
    )
    glyphs = table((50, 150), (100, 200), [["外", ""]]) + table(
        (200, 300), (120, 140, 160), [["甲", "乙"], ["丙", "丁"]]
    )
    rules = {key: outer[key] + inner[key] for key in outer}
    assert grids(read(page(glyphs, **rules))) == [
        [["外", ""]],
        [["甲", "乙"], ["丙", "丁"]],
    ]


@given(
    st.lists(st.floats(15, 90), min_size=2, max_size=5),
    st.lists(st.floats(15, 60), min_size=2, max_size=6),
)
def test_the_cells_of_a_grid_tile_it(widths: list[float], heights: list[float]) -> None:
    xs = [50 + sum(widths[:i]) for i in range(len(widths) + 1)]
    ys = [100 + sum(heights[:i]) for i in range(len(heights) + 1)]
    [found] = tables(**ruled(xs, ys))
    assert len(found.cells) == len(widths) * len(heights)
    area = sum((cell.x1 - cell.x0) * (cell.y1 - cell.y0) for cell in found.cells)
    assert area == pytest.approx(sum(widths) * sum(heights))
    assert found.edges == pytest.approx(Frame(xs[0], ys[0], xs[-1], ys[-1]))
