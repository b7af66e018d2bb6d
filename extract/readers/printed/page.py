"""A printed page, before anybody has read it: characters and rules with their places.

Places are in points (1/72 inch) from the upper left corner of the page as it is shown,
x to the right, y downward, so a page that is turned in its file is upright here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Method = Literal["text", "ocr"]


class Glyph(NamedTuple):
    """A printed character: the box of its line's height, and its size in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    char: str
    size: float
    confidence: float = 1.0


class Rule(NamedTuple):
    """A straight line: horizontal at y = `at`, or vertical at x = `at`; start < end."""

    at: float
    start: float
    end: float


class Target(NamedTuple):
    """An area that links to an address."""

    x0: float
    y0: float
    x1: float
    y1: float
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its glyphs in the order of the file, its rules, its links.

    `loose` are characters that do not belong to the text, such as those of a slanted
    watermark; they are written down and left out.  `notes` are (code, message) pairs.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    flat: Sequence[Rule] = ()
    upright: Sequence[Rule] = ()
    loose: Sequence[Glyph] = ()
    links: Sequence[Target] = ()
    method: Method = "text"
    notes: Sequence[tuple[str, str]] = ()
