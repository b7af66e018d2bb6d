"""Paint that is no border: rows shaded by turns, labels shaded and values not.

    ▒▒ 长期借款 ▒▒▒▒ 79 ▒▒ 1,020 ▒▒         ▒▒ 药品名称 ▒▒  示例胶囊
       应付债券       0        0            ▒▒ 规格     ▒▒  20mg
    ▒▒ 其他负债 ▒▒▒ 506 ▒▒▒▒ 768 ▒▒         ▒▒ 剂型     ▒▒  胶囊剂

The edges of the paint look like tables of one row, or of one column.  They are the
rules between rows, and the words in them and beside them are read as one table.

>>> from array import array
>>> from extract.readers.printed.lattice import Frame
>>> def run(x, y):
...     return Run(x, y, x + 10, y + 10, "字", 10, array("f", [x, y, x + 10, y + 10]))
>>> def band(y):
...     cells = Frame(0, y, 50, y + 10), Frame(50, y, 90, y + 10)
...     return Lattice(cells, False, False)
>>> rows = [run(x, y) for y in (0, 10, 20, 30, 40) for x in (0, 60)]
>>> without([band(0), band(20), band(40)], rows)
[]
>>> titled = [run(0, 0), run(60, 0), run(0, 10), run(0, 20), run(60, 20)]
>>> len(without([band(0), band(20)], titled))  # A title between tables of one row.
2
>>> labels = Lattice((Frame(0, 0, 50, 10), Frame(0, 10, 50, 20)), False, False)
>>> without([labels], rows), len(without([labels], [run(0, 0), run(0, 10)]))
([], 1)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.readers.printed.lattice import SNAP, Lattice
from extract.readers.printed.page import Rule, Run

HIGHEST = 120.0  # Points from a band to the rule below the row that hangs on it.
APART = (0.5, 2.5)  # Times the height of a band, from one to the next.


def without(
    tables: Sequence[Lattice], runs: Sequence[Run], across: Sequence[Rule] = ()
) -> list[Lattice]:
    """Return the tables that are not only paint.

    The runs of the page are sorted by height, as are the rules across.
    """
    words = _Words(runs)
    loose = [rule for rule in across if not any(_holds(t, rule) for t in tables)]
    paint = {
        id(table)
        for table in tables
        if _is_labels(table, words) or _is_head(table, loose, words)
    }
    for bands in _runs(tables):
        if _has_rows(bands, words):
            paint |= {id(band) for band in bands}
    return [table for table in tables if id(table) not in paint]


class _Words:
    """The runs of a page by the height of their middle."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.heights = [(run.y0 + run.y1) / 2 for run in runs]

    def between(self, top: float, bottom: float) -> Sequence[Run]:
        first = bisect_left(self.heights, top)
        return self.runs[first : bisect_right(self.heights, bottom)]


def _is_labels(table: Lattice, words: _Words) -> bool:
    """Whether each row is one cell, and most have words beside them, as labels."""
    cells = table.cells
    if any(one.y1 > other.y0 + SNAP for one, other in pairwise(cells)):
        return False
    narrow = [cell for cell in cells if cell.x1 < table.edges.x1 - SNAP] or cells
    beside = [
        any(run.x0 > cell.x1 - SNAP for run in words.between(cell.y0, cell.y1))
        for cell in narrow
    ]
    return sum(beside) * 2 > len(narrow)


def _holds(table: Lattice, rule: Rule) -> bool:
    return table.edges.y0 - SNAP < rule.at < table.edges.y1 + SNAP


def _is_head(table: Lattice, across: Sequence[Rule], words: _Words) -> bool:
    """Whether rows with only a rule below them hang on a band."""
    x0, _, x1, bottom = table.edges
    under = (
        rule.at
        for rule in across
        if rule.at > bottom
        and abs(rule.start - x0) < SNAP
        and abs(rule.end - x1) < SNAP
    )
    below = next(under, None)
    if below is None or not _is_band(table):
        return False
    return len(words.between(bottom, below)) > 1 and below - bottom < HIGHEST


def _is_band(table: Lattice) -> bool:
    first = table.cells[0]
    return all(
        abs(cell.y0 - first.y0) < SNAP and abs(cell.y1 - first.y1) < SNAP
        for cell in table.cells
    )


def _runs(tables: Sequence[Lattice]) -> Iterator[list[Lattice]]:
    """Yield bands of one width that follow one another, at least two."""
    run: list[Lattice] = []
    for table in tables:
        if not (run and _is_band(table) and _follows(run[-1], table)):
            if len(run) > 1:
                yield run
            run = []
        if run or _is_band(table):
            run.append(table)
    if len(run) > 1:
        yield run


def _follows(above: Lattice, band: Lattice) -> bool:
    one, other = above.edges, band.edges
    height, between = one.y1 - one.y0, other.y0 - one.y1
    return (
        abs(one.x0 - other.x0) < SNAP
        and abs(one.x1 - other.x1) < SNAP
        and APART[0] * height < between < APART[1] * height
    )


def _has_rows(run: Sequence[Lattice], words: _Words) -> bool:
    """Whether cells stand in most of the gaps between bands."""
    gaps = [(one.edges.y1, other.edges.y0) for one, other in pairwise(run)]
    counts = [len(words.between(top, bottom)) for top, bottom in gaps]
    return sum(count > 1 for count in counts) * 2 > len(gaps)
