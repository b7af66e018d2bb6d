"""The sheets of one table (工作表): two header rows, frozen, with filters, then rows.

A table of more rows than a sheet has goes on in another sheet; words longer than a cell
has are cut, which the cell says and the sheet 截断 lists.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from extract.desk.export.source import Exported
from extract.desk.export.words import as_words, seen
from normalize.column import Column

HEADS = 2  # rows
ROWS = 1_048_576 - HEADS  # of a table in one sheet
LONGEST = 32_767  # UTF-16 units in a cell
NARROW, WIDE, SAMPLED = 8, 60, 200  # widths in characters; rows that tell them
FIRST_DAY = date(1900, 3, 1)  # Excel counts a day before it that never was.
EXACT = 10**15  # Excel keeps fifteen digits.


class Cut(NamedTuple):
    """A cell whose words are longer than Excel takes."""

    table: str
    row_id: str
    column: str
    characters: int


@dataclass(slots=True)
class Sheets:
    """A workbook being written, and what had to be cut in it."""

    book: Workbook
    cuts: list[Cut] = field(default_factory=list)

    def add(self, table: Exported, rows_in_sheet: int = ROWS) -> list[str]:
        """Write a table; return the names of its sheets."""
        rows = table.rows()
        names: list[str] = []
        first = list(islice(rows, SAMPLED))
        left = chain(first, rows)
        while not names or first:
            names.append(_sheet_name(table, len(names)))
            sheet = _Sheet(self, table, self.book.add_worksheet(names[-1]))
            sheet.write(islice(left, rows_in_sheet), first)
            first = list(islice(left, 1))
            left = chain(first, left)
        return names

    def format(self, **how: Any) -> Format:
        """Return a new format."""
        return self.book.add_format(how)


def _sheet_name(table: Exported, before: int) -> str:
    name = f"{table.declared.label} {table.name}"
    return f"{name} ({before + 1})" if before else name


class _Sheet:
    """One sheet while its rows are written."""

    def __init__(self, sheets: Sheets, table: Exported, sheet: Worksheet) -> None:
        self.sheets, self.table, self.sheet = sheets, table, sheet
        self.plain = sheets.format()
        self.day = sheets.format(num_format="yyyy-mm-dd")
        self.moment = sheets.format(num_format="yyyy-mm-dd hh:mm:ss")

    def write(self, rows: Iterable[dict[str, Any]], sample: list[Any]) -> None:
        """Write the sheet."""
        self._head(sample)
        last = HEADS - 1
        for last, row in enumerate(rows, start=HEADS):
            for at, column in enumerate(self.table.columns):
                if (value := row[column.name]) is not None:
                    self._cell(last, at, column, value, row)
        self.sheet.freeze_panes(HEADS, 0)
        self.sheet.autofilter(HEADS - 1, 0, last, len(self.table.columns) - 1)

    def _head(self, sample: list[dict[str, Any]]) -> None:
        bold = self.sheets.format(bold=True, bg_color="#E8EEF4")
        gray = self.sheets.format(font_color="#666666", bottom=1, bg_color="#E8EEF4")
        for at, column in enumerate(self.table.columns):
            self.sheet.set_column(at, at, _width(column, sample))
            self.sheet.write_string(0, at, _titled(column), bold)
        for at, column in enumerate(self.table.columns):
            self.sheet.write_string(1, at, column.name, gray)
            self.sheet.write_comment(1, at, column.meaning)

    def _cell(
        self, at: int, across: int, column: Column, value: Any, row: dict[str, Any]
    ) -> None:
        match value:
            case bool():
                self.sheet.write_boolean(at, across, value)
            case datetime() if value.date() >= FIRST_DAY:
                told = value.replace(tzinfo=None)
                self.sheet.write_datetime(at, across, told, self.moment)
            case date() if not isinstance(value, datetime) and value >= FIRST_DAY:
                self.sheet.write_datetime(at, across, value, self.day)
            case int() | float() | Decimal() if _is_exact(value):
                self.sheet.write_number(at, across, value)
            case str():
                self._words(at, across, column, value, row)
            case _:
                self._words(at, across, column, as_words(value), row)

    def _words(
        self, at: int, across: int, column: Column, words: str, row: dict[str, Any]
    ) -> None:
        # Never `write`, which takes "=1+1" for a formula and "1" for a number.
        words = seen(words)
        if _units(words) > LONGEST:
            row_id = str(row[self.table.id_column])
            cut = Cut(self.table.name, row_id, column.name, len(words))
            self.sheets.cuts.append(cut)
            words = _shortened(words, cut)
        if words.startswith("<r>") and words.endswith("</r>"):
            # The writer takes such words for XML of its own, and does not escape them.
            self.sheet.write_rich_string(at, across, "<", self.plain, words[1:])
        else:
            self.sheet.write_string(at, across, words)


def _titled(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _is_exact(value: float | Decimal) -> bool:
    """Whether a cell can hold the number as it is."""
    if not math.isfinite(value):
        return False
    return isinstance(value, float) or (
        abs(value) < EXACT and Decimal(repr(float(value))) == value
    )


def _units(words: str) -> int:
    return len(words) + sum(char > "\uffff" for char in words)


def _shortened(words: str, cut: Cut) -> str:
    """Cut words so that they fit, and say so at their end."""
    told = (
        f"…〔此处截断，全文 {cut.characters} 字，见 Parquet 或 CSV；"
        f"cut here: {cut.table} {cut.row_id} {cut.column}〕"
    )
    room = 2 * (LONGEST - _units(told))
    kept = words.encode("utf-16-le")[:room].decode("utf-16-le", "ignore")
    return kept + told


def _width(column: Column, sample: list[dict[str, Any]]) -> int:
    heads = (_titled(column), column.name)
    cells = (row[column.name] for row in sample)
    told = (as_words(value)[:WIDE] for value in cells if value is not None)
    return min(WIDE, max(NARROW, *map(_wide, heads), *map(_wide, told)) + 2)


def _wide(words: str) -> int:
    """The width of the first line: a Chinese character takes two."""
    line = words.partition("\n")[0]
    return sum(1 + (east_asian_width(char) in "WF") for char in line)
