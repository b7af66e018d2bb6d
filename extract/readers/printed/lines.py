"""Lines of characters: what stands beside one another, left to right, with spaces.

Printers store characters in any order, some several times (fake bold), some raised (an
exponent); where words are parted they may store a space or only leave a gap.

>>> def glyph(x, char, y=10.0, size=10.0):
...     return Glyph(x, y, x + size * (0.5 if char < "一" else 1), y + size, char, size)
>>> [line] = lines([glyph(5, "1"), glyph(10, "0"), glyph(15, "8", 8, 6), glyph(18, "个")])
>>> line.chars, line.raised, line.x1
('108个', ((2, 3),), 28.0)
>>> [line.chars for line in lines([glyph(0, "a"), glyph(9, "b"), glyph(14, "乙")])]
['a b乙']
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.readers.printed.page import Glyph

SAME_LINE = 0.5  # Share of the lower of two characters that lies beside the other.
AGAIN = 0.3  # Of a character's width: the same character so near is printed again.
NO_GAP = 0.05  # Of the size.
GAP = 0.15  # Of the size, between words of letters and digits.
WIDE_GAP = 0.8  # Of the size, between any characters.
FIRST_WIDE = "\u2e80"  # Characters from here on stand without spaces.
SMALL = 0.8  # Of the largest size in the line: an exponent.


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its characters, four numbers for the box of each.

    `raised` are ranges of small characters above the middle of the line; `ended` says
    that a space was stored behind the last word.
    """

    chars: str
    boxes: "array[float]"
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    raised: tuple[tuple[int, int], ...] = ()
    confidences: "array[float] | None" = None
    ended: bool = False

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.y0 + self.y1) / 2

    def part(self, start: int, end: int) -> "Line":
        """Return some of the characters as a line of their own."""
        boxes = self.boxes[4 * start : 4 * end]
        printed = boxes[2::4]
        raised = [(max(a, start), min(b, end)) for a, b in self.raised]
        return Line(
            self.chars[start:end],
            boxes,
            min(x for x, right in zip(boxes[0::4], printed, strict=True) if right),
            self.y0,
            max(printed),
            self.y1,
            self.size,
            tuple((a - start, b - start) for a, b in raised if a < b),
            self.confidences[start:end] if self.confidences is not None else None,
        )


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of some characters, from top to bottom."""
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=_height):
        row = next((row for row in rows[-1:-4:-1] if row.holds(glyph)), None)
        if row is None:
            rows.append(row := _Row(glyph))
        else:
            row.add(glyph)
    found = [line for row in rows if (line := _line(sorted(row.glyphs)))]
    return sorted(found, key=lambda line: line.middle)


def _height(glyph: Glyph) -> float:
    return glyph.y0 + glyph.y1


class _Row:
    """Characters on one line, and how high its largest one is."""

    __slots__ = ("bottom", "glyphs", "top")

    def __init__(self, glyph: Glyph) -> None:
        self.top, self.bottom = glyph.y0, glyph.y1
        self.glyphs = [glyph]

    def holds(self, glyph: Glyph) -> bool:
        top, bottom = self.top, self.bottom
        y0, y1 = glyph.y0, glyph.y1
        shared = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
        high, low = bottom - top, y1 - y0
        return shared > SAME_LINE * (high if high < low else low)

    def add(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        if glyph.y1 - glyph.y0 > self.bottom - self.top:
            self.top, self.bottom = glyph.y0, glyph.y1


def _line(glyphs: Sequence[Glyph]) -> Line | None:
    """One line from characters in order of x; None for spaces alone."""
    chars: list[str] = []
    boxes: list[float] = []
    kept: list[Glyph] = []
    before = None
    space = False
    for glyph in glyphs:
        x0, y0, x1, y1, char, size, _ = glyph
        if char == " ":
            space = bool(kept)
            continue
        if before is not None:
            if _is_again(before, glyph):
                continue
            if _is_parted(before, glyph, stored=space):
                chars.append(" ")
                boxes += (0.0, 0.0, 0.0, 0.0)
        chars.append(char)
        boxes += (x0, y0, x1, y1)
        kept.append(glyph)
        before, space = glyph, False
    if not kept:
        return None
    largest = max(glyph.size for glyph in kept)
    return Line(
        "".join(chars),
        array("f", boxes),
        min(glyph.x0 for glyph in kept),
        min(glyph.y0 for glyph in kept),
        max(glyph.x1 for glyph in kept),
        max(glyph.y1 for glyph in kept),
        largest,
        tuple(_raised(chars, kept, largest)),
        _confidences(chars, kept),
        space,
    )


def _is_again(one: Glyph, other: Glyph) -> bool:
    """Whether a character is printed over itself, a hair aside: bold without bold."""
    near = AGAIN * (other.x1 - other.x0)
    return (
        one.char == other.char
        and other.x0 - one.x0 < near
        and abs(other.y0 - one.y0) < AGAIN * other.size
    )


def _is_parted(one: Glyph, other: Glyph, *, stored: bool) -> bool:
    """Whether a gap parts two words; a stored space may be as narrow as it likes."""
    gap = (other.x0 - one.x1) / (other.size or 1.0)
    if stored:
        return gap > NO_GAP
    return gap > WIDE_GAP or (
        gap > GAP and one.char < FIRST_WIDE and other.char < FIRST_WIDE
    )


def _raised(
    chars: list[str], glyphs: list[Glyph], largest: float
) -> Iterable[tuple[int, int]]:
    """Yield the ranges of characters that are smaller and above the middle."""
    if min(glyph.size for glyph in glyphs) >= SMALL * largest:
        return
    full = next(glyph for glyph in glyphs if glyph.size == largest)
    middle = full.y0 + full.y1
    start, at = -1, 0
    order = iter(glyphs)
    for at, char in enumerate(chars):
        glyph = next(order) if char != " " else None
        up = (
            glyph is not None
            and glyph.size < SMALL * largest
            and _height(glyph) < middle
        )
        if up and start < 0:
            start = at
        elif not up and start >= 0:
            yield start, at
            start = -1
    if start >= 0:
        yield start, at + 1


def _confidences(chars: list[str], glyphs: list[Glyph]) -> "array[float] | None":
    if all(glyph.confidence == 1.0 for glyph in glyphs):
        return None
    order = iter(glyphs)
    return array("f", (1.0 if c == " " else next(order).confidence for c in chars))
