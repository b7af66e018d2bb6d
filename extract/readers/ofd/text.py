"""The characters of a TextObject, placed one by one.

    <TextObject Boundary="20 30 60 6" Size="4.5">
      <TextCode X="0" Y="4" DeltaX="g 3 4.5 9">药品名称：</TextCode>

`X Y` is where the first character stands on its base line, `DeltaX` how far each next
one is: `g 3 4.5` means three times 4.5.

>>> from lxml import etree
>>> item = etree.fromstring('<TextObject Boundary="10 20 50 6" Size="4">'
...     '<TextCode X="1" Y="4" DeltaX="g 2 4">公告书</TextCode></TextObject>')
>>> [(glyph.char, round(glyph.x0, 1), round(glyph.y1, 1))
...  for glyph in written(item, PAGE).glyphs]
[('公', 31.2, 69.4), ('告', 42.5, 69.4), ('书', 53.9, 69.4)]
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from lxml import etree

from extract.readers.ofd.space import (
    PAGE,
    Matrix,
    is_slanted,
    number,
    stretch,
    within,
)
from extract.readers.printed.page import Glyph

__all__ = ["PAGE", "Written", "advances", "reaching", "written"]

ASCENT, DESCENT = 0.88, 0.12  # Of the size: the em box that Chinese fonts share.
# Widths of letters in sizes, the usual and the largest: fonts are not asked.  In Song
# and its kin all are a half; a letter and a blank behind it are wider than the largest.
WIDTHS = (
    ("ijlftrI.,:;'`|!()[]{}-/\\ ", 0.3, 0.51),
    ("mwMW@%&", 0.8, 0.96),
    ("ABCDEFGHJKLNOPQRSTUVXYZ", 0.65, 0.78),
)
HALF, WIDE = (0.5, 0.61), (1.0, 1.05)
Placed = tuple[str, float, float, float]
UNSEEN = "\u00ad\u200b\ufeff\x7f"


class Written(NamedTuple):
    """The glyphs of a text, and whether it runs neither across the page nor down."""

    glyphs: list[Glyph]
    aslant: bool


def written(item: etree._Element, outer: Matrix) -> Written:
    """Return the glyphs of a TextObject in its order; spaces are glyphs too."""
    matrix = within(item, outer)
    size = number(item.get("Size"), 3.0)
    places = list(_placed(item, size, number(item.get("HScale"), 1.0)))
    points = round(size * stretch(matrix), 3)
    glyphs = [
        Glyph(*_box(matrix, x, y, step, size), char, points)
        for char, x, y, step in places
        if char >= " " and char not in UNSEEN
    ]
    return Written(glyphs, is_slanted(matrix.a, matrix.b) or _climbs(places, matrix))


def _climbs(places: list[Placed], matrix: Matrix) -> bool:
    """Whether most characters stand aslant from the one before."""
    points = [matrix.point(x, y) for _, x, y, _ in places]
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points)]
    return 2 * sum(is_slanted(*step) for step in steps) > len(steps)


def reaching(glyph: Glyph, following: Glyph) -> Glyph:
    """Return a glyph as wide as it is if what follows was placed right behind it.

    The last character of an object has no step behind it; where each character is an
    object of its own, that is every one.

    >>> m, l = Glyph(10, 20, 15, 30, "m", 10), Glyph(17.8, 20, 20, 30, "l", 10)
    >>> reaching(m, l).x1, reaching(l, m).x1, reaching(m, l._replace(x0=25)).x1
    (17.8, 20, 15)
    """
    beside = following.y0 < glyph.y1 and glyph.y0 < following.y1
    step = following.x0 - glyph.x0
    if beside and 0 < step <= _widths(glyph.char)[1] * glyph.size:
        return glyph._replace(x1=following.x0)
    return glyph


def advances(words: str | None, count: int) -> list[float]:
    """Return the `count` steps that DeltaX or DeltaY mean; the last one goes on.

    >>> advances("2 g 3 1.5", 5), advances("g 999999999 4", 2), advances(None, 2)
    ([2.0, 1.5, 1.5, 1.5, 1.5], [4.0, 4.0], [])
    """
    steps: list[float] = []
    rest = iter((words or "").replace(",", " ").split())
    for word in rest:
        times = 1.0
        if word.lower() == "g":
            times, word = number(next(rest, None), 1.0), next(rest, "0")
        steps += [number(word, 0.0)] * int(min(times, count - len(steps)))
        if len(steps) >= count:
            break
    return steps + steps[-1:] * (count - len(steps))


def _placed(item: etree._Element, size: float, scale: float) -> Iterator[Placed]:
    """Each character, its place in the object, and the room up to the next one."""
    x = y = 0.0
    for code in item.iterchildren("TextCode"):
        # Where a program indents its XML, white space is not among the characters.
        chars = (code.text or "").strip("\r\n\t")
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across = advances(code.get("DeltaX"), len(chars))
        down = advances(code.get("DeltaY"), len(chars)) or [0.0] * len(chars)
        if not across:
            # By the standard the characters then lie on one another, unless they go
            # down; what is meant is that they stand side by side.
            wide = not any(down)
            across = [_width(char) * size * scale * wide for char in chars]
        left, base = x, y
        for char, step, fall in zip(chars, across, down, strict=True):
            width = _width(char) * size * scale
            yield char, left, base, min(step, size) if step > 0 else width
            left, base = left + step, base + fall


def _width(char: str) -> float:
    return _widths(char)[0]


def _widths(char: str) -> tuple[float, float]:
    """The usual and the largest width of a character, in sizes."""
    if east_asian_width(char) in "WF":
        return WIDE
    found = ((usual, most) for chars, usual, most in WIDTHS if char in chars)
    return next(found, HALF)


def _box(
    matrix: Matrix, x: float, y: float, width: float, size: float
) -> tuple[float, float, float, float]:
    return matrix.box(x, y - ASCENT * size, x + width, y + DESCENT * size)
