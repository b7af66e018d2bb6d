"""Lines outside of tables become paragraphs, titles and headings."""

from normalize.document import Heading
from tests.printed_pages import column, page, prose, read, words

FULL = "本公告自发布之日起施行有关单位应当按照要求提交材料并对真实性负责本公告自发布之日起施行有关单位"


def test_lines_without_room_are_one_paragraph() -> None:
    assert prose(read(page(column(60, 100, [FULL, FULL, FULL[:9]])))) == [
        FULL + FULL + FULL[:9]
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    glyphs = (
        column(60, 100, [FULL, FULL])
        + words(80, 128, FULL[:45])
        + words(60, 142, FULL[:5])
    )
    assert prose(read(page(glyphs))) == [FULL + FULL, FULL[:45] + FULL[:5]]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    lines = [FULL, FULL[:12] + "。", FULL, FULL]
    assert prose(read(page(column(60, 100, lines)))) == [
        FULL + FULL[:12] + "。",
        FULL + FULL,
    ]


def test_a_title_of_two_lines_is_one() -> None:
    glyphs = words(217, 60, "示例省药品监督管理局", 16) + words(
        233, 84, "关于发布示例公告", 16
    )
    glyphs += column(60, 130, [FULL] * 4)
    assert prose(read(page(glyphs)))[0] == "示例省药品监督管理局关于发布示例公告"


def test_numbered_titles_are_headings() -> None:
    document = read(page(words(60, 100, "一、基本信息") + column(60, 130, [FULL] * 3)))
    assert [str(b.text) for b in document.blocks if isinstance(b, Heading)] == [
        "一、基本信息"
    ]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    document = read(
        page(column(60, 740, [FULL, FULL])), page(column(60, 60, [FULL, "完。"]), 2)
    )
    assert prose(document) == [FULL * 3 + "完。"]


def test_an_empty_page_is_no_paragraph() -> None:
    assert prose(read(page([]), page(words(60, 300, "正文"), 2))) == ["正文"]
