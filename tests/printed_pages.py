"""Printed pages made by hand: words and rules at places, for tests of the layout.

A character is as wide as its size, a letter or digit half as wide.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.readers import printed
from extract.readers.printed.page import Glyph, Page, Rule
from normalize.document import Document

SIZE = 10.0


def words(x: float, y: float, chars: str, size: float = SIZE) -> list[Glyph]:
    """Some words from a place on, `y` their upper edge."""
    glyphs = []
    for char in chars:
        x1 = x + (size if char >= "\u2e80" else size / 2)
        glyphs.append(Glyph(x, y, x1, y + size, char, size))
        x = x1
    return glyphs


def column(x: float, y: float, lines: Iterable[str], pitch: float = 14) -> list[Glyph]:
    """Lines one under another."""
    return [g for i, line in enumerate(lines) for g in words(x, y + i * pitch, line)]


def ruled(xs: Sequence[float], ys: Sequence[float]) -> dict[str, list[Rule]]:
    """Rules of a table whose cells all have borders."""
    return {
        "flat": [Rule(y, xs[0], xs[-1]) for y in ys],
        "upright": [Rule(x, ys[0], ys[-1]) for x in xs],
    }


def table(
    xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]
) -> list[Glyph]:
    """The words of a table, each cell's lines from its upper left corner on."""
    return [
        glyph
        for (top, _), row in zip(pairwise(ys), rows, strict=True)
        for x, cell in zip(xs, row, strict=False)
        for glyph in column(x + 3, top + 3, cell.split("\n"))
    ]


def page(glyphs: Sequence[Glyph], number: int = 1, **more: object) -> Page:
    """A page of A4."""
    return Page(number=number, width=595, height=842, glyphs=glyphs, **more)  # type: ignore[arg-type]


def read(*pages: Page) -> Document:
    """The document that pages print."""
    return printed.document(pages, "form.pdf", "application/pdf")


def grids(document: Document) -> list[list[list[str]]]:
    """The cells of each table."""
    return [
        [[str(cell.text) for cell in row] for row in grid.rows]
        for grid in document.grids()
    ]


def prose(document: Document) -> list[str]:
    """What stands outside of tables."""
    return [str(block.text) for block in document.blocks if hasattr(block, "text")]
