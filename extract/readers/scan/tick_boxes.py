"""Boxes to tick, □ and ☑: squares the size of a letter, which no model of text reads.

The letter 口 is a square too, but its legs stand below its foot stroke, or its sides
lean.  A tick box has four whole sides, and nothing of its frame sticks out; the tick
in it may.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extract.readers.scan.extra import cv2
from extract.readers.scan.letters import Letter
from extract.readers.scan.models import Image

SMALLEST, LARGEST = 5.5, 17.0  # points
SQUARE = 0.12  # by how much its sides may differ
WHOLE = 0.82  # of a side is ink
OVERHANG = 1.5  # a tick may be so many times as large as its box
TICKED = 0.045  # of the inside is ink
EMPTY, FULL = "□", "☑"
SQUARES = frozenset("□☑☒☐■✓√口囗O0D")
FRAMED = frozenset("回国图因囚困团园固圆圈四田目日曰白")
SURE = 0.8
WORDS = frozenset(
    "服腔岸径头感味罩臭含崩疮周进出人入窗接港伤创切户缺路造瘘瓶"
)  # with 口


class TickBox(NamedTuple):
    """A box to tick, in pixels, and what would be written for it."""

    x0: int
    y0: int
    x1: int
    y1: int
    char: str
    sure: float

    def holds(self, letter: Letter) -> bool:
        """Whether the middle of a letter is in the box."""
        x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


def judged(box: TickBox, read: Sequence[Letter]) -> TickBox | None:
    """Return the box unless a letter was surely read there: 国 has a whole frame too.

    Some fonts draw 口 as a square; in a word such as 口服 it is no box.
    """
    sure = box.sure
    for i, letter in enumerate(read):
        if not box.holds(letter):
            continue
        beside = {it.char for it in read[max(0, i - 1) : i + 2]}
        if letter.char not in SQUARES and letter.sure >= SURE:
            return None
        if letter.char in FRAMED:
            return None
        if letter.char == "口":
            if beside & WORDS:
                return None
            sure = min(sure, 0.65 if letter.sure >= SURE else 0.9)
    return box._replace(sure=sure)


def tick_boxes(ink: Image, dpi: float) -> list[TickBox]:
    """Find the boxes to tick in the ink of a page without its ruling lines."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least, most = SMALLEST / 72 * dpi, LARGEST * OVERHANG / 72 * dpi
    size = stats[:, 2:4]
    fits = (size.min(axis=1) >= least) & (size.max(axis=1) <= most)
    return [
        box
        for i in range(1, count)
        if fits[i]
        for box in _framed(ink, *_part(labels, stats[i], i), dpi)
    ]


def _part(labels: Image, stats: Image, i: int) -> tuple[Image, int, int]:
    x, y, width, height = (int(v) for v in stats[:4])
    return labels[y : y + height, x : x + width] == i, x, y


def _framed(ink: Image, part: Image, x: int, y: int, dpi: float) -> Iterator[TickBox]:
    """The box that the longest runs of a blob of ink make, if they make one."""
    top, bottom = _sides(part)
    left, right = _sides(part.T)
    width, height = right - left, bottom - top
    side = max(width, height) / dpi * 72
    if min(width, height) < (1 - SQUARE) * max(width, height) or not (
        SMALLEST <= side <= LARGEST
    ):
        return
    frame = part[top:bottom, left:right]
    if not _is_whole(frame) or not _is_clean(part, top, bottom, left, right):
        return
    inside = _inside(ink[y + top : y + bottom, x + left : x + right])
    share = float(inside.mean()) if inside.size else 0.0
    mark = FULL if share > TICKED else EMPTY
    sure = 0.97 if share < TICKED / 2 or share > 2 * TICKED else 0.6
    yield TickBox(x + left, y + top, x + right, y + bottom, mark, sure)


def _sides(part: Image) -> tuple[int, int]:
    """The first and the last row with the longest run of ink of the part."""
    runs = part.sum(axis=1)
    long = np.flatnonzero(runs >= 0.8 * np.sort(runs)[-2:].min())
    return int(long[0]), int(long[-1]) + 1


def _is_whole(frame: Image) -> bool:
    """Whether all four sides are drawn from corner to corner."""
    edge = max(1, round(0.12 * min(frame.shape)))
    sides = (
        frame[:edge].any(axis=0),
        frame[-edge:].any(axis=0),
        frame[:, :edge].any(axis=1),
        frame[:, -edge:].any(axis=1),
    )
    return all(side.mean() >= WHOLE for side in sides)


def _is_clean(part: Image, top: int, bottom: int, left: int, right: int) -> bool:
    """Whether nothing hangs below the frame or out at its left: no legs of 口."""
    slack = max(1, round(0.08 * (bottom - top)))
    below, before = part[bottom + slack :], part[:, : max(0, left - slack)]
    return not below.any() and not before.any()


def _inside(frame: Image) -> Image:
    """What the frame holds, without the thickness of its sides."""
    side = min(frame.shape)
    middle = side // 2
    sides = (
        frame[: side // 3, middle - 2 : middle + 3].any(axis=1),
        frame[middle - 2 : middle + 3, : side // 3].any(axis=0),
    )
    thick = max(int(np.argmin(np.append(side_ink, False))) for side_ink in sides)
    edge = min(thick, side // 5) + max(1, round(0.06 * side))
    return frame[edge:-edge, edge:-edge]
