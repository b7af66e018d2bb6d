"""The lines of a news page, from top to bottom: prose, headings, and cells of tables.

Old pages lay headline and dateline out in a table, so its cells are lines too.

>>> from normalize.document import Cell
>>> text = Text.raw("要闻首张处方开出")
>>> blocks = (Heading(text[:2], level=2), Grid(((Cell(text[2:]), Cell(text[2:])),)))
>>> page = Document(name="a", media_type="text/html", raw=text.chars, text=text,
...                 blocks=blocks)
>>> [(str(line.text), line.level) for line in lines(page)]
[('要闻', 2), ('首张处方开出', 0)]
"""

from collections.abc import Iterator
from typing import NamedTuple

from normalize.document import Block, Document, Grid, Heading
from normalize.repairs.traditional import characters
from normalize.text import Text
from normalize.values.plain import WIDE


class Line(NamedTuple):
    """A line as it is seen, and the level of the heading it is, or 0."""

    text: Text
    level: int = 0


def lines(document: Document) -> list[Line]:
    """List the lines of a page; the cell that a span repeats is one line."""
    found: list[Line] = []
    for line in (line for block in document.blocks for line in _of(block)):
        repeats = found and found[-1].text.span == line.text.span
        if not repeats:
            found.append(line)
    return found


def _of(block: Block) -> Iterator[Line]:
    if isinstance(block, Grid):
        cells = (cell.text for row in block.rows for cell in row)
        pieces = (piece.strip() for cell in cells for piece in cell.lines())
        yield from (Line(piece) for piece in pieces if piece)
    else:
        yield Line(block.text, block.level if isinstance(block, Heading) else 0)


def key(words: str) -> str:
    """Fold what one page writes in two ways: script, width, case, marks and blanks.

    >>> key("「首張」處方—開出 ＡＢ") == key("“首张”处方-开出AB")
    True
    """
    narrow = words.translate(WIDE).translate(characters()).lower()
    return "".join(filter(str.isalnum, narrow))
