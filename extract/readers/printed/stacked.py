"""Rows of cells from lines that stand one under another without rules all around.

A rule across ends a row, unless nearly every line between two rules fills the columns
(the body of a 三线表).  Without rules, rows stand further apart than the lines of a
cell; where all lines are equally far apart, one whose first column is empty goes on
with the row above.

>>> apart([2.0, 9.5, 9.6, 2.1, 9.4]), apart([4.0, 4.1, 4.0])
([5.75], [])
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.readers.printed.lines import Line

ENOUGH = 0.25  # Times the size: by so much rows stand further apart than lines.
FILLED = 0.66  # Of the columns, in a line that is a row of its own.
MOSTLY, OFTEN = 0.8, 0.5  # Of the lines.
FEW = 3  # Rules across: those of a 三线表, not one below each row.
ROOM = 1.3  # Times the size: a line so near to the edge may have had no room for more.

Cells = dict[tuple[int, int], Line]


class Level(NamedTuple):
    """The cells of one line, and the line."""

    line: Line
    cells: Cells

    @property
    def starts(self) -> bool:
        """Whether its first column is filled."""
        return any(first == 0 for first, _ in self.cells)


class Columns(NamedTuple):
    """Where the columns begin, and where what stands in each ends at the latest."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]

    @classmethod
    def of(cls, levels: "Sequence[Level]", gutters: Sequence[float]) -> "Columns":
        """Return the columns of some levels that gutters part."""
        left = min(line.x0 for level in levels for line in level.cells.values())
        ends = [left, *gutters]
        for level in levels:
            for (_, last), line in level.cells.items():
                ends[last - 1] = max(ends[last - 1], line.x1)
        return cls((left, *gutters), tuple(ends))

    def is_full(self, where: tuple[int, int], line: Line) -> bool:
        """Whether a line had no room for more in its columns."""
        return self.ends[where[1] - 1] - line.x1 < ROOM * line.size


Stack = list[Level]


def stacked(
    levels: Sequence[Level],
    rules: Sequence[float],
    columns: Columns,
    limit: float | None,
) -> Iterator[Stack]:
    """Yield the levels of each row; `rules` are the heights of rules across.

    Levels that lie apart by more than the limit are of different rows.
    """
    for band in _bands(levels, rules):
        if rules and not _is_body(band, len(rules), len(columns.starts)):
            yield band
        else:
            yield from _rows(band, columns, limit)


def _bands(levels: Sequence[Level], rules: Sequence[float]) -> Iterator[Stack]:
    """Yield the levels between two rules."""
    band: Stack = []
    for level in levels:
        if band and any(band[-1].line.middle < y < level.line.middle for y in rules):
            yield band
            band = []
        band.append(level)
    yield band


def _is_body(band: Stack, rules: int, columns: int) -> bool:
    """Whether the levels between two rules may be rows of their own."""
    filled = sum(len(level.cells) >= FILLED * columns for level in band)
    return rules <= FEW or (columns > 2 and filled >= MOSTLY * len(band) > 1)


def _rows(band: Stack, columns: Columns, limit: float | None) -> Iterator[Stack]:
    stack = band[:1]
    for above, level in pairwise(band):
        if limit is None:
            goes_on = not level.starts or _is_rest(above, level, columns)
        else:
            goes_on = _gap(above, level) < limit
        if not goes_on:
            yield stack
            stack = []
        stack.append(level)
    yield stack


def _is_rest(above: Level, level: Level, columns: Columns) -> bool:
    """Whether a level is only the rest of a label."""
    label = above.cells.get((0, 1))
    return (
        len(level.cells) == 1 and label is not None and columns.is_full((0, 1), label)
    )


def limit(tables: Sequence[Sequence[Level]], columns: Columns) -> float | None:
    """Return how far apart the lines of a row are at most; None where no one knows.

    The tables have the same columns.
    """
    pairs = [pair for levels in tables for pair in pairwise(levels)]
    sizes = [level.line.size for levels in tables for level in levels]
    for found in apart([_gap(*pair) for pair in pairs], median(sizes)):
        near = [_wraps(*pair, columns) for pair in pairs if _gap(*pair) < found]
        far = [below.starts for above, below in pairs if _gap(above, below) > found]
        if sum(near) >= MOSTLY * len(near) and sum(far) > OFTEN * len(far):
            return found
    return None


def _gap(above: Level, level: Level) -> float:
    return max(0.0, level.line.y0 - above.line.y1)


def apart(gaps: Sequence[float], size: float = 10.0) -> list[float]:
    """Return the distances that may part rows from lines, from small to large."""
    return [
        (near + far) / 2
        for near, far in pairwise(sorted(gaps))
        if far - near > ENOUGH * size
    ]


def _wraps(above: Level, level: Level, columns: Columns) -> bool:
    """Whether a level may hold what had no room in the one above it."""
    if not (above.starts and level.starts):
        return True
    return any(
        first == where[0] and columns.is_full(where, line)
        for where, line in above.cells.items()
        for first, _ in level.cells
    )
