"""Tables that no rules enclose are read; prose, lists and signatures are none."""

import pytest

from extract.readers.printed.page import Rule
from tests.printed_pages import column, grids, page, prose, read, words

FORM = [
    ("药品名称", "示例替尼片"),
    ("申报日期", "2024-07-12"),
    ("批准文号", "国药准字H20230901"),
    ("上市许可持有人", "某省示例药业有限公司"),
]


def form(pitch: float = 20, x: float = 200) -> list:
    return [
        glyph
        for at, (label, value) in enumerate(FORM)
        for glyph in words(60, 100 + pitch * at, label)
        + words(x, 100 + pitch * at, value)
    ]


def test_labels_and_values_without_borders_are_a_table() -> None:
    assert grids(read(page(form()))) == [[list(row) for row in FORM]]


def test_two_pairs_in_a_line_are_four_columns() -> None:
    rows = [
        ("名称", "甲片", "规格", "20mg"),
        ("剂型", "片剂", "产地", "某省"),
        ("类别", "西药", "医保", "目录外"),
    ]
    glyphs = [
        glyph
        for at, row in enumerate(rows)
        for x, cell in zip((60, 140, 320, 400), row, strict=True)
        for glyph in words(x, 100 + 20 * at, cell)
    ]
    assert grids(read(page(glyphs))) == [[list(row) for row in rows]]


def test_a_value_that_wraps_is_one_cell() -> None:
    long = ["用于既往接受过至少一种系统治疗的局部晚期", "或转移性示例癌成人患者的治疗"]
    glyphs = form() + words(60, 180, "适应症") + column(200, 180, long)
    glyphs += words(60, 218, "剂型") + words(200, 218, "片剂")
    assert grids(read(page(glyphs)))[0][4:] == [
        ["适应症", "".join(long)],
        ["剂型", "片剂"],
    ]


def test_a_label_that_wraps_is_one_cell() -> None:
    glyphs = (
        form(30) + column(60, 220, ["说明书全部适应", "症"]) + words(200, 220, "示例癌")
    )
    glyphs += words(60, 264, "剂型") + words(200, 264, "片剂")
    assert grids(read(page(glyphs)))[0][4:] == [
        ["说明书全部适应症", "示例癌"],
        ["剂型", "片剂"],
    ]


def test_a_wide_value_reaches_over_the_columns_beside() -> None:
    rows = [
        ("名称", "甲片", "规格", "20mg"),
        ("剂型", "片剂", "产地", "某省"),
        ("类别", "西药", "医保", "目录外"),
    ]
    glyphs = [
        glyph
        for at, row in enumerate(rows)
        for x, cell in zip((60, 140, 320, 400), row, strict=True)
        for glyph in words(x, 100 + 20 * at, cell)
    ]
    wide = "用于既往接受过至少一种系统治疗的成人患者的治疗"
    glyphs += words(60, 160, "适应") + words(140, 160, wide)
    assert grids(read(page(glyphs)))[0][3] == ["适应", wide, "", ""]


def test_numbers_that_end_at_one_place_are_columns() -> None:
    rows = [
        ("短期借款", "878", "1,923"),
        ("应付账款", "1,205", "69"),
        ("合同负债", "7", "12,620"),
    ]
    glyphs = []
    for at, row in enumerate(rows):
        glyphs += words(60, 100 + 16 * at, row[0])
        for edge, cell in zip((300, 400), row[1:], strict=True):
            glyphs += words(edge - 5 * len(cell), 100 + 16 * at, cell)
    assert grids(read(page(glyphs))) == [[list(row) for row in rows]]


def test_three_rules_across_make_a_table_of_two_rows() -> None:
    glyphs = []
    for at, row in enumerate([("组别", "例数", "缓解率"), ("试验组", "120", "45.0%")]):
        for x, cell in zip((60, 220, 380), row, strict=True):
            glyphs += words(x, 104 + 20 * at, cell)
    flat = [Rule(y, 55, 500) for y in (100, 120, 140)]
    assert grids(read(page(glyphs, flat=flat))) == [
        [["组别", "例数", "缓解率"], ["试验组", "120", "45.0%"]]
    ]


def test_a_rule_below_each_row_holds_lines_together_and_apart() -> None:
    glyphs = column(60, 104, ["说明书全", "部适应症"]) + words(150, 104, "示例癌")
    glyphs += words(60, 134, "剂型") + words(150, 134, "片剂")
    glyphs += words(60, 150, "规格") + words(150, 150, "20mg")
    glyphs += words(60, 166, "类别") + words(150, 166, "西药")
    flat = [Rule(y, 55, 500) for y in (100, 130, 147, 163, 179)]
    assert grids(read(page(glyphs, flat=flat))) == [
        [
            ["说明书全部适应症", "示例癌"],
            ["剂型", "片剂"],
            ["规格", "20mg"],
            ["类别", "西药"],
        ]
    ]


