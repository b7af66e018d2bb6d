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

import re
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from normalize.document import Block, Document, Grid, Heading
from normalize.repairs.traditional import characters
from normalize.text import Text
from normalize.values.plain import WIDE

LONGEST = 120  # characters of a line of credits
# What stands on a dateline; any other line is shown as it is.
_CREDITS = re.compile(r"(?:19|20)\d\d[-/.年]|来源|作者|记者|编辑|责编|撰[文稿]|供稿")
_TELLS = re.compile(r"[。！？，][^。！？]*[。！？]")
# 2025|年, 4|月: a date is one, however its parts are marked up.
_UNIT = "年月日号时分秒点天小个"
_OPENS_DATE = re.compile(r"(?:19|20)\d\d\D|\d{1,2}[:：]\d\d")


class Line(NamedTuple):
    """A line as it is seen, and the level of the heading it is, or 0."""

    text: Text
    level: int = 0


def lines(document: Document) -> list[Line]:
    """List the lines of a page; the cell that a span repeats is one line."""
    found: list[Line] = []
    raw = document.raw
    for line in (line for block in document.blocks for line in _of(block, raw)):
        repeats = found and found[-1].text.span == line.text.span
        if not repeats:
            found.append(line)
    return found


def _of(block: Block, raw: str) -> Iterator[Line]:
    if isinstance(block, Grid):
        cells = (cell.text for row in block.rows for cell in row)
        pieces = (piece.strip() for cell in cells for piece in cell.lines())
        yield from (Line(parted(piece, raw)) for piece in pieces if piece)
    elif isinstance(block, Heading):
        yield Line(block.text, block.level)
    else:
        yield Line(parted(block.text, raw))


def parted(line: Text, raw: str) -> Text:
    """Return a dateline with a blank where only markup in `raw` parts its pieces.

    Pages set 示例晚报, 2025-04-03 08:15 and 北京 apart by style, without a blank.

    >>> raw = "<i>示例晚报</i><i>2025-04-03</i>"
    >>> str(parted(Text.join([Text.raw(raw)[3:7], Text.raw(raw)[14:24]]), raw))
    '示例晚报 2025-04-03'
    """
    if len(line) > LONGEST or line.starts[1:] == line.ends[:-1]:
        return line
    if not _CREDITS.search(line.chars) or _TELLS.search(line.chars):
        return line
    gaps = [at for at in range(1, len(line)) if _is_gap(line, at, raw)]
    return _spaced(line, gaps) if gaps else line


def _is_gap(line: Text, at: int, raw: str) -> bool:
    """Whether markup stands before a character, and the words do not go on there."""
    if line.starts[at] == line.ends[at - 1] or raw[line.ends[at - 1]] != "<":
        return False
    before, after = line.chars[at - 1], line.chars[at]
    if not (before.isalnum() and after.isalnum()):
        return False
    if after.isdigit() and (before.isdigit() or before in _UNIT):
        return _OPENS_DATE.match(line.chars, at) is not None
    return not (before.isdigit() and after in _UNIT)


def _spaced(line: Text, gaps: list[int]) -> Text:
    """Each blank stands for the markup between two words."""
    pieces, last = [], 0
    for at in gaps:
        place = array("I", [line.ends[at - 1]]), array("I", [line.starts[at]])
        pieces += [line[last:at], Text(" ", *place)]
        last = at
    return Text.join([*pieces, line[last:]])


def key(words: str) -> str:
    """Fold what one page writes in two ways: script, width, case, marks and blanks.

    >>> key("「首張」處方—開出 ＡＢ") == key("“首张”处方-开出AB")
    True
    """
    narrow = words.translate(WIDE).translate(characters()).lower()
    return "".join(filter(str.isalnum, narrow))
