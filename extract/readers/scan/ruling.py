"""The ruling lines of a page: long thin runs of ink, flat or upright.

Lengths are in points and hold at any resolution.  A worn line has gaps, so pieces are
found first and joined where they lie in one line; the strokes of a large title (一, 国)
are as long as the side of a cell and are told by lying inside a line of text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extract.readers.printed.page import Rule
from extract.readers.scan.extra import cv2
from extract.readers.scan.models import Image

PIECE, SHORTEST = 12.0, 18.0  # points: of a piece, of a line of pieces
LOWEST = 9.0  # a row of small print; so short a line must join two others
FAINT = 12  # of 255: a hair line of gray after its page was straightened
LONG = 36.0  # longer than the strokes of a title
OF_TABLE = 60.0  # longer than anything in a line of text
THICKEST = 6.0
SNAP, GAP = 2.5, 9.0
SOLID = 0.75  # of a worn line is ink
STROKE = 28.0  # longer than one of a title
CORNER = 5.0  # a line that ends so near to another one was drawn to it
EDGE = 6.0
RESIDUE = 3.0
NEAR = 2.9  # points from the middle of a double line to its edge
DARK = 190
CROSSED = 120  # a stroke of a letter goes through the line here

Box = tuple[float, float, float, float]


class Ruling(NamedTuple):
    """The rules of a page, in points."""

    flat: Sequence[Rule]
    upright: Sequence[Rule]


def ruling(even: Image, dpi: float) -> Ruling:
    """Find the rules of a straight page, given in gray on white paper."""
    contrast = cv2.adaptiveThreshold(
        255 - even,
        1,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY,
        round(dpi / 10) * 2 + 1,
        -20,
    )
    gray = 255 - even
    flat = _runs(contrast | _faint(gray, dpi), dpi, PIECE)
    long = [rule for rule in flat if rule.end - rule.start >= OF_TABLE]
    upright = _runs(contrast.T | _faint(gray.T, dpi), dpi, LOWEST)
    return Ruling(
        [rule for rule in flat if rule.end - rule.start >= SHORTEST],
        [rule for rule in upright if _is_enough(rule, long)],
    )


def _is_enough(rule: Rule, across: Sequence[Rule]) -> bool:
    """Whether a rule is long, or goes from one long rule across it to the next."""
    if rule.end - rule.start >= SHORTEST:
        return True
    ends = {
        end
        for end in (rule.start, rule.end)
        for other in across
        if abs(other.at - end) <= SNAP and other.start - SNAP <= rule.at <= other.end
    }
    return len(ends) > 1


def _faint(dark: Image, dpi: float) -> Image:
    """Flat lines that are a little darker than what is above and below them.

    Beside words a hair line of gray is no darker than the mean around it.
    """
    along = cv2.blur(np.ascontiguousarray(dark), (max(3, round(dpi / 22)), 1))
    apart = max(3, round(dpi / 50))
    padded = np.pad(along, ((apart, apart), (0, 0)), "edge")
    beside = cv2.max(padded[: -2 * apart], padded[2 * apart :])
    faint = (cv2.subtract(along, beside) > FAINT).astype(np.uint8)
    length = round(OF_TABLE / 72 * dpi)  # longer than the edge of a word
    answer: Image = cv2.morphologyEx(
        faint, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)
    )
    return answer


def _runs(contrast: Image, dpi: float, least: float) -> list[Rule]:
    """The flat runs of ink; for upright ones give the image with its axes swapped."""
    length = max(3, round(least / 72 * dpi))
    contrast = np.ascontiguousarray(contrast)
    opened = cv2.morphologyEx(contrast, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    joined = cv2.dilate(opened, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    points = 72 / dpi
    pieces = [
        Rule((y + height / 2) * points, x * points, (x + width) * points)
        for x, y, width, height, _ in stats[1:].tolist()
        if height * points <= THICKEST
    ]
    return joined_up(pieces)


def joined_up(pieces: Iterable[Rule]) -> list[Rule]:
    """Bring pieces of one line together.

    >>> joined_up([Rule(10, 0, 50), Rule(10.5, 55, 90), Rule(10, 200, 220)])
    [Rule(at=10, start=200, end=220), Rule(at=10.21, start=0, end=90)]
    """
    lines: list[list[Rule]] = []
    for piece in sorted(pieces, key=lambda rule: (rule.start, rule.at)):
        for line in lines:
            last = line[-1]
            if abs(last.at - piece.at) <= SNAP and piece.start <= _end(line) + GAP:
                line.append(piece)
                break
        else:
            lines.append([piece])
    return sorted(rule for line in lines for rule in _one_or_all(line))


def _one_or_all(line: Sequence[Rule]) -> Sequence[Rule]:
    """One rule of pieces that fill it; strokes of a title in one line stay apart."""
    lengths = [piece.end - piece.start for piece in line]
    solid = sum(lengths) >= SOLID * (_end(line) - line[0].start)
    return [_one(line)] if solid and max(lengths) >= STROKE else line


def _end(line: Sequence[Rule]) -> float:
    return max(piece.end for piece in line)


def _one(line: Sequence[Rule]) -> Rule:
    weight = sum(piece.end - piece.start for piece in line)
    at = sum(piece.at * (piece.end - piece.start) for piece in line) / weight
    if len({piece.at for piece in line}) == 1:
        at = line[0].at
    return Rule(round(at, 2), min(piece.start for piece in line), _end(line))


def erased(gray: Image, found: Ruling, dpi: float) -> Image:
    """Paint the rules white, but for places where the stroke of a letter crosses."""
    out = gray.copy()
    _paint(out, found.flat, dpi)
    _paint(out.T, found.upright, dpi)
    return out


def of_tables(found: Ruling) -> Ruling:
    """Return the rules that meet another one; the others underline words."""
    return Ruling(
        list(_meeting(found.flat, found.upright)),
        list(_meeting(found.upright, found.flat)),
    )


def _meeting(rules: Iterable[Rule], across: Sequence[Rule]) -> Iterator[Rule]:
    """The long rules that meet another one, and short ones between two long ones.

    The strokes of a title meet too, but all of them are short.
    """
    for rule in rules:
        met = [other for other in across if _meet(rule, other)]
        if (met and _is_long(rule)) or sum(map(_is_long, met)) > 1:
            yield rule


def _is_long(rule: Rule) -> bool:
    return rule.end - rule.start >= LONG


def _meet(rule: Rule, other: Rule) -> bool:
    return (
        other.start - CORNER <= rule.at <= other.end + CORNER
        and rule.start - CORNER <= other.at <= rule.end + CORNER
    )


def bands(found: Ruling, dpi: float) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of the rules in pixels, with what is left of their ink."""
    for x0, y0, x1, y1 in (
        *map(_flat_box, found.flat),
        *map(_upright_box, found.upright),
    ):
        yield (
            round((x0 - RESIDUE) * dpi / 72),
            round((y0 - RESIDUE) * dpi / 72),
            round((x1 + RESIDUE) * dpi / 72),
            round((y1 + RESIDUE) * dpi / 72),
        )


