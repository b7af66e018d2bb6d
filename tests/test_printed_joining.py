"""Tables go on over page breaks: rows cut, labels cut, heads printed again, or not."""

import pytest

from extract.readers.printed.page import Page, Rule
from tests.printed_pages import column, grids, page, prose, read, ruled, table, words

XS = (50, 150, 550)
LONG = "用于既往接受过至少一种系统治疗的局部晚期或转移性示例癌成人患者的二线及以上的治疗"  # Fills a line of the value.


def sheet(
    number: int, ys: tuple[float, ...], rows: list[list[str]], xs: tuple[float, ...] = XS, *,
    top: float | None = None, bottom: float | None = None,
) -> Page:  # fmt: skip
    """A page with one table; its borders run on to `top` or `bottom` without an end."""
    rules = ruled(xs, ys)
    flat = [r for r in rules["flat"] if r.at not in (top, bottom)]
    return page(table(xs, ys, rows), number, flat=flat, upright=rules["upright"])


def test_a_row_cut_with_open_borders_is_one() -> None:
    one = sheet(1, (700, 730, 780), [["剂型", "片剂"], ["适应症", LONG]], bottom=780)
    two = sheet(2, (60, 90, 120), [["", "患者的治疗"], ["规格", "20mg"]], top=60)
    assert grids(read(one, two)) == [
        [["剂型", "片剂"], ["适应症", LONG + "患者的治疗"], ["规格", "20mg"]]
    ]


def test_a_row_cut_with_closed_borders_is_one() -> None:
    one = sheet(1, (700, 730, 780), [["剂型", "片剂"], ["适应症", LONG + "患者"]])
    two = sheet(2, (60, 90, 120), [["", "的治疗"], ["规格", "20mg"]])
    assert grids(read(one, two))[0][1] == ["适应症", LONG + "患者的治疗"]


def test_a_label_that_is_cut_is_one() -> None:
    one = sheet(
        1,
        (700, 730, 780),
        [["剂型", "片剂"], ["说明书全部适应症", "示例癌"]],
        bottom=780,
    )
    two = sheet(2, (60, 90, 120), [["功能主治", ""], ["规格", "20mg"]], top=60)
    assert (
        grids(read(one, two))[0][1][0].replace("\n", "") == "说明书全部适应症功能主治"
    )


def test_a_cell_over_three_pages_is_one() -> None:
    one = sheet(
        1, (700, 730, 780), [["剂型", "片剂"], ["适应症", LONG + "甲"]], bottom=780
    )
    two = sheet(2, (60, 780), [["", LONG + "乙"]], top=60, bottom=780)
    two = Page(
        number=2, width=595, height=842, glyphs=two.glyphs,
        flat=[Rule(60, 50, 550)], upright=two.upright,
    )  # fmt: skip
    three = sheet(3, (60, 90, 120), [["", "丙"], ["规格", "20mg"]], top=60)
    value = grids(read(one, two, three))[0][1][1]
    assert value == LONG + "甲" + LONG + "乙丙"


def test_a_row_that_ends_with_the_page_is_not_joined_to_the_next() -> None:
    one = sheet(1, (700, 730, 780), [["剂型", "片剂"], ["适应症", "示例癌。"]])
    two = sheet(2, (60, 90, 120), [["用法", "口服"], ["规格", "20mg"]])
    assert grids(read(one, two)) == [
        [["剂型", "片剂"], ["适应症", "示例癌。"], ["用法", "口服"], ["规格", "20mg"]]
    ]


@pytest.mark.parametrize("heads", [1, 2])
def test_heads_printed_again_are_left_out(heads: int) -> None:
    xs = (50, 150, 250, 350, 450, 550)
    head = [
        ["品种", "规格", "剂型", "单价", "费用"],
        ["甲类", "乙类", "丙类", "丁类", "戊类"],
    ][:heads]
    ys = tuple(700 + 25 * at for at in range(heads + 2))
    one = sheet(1, ys, [*head, ["甲片", "1g", "片剂", "2元", "3元"]], xs)
    two = sheet(
        2, tuple(y - 640 for y in ys), [*head, ["乙片", "2g", "片剂", "4元", "5元"]], xs
    )
    document = read(one, two)
    rows = [["甲片", "1g", "片剂", "2元", "3元"], ["乙片", "2g", "片剂", "4元", "5元"]]
    assert grids(document) == [[*head, *rows]]
    assert document.raw.count("品种") == 2


def test_a_row_that_says_the_same_as_the_first_one_is_kept_within_a_page() -> None:
    rows = [["剂型", "片剂"], ["规格", "20mg"], ["剂型", "片剂"]]
    assert grids(read(sheet(1, (100, 130, 160, 190), rows))) == [rows]


def test_a_narrower_table_on_the_next_page_is_another_one() -> None:
    one = sheet(1, (700, 730, 780), [["剂型", "片剂"], ["规格", "20mg"]])
    two = sheet(2, (60, 90, 120), [["品种", "甲"], ["单价", "2元"]], (50, 150, 400))
    assert [len(grid) for grid in grids(read(one, two))] == [2, 2]


def test_a_table_of_other_columns_on_the_next_page_keeps_its_cells() -> None:
    one = sheet(1, (700, 730, 780), [["剂型", "片剂"], ["规格", "20mg"]])
    two = sheet(
        2,
        (60, 90, 120),
        [["品种", "规格", "单价"], ["甲", "1g", "2元"]],
        (50, 250, 400, 550),
    )
    cells = [
        cell for grid in grids(read(one, two)) for row in grid for cell in row if cell
    ]
    assert cells == [
        "剂型",
        "片剂",
        "规格",
        "20mg",
        "品种",
        "规格",
        "单价",
        "甲",
        "1g",
        "2元",
    ]


def test_words_between_two_tables_part_them() -> None:
    one = sheet(1, (700, 730, 780), [["剂型", "片剂"], ["规格", "20mg"]])
    rules = ruled(XS, (90, 120, 150))
    glyphs = words(60, 60, "二、有效性信息") + table(
        XS, (90, 120, 150), [["试验", "一"], ["阶段", "上市前"]]
    )
    document = read(one, page(glyphs, 2, **rules))
    assert [len(grid) for grid in grids(document)] == [2, 2]
    assert prose(document) == ["二、有效性信息"]


def test_two_tables_side_by_side_stay_two() -> None:
    left, right = (50, 150, 250), (300, 400, 550)
    ys = (100, 130, 160)
    rules = {
        key: ruled(left, ys)[key] + ruled(right, ys)[key] for key in ("flat", "upright")
    }
    glyphs = table(left, ys, [["甲", "乙"], ["丙", "丁"]]) + table(
        right, ys, [["戊", "己"], ["庚", "辛"]]
    )
    assert grids(read(page(glyphs, **rules))) == [
        [["甲", "乙"], ["丙", "丁"]],
        [["戊", "己"], ["庚", "辛"]],
    ]


def test_words_that_overrun_their_cell_are_of_the_cell_they_begin_in() -> None:
    glyphs = (
        column(53, 103, ["XL01EXS901A00101019990"])
        + words(180, 103, "片剂")
        + words(53, 133, "规格")
    )
    glyphs += words(153, 133, "20mg")
    assert grids(read(page(glyphs, **ruled(XS, (100, 130, 160)))))[0][0] == [
        "XL01EXS901A00101019990",
        "片剂",
    ]
