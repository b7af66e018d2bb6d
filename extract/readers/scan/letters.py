"""From a line that was read to letters with a box each.

The model says only in which column it saw a letter.  Its box goes from the gap before
it to the gap after it: the column with the least ink near the middle between two
letters.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extract.readers.scan.lines import Line
from extract.readers.scan.models import Image, Sign

WIDE, NARROW, FIGURE = 1.0, 0.85, 0.58  # of a line's height, wider than any Han
# character, any Latin letter, any figure
APART, LEAST = 0.1, 0.12
LOW = 0.76  # of the height of a line with Han characters is that of figures alone
HALF, LEFT_OUT = 0.25, 0.5


class Letter(NamedTuple):
    """A letter and the box of its ink, in pixels; `sure` from 0 to 1."""

    x0: int
    y0: int
    x1: int
    y1: int
    char: str
    sure: float


def letters(
    signs: Sequence[Sign], line: Line, ink: Image
) -> tuple[list[Letter], list[Line]]:
    """Place the letters of a line; also return ink between them that was not read."""
    part = ink[line.y0 : line.y1, line.x0 : line.x1]
    edges = _edges([sign.at for sign in signs], part)
    tall = _em(signs, part.shape[0])
    placed: list[Letter] = []
    unread: list[Line] = []
    for sign, x0, x1 in zip(signs, edges, edges[1:], strict=False):
        start, end = _own(
            sign, part[:, x0:x1], round(sign.at * part.shape[1]) - x0, tall
        )
        for a, b in ((x0, x0 + start), (x0 + end, x1)):
            blots = list(_blot(part, line, a, b))
            unread.extend(blots)
            if not blots and b - a > HALF * part.shape[0]:
                # The other half is beside the next letter: a whole one was left out.
                sign = sign._replace(sure=min(sign.sure, LEFT_OUT))
        if sign.char.isdecimal() and _is_wide(part[:, x0 + start : x0 + end], tall):
            sign = sign._replace(sure=min(sign.sure, LEFT_OUT))  # 10⁸ grown together
        placed.append(_letter(sign, x0 + start, x0 + end, line, part))
    return placed, unread


def _em(signs: Sequence[Sign], height: int) -> float:
    """The height of the line if a Han character stood in it; figures are lower."""
    low = all(ord(sign.char) < 0x2E80 for sign in signs)
    return height / LOW if low else height


def _is_wide(figure: Image, tall: float) -> bool:
    inked = np.flatnonzero(figure.any(axis=0))
    return bool(len(inked) and np.ptp(inked) > FIGURE * tall)


def _blot(part: Image, line: Line, start: int, end: int) -> Iterator[Line]:
    """Ink between two columns, unless it belongs to a letter beyond them."""
    inked = np.flatnonzero(part[:, start:end].any(axis=0))
    if len(inked) < LEAST * part.shape[0]:
        return
    x0, x1 = start + int(inked[0]), start + int(inked[-1]) + 1
    if _joined(part, x0) or _joined(part, x1):
        return
    rows = np.flatnonzero(part[:, x0:x1].any(axis=1))
    yield Line(
        line.x0 + x0,
        line.y0 + int(rows[0]),
        line.x0 + x1,
        line.y0 + int(rows[-1]) + 1,
    )


def _joined(part: Image, column: int) -> bool:
    """Whether ink goes on over the left edge of a column."""
    if not 0 < column < part.shape[1]:
        return False
    return bool((part[:, column - 1] & part[:, column]).any())


def _own(sign: Sign, cell: Image, at: int, tall: float) -> tuple[int, int]:
    """The columns of a cell that are the letter's, where it holds more than it can.

    The model leaves out what it does not know, such as an arrow; the letter beside it
    then has two blots of ink, too far apart for one letter.
    """
    inked = np.flatnonzero(cell.any(axis=0))
    most, apart = _limits(sign.char, tall)
    if sign.char == " " or len(inked) < 2 or np.ptp(inked) < most:
        return 0, cell.shape[1]
    gap = int(np.argmax(np.diff(inked)))
    if inked[gap + 1] - inked[gap] <= apart:
        return 0, cell.shape[1]
    cut = int(inked[gap] + inked[gap + 1]) // 2
    return (0, cut) if at < cut else (cut, cell.shape[1])


def _limits(char: str, height: float) -> tuple[float, float]:
    """How wide a letter can be, and how wide a gap it can have."""
    if ord(char) > 0x2E80:
        return WIDE * height, APART * height
    if char.isdecimal():
        return FIGURE * height, 1
    return NARROW * height, APART * height


def _edges(places: Sequence[float], part: Image) -> list[int]:
    """The columns between the letters, with the first and the last of the line."""
    width = part.shape[1]
    weight = part.sum(axis=0)
    at = [place * width for place in places]
    edges = [0]
    for before, after in itertools.pairwise(at):
        middle, reach = (before + after) / 2, max(1.0, (after - before) * 0.3)
        start = max(edges[-1], round(middle - reach))
        window = weight[start : max(start + 1, round(middle + reach) + 1)]
        edges.append(start + _lightest(window, middle - start))
    return [*edges, width]


def _lightest(window: Image, middle: float) -> int:
    """The column with the least ink, of those the nearest to the middle."""
    if not window.size:
        return 0
    least = np.flatnonzero(window == window.min())
    return int(least[np.argmin(np.abs(least - middle))])


def _letter(sign: Sign, x0: int, x1: int, line: Line, part: Image) -> Letter:
    own = part[:, x0:x1]
    rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
    box = (0, own.shape[1], 0, own.shape[0])
    if len(rows) and sign.char != " ":
        box = int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1]) + 1
    return Letter(
        line.x0 + x0 + box[0],
        line.y0 + box[2],
        line.x0 + x0 + max(box[1], 1),
        line.y0 + box[3],
        sign.char,
        max(0.0, min(sign.sure, 1 - sign.rival)),
    )
