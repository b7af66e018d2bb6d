"""A page laid out: its tables, and the lines that stand outside of them.

>>> from extract.readers.printed.page import Rule
>>> def word(x, y, chars):
...     return [Glyph(x + i, y, x + i + 10, y + 10, c, 10) for i, c in enumerate(chars)]
>>> flat = [Rule(y, 0, 200) for y in (20, 40, 60)]
>>> upright = [Rule(x, 20, 60) for x in (0, 100, 200)]
>>> glyphs = word(0, 0, "题") + word(5, 25, "药") + word(105, 45, "片")
>>> page = Page(number=1, width=300, height=400, glyphs=glyphs, flat=flat, upright=upright)
>>> sheet = laid_out(page)
>>> [line.chars for line in sheet.lines]
['题']
>>> [[slot.region.words for slot in row] for row in sheet.tables[0].rows]
[['药', ''], ['', '片']]
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.readers.printed.lattice import Frame, Lattice, tables
from extract.readers.printed.lines import Line, lines
from extract.readers.printed.page import Glyph, Method, Page, Target


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
    open_top: bool
    open_bottom: bool

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


def laid_out(page: Page) -> Sheet:
    """Return a page as tables and lines."""
    found = tables(page.flat, page.upright)
    glyphs = sorted(page.glyphs, key=_height)
    inside = _Inside(glyphs)
    # A table within a cell of another has its words to itself.
    inward = sorted(found, key=lambda lattice: _area(lattice.edges))
    every = [_table(lattice, inside, page.number) for lattice in inward]
    laid = sorted((table for table in every if table.speaks), key=_top)
    free = [g for at, g in enumerate(glyphs) if at not in inside.taken]
    return Sheet(
        page.number,
        page.width,
        page.height,
        laid,
        lines(free),
        lines(page.loose),
        page.links,
        page.method,
    )


def _area(frame: Frame) -> float:
    return (frame.x1 - frame.x0) * (frame.y1 - frame.y0)


def _top(table: Table) -> tuple[float, float]:
    return table.edges.y0, table.edges.x0


def _height(glyph: Glyph) -> float:
    return glyph.y0 + glyph.y1


class _Inside:
    """The glyphs of a page by height, and which of them a cell has taken."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        self.middles = [_height(glyph) / 2 for glyph in glyphs]
        self.taken: set[int] = set()

    def take(self, frame: Frame) -> list[Glyph]:
        """Return the glyphs whose middle lies in a frame."""
        first = bisect_left(self.middles, frame.y0)
        last = bisect_right(self.middles, frame.y1)
        x0, x1 = 2 * frame.x0, 2 * frame.x1
        found = [
            at
            for at in range(first, last)
            if x0 <= self.glyphs[at].x0 + self.glyphs[at].x1 < x1
            and at not in self.taken
        ]
        self.taken.update(found)
        return [self.glyphs[at] for at in found]


def _table(lattice: Lattice, inside: _Inside, page: int) -> Table:
    regions = [
        Region(page, frame, tuple(lines(inside.take(frame)))) for frame in lattice.cells
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
