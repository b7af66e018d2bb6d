"""What is printed is written down: nothing lost, each character where it is printed."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.printed.page import Page, Rule, Target
from normalize.document import Document
from normalize.repairs import repair_all
from normalize.text import Span, restore
from tests.printed_pages import Glyph, grids, page, prose, read, ruled, table, words

XS, YS = (50, 150, 550), (100, 130, 160)


def cell(chars: str, raised: list[Glyph] = []) -> Document:  # noqa: B006
    glyphs = table(XS, YS, [["规格", chars], ["剂型", "片剂"]])
    return read(page(glyphs + raised, **ruled(XS, YS)))


def test_cells_are_parted_by_tabs_and_rows_by_line_ends() -> None:
    assert cell("20mg").raw.strip() == "规格\t20mg\n剂型\t片剂"


@pytest.mark.parametrize(
    ("base", "power", "said"),
    [
        ("10", "8", "10^8"),
        ("5cm", "2", "5cm²"),
        ("CD3", "+", "CD3^+"),
        ("10", "-6", "10^-6"),
    ],
)
def test_raised_figures_are_said(base: str, power: str, said: str) -> None:
    document = cell(base, words(153 + 5 * len(base), 101, power, 6))
    assert grids(document)[0][0][1] == said
    assert document.raw.split("\n")[0].endswith(base + power)


def test_letters_of_a_watermark_are_written_and_left_out() -> None:
    loose = words(200, 300, "仅供公示使用", 40)
    document = read(page(words(60, 300, "正文"), loose=loose))
    assert prose(document) == ["正文"]
    assert "仅供公示使用" in document.raw
    assert [repair.rule for repair in document.text.repairs(document.raw)] == [
        "watermark"
    ]


def test_kangxi_radicals_are_characters_after_repair() -> None:
    document = cell("⽚剂⽤于⼀⽇")
    repaired = document.repaired(repair_all(document.text)[0])
    assert str(repaired.grids()[0].rows[0][1].text) == "片剂用于一日"
    assert "⽚" in repaired.raw


def test_a_link_is_of_the_words_under_it() -> None:
    target = Target(60, 298, 100, 312, "https://example.org/a.pdf")
    document = read(page(words(60, 300, "下载文件承诺书"), links=[target]))
    assert [(str(link.text), link.address) for link in document.links] == [
        ("下载文件", "https://example.org/a.pdf")
    ]


def test_vertical_words_stay_in_order() -> None:
    glyphs = [
        g for at, char in enumerate("申报专用") for g in words(60, 100 + 12 * at, char)
    ]
    assert "".join(prose(read(page(glyphs)))).replace("\n", "") == "申报专用"


def test_pages_are_written_in_their_order() -> None:
    document = read(page(words(60, 300, "后"), 2), page(words(60, 300, "前"), 1))
    assert prose(document) == ["前", "后"]
    assert document.raw[document.page_starts[1]] == "后"


def test_read_text_has_confidence() -> None:
    sure = [glyph._replace(confidence=0.5) for glyph in words(60, 300, "正文")]
    document = read(page(sure, method="ocr"))
    assert document.places is not None
    assert document.places.confidence(Span(0, 2)) == pytest.approx(0.5)


# --- whatever stands where

CHARS = "药品规格甲乙丙。：ABC123%"
SPOTS = st.lists(
    st.tuples(
        st.integers(0, 23),
        st.integers(0, 55),
        st.text(CHARS, min_size=1, max_size=9),
        st.sampled_from([6, 8, 10, 16]),
    ),
    max_size=25,
    unique_by=lambda spot: (spot[0] // 8, spot[1]),
)
RULES = st.lists(
    st.tuples(
        st.integers(0, 8), st.integers(0, 8), st.integers(0, 12), st.integers(0, 12)
    ),
    max_size=9,
)


def printed(spots, boxes, number: int = 1) -> Page:
    glyphs = [
        g
        for x, y, chars, size in spots
        for g in words(20 + 24 * x, 20 + 14.5 * y, chars, size)
    ]
    flat, upright = [], []
    for x0, x1, y0, y1 in boxes:
        left, right = sorted((20 + 65 * x0, 20 + 65 * x1))
        top, bottom = sorted((20 + 65 * y0, 20 + 65 * y1))
        flat += [Rule(y, left, right) for y in (top, bottom)]
        upright += [Rule(x, top, bottom) for x in (left, right)]
    return page(
        glyphs, number, flat=flat, upright=upright, loose=words(100, 400, "公示", 40)
    )


def seen(glyphs) -> Counter[str]:
    return Counter(glyph.char for glyph in glyphs)


@settings(max_examples=60)
@given(st.lists(st.tuples(SPOTS, RULES), min_size=1, max_size=3))
def test_every_character_is_written_once(sheets) -> None:
    pages = [printed(*sheet, number) for number, sheet in enumerate(sheets, 1)]
    document = read(*pages)
    written = Counter(char for char in document.raw if char not in " \t\n")
    printed_ = sum((seen([*one.glyphs, *one.loose]) for one in pages), Counter())
    assert written == printed_ or (_overprinted(pages) and written < printed_)


def _overprinted(pages: list[Page]) -> bool:
    """Whether a character stands so near to the same one that it is bold."""
    return any(
        one.char == other.char
        and one != other
        and abs(one.x0 - other.x0) < one.size
        and abs(one.y0 - other.y0) < one.size
        for page in pages
        for one in page.glyphs
        for other in page.glyphs
    )


@settings(max_examples=40)
@given(SPOTS, RULES)
def test_every_character_is_in_the_box_of_its_quote(spots, boxes) -> None:
    sheet = printed(spots, boxes)
    document = read(sheet)
    assert document.places is not None
    known = {(g.char, round(g.x0), round(g.y0)) for g in [*sheet.glyphs, *sheet.loose]}
    for at, char in enumerate(document.raw):
        if char not in " \t\n":
            box = document.places.box(Span(at, at + 1))
            assert box is not None
            assert (char, round(box[0]), round(box[1])) in known


@settings(max_examples=40)
@given(SPOTS, RULES)
def test_the_raw_text_is_restored_from_the_edits(spots, boxes) -> None:
    document = read(printed(spots, boxes))
    assert (
        restore(str(document.text), document.text.repairs(document.raw)) == document.raw
    )


@settings(max_examples=30)
@given(SPOTS)
def test_the_text_of_a_block_is_of_the_text(spots) -> None:
    document = read(printed(spots, []))
    shown = "".join(str(document.text).split())
    for words_ in prose(document):
        assert "".join(words_.split()) in shown
