"""The ruling lines of a PathObject.

`AbbreviatedData` is a path in letters: `M 0 0 L 100 0` draws a line, `C` (of some
programs `Z`) closes a figure; `Q`, `B` and `A` are curves.  A figure thinner than a
line of a table is one rule; of another, each straight side is, as in a PDF.

>>> from lxml import etree
>>> path = ('<PathObject Boundary="0 0 50 10"><AbbreviatedData>M 0 0 L 50 0 L 50 10'
...         '</AbbreviatedData></PathObject>')
>>> flat, upright = ruled(etree.fromstring(path), PAGE)
>>> [round(value) for value in flat[0]], [round(value) for value in upright[0]]
([0, 0, 142], [142, 0, 28])
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from extract.readers.ofd.colors import WHITE, ink
from extract.readers.ofd.space import NUMBER, PAGE, Matrix, numbers, within
from extract.readers.printed.page import Rule

__all__ = ["PAGE", "ruled"]

Point = tuple[float, float]
Line = tuple[Point, Point]
Figure = list[Point | None]  # None: the line is broken there, by a curve.

THIN = 2.5  # Points; a figure this thin is one rule.
SHORT = 1.0  # Points; a line this short is a dot.
STRAIGHT = 0.3  # Points that a line may rise from end to end.
MOST_SIDES = 400  # A figure with more is a drawing.
STEP = re.compile(rf"({NUMBER.pattern})|([A-Za-z])")
TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0, "Z": 0}


def ruled(item: etree._Element, outer: Matrix) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical rules of a PathObject."""
    data = item.find("AbbreviatedData")
    if data is None or not _is_drawn(item):
        return [], []
    matrix = within(item, outer)
    flat: list[Rule] = []
    upright: list[Rule] = []
    for figure in _figures(data.text or "", matrix):
        for (x0, y0), (x1, y1) in _lines(figure):
            if abs(y1 - y0) <= abs(x1 - x0):
                flat.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            else:
                upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return flat, upright


def _is_drawn(item: etree._Element) -> bool:
    """White paint is paper."""
    stroked = item.get("Stroke", "true").lower() != "false"
    filled = item.get("Fill", "false").lower() == "true"
    if stroked and ink(item, "StrokeColor") > WHITE:
        return True
    return filled and ink(item, "FillColor") > WHITE


def _lines(figure: Figure) -> Iterator[Line]:
    """A thin figure as one line, of another figure the straight sides."""
    points = [point for point in figure if point]
    if len(figure) > MOST_SIDES or len(points) < 2:
        return
    xs, ys = zip(*points, strict=True)
    sides = [(one, two) for one, two in pairwise(figure) if one and two]
    if len(sides) > 1 and min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
        sides = [_middle(min(xs), min(ys), max(xs), max(ys))]
    yield from (side for side in sides if _is_straight(*side))


def _middle(left: float, top: float, right: float, bottom: float) -> Line:
    if right - left >= bottom - top:
        return (left, (top + bottom) / 2), (right, (top + bottom) / 2)
    return ((left + right) / 2, top), ((left + right) / 2, bottom)


def _is_straight(one: Point, other: Point) -> bool:
    """Whether a line is level or upright, and long enough to be no dot."""
    rise, length = sorted((abs(one[0] - other[0]), abs(one[1] - other[1])))
    return rise <= STRAIGHT and length > SHORT


def _figures(data: str, matrix: Matrix) -> Iterator[Figure]:
    """The corners of each figure of a path, on the page."""
    figure: Figure = []
    for letter, values in _steps(data):
        if letter in "SM":
            yield figure
            figure = [matrix.point(*values)]
        elif letter == "L":
            figure.append(matrix.point(*values))
        elif letter in "CZ":
            figure += figure[:1]
        else:
            figure += [None, matrix.point(*values[-2:])]
    yield figure


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each letter with its numbers; one with too few ends the path."""
    letter, values = "", list[float]()
    for word, name in STEP.findall(data):
        if name:
            letter, values = name.upper(), []
        else:
            values += numbers(word)
        if letter in TAKES and len(values) == TAKES[letter]:
            yield letter, values
            values = []
