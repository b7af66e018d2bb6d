"""Letters in pixels become glyphs in points, as a printed page has them.

The glyphs of a line are as high as the line, a raised one is as high as its ink; each
begins where the one before it ends, so that only a true gap parts two words.
"""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from extract.readers.printed.page import Glyph
from extract.readers.scan.letters import Letter
from extract.readers.scan.raised import RAISED, raised
from extract.readers.scan.tick_boxes import TickBox

BODY = 0.9  # a Han character's ink is so much of its size
FIGURE = 0.75
NO_SPACE = 0.5  # a gap of half a size is no space: ink is narrower than its place
SMALL = 0.6  # the size of a raised letter
USUAL = 10.5


def glyphs(
    lines: Iterable[Sequence[Letter]], boxes: Sequence[TickBox], dpi: float
) -> list[Glyph]:
    """Return the glyphs of the lines, with tick boxes in place of what they hold."""
    points = 72 / dpi
    out = [glyph for line in lines for glyph in _line(_without(line, boxes), points)]
    usual = round(median(glyph.size for glyph in out), 1) if out else USUAL
    return out + [_tick(box, points, usual) for box in boxes]


def _without(line: Iterable[Letter], boxes: Sequence[TickBox]) -> list[Letter]:
    return [letter for letter in line if not any(b.holds(letter) for b in boxes)]


def _line(line: Sequence[Letter], points: float) -> Iterator[Glyph]:
    inked = [letter for letter in line if letter.char != " "]
    if not inked:
        return
    top, foot = min(it.y0 for it in inked), max(it.y1 for it in inked)
    size = _size(inked)
    before = line[0].x0
    for letter, high in zip(line, raised(line), strict=True):
        close = 0 <= letter.x0 - before < NO_SPACE * size
        y0, y1 = (letter.y0, letter.y1) if high else (top, foot)
        yield Glyph(
            round((before if close else letter.x0) * points, 2),
            round(y0 * points, 2),
            round(letter.x1 * points, 2),
            round(y1 * points, 2),
            RAISED.get(letter.char, letter.char),
            round(size * points * (SMALL if high else 1.0), 1),
            round(letter.sure, 3),
        )
        before = letter.x1


def _size(inked: Sequence[Letter]) -> float:
    """The size of the letters of a line, from the larger half of its Han characters."""
    han = sorted(it.y1 - it.y0 for it in inked if "\u4e00" < it.char <= "\u9fff")
    if han:
        return median(han[len(han) // 2 :]) / BODY
    return max(it.y1 - it.y0 for it in inked) / FIGURE


def _tick(box: TickBox, points: float, size: float) -> Glyph:
    x0, y0, x1, y1 = (round(edge * points, 2) for edge in box[:4])
    return Glyph(x0, y0, x1, y1, box.char, size, box.sure)