def shaded(top: float) -> tuple[list[Rule], list[Rule]]:
    flat = [Rule(y, 55, 500) for y in (top, top + 16)]
    return flat, [Rule(x, top, top + 16) for x in (55, 180, 500)]


def test_rows_shaded_by_turns_are_one_table() -> None:
    bands = [shaded(y) for y in (97, 137)]
    flat, upright = ([rule for band in bands for rule in band[i]] for i in (0, 1))
    assert grids(read(page(form(), flat=flat, upright=upright))) == [
        [list(r) for r in FORM]
    ]


def test_labels_that_alone_are_shaded_and_their_values_are_one_table() -> None:
    flat = [Rule(y, 55, 180) for y in (97, 117, 137, 157, 177)]
    upright = [Rule(x, 97, 177) for x in (55, 180)]
    assert grids(read(page(form(), flat=flat, upright=upright))) == [
        [list(r) for r in FORM]
    ]


def test_a_table_goes_on_on_the_next_page() -> None:
    rest = words(60, 60, "剂型") + words(200, 60, "片剂")
    top = [g._replace(y0=g.y0 + 600, y1=g.y1 + 600) for g in form()]
    document = read(page(top), page(rest, 2))
    assert grids(document) == [[*[list(row) for row in FORM], ["剂型", "片剂"]]]


def test_pairs_that_a_colon_joins_are_parted_by_their_gap() -> None:
    glyphs = []
    for at, (one, other) in enumerate(
        [
            ("名称：甲片", "规格：20mg"),
            ("剂型：片剂", "产地：某省"),
            ("类别：西药", "医保：是"),
        ]
    ):
        glyphs += words(60, 100 + 16 * at, one) + words(320, 100 + 16 * at, other)
    assert grids(read(page(glyphs)))[0][0] == ["名称：甲片", "规格：20mg"]


# --- what is no table

SENTENCE = "本公告自发布之日起施行，有关单位应当按照要求提交材料并对真实性负责"


def test_prose_is_no_table() -> None:
    assert grids(read(page(column(60, 100, [SENTENCE] * 8)))) == []


def test_two_columns_of_prose_are_no_table() -> None:
    lines = [SENTENCE[:22], SENTENCE[3:25], SENTENCE[6:28], SENTENCE[8:30]] * 3
    glyphs = column(60, 100, lines) + column(320, 100, lines)
    document = read(page(glyphs))
    assert grids(document) == []
    assert prose(document)[0].startswith(SENTENCE[:22])


@pytest.mark.parametrize(
    "leader", ["......................", "……………………", "· · · · · · "]
)
def test_a_table_of_contents_is_no_table(leader: str) -> None:
    glyphs = []
    for at, title in enumerate(("总则", "申报条件", "审评程序", "附则")):
        glyphs += words(60, 100 + 16 * at, title + leader) + words(
            400, 100 + 16 * at, str(3 * at + 1)
        )
    assert grids(read(page(glyphs))) == []


def test_titles_and_page_numbers_without_leaders_are_no_table() -> None:
    glyphs = []
    for at, title in enumerate(("总则", "申报条件", "审评程序", "附则")):
        glyphs += words(60, 100 + 16 * at, title) + words(
            400, 100 + 16 * at, str(3 * at + 1)
        )
    assert grids(read(page(glyphs))) == []


def test_items_of_a_list_are_no_table() -> None:
    glyphs = []
    for at, mark in enumerate(("1.", "2.", "3.", "4.")):
        glyphs += words(60, 100 + 16 * at, mark) + words(90, 100 + 16 * at, SENTENCE)
    assert grids(read(page(glyphs))) == []


def test_room_for_signatures_is_no_table() -> None:
    glyphs = []
    for at, label in enumerate(("单位（盖章）：", "法定代表人：", "日期：")):
        glyphs += words(60, 100 + 20 * at, "甲方" + label) + words(
            320, 100 + 20 * at, "乙方" + label
        )
    assert grids(read(page(glyphs))) == []


def test_centered_titles_are_no_table() -> None:
    titles = (
        "示例省药品监督管理局",
        "关于发布示例公告的通知",
        "（征求意见稿）",
        "二〇二四年七月",
    )
    glyphs = [
        g
        for i, t in enumerate(titles)
        for g in words(297 - 5 * len(t), 100 + 20 * i, t)
    ]
    assert grids(read(page(glyphs))) == []


def test_the_marks_of_a_chart_are_no_table() -> None:
    glyphs = []
    for at in range(5):
        for x in (60, 200, 340):
            glyphs += words(x, 100 + 20 * at, str(10 * at))
    assert grids(read(page(glyphs))) == []


def test_two_lines_with_a_gap_at_one_place_are_no_table() -> None:
    assert (
        grids(read(page(form()[: len("药品名称示例替尼片申报日期2024-07-12")]))) == []
    )
