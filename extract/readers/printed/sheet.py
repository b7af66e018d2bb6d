"""A page laid out: its tables, and the lines that stand outside of them.

>>> from extract.readers.printed.page import Rule
>>> def word(x, y, chars):
...     return [Glyph(x + i, y, x + i + 10, y + 10, c, 10) for i, c in enumerate(chars)]
>>> flat = [Rule(y, 0, 200) for y in (20, 40, 60)]
>>> upright = [Rule(x, 20, 60) for x in (0, 100, 200)]
>>> glyphs = word(0, 0, "题") + word(5, 25, "药") + word(105, 45, "片")
>>> printed = {"glyphs": glyphs, "flat": flat, "upright": upright}
>>> sheet = laid_out(Page(number=1, width=300, height=400, **printed))
>>> [line.chars for line in sheet.lines]
['题']
>>> [[slot.region.words for slot in row] for row in sheet.tables[0].rows]
[['药', ''], ['', '片']]
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.readers.printed import stripes
from extract.readers.printed.lattice import Frame, Lattice, Ranges, joined, tables
from extract.readers.printed.lines import Line, lines
from extract.readers.printed.page import Glyph, Method, Page, Rule, Run, Target
from extract.readers.printed.runs import runs_of

THROUGH = 0.05  # Of the width of a character, at each side.


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """What is printed in one cell on one page."""

    page: int
    frame: Frame
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """Its lines."""
        return "\n".join(line.chars for line in self.lines)


class Slot(NamedTuple):
    """A region in a row; `first` in the first row that it reaches over."""

    region: Region
    first: bool


Row = list[Slot]


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page, row by row."""

    rows: list[Row]
    edges: Frame
    open_top: Ranges
    open_bottom: Ranges

    @property
    def speaks(self) -> bool:
        """Whether any of its cells holds words; shading and drawings do not."""
        return any(slot.region.lines for row in self.rows for slot in row)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: tables and lines from top to bottom, and what does not belong to it."""

    number: int
    width: float
    height: float
    tables: list[Table]
    lines: list[Line]
    loose: list[Line]
    links: Sequence[Target]
    method: Method
    rules: Sequence[Rule] = ()  # Those across, to tell the rows of a table apart.


def laid_out(page: Page) -> Sheet:
    """Return a page as tables and lines."""
    inside = _Inside([*page.runs, *runs_of(page.glyphs)])
    across = joined(page.flat)
    found = stripes.without(tables(page.flat, page.upright), inside.left, across)
    # A table within a cell of another has its words to itself.
    inward = sorted(found, key=lambda lattice: _area(lattice.edges))
    every = [_table(lattice, inside, page.number) for lattice in inward]
    laid = sorted((table for table in every if table.speaks), key=_top)
    return Sheet(
        page.number,
        page.width,
        page.height,
        laid,
        lines(inside.left),
        lines(_loose(page)),
        page.links,
        page.method,
        across if inside.left else (),
    )


def _area(frame: Frame) -> float:
    return (frame.x1 - frame.x0) * (frame.y1 - frame.y0)


def _top(table: Table) -> tuple[float, float]:
    return table.edges.y0, table.edges.x0


def _loose(page: Page) -> list[Run]:
    glyphs = [thing for thing in page.loose if isinstance(thing, Glyph)]
    return [r for r in page.loose if isinstance(r, Run)] + runs_of(glyphs)


class _Inside:
    """The runs of a page by height; cells take those that stand in them."""

    def __init__(self, runs: list[Run]) -> None:
        self.left = sorted(runs, key=_middle)

    def take(self, frames: Sequence[Frame]) -> list[list[Run]]:
        """Return the runs of each cell; one that crosses a border is cut there."""
        middles = [_middle(run) for run in self.left]
        taken: dict[int, list[tuple[int, int]]] = {}
        found: list[list[Run]] = [[] for _ in frames]
        # Where a box lies in a cell, the words are of the box alone.
        for number in sorted(range(len(frames)), key=lambda at: _area(frames[at])):
            x0, y0, x1, y1 = frames[number]
            own = found[number]
            first = bisect_left(middles, 2 * y0)
            for at in range(first, bisect_right(middles, 2 * y1, first)):
                run = self.left[at]
                if run[0] < x1 and run[2] > x0:
                    start, end = _within(run, x0, x1)
                    if start < end and _are_left(start, end, taken.get(at, ())):
                        whole = end - start == len(run.chars)
                        own.append(run if whole else run.part(start, end))
                        taken.setdefault(at, []).append((start, end))
        self.left = [
            rest
            for at, run in enumerate(self.left)
            for rest in (_rest(run, taken[at]) if at in taken else (run,))
        ]
        return found


def _are_left(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return all(end <= first or start >= last for first, last in taken)


def _middle(run: Run) -> float:
    return run[1] + run[3]


def _within(run: Run, x0: float, x1: float) -> tuple[int, int]:
    """Which characters of a run are of the cell between two edges.

    A border between two characters parts them; one that cuts through a character is
    overrun, as by a long code, and the run is of the cell that it begins in.
    """
    if run[0] >= x0 and run[2] <= x1:
        return 0, len(run.chars)
    boxes = [*zip(run.boxes[0::4], run.boxes[2::4], strict=True)]
    middles = [(left + right) / 2 for left, right in boxes]
    start = 0 if _overrun(boxes[1:], x0) else sum(x < x0 for x in middles)
    end = len(boxes) if _overrun(boxes[1:], x1) else sum(x < x1 for x in middles)
    begins = x0 <= middles[0] < x1
    return (start, end) if begins or start else (0, 0)


def _overrun(boxes: Sequence[tuple[float, float]], border: float) -> bool:
    return any(
        left + THROUGH * (right - left) < border < right - THROUGH * (right - left)
        for left, right in boxes
    )


def _rest(run: Run, taken: list[tuple[int, int]]) -> Iterator[Run]:
    """Yield what cells have left of a run."""
    at = 0
    for start, end in [*sorted(taken), (len(run.chars), 0)]:
        if at < start:
            yield run.part(at, start)
        at = max(at, end)


def _table(lattice: Lattice, inside: _Inside, page: int) -> Table:
    runs = inside.take(lattice.cells)
    regions = [
        Region(page, frame, tuple(lines(own)))
        for frame, own in zip(lattice.cells, runs, strict=True)
    ]
    return Table(_rows(regions), lattice.edges, lattice.open_top, lattice.open_bottom)


def _rows(regions: list[Region]) -> list[Row]:
    """The regions by row; one that reaches over several rows is in each of them."""
    tops = sorted({region.frame.y0 for region in regions})
    rows: list[Row] = [[] for _ in tops]
    for region in regions:
        first = bisect_left(tops, region.frame.y0)
        for at in range(first, bisect_left(tops, region.frame.y1)):
            rows[at].append(Slot(region, at == first))
    return [sorted(row, key=lambda slot: slot.region.frame.x0) for row in rows]
