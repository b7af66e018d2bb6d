"""Tables of data, told from tables that only lay a page out.

A cell that spans rows stands again in each of them, as the same piece of the source,
so that every row can be read alone; a cell that spans columns is followed by empty
ones, as in a tab-separated transcription.  Spans are taken as the source states them,
up to a limit: `rowspan=65534 colspan=1000` is 65 million cells.

>>> page = "<table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table>"
>>> tree = Tree.of(page)
>>> [table] = tables(tree)
>>> def words(at):
...     return Text.raw(page)[slice(tree.nodes[at].start + 4, tree.nodes[at].end)]
>>> grid, capped = grid_of(tree, table, words)
>>> [[str(cell.text)[-1] for cell in row] for row in grid.rows], capped
([['甲', '乙'], ['甲', '丙']], False)
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from extract.readers.html.tree import CELLS, Tree
from normalize.document import Cell, Grid
from normalize.text import Text

MAX_COLUMNS = 1_000
MAX_COPIES = 10_000  # Cells of one table that stand for spans, not for themselves.
PAGE_PARTS = {"h1", "form", "nav", "iframe", "textarea"}
LONG_CELL = 200  # Characters; a table of one row with such a cell lays out columns.


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: its place, and the places of the cells of each row."""

    at: int
    rows: tuple[tuple[int, ...], ...]


def tables(tree: Tree) -> list[Table]:
    """Return the data tables of a page; a table around another one lays it out."""
    places = [i for i, _ in tree.elements("table")]
    found = (
        Table(i, _rows(tree, i))
        for i, following in pairwise([*places, len(tree.nodes)])
        if following >= tree.nodes[i].last
    )
    return [table for table in found if _holds_data(tree, table)]


def _rows(tree: Tree, at: int) -> tuple[tuple[int, ...], ...]:
    rows: list[list[int]] = []
    for i in tree.inside(at):
        name = tree.nodes[i].name
        if name == "tr":
            rows.append([])
        elif name in CELLS:
            if not rows:
                rows.append([])
            rows[-1].append(i)
    return tuple(tuple(row) for row in rows if row)


def _holds_data(tree: Tree, table: Table) -> bool:
    if any(tree.nodes[i].name in PAGE_PARTS for i in tree.inside(table.at)):
        return False
    if len(table.rows) == 1:
        return len(table.rows[0]) > 1 and all(
            _length(tree, cell) < LONG_CELL for cell in table.rows[0]
        )
    return any(len(row) > 1 for row in table.rows)


def _length(tree: Tree, at: int) -> int:
    texts = (tree.nodes[i] for i in tree.inside(at) if tree.nodes[i].name == "#text")
    return sum(len(tree.raw[node.start : node.end].strip()) for node in texts)


def grid_of(
    tree: Tree, table: Table, words: Callable[[int], Text]
) -> tuple[Grid, bool]:
    """Return the grid of a table, and whether its spans were cut down.

    `words` gives the text of the cell at a place.
    """
    layout = _Layout()
    for row in table.rows:
        layout.start_row()
        for at in row:
            rowspan = _span(tree, at, "rowspan")
            layout.put(
                Cell(words(at), rowspan=rowspan, colspan=_span(tree, at, "colspan"))
            )
        layout.end_row()
    return Grid(tuple(layout.rows)), layout.capped


def _span(tree: Tree, at: int, name: str) -> int:
    value = tree.get(tree.nodes[at], name).strip()
    return (
        min(max(1, int(value)), 65_534) if value.isdecimal() and len(value) < 7 else 1
    )


class _Layout:
    """Rows under construction, and the cells that reach down into later rows."""

    def __init__(self) -> None:
        self.rows: list[tuple[Cell, ...]] = []
        self.reaching: dict[int, tuple[Cell, int]] = {}  # Column: cell, rows to come.
        self.copies = MAX_COPIES
        self.capped = False

    def start_row(self) -> None:
        self.row: dict[int, Cell] = {}
        self.column = 0
        self.new: dict[int, tuple[Cell, int]] = {}

    def put(self, cell: Cell) -> None:
        self._pass_reaching()
        at = self.column
        width = min(cell.colspan, MAX_COLUMNS - at)
        if at >= MAX_COLUMNS or width > self.copies:
            width = 1
        self.capped |= width < cell.colspan
        self.copies -= width - 1
        self.row[at] = cell
        self.column += width
        if cell.rowspan > 1:
            self.new[at] = (cell, cell.rowspan - 1)
            for column in range(at + 1, at + width):
                self.new[column] = (_empty(cell), cell.rowspan - 1)

    def _pass_reaching(self) -> None:
        while self.column in self.reaching:
            self._repeat(self.column)
            self.column += 1

    def _repeat(self, column: int) -> None:
        cell, left = self.reaching.pop(column)
        if not self.copies:
            self.capped = True
            return
        self.copies -= 1
        self.row[column] = Cell(cell.text, colspan=cell.colspan)
        if left > 1:
            self.new[column] = (cell, left - 1)

    def end_row(self) -> None:
        for column in sorted(self.reaching):
            self._repeat(column)
        self.reaching = self.new
        filled = [column for column, cell in self.row.items() if len(cell.text)]
        if filled:
            nothing = _empty(self.row[filled[0]])
            columns = range(max(filled) + 1)
            self.rows.append(tuple(self.row.get(c, nothing) for c in columns))


def _empty(cell: Cell) -> Cell:
    return Cell(cell.text[0:0])
