"""Gutters: where pieces of several lines begin again behind a wide gap.

    药品名称   示例胶囊          规格   20mg
    申报日期   2024-07-12        剂型   胶囊剂
             ^                ^      ^

Pieces that begin at one place make an exact gutter; numbers that end at one place make
one that only their gaps have in common.

>>> from array import array
>>> def line(*words):
...     chars, boxes = "", array("f")
...     for x, word in words:
...         chars += word
...         for at in range(len(word)):
...             boxes.extend((x + 10 * at, 0, x + 10 * at + 10, 10))
...     return Line(chars, boxes, words[0][0], 0, boxes[-2], 10, 10)
>>> lines = [line((0, left), (60, "片")) for left in ("药品", "规格类", "名称")]
>>> found = gutters([pieces(each) for each in lines], size=10)
>>> found
[Gutter(at=60.0, support=3, exact=True)]
>>> [(where, part.chars) for where, part in cells(lines[0], found).items()]
[((0, 1), '药品'), ((1, 2), '片')]
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extract.readers.printed.lines import Line

NARROW = 0.4  # Of the size: words of one cell are mostly nearer to one another.
WIDE = 1.0  # Of the size: two cells may well be so far apart.
SAME = 1.5  # Points: pieces that begin so near to one another begin at one place.
FREE = 2.0  # Points that a gutter is wide at least.
FEWEST = 3  # Lines that have a gutter.
PAIR = 2  # Lines.
NEARLY_ALL = 0.8  # Of the gaps at an exact gutter.
FEW_CROSS = 0.25  # Lines that cross a gutter that is not exact, of those that have it.


class Piece(NamedTuple):
    """Characters of a line that no wide gap parts: their range and their edges."""

    start: int
    end: int
    x0: float
    x1: float


Pieces = tuple[Piece, ...]


class Gutter(NamedTuple):
    """The x at which pieces begin, how many lines have it, whether they do exactly."""

    at: float
    support: int
    exact: bool


def pieces(line: Line) -> Pieces:
    """Return what stands apart in a line."""
    return tuple(_pieces(line, NARROW * line.size))


def _pieces(line: Line, least: float) -> Iterator[Piece]:
    start, end, x0, x1 = 0, 0, line.x0, line.x0
    edges = zip(line.boxes[0::4], line.boxes[2::4], strict=True)
    for at, (left, right) in enumerate(edges):
        if right:  # A space that is not printed has no place.
            if left - x1 > least:
                yield Piece(start, end, x0, x1)
                start, x0 = at, left
            x1, end = max(x1, right), at + 1
    yield Piece(start, end, x0, x1)


def gutters(rows: Sequence[Pieces], size: float, fewest: int = FEWEST) -> list[Gutter]:
    """Return the gutters that several lines have, from left to right."""
    gaps = np.array([*_gaps(rows)], dtype=np.float64).reshape(-1, 3)
    found: list[Gutter] = []
    while len(gaps) >= PAIR:
        starts = np.unique(gaps[:, 1])
        before = gaps[None, :, 0] < starts[:, None] - FREE
        held = before & (starts[:, None] <= gaps[None, :, 1] + SAME)
        best = int(np.argmax(held.sum(axis=1)))
        mine = gaps[held[best]]
        gutter = _gutter(float(starts[best]), mine)
        if gutter.support < PAIR:
            break
        is_wide = bool(np.median(mine[:, 1] - mine[:, 0]) > WIDE * size)
        crossing = _crossing(rows, gutter.at)
        if is_wide and (gutter.exact or _is_free(gutter, crossing, fewest)):
            found.append(gutter)
        gaps = gaps[~held[best]]
    # Two lines are enough beside a gutter that more lines have.
    sure = any(gutter.support >= fewest for gutter in found)
    return sorted(found) if sure else []


def _is_free(gutter: Gutter, crossing: int, fewest: int) -> bool:
    return gutter.support >= fewest and crossing <= FEW_CROSS * gutter.support


def _gaps(rows: Sequence[Pieces]) -> Iterator[tuple[float, float, int]]:
    """Yield where each gap begins and ends, with the number of its line."""
    for number, row in enumerate(rows):
        for one, other in pairwise(row):
            yield one.x1, other.x0, number


def _gutter(at: float, gaps: npt.NDArray[np.float64]) -> Gutter:
    support = len(set(gaps[:, 2].tolist()))
    near = int((np.abs(gaps[:, 1] - at) <= SAME).sum())
    return Gutter(at, support, near >= max(PAIR, NEARLY_ALL * len(gaps)))


def _crossing(rows: Sequence[Pieces], at: float) -> int:
    return sum(any(p.x0 < at - SAME and p.x1 > at + SAME for p in row) for row in rows)


def cells(line: Line, found: Sequence[Gutter]) -> dict[tuple[int, int], Line]:
    """Return the parts of a line, by the first column of each and the one behind it."""
    return {
        (
            sum(gutter.at <= first.x0 + SAME for gutter in found),
            1 + sum(gutter.at < last.x1 - SAME for gutter in found),
        ): line.part(first.start, last.end)
        for first, last in _together(pieces(line), found)
    }


def _together(row: Pieces, found: Sequence[Gutter]) -> Iterator[tuple[Piece, Piece]]:
    """Yield the first and the last of the pieces that no gutter parts."""
    first = row[0]
    for one, other in pairwise(row):
        if any(_parts(one, other, gutter) for gutter in found):
            yield first, one
            first = other
    yield first, row[-1]


def _parts(one: Piece, other: Piece, gutter: Gutter) -> bool:
    if gutter.exact:
        return abs(other.x0 - gutter.at) <= SAME
    return one.x1 <= gutter.at <= other.x0 + SAME
