r"""The shape of a table (版式): which rows are its head, which columns its side.

>>> from normalize.document import Cell
>>> rows = ["终点|试验组|对照组", "ORR||", "第12周|60.0|30.2"]
>>> words = [Text.raw(row).split("[|]") for row in rows]
>>> layout = Layout.of(Grid(tuple(tuple(map(Cell, row)) for row in words)))
>>> layout.heads, layout.sides, [is_section(row) for _, row in layout.body()]
(1, 1, [True, False])
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.document import Cell, Grid
from normalize.facts.outcome_tables.labels import Label, is_time, label
from normalize.facts.outcome_tables.numbers import (
    folded,
    interval,
    is_empty,
    p_value,
    shown,
)
from normalize.text import Text

_TIMES = re.compile(r"时间|時間|访视|訪視|时点|随访|周|月")

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of even rows: its title, how many rows and columns are labels."""

    rows: tuple[Row, ...]
    title: Text | None
    heads: int
    sides: int

    @classmethod
    def of(cls, grid: Grid, above: "Layout | None" = None) -> "Layout":
        """Lay a grid out; one without a head goes on with that of the one `above`."""
        width = max(len(row) for row in grid.rows)
        rows = tuple(_filled(row, width) for row in grid.rows)
        title = None
        if len(rows) > 1 and width > 1 and _alone(rows[0]) and not _alone(rows[1]):
            title, rows = rows[0][0].text, rows[1:]
        heads = _heads(rows)
        if not heads and above and len(above.rows[0]) == width:
            rows, heads = above.rows[: above.heads] + rows, above.heads
        return cls(rows, title, heads, _sides(rows, heads))

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0])

    def body(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows below the head, each with its place."""
        yield from enumerate(self.rows[self.heads :], start=self.heads)

    def head(self) -> list[Text]:
        """List the words of the head."""
        cells = (cell for row in self.rows[: self.heads] for cell in row)
        return [cell.text for cell in cells if len(cell.text)]

    def above(self, column: int) -> tuple[Label, ...]:
        """Read the labels that head a column, from the top."""
        words = [self._head(at, column) for at in range(self.heads)]
        spans = {text.span: text for text in words if len(text)}
        return tuple(map(label, spans.values()))

    def _head(self, at: int, column: int) -> Text:
        """The head of a column in one row: its own, or the one that reaches over it."""
        row = self.rows[at]
        named = (c for c in range(column, self.sides - 1, -1) if len(row[c].text))
        left = next(named, column)
        reaches = left + row[left].colspan > column
        # Markdown does not say how far a cell of the upper row reaches.
        unsaid = at + 1 < self.heads and all(cell.colspan == 1 for cell in row)
        return row[left if reaches or unsaid else column].text


def is_section(row: Row) -> bool:
    """Tell a row that is one label, which holds for the rows below."""
    return _alone(row) and shown(row[0].text) is None


def _filled(row: Row, width: int) -> Row:
    nothing = replace(row[0], text=row[0].text[:0], rowspan=1, colspan=1)
    return row + (nothing,) * (width - len(row))


def _alone(row: Row) -> bool:
    """Whether a row is one label: over all columns, or with nothing beside it."""
    spans = {cell.text.span for cell in row if len(cell.text)}
    return len(spans) == 1 and len(row[0].text) > 0


def _is_data(text: Text) -> bool:
    """Whether a cell states a number, or that there is none yet."""
    if not len(text) or is_time(text):
        return False
    return any(read(text) is not None for read in (shown, interval, p_value))


def _heads(rows: Sequence[Row]) -> int:
    """How many rows are the head: the first, and those below that it opens."""
    if any(_is_data(cell.text) for cell in rows[0][1:]):
        return 0
    count = 1
    while count < len(rows) - 1 and _is_head(rows[count], rows[0]):
        count += 1
    return count


def _is_head(row: Row, first: Row) -> bool:
    own, above = row[0].text, first[0].text
    goes_on = not len(own) or (len(above) > 0 and own.span == above.span)
    return goes_on and not any(_is_data(cell.text) for cell in row[1:])


def _sides(rows: Sequence[Row], heads: int) -> int:
    """How many columns are labels: the first, and those of words alone beside it."""
    body = [row for row in rows[heads:] if not _alone(row)]
    count = 1
    while body and count < len(rows[0]) - 1 and _is_side(body, count, rows[:heads]):
        count += 1
    return count


def _is_side(body: Sequence[Row], column: int, heads: Sequence[Row]) -> bool:
    head = [label(row[column].text) for row in heads if len(row[column].text)]
    if any(said.role or said.endpoint or said.n for said in head):
        return False
    words = [row[column].text for row in body if len(row[column].text)]
    timed = not head or any(_TIMES.search(folded(said.rest)) for said in head)
    numbers = any(_is_data(each) or is_empty(each) for each in words)
    return bool(words) and not numbers and (timed or not any(map(is_time, words)))