def _paint(out: Image, rules: Iterable[Rule], dpi: float) -> None:
    """Paint along flat rules the dark pixels that do not go on above and below."""
    scale = dpi / 72
    for rule in rules:
        at, start, end = (round(v * scale) for v in rule)
        top, foot = _thickness(out[:, max(0, start) : end], at, dpi)
        band = out[top:foot, max(0, start - 1) : end + 1]
        if band.size:
            crossed = (band[0] < CROSSED) | (band[-1] < CROSSED)
            band[:, ~crossed] = 255


def _thickness(along: Image, at: int, dpi: float) -> tuple[int, int]:
    """The rows of a rule, with its pale edges; a double line is as thick as both."""
    near, edge = round(NEAR / 72 * dpi), max(2, round(dpi / 72))
    start = max(0, at - near)
    dark = (along[start : at + near + 1] < DARK).mean(axis=1) > SOLID / 2
    rows = start + np.flatnonzero(dark)
    top, foot = min([at, *rows.tolist()]), max([at, *rows.tolist()])
    return max(0, top - edge), foot + edge + 1


def without_strokes(found: Ruling, words: Iterable[Box]) -> Ruling:
    """Leave out rules that lie inside a line of text: the strokes of large letters."""
    boxes = list(words)

    def is_stroke(rule: Rule, place: Callable[[Rule], Box]) -> bool:
        x0, y0, x1, y1 = place(rule)
        return any(
            b[0] <= x0 and x1 <= b[2] and b[1] <= y0 and y1 <= b[3] for b in boxes
        )

    flat = [r for r in found.flat if not is_stroke(r, _flat_box)]
    upright = [r for r in found.upright if not is_stroke(r, _upright_box)]
    # Strokes of two lines of a title, one below the other, meet no line.
    return Ruling(flat, [r for r in upright if any(_meet(r, it) for it in flat)])


def _flat_box(rule: Rule) -> Box:
    return rule.start, rule.at, rule.end, rule.at


def _upright_box(rule: Rule) -> Box:
    return rule.at, rule.start, rule.at, rule.end


def squared(found: Ruling, width: float, height: float) -> Ruling:
    """Close corners that were not quite drawn, and tables that run off the page."""
    flat = [_reach(rule, found.upright) for rule in found.flat]
    upright = [_reach(rule, found.flat) for rule in found.upright]
    sides = list(_off_the_page(flat, upright, width))
    ends = list(_off_the_page(upright, flat, height))
    return Ruling(sorted(flat + ends), sorted(upright + sides))


def _reach(rule: Rule, others: Sequence[Rule]) -> Rule:
    """Draw the ends of a rule to the rules that they all but touch."""
    ats = [
        other.at
        for other in others
        if other.start - CORNER <= rule.at <= other.end + CORNER
    ]
    start = min([at for at in ats if abs(at - rule.start) <= CORNER], default=None)
    end = max([at for at in ats if abs(at - rule.end) <= CORNER], default=None)
    return Rule(
        rule.at,
        rule.start if start is None else min(start, rule.start),
        rule.end if end is None else max(end, rule.end),
    )


def _off_the_page(
    rules: Sequence[Rule], across: Sequence[Rule], extent: float
) -> Iterator[Rule]:
    """A rule along an edge of the page that two or more rules run into."""
    for edge in (0.0, extent):
        ends = [
            r.at for r in rules if min(abs(r.start - edge), abs(r.end - edge)) < EDGE
        ]
        closed = any(abs(r.at - edge) < 2 * EDGE for r in across)
        if len(ends) > 1 and not closed:
            yield Rule(edge, min(ends), max(ends))
