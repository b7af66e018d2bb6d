"""Plain text: a page as somebody copied or transcribed it, one paragraph a line.

Structure is only what the lines show: numbered titles, rows parted by tabs or strokes,
bullets.  Printed pages left page numbers and broken lines, which are put right first.

>>> document = read("一、基本信息\\n药品类别\\t西药\\n- 按说明书使用。", "a.txt")
>>> heading, grid, paragraph = document.blocks
>>> heading, paragraph
(Heading(text=Text('一、基本信息'), level=1), Paragraph(text=Text('按说明书使用。')))
>>> [[str(cell.text) for cell in row] for row in grid.rows]
[['药品类别', '西药']]
"""

import re
from collections.abc import Iterator

from extract.readers import headings
from extract.readers.lines import Lines
from extract.readers.page_numbers import page_starts, without_page_numbers
from extract.readers.pipes import pipe_grid
from extract.readers.tabs import tab_grid
from extract.readers.visible import BLANKS
from extract.readers.wrapping import unwrapped
from normalize.document import Block, Document, Heading, Paragraph
from normalize.text import Text

BULLET = re.compile(r"\s*[-*•●◆·]\s+(?P<words>\S.*)", re.DOTALL)


def read(raw: str, name: str) -> Document:
    """Return the document of a decoded plain text."""
    text = unwrapped(without_page_numbers(Text.raw(raw)))
    return Document(
        name=name,
        media_type="text/plain",
        raw=raw,
        text=text,
        blocks=tuple(blocks(Lines.of(text))),
        page_starts=page_starts(raw),
    )


def blocks(lines: Lines) -> Iterator[Block]:
    """Yield the blocks of lines, in order; blank lines only part them."""
    at = 0
    while at < len(lines):
        grid = tab_grid(lines, at) or pipe_grid(lines, at)
        if grid:
            yield grid[0]
            at = grid[1]
        else:
            if not lines.blank(at):
                yield prose(lines[at])
            at += 1


def prose(line: Text) -> Block:
    """Return a line as a heading or a paragraph, without bullet and indent."""
    bullet = line.match(BULLET)
    words = (bullet["words"] if bullet else line).strip(BLANKS)
    level = headings.level(str(words))
    return Heading(words, level) if level else Paragraph(words)
