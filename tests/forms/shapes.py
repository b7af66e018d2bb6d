"""What a printed form is made of: lines, rows of cells, tables, ends of pages."""

from typing import NamedTuple

Row = list[str]


class Break(NamedTuple):
    """The end of a page."""


class TableRow(Row):
    """A row of values under a header row."""


class HeadRow(Row):
    """A row of labels above values."""


Item = str | Row | Break


class Pairs(NamedTuple):
    """Labels with their values, in order."""

    pairs: list[tuple[str, str]]


class Records(NamedTuple):
    """A table with a row of labels above its values."""

    head: Row
    rows: list[Row]


Part = str | Pairs | Records
