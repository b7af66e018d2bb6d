"""The notice as a stream of lines and tables, without what the page adds after it.

A table whose first rows hold one cell each (附表1, then its title) gives them as
lines: they are headings that a converter has drawn into the table; so does a table of
one column, which only lays out the page.  The stream ends where the furniture of the
page begins, or an advert carousel, which prints its lines twice.

>>> before_tail([Text.raw("附件1"), Text.raw("上一篇：关于示例的通知")])
[Text('附件1')]
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from normalize import vocab
from normalize.document import Block, Document, Grid
from normalize.notice.glued import cut
from normalize.text import Text
from normalize.values.plain import squash

Item = Text | Grid

_TAILS = tuple(row["words"] for row in vocab.load("page_tails"))
_POINTS = ">》»▶►→·•*※★☆◆●■-— \u3000\xa0"  # >>相关推荐：…
# A dump of Markdown whose heading stands in the middle of the page: # 关于示例的通知
_MARK = re.compile(r"#{1,6}\s+(?=\S)")
_ADVERT = 20  # characters; a form repeats short lines (年 月 日), an advert long ones


def flow(document: Document) -> list[Item]:
    """List the lines and tables of a document in order, blank ones left out."""
    return [item for block in document.blocks for item in _items(block)]


def before_tail(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items before the page's own furniture and adverts.

    Meant for what follows the text of a notice: its head has furniture of its own.
    """
    for at, item in enumerate(items):
        if isinstance(item, Text) and is_tail(item):
            items = items[:at]
            break
    return items[: _carousel(items)]


def is_tail(line: Text) -> bool:
    """Whether a line begins as the furniture of a page does: 【打印】, >>相关推荐."""
    return line.chars.lstrip(_POINTS).startswith(_TAILS)


def _items(block: Block) -> Iterator[Item]:
    if isinstance(block, Grid):
        yield from _unboxed(block)
        return
    lines = (_unmarked(line.strip()) for line in block.text.lines() if line.strip())
    yield from (piece for line in lines for piece in cut(line))


def _unmarked(line: Text) -> Text:
    mark = line.match(_MARK)
    return line[len(mark[0]) :] if mark else line


def _unboxed(grid: Grid) -> Iterator[Item]:
    rows = [
        [cell.text.strip() for cell in row if cell.text.strip()] for row in grid.rows
    ]
    boxed = max(map(len, rows), default=0) > 1
    at = 0
    while at < len(rows) and _is_line(rows[at], caption=boxed):
        yield from (
            line.strip() for text in rows[at] for line in text.lines() if line.strip()
        )
        at += 1
    if at < len(rows):
        yield Grid(grid.rows[at:])


def _is_line(cells: Sequence[Text], caption: bool) -> bool:
    """Whether a row is no row: a caption, or prose in a table that is mere layout."""
    if len(cells) > 1:
        return False
    return not caption or not any(cell.search("[。；;：:]$") for cell in cells)


def _carousel(items: Sequence[Item]) -> int:
    """Index of the first line of a block of long lines that is printed twice."""
    end = max(
        (i + 1 for i, item in enumerate(items) if isinstance(item, Grid)), default=0
    )
    lines = [squash(str(item)) for item in items[end:]]
    twice = {
        line for line, n in Counter(lines).items() if n > 1 and len(line) >= _ADVERT
    }
    if len(twice) < 2:
        return len(items)
    return end + next(i for i, line in enumerate(lines) if line in twice)
