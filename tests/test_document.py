"""A document follows its repairs, and knows which raw words prove a text."""

from typing import Any

import pytest

from normalize.document import Cell, Document, Grid, Heading, Link, Meta, Paragraph
from normalize.text import Span, Text

RAW = "---標題---\n一、 總則\n\n甲\t乙\n文(wén)字"
TEXT = Text.raw(RAW)


def document(text: Text = TEXT, **more: Any) -> Document:
    given: dict[str, Any] = {"name": "a", "media_type": "text/plain", "blocks": ()}
    return Document(raw=RAW, text=text, **(given | more))


def piece(words: str) -> Text:
    start = RAW.index(words)
    return TEXT[start : start + len(words)]


def test_every_block_follows_a_repair() -> None:
    blocks = (
        Heading(piece("一、 總則"), level=2),
        Grid(((Cell(piece("甲"), page=3), Cell(piece("乙"))),)),
        Paragraph(piece("文(wén)字")),
    )
    text = TEXT.replace("總則", "总则", "t").replace(r"\(wén\)", "", "pinyin")
    after = document(blocks=blocks).repaired(text)
    heading, grid, paragraph = after.blocks
    assert isinstance(heading, Heading)
    assert (str(heading.text), heading.level) == ("一、 总则", 2)
    assert isinstance(grid, Grid)
    assert [(str(c.text), c.page) for c in grid.rows[0]] == [("甲", 3), ("乙", None)]
    assert isinstance(paragraph, Paragraph)
    assert str(paragraph.text) == "文字"
    assert [str(line) for line in after.lines()] == ["一、 总则", "文字"]
    assert after.grids() == [grid]


def test_what_a_repair_empties_is_dropped() -> None:
    row = (Cell(piece("甲")), Cell(piece("乙")))
    blocks = (Paragraph(piece("文(wén)字")), Grid((row,)), Heading(piece("總則")))
    text = TEXT.replace(r"文.*字|甲", "", "spam")
    after = document(blocks=blocks).repaired(text)
    assert [type(block) for block in after.blocks] == [Grid, Heading]
    assert [str(cell.text) for cell in after.grids()[0].rows[0]] == ["", "乙"]
    text = text.replace("乙", "", "spam")
    assert document(blocks=blocks).repaired(text).grids() == []


def test_links_and_visible_meta_follow_and_hidden_meta_stays() -> None:
    visible = TEXT.replace("---標題---\n", "", "markup")
    before = document(
        visible,
        meta=(Meta("title", piece("標題")), Meta("h1", piece("總則"))),
        links=(Link(piece("總則"), "https://example.org"),),
    )
    after = before.repaired(visible.replace("總則", "总则", "traditional"))
    assert [(m.name, str(m.text)) for m in after.meta] == [
        ("title", "標題"), ("h1", "总则"),
    ]  # fmt: skip
    [link] = after.links
    assert (str(link.text), link.address) == ("总则", "https://example.org")


@pytest.mark.parametrize(
    ("offset", "page"), [(0, 1), (9, 1), (10, 2), (24, 2), (25, 3), (999, 3)]
)
def test_a_paged_document_knows_the_page(offset: int, page: int) -> None:
    assert document(page_starts=(0, 10, 25)).page_of(offset) == page


def test_a_document_without_pages_has_none() -> None:
    assert document().page_of(0) is None


def test_white_space_and_what_was_removed_do_not_cut_a_quote() -> None:
    text = TEXT.replace(r"\(wén\)", "", "pinyin")
    cut = text[-2:]
    assert str(cut) == "文字"
    assert [RAW[a:b] for a, b in document(text).quotes(cut)] == ["文(wén)字"]
    broken = Text.join([piece("則"), piece("甲")])
    assert [RAW[a:b] for a, b in document().quotes(broken)] == ["則\n\n甲"]


def test_words_between_cut_a_quote() -> None:
    apart = Text.join([piece("甲"), piece("字")])
    assert [RAW[a:b] for a, b in document().quotes(apart)] == ["甲", "字"]


def test_pieces_in_another_order_are_two_quotes() -> None:
    turned = Text.join([piece("乙"), piece("甲")])
    start = RAW.index("甲")
    assert document().quotes(turned) == [
        Span(start + 2, start + 3), Span(start, start + 1),
    ]  # fmt: skip
