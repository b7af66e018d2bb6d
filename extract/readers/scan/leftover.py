"""Ink that no line of text took: a cell with nothing but `-`, 一 or a figure.

The model that finds text overlooks what is small and alone.  Such ink is read by
itself, in a line as high as the other lines; what can not be read is counted, so that
a cell does not come out empty in silence.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from extract.readers.scan.extra import cv2
from extract.readers.scan.lines import Line
from extract.readers.scan.models import Image, Sign

NEAR = 5.0  # points between the letters of one word
SMALLEST, HIGHEST = 2.2, 30.0  # points; less is dust, more is a picture
BORDER = 8.0  # points along the edge of the page, where a scanner leaves shadows
LIKELY = 0.35
DASH = 0.62  # of the height of a letter: a shorter stroke is no 一
FLAT, THIN = 1.6, 0.25  # times as wide as high; of the height of a letter
SMALL, LOW = 0.45, 0.5


def leftover(ink: Image, taken: Iterable[Line], dpi: float, height: int) -> list[Line]:
    """Find the words outside of boxes; `height` is that of a usual line."""
    rest = ink.copy()
    for x0, y0, x1, y1 in taken:
        rest[max(0, y0) : y1, max(0, x0) : x1] = 0
    border = round(BORDER / 72 * dpi)
    inner = np.zeros_like(rest)
    inner[border:-border, border:-border] = rest[border:-border, border:-border]
    reach = np.ones((3, max(3, round(NEAR / 72 * dpi))), np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(inner, reach))
    boxes = (stats[i, :4].tolist() for i in range(1, count))
    return [line for box in boxes for line in _word(inner, box, dpi, height)]


def _word(rest: Image, box: Sequence[int], dpi: float, usual: int) -> Iterator[Line]:
    x, y, width, height = box
    part = rest[y : y + height, x : x + width]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return
    x0, x1 = x + int(columns[0]), x + int(columns[-1]) + 1
    y0, y1 = y + int(rows[0]), y + int(rows[-1]) + 1
    large = max(x1 - x0, y1 - y0) * 72 / dpi
    if large < SMALLEST or (y1 - y0) * 72 / dpi > HIGHEST:
        return
    more = max(0, usual - (y1 - y0)) // 2 + usual // 8
    side = usual // 2
    bottom, right = rest.shape
    yield Line(
        max(0, x0 - side),
        max(0, y0 - more),
        min(right, x1 + side),
        min(bottom, y1 + more),
    )


def read_alone(signs: Sequence[Sign], part: Image, height: int) -> list[Sign]:
    """Judge the reading of such a word by the ink of its box; nothing if unreadable."""
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    wide, high = int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1
    if wide > FLAT * high and high < THIN * height and len(signs) <= 1:
        middle = float(columns.mean()) / part.shape[1]
        return [_stroke(signs, wide / height, middle)]
    likely = [sign for sign in signs if sign.sure > LIKELY]
    if high < SMALL * height:  # A speck, or a stop, that was read as a figure.
        return [sign._replace(sure=min(sign.sure, LOW)) for sign in likely]
    return likely


def _stroke(signs: Sequence[Sign], width: float, at: float) -> Sign:
    """A lone flat stroke: a dash, or the figure 一 where it is as wide as a letter."""
    read = signs[0].char if signs else ""
    if width < DASH:
        return Sign("-", at, 0.9 if read in "-–" or width < 0.5 else 0.5, 0.0)
    return Sign(read if read in ("一", "—") else "一", at, 0.5, 0.0)
