"""From the millimeters of an OFD to points on the page.

Each object has a `Boundary` (left, top, width, height) in the space of what it lies in,
and a `CTM` that turns and stretches its inside before it is put there.  Like on a
`Page`, x grows to the right and y downward.

>>> from lxml import etree
>>> item = etree.fromstring('<TextObject Boundary="10 20 5 5" CTM="2 0 0 2 0 0"/>')
>>> [round(value, 1) for value in within(item, PAGE).point(1, 0)]
[34.0, 56.7]
"""

import math
import re
from typing import NamedTuple

from lxml import etree

from normalize.places import Box

MM = 72 / 25.4
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
FAR = 1e6  # No page is so large; beyond it sums of numbers lose their meaning.
SLANT = 0.05


class Matrix(NamedTuple):
    """A map of the plane, as PDF and OFD write it."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the upright box around where a box comes to lie."""
        corners = [self.point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def then(self, outer: "Matrix") -> "Matrix":
        """Return the map that does this one first, and then the other."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            *outer.point(self.e, self.f),
        )


PAGE = Matrix(MM, 0, 0, MM, 0, 0)


def numbers(words: str | None) -> list[float]:
    """Return the numbers of an attribute; commas and units between them do not count.

    >>> numbers("0 -1.5,2e1"), numbers(None)
    ([0.0, -1.5, 20.0], [])
    """
    if not words:
        return []
    return [max(-FAR, min(FAR, float(number))) for number in NUMBER.findall(words)]


def number(words: str | None, default: float) -> float:
    """Return the first number of an attribute, or what the standard says it is else."""
    return next(iter(numbers(words)), default) if words else default


def boundary(item: etree._Element) -> tuple[float, float, float, float]:
    """Return the left, top, width and height of an object; none is a point."""
    left, top, width, height = (*numbers(item.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
    return left, top, width, height


def outline(item: etree._Element, outer: Matrix) -> Box:
    """Return where the boundary of an object lies on the page."""
    left, top, width, height = boundary(item)
    return outer.box(left, top, left + width, top + height)


def within(item: etree._Element, outer: Matrix) -> Matrix:
    """Return the map from the inside of an object to the page."""
    left, top, *_ = boundary(item)
    values = numbers(item.get("CTM"))
    a, b, c, d, e, f = values if len(values) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return Matrix(a, b, c, d, e + left, f + top).then(outer)


def is_slanted(x: float, y: float) -> bool:
    """Say whether a direction is neither across the page nor down it.

    >>> is_slanted(10, 0.1), is_slanted(0, -3), is_slanted(1, 1)
    (False, False, True)
    """
    small, large = sorted((abs(x), abs(y)))
    return small > SLANT * large


def stretch(matrix: Matrix) -> float:
    """Return how many points high an inside unit becomes."""
    return math.hypot(matrix.c, matrix.d)
