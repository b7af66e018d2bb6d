"""A printed page, before anybody has read it: characters and rules with their places.

Places are in points (1/72 inch) from the upper left corner of the page as it is shown,
x to the right, y downward, so a page that is turned in its file is upright here.
"""

from array import array
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


class Run(NamedTuple):
    """Some characters side by side, with four numbers for the box of each.

    `spaced` says that the file stores a space behind them.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    chars: str
    size: float
    boxes: "array[float]"
    confidences: "array[float] | None" = None
    spaced: bool = False

    def part(self, start: int, end: int) -> "Run":
        """Return some of the characters as a run of their own."""
        boxes, sure = self.boxes[4 * start : 4 * end], self.confidences
        return Run(
            boxes[0],
            self.y0,
            boxes[-2],
            self.y1,
            self.chars[start:end],
            self.size,
            boxes,
            sure[start:end] if sure is not None else None,
            self.spaced and end == len(self.chars),
        )


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
    """One page: its characters in the order of the file, its rules, its links.

    A format that stores them one by one gives `glyphs`, one that stores words `runs`.

    `loose` are characters that do not belong to the text, such as those of a slanted
    watermark; they are written down and left out.  `notes` are (code, message) pairs.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph] = ()
    runs: Sequence[Run] = ()
    flat: Sequence[Rule] = ()
    upright: Sequence[Rule] = ()
    loose: Sequence[Glyph | Run] = ()
    links: Sequence[Target] = ()
    method: Method = "text"
    notes: Sequence[tuple[str, str]] = ()

    @property
    def words(self) -> str:
        """All its characters in the order of the file, for judging them."""
        return "".join([g.char for g in self.glyphs] + [r.chars for r in self.runs])
