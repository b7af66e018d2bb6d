"""Where the lines of text are, each within one cell.

The model that finds text joins what stands close together, across a ruling line too.
Such a box is cut at the rule, so that no cell takes the words of its neighbor.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extract.readers.printed.page import Rule
from extract.readers.scan.extra import cv2
from extract.readers.scan.models import Image, Numbers, text_map
from extract.readers.scan.ruling import Ruling

FINE = 130  # dpi at which small print is still found
CORE, LIKELY = 0.3, 0.45
GROW = 1.6  # the model marks the core of a line: area over outline, times this
MARGIN = 0.12  # of a line's height, left white around it
DARK, AROUND = 170, 24  # pixels of paper that the model needs around words
TWICE = 0.6  # of a line inside another one
THINNEST = 4.0  # points: what a rule leaves of a box that it cuts
SLACK = 2.0  # points by which a box may reach over a rule


class Line(NamedTuple):
    """The box of a line of text, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int


def find_lines(gray: Image, dpi: float) -> list[Line]:
    """Find the lines of a straight page."""
    shrink = min(1.0, FINE / dpi)
    small = cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    likely = _likely(small)
    core = cv2.dilate((likely > CORE).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(core, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [cv2.boundingRect(contour) for contour in contours]
    height, width = gray.shape
    return sorted(
        _grown(box, shrink, width, height) for box in boxes if _is_text(likely, box)
    )


def _likely(small: Image) -> Numbers:
    """How likely each pixel is in a line; margins of white paper are not looked at."""
    likely = np.zeros(small.shape, np.float32)
    dark = (small < DARK).astype(np.uint8)
    x, y, width, height = cv2.boundingRect(dark)
    if width and height:
        box = np.s_[
            max(0, y - AROUND) : y + height + AROUND,
            max(0, x - AROUND) : x + width + AROUND,
        ]
        likely[box] = text_map(small[box])
    return likely


def _is_text(likely: Numbers, box: tuple[int, int, int, int]) -> bool:
    x, y, width, height = box
    part = likely[y : y + height, x : x + width]
    return min(width, height) > 2 and float(part[part > CORE].mean()) > LIKELY


def _grown(
    box: tuple[int, int, int, int], shrink: float, width: int, height: int
) -> Line:
    x, y, w, h = box
    more = GROW * w * h / (2 * (w + h))
    x0, y0, x1, y1 = x - more, y - more, x + w + more, y + h + more
    return Line(
        max(0, round(x0 / shrink)),
        max(0, round(y0 / shrink)),
        min(width, round(x1 / shrink)),
        min(height, round(y1 / shrink)),
    )


def within_cells(
    lines: Iterable[Line], rules: Ruling, ink: Image, dpi: float
) -> list[Line]:
    """Cut the lines at the rules, and fit them to their ink."""
    scale = dpi / 72
    upright = [_scaled(rule, scale) for rule in rules.upright]
    flat = [_scaled(rule, scale) for rule in rules.flat]
    pieces = [
        piece
        for line in _parted(lines, ink)
        for band in _cut_flat(line, flat)
        if line == band or band.y1 - band.y0 > THINNEST * scale
        for piece in _cut_upright(band, upright, SLACK * scale)
    ]
    wider = _reaching_out(pieces, upright)
    return _apart([fit for piece in wider for fit in _fitted(piece, ink)])


def _parted(lines: Iterable[Line], ink: Image) -> list[Line]:
    """Part lines that reach into each other where there is least ink between them.

    In a paragraph that is set tight, the box of a line takes in the feet of the words
    above it.
    """
    parted = sorted(lines, key=lambda it: (it.y0 + it.y1, it))
    for i, upper in enumerate(parted):
        for k in range(i + 1, len(parted)):
            lower = parted[k]
            if lower.y0 + lower.y1 > 4 * upper.y1:
                break
            if cut := _cut_between(parted[i], lower, ink):
                parted[i] = parted[i]._replace(y1=cut)
                parted[k] = lower._replace(y0=cut)
    return parted


def _cut_between(upper: Line, lower: Line, ink: Image) -> int:
    """The row with the least ink between two lines, 0 for lines that stay apart."""
    x0, x1 = max(upper.x0, lower.x0), min(upper.x1, lower.x1)
    start, end = (upper.y0 + 2 * upper.y1) // 3, (2 * lower.y0 + lower.y1) // 3
    start, end = min(start, lower.y0), max(end, upper.y1)
    first, last = (upper.y0 + upper.y1) // 2, (lower.y0 + lower.y1) // 2
    start, end = max(start, first), min(end, last)
    least = min(upper.y1 - upper.y0, lower.y1 - lower.y0)
    if upper.y1 <= lower.y0 or x1 - x0 < least or last - first < least / 2:
        return 0
    weight = ink[start:end, x0:x1].sum(axis=1)
    if not len(weight):
        return 0
    rows = np.flatnonzero(weight == weight.min())
    return start + int(rows[len(rows) // 2])


def _reaching_out(lines: Sequence[Line], upright: Sequence[Rule]) -> list[Line]:
    """Lines that go on to the right by a letter, where nothing is in their way.

    The model that finds lines often leaves out a full stop at their end.
    """
    return [line._replace(x1=_free(line, lines, upright)) for line in lines]


def _free(line: Line, lines: Sequence[Line], upright: Sequence[Rule]) -> int:
    middle = (line.y0 + line.y1) / 2
    most = line.x1 + line.y1 - line.y0
    ends = [it.x0 for it in lines if it.y0 < middle < it.y1 and line.x1 <= it.x0]
    rules = [rule.at for rule in upright if rule.start <= middle <= rule.end]
    ends += [int(at) for at in rules if line.x1 <= at]
    return min([most, *ends])


def _apart(lines: Sequence[Line]) -> list[Line]:
    """Leave out a line that was found again as part of a larger one."""
    kept: list[Line] = []
    for line in sorted(lines, key=lambda it: -(it.x1 - it.x0)):
        if not any(_shared(line, other) > TWICE for other in kept):
            kept.append(line)
    return sorted(kept)


def _shared(line: Line, other: Line) -> float:
    """How much of a line lies in the other one."""
    width = min(line.x1, other.x1) - max(line.x0, other.x0)
    height = min(line.y1, other.y1) - max(line.y0, other.y0)
    area = (line.x1 - line.x0) * (line.y1 - line.y0)
    return max(0, width) * max(0, height) / area


def _scaled(rule: Rule, scale: float) -> Rule:
    return Rule(rule.at * scale, rule.start * scale, rule.end * scale)


def _cut_upright(line: Line, rules: Sequence[Rule], slack: float) -> Iterator[Line]:
    middle = (line.y0 + line.y1) / 2
    cuts = sorted(
        round(rule.at)
        for rule in rules
        if line.x0 < rule.at < line.x1 and rule.start - slack <= middle <= rule.end
    )
    for x0, x1 in zip([line.x0, *cuts], [*cuts, line.x1], strict=True):
        yield line._replace(x0=x0, x1=x1)


def _cut_flat(line: Line, rules: Sequence[Rule]) -> Iterator[Line]:
    cuts = sorted(
        round(rule.at)
        for rule in rules
        if line.y0 < rule.at < line.y1
        and min(rule.end, line.x1) - max(rule.start, line.x0)
        > 0.5 * (line.x1 - line.x0)
    )
    for y0, y1 in zip([line.y0, *cuts], [*cuts, line.y1], strict=True):
        yield line._replace(y0=y0, y1=y1)


def _fitted(line: Line, ink: Image) -> Iterator[Line]:
    """The line as high and wide as its ink, with a margin; none without ink."""
    part = ink[line.y0 : line.y1, line.x0 : line.x1]
    rows = np.flatnonzero(part.sum(axis=1) > 0)
    columns = np.flatnonzero(part.sum(axis=0) > 0)
    if len(rows) < 2 or not len(columns):
        return
    high = int(rows[-1] - rows[0]) + 1
    margin = max(2, round(MARGIN * high))
    height, width = ink.shape
    yield Line(
        max(0, line.x0 + int(columns[0]) - 2 * margin),
        max(0, line.y0 + int(rows[0]) - margin),
        min(width, line.x0 + int(columns[-1]) + 1 + 2 * margin),
        min(height, line.y0 + int(rows[-1]) + 1 + margin),
    )
