"""Columns of prose on one page: the left one is read before the right one.

Two columns are a gutter near the middle, with several nearly full lines on both sides
and none across; lines that cross it (a title) part what stands above and below.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extract.readers.printed.lattice import Frame
from extract.readers.printed.lines import Line

FEWEST = 4  # Lines on each side of a gutter.
GUTTER = 1.2  # Times the size.
FULL = 0.7  # Of the width of a column, for its lines on the whole.
WIDE = 0.6  # Of the page: lines so long may be full.
NEAR = 1.0  # Times the size: lines that end so near to one another end at an edge.


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines begin and end at the latest."""

    left: float
    right: float

    @classmethod
    def of_page(
        cls, lines: Sequence[Line], tables: Sequence[Frame], width: float
    ) -> "Column":
        """Return the edges of the text of pages so wide, with the edges of tables.

        Where all lines are short, the right margin is taken to be as wide as the left.
        """
        text = cls.of(lines)
        left = min([text.left, *(table.x0 for table in tables)])
        right = max([text.right, *(table.x1 for table in tables)])
        return cls(left, right if right > WIDE * width else width - left)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Column":
        """Return the edges that several lines reach; one that sticks out is ignored."""
        if not lines:
            return cls(math.inf, 0.0)
        starts = sorted((line.x0, line.size) for line in lines)
        ends = sorted(((line.x1, line.size) for line in lines), reverse=True)
        return cls(_reached(starts), _reached(ends))


def _reached(edges: list[tuple[float, float]]) -> float:
    """The outermost edge that three lines reach, or simply the outermost."""
    for (edge, size), (other, _) in zip(edges, edges[2:], strict=False):
        if abs(edge - other) < NEAR * size:
            return edge
    return edges[0][0]


def columns(lines: Sequence[Line], page: Column) -> Iterator[tuple[Column, list[Line]]]:
    """Yield the columns in reading order, each with its lines from top to bottom."""
    gutter = _gutter(lines, page)
    if gutter is None:
        if lines:
            yield page, list(lines)
        return
    band: list[Line] = []
    for line in lines:
        if _crosses(line, gutter):
            yield from _split(band, gutter, page)
            yield page, [line]
            band = []
        else:
            band.append(line)
    yield from _split(band, gutter, page)


def _split(
    lines: list[Line], gutter: float, page: Column
) -> Iterator[tuple[Column, list[Line]]]:
    sides: tuple[list[Line], list[Line]] = [], []
    for line in lines:
        for side, part in zip(sides, _parts(line, gutter), strict=True):
            side += part
    if len(sides[0]) < FEWEST or len(sides[1]) < FEWEST:
        if lines:
            yield page, lines
        return
    for side in sides:
        yield Column.of(side), side


def _parts(line: Line, gutter: float) -> tuple[list[Line], list[Line]]:
    if line.x1 <= gutter:
        return [line], []
    if line.x0 >= gutter:
        return [], [line]
    at = next(i for i, x in enumerate(line.boxes[0::4]) if x >= gutter)
    end = len(line.chars[:at].rstrip())
    return [line.part(0, end)], [line.part(at, len(line.chars))]


def _gutter(lines: Sequence[Line], page: Column) -> float | None:
    """The x that parts most lines near the middle of the page; None for one column."""
    if len(lines) < FEWEST:
        return None
    middle, width = (page.left + page.right) / 2, page.right - page.left
    gaps = [gap for line in lines for gap in _gaps(line)]
    near = [(x0 + x1) / 2 for x0, x1 in gaps if abs((x0 + x1) / 2 - middle) < width / 6]
    if len(near) < FEWEST:
        return None
    gutter = median(near)
    parts = [_parts(line, gutter) for line in lines if not _crosses(line, gutter)]
    left = [line for part, _ in parts for line in part]
    right = [line for _, part in parts for line in part]
    half = [_fill(left, page.left, gutter), _fill(right, gutter, page.right)]
    return gutter if len(parts) * 2 > len(lines) and min(half) > FULL else None


def _gaps(line: Line) -> Iterator[tuple[float, float]]:
    """Yield the gaps in a line that are wider than between words."""
    end = 0.0
    for x0, x1 in zip(line.boxes[0::4], line.boxes[2::4], strict=True):
        if x1:
            if end and x0 - end > GUTTER * line.size:
                yield end, x0
            end = x1


def _crosses(line: Line, gutter: float) -> bool:
    if not line.x0 < gutter < line.x1:
        return False
    return not any(x0 <= gutter <= x1 for x0, x1 in _gaps(line))


def _fill(lines: list[Line], left: float, right: float) -> float:
    """How full the lines of a side are on the whole; 0 where they are few."""
    if len(lines) < FEWEST:
        return 0.0
    return median(line.x1 - line.x0 for line in lines) / max(right - left, 1.0)
