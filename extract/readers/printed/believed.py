"""Whether lines that share gutters are a table: most things that stand apart are none.

Columns of prose, lists, tables of contents, room for signatures and the marks of a
chart have gutters too.  A table is believed only where none of these explains them.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.readers.printed.gutters import Gutter
from extract.readers.printed.stacked import Columns, Level

GAP = 1.0  # Times the size: as wide as half of the gaps at a gutter are at least.
SHARED = 0.5  # Of the lines of a table have two cells or go on with one.
FULL, BROAD = 0.7, 0.7  # Of the width: columns of prose are full, and of one width.
LEADER = re.compile(r"[.．·…。\-_]{4,}\s*\d*$|(?:[.．·…]\s){3,}")
PAGE = re.compile(r"[-—(（]?\s*\d{1,4}\s*[-—)）]?")
ITEM = re.compile(
    r"[(（\[【]?(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）\]】.．、]?"
    r"|[①-⑳⑴-⒇•●○◆◇■□▪►·※*√–—-]"
)
OPEN = re.compile(
    r"[:：_＿]\s*$|^[^\d]{0,8}年[\s_]*月[\s_]*日[)）]?$|[(（](?:盖章|签[字章名])"
)
WORD = re.compile(r"[^\W\d_]")


def is_table(levels: Sequence[Level], found: Sequence[Gutter], fewest: int) -> bool:
    """Return whether levels with such gutters are a table of `fewest` rows or more."""
    rows = [level for level in levels if len(level.cells) > 1]
    shared = sum(len(level.cells) > 1 or not level.starts for level in levels)
    if len(rows) < fewest or shared < SHARED * len(levels):
        return False
    return not any(
        refused(rows, found)
        for refused in (
            _is_tight,
            _is_contents,
            _is_list,
            _is_signed,
            _is_chart,
            _is_prose,
        )
    )


def _is_tight(rows: Sequence[Level], found: Sequence[Gutter]) -> bool:
    """Whether the gaps are those between words."""
    gaps = [
        (other.x0 - one.x1) / one.size
        for level in rows
        for one, other in pairwise([*level.cells.values()])
    ]
    return median(gaps) < GAP


def _is_contents(rows: Sequence[Level], found: Sequence[Gutter]) -> bool:
    """Whether titles lead to the numbers of pages."""
    leaders = sum(bool(LEADER.search(level.line.chars)) for level in rows)
    pages = [page for level in rows if (page := _page(level)) is not None]
    counted = len(found) == 1 and len(pages) == len(rows) and pages == sorted(pages)
    return leaders * 2 > len(rows) or counted


def _page(level: Level) -> int | None:
    last = [*level.cells.values()][-1].chars
    return int(re.sub(r"\D", "", last)) if PAGE.fullmatch(last) else None


def _is_list(rows: Sequence[Level], found: Sequence[Gutter]) -> bool:
    """Whether the first of two columns only counts."""
    first = [
        line.chars.strip()
        for row in rows
        for (at, _), line in row.cells.items()
        if not at
    ]
    return len(found) == 1 and all(ITEM.fullmatch(words) for words in first)


def _is_signed(rows: Sequence[Level], found: Sequence[Gutter]) -> bool:
    """Whether room is left for hands: 法定代表人（签字）：      年  月  日."""
    left = sum(
        any(OPEN.search(line.chars) for (at, _), line in row.cells.items() if at)
        for row in rows
    )
    return left * 2 >= len(rows)


def _is_chart(rows: Sequence[Level], found: Sequence[Gutter]) -> bool:
    """Whether most lines have no words, as the marks on the axis of a chart."""
    return sum(bool(WORD.search(row.line.chars)) for row in rows) * 2 < len(rows)


def _is_prose(rows: Sequence[Level], found: Sequence[Gutter]) -> bool:
    """Whether all columns are broad, and full of words."""
    columns = Columns.of(rows, [gutter.at for gutter in found])
    left, right = columns.starts[0], columns.ends[-1]
    for at, (start, end) in enumerate(zip(columns.starts, columns.ends, strict=True)):
        wide = [
            line.x1 - line.x0
            for row in rows
            for (first, last), line in row.cells.items()
            if first == at and last == at + 1
        ]
        share = BROAD / len(columns.starts)
        if not wide or median(wide) < FULL * (end - start):
            return False
        if end - start < share * (right - left):
            return False
    return True
