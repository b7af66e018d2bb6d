"""Lines of characters: what stands beside one another, left to right, with spaces.

Printers store characters in any order, some several times (fake bold), some raised (an
exponent); where words are parted they may store a space or only leave a gap.

>>> def run(x, chars, y=10.0, size=10.0):
...     x1 = x + size / 2 * len(chars)
...     return Run(x, y, x1, y + size, chars, size, array("f", [x, y, x1, y + size]))
>>> [line] = lines([run(5, "10"), run(15, "8", 8, 6), run(18, "个")])
>>> line.chars, line.raised, line.x1
('108个', ((2, 3),), 23.0)
>>> [line.chars for line in lines([run(0, "a"), run(9, "b"), run(14, "乙")])]
['a b乙']
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from extract.readers.printed.page import Run

SAME_LINE = 0.5  # Share of the lower of two characters that lies beside the other.
AGAIN = 0.3  # Of a character's width: the same character so near is printed again.
NO_GAP = 0.05  # Of the size.
GAP = 0.15  # Of the size, between words of letters and digits.
WIDE_GAP = 0.8  # Of the size, between any characters.
FIRST_WIDE = "\u2e80"  # Characters from here on stand without spaces.
NO_BOX = (0.0, 0.0, 0.0, 0.0)
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


def lines(runs: Iterable[Run]) -> list[Line]:
    """Return the lines of some runs, from top to bottom."""
    rows: list[_Row] = []
    for run in sorted(runs, key=_height):
        for row in rows[-1:-4:-1]:
            if row.holds(run):
                row.add(run)
                break
        else:
            rows.append(_Row(run))
    found = [_line(row.runs) for row in rows]
    if len(found) > 1:
        found.sort(key=lambda line: line.middle)
    return found


def _height(run: Run) -> float:
    return run[1] + run[3]


class _Row:
    """Runs on one line, and how high its largest one is."""

    __slots__ = ("bottom", "runs", "top")

    def __init__(self, run: Run) -> None:
        self.top, self.bottom = run.y0, run.y1
        self.runs = [run]

    def holds(self, run: Run) -> bool:
        top, bottom, y0, y1 = self.top, self.bottom, run[1], run[3]
        if y0 == top and y1 == bottom:
            return True
        shared = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
        high, low = bottom - top, y1 - y0
        return shared > SAME_LINE * (high if high < low else low)

    def add(self, run: Run) -> None:
        self.runs.append(run)
        if run[3] - run[1] > self.bottom - self.top:
            self.top, self.bottom = run.y0, run.y1


def _line(runs: list[Run]) -> Line:
    """One line from runs that stand beside one another."""
    if len(runs) > 1:
        runs = _once(sorted(runs, key=_left))
    before = runs[0]
    chars, boxes = [before.chars], before.boxes[:]
    for run in runs[1:]:
        if _is_parted(before, run):
            chars.append(" ")
            boxes.extend(NO_BOX)
        chars.append(run.chars)
        boxes += run.boxes
        before = run
    sizes = [run[5] for run in runs]
    largest = max(sizes)
    return Line(
        "".join(chars),
        boxes,
        runs[0].x0,
        min([run[1] for run in runs]),
        max([run[2] for run in runs]),
        max([run[3] for run in runs]),
        largest,
        tuple(_raised(chars, runs, largest)) if min(sizes) < SMALL * largest else (),
        _confidences(chars, runs),
        before.spaced,
    )


def _left(run: Run) -> float:
    return run[0]


def _once(runs: list[Run]) -> list[Run]:
    """The runs without those that are printed over themselves, a hair aside: bold."""
    kept = runs[:1]
    for run in runs[1:]:
        new: Run | None = run
        for other in kept[-3:]:
            if new and other[2] > new[0]:
                new = _beyond(other, new)
        if new:
            kept.append(new)
    return kept


def _beyond(one: Run, other: Run) -> Run | None:
    """What a run says beyond what another one says there already; None for nothing."""
    near = AGAIN * (other.x1 - other.x0) / len(other.chars)
    starts = enumerate(one.boxes[0::4])
    at = next((i for i, x in starts if abs(other.x0 - x) < near), len(one.chars))
    said = one.chars[at:]
    if not said or abs(other.y0 - one.y0) > AGAIN * other.size:
        return other
    if said.startswith(other.chars):
        return None
    again = len(said) if other.chars.startswith(said) else 0
    return other.part(again, len(other.chars))


def _is_parted(one: Run, other: Run) -> bool:
    """Whether a gap parts two words; a stored space may be as narrow as it likes."""
    gap = (other[0] - one[2]) / (other.size or 1.0)
    if gap < NO_GAP or one.spaced:
        return gap >= NO_GAP
    return gap > WIDE_GAP or (
        gap > GAP and one.chars[-1] < FIRST_WIDE and other.chars[0] < FIRST_WIDE
    )


def _raised(chars: list[str], runs: list[Run], largest: float) -> list[tuple[int, int]]:
    """List the ranges of characters that are smaller and above the middle."""
    full = next(run for run in runs if run.size == largest)
    middle, at = _height(full), 0
    order = iter(runs)
    spans: list[tuple[int, int]] = []
    for words in chars:
        if words != " ":
            run = next(order)
            if run.size < SMALL * largest and _height(run) < middle:
                start = spans.pop()[0] if spans and spans[-1][1] == at else at
                spans.append((start, at + len(words)))
        at += len(words)
    return spans


def _confidences(chars: list[str], runs: list[Run]) -> "array[float] | None":
    if all(run.confidences is None for run in runs):
        return None
    order = iter(runs)
    sure = array("f")
    for words in chars:
        own = None if words == " " else next(order).confidences
        sure += own if own is not None else array("f", [1.0]) * len(words)
    return sure
