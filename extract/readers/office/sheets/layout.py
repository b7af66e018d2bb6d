"""A worksheet laid out: lines above the table, the table, lines below it.

People set a form in a worksheet too, with merged cells; a title above a table and notes
below it are rows of one cell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from extract.readers.office.flow import Prose
from extract.readers.office.rows import aligned
from extract.readers.office.sheets.cells import Range, Sheet, Value
from extract.readers.office.writer import Row, Writer
from extract.readers.transcript import Transcript, Written
from normalize.text import Span

MOST_COVERED = 2_000_000  # Cells under merged ones that are looked at.
MOST_BLANKS = 500_000  # Cells of a sheet that stand only for a place in the row.
CAPPED = (
    "spans_capped",
    "The merged cells of a sheet cover too many others; some were read unmerged.",
)

Covers = Mapping[tuple[int, int], Range]


def write(sheet: Sheet, transcript: Transcript, writer: Writer) -> None:
    """Write a sheet: prose above and below, and the grid between."""
    rows = sheet.rows
    filled = sorted(at for at in rows if any(map(_is_filled, rows[at].values())))
    columns = sorted({column for row in sheet.rows.values() for column in row})
    covers = dict(_covers(sheet, filled, columns, transcript))
    first, last = _bounds(sheet, filled)
    writer.write(_lines(sheet, filled[:first]))
    if first < last:
        grid = _Grid(sheet, columns, covers, writer, transcript)
        transcript.grid(aligned([grid.row(at) for at in filled[first:last]]))
    writer.write(_lines(sheet, filled[last:]))


class _Grid:
    """Writes the rows of a sheet, one after another."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[int],
        covers: Covers,
        writer: Writer,
        transcript: Transcript,
    ) -> None:
        self._sheet = sheet
        self._covers = covers
        self._writer = writer
        self._to = transcript
        blanks = len(columns) * len(sheet.rows)
        self._columns = columns if blanks < MOST_BLANKS + _stored(sheet) else None
        self._written: dict[Range, Written] = {}

    def row(self, at: int) -> Row:
        """Write a row, and return its cells by the column where they begin."""
        row: Row = {}
        stored = self._sheet.rows[at]
        last = max(column for column, value in stored.items() if _is_filled(value))
        for column in self._columns or sorted(stored):
            merged = self._covers.get((at, column))
            if merged is None:
                row[column] = Written(self._words(at, column))
            elif column == merged.left:
                row[column] = self._merged(at, merged)
            else:
                continue
            if column < last:
                self._to.write("\t")
        self._to.write("\n")
        return row

    def _merged(self, at: int, merged: Range) -> Written:
        """A merged cell, and in the rows below the same once more."""
        if merged in self._written:
            return self._writer.again(self._written[merged])
        height, width = merged.bottom - at + 1, merged.right - merged.left + 1
        cell = Written(self._words(merged.top, merged.left), None, None, height, width)
        self._written[merged] = cell
        return cell

    def _words(self, at: int, column: int) -> list[Span]:
        return self._writer.words(self._sheet.rows.get(at, {}).get(column, ()))


def _covers(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int], transcript: Transcript
) -> Iterator[tuple[tuple[int, int], Range]]:
    """Which merged cell lies over each place that has words or a cell."""
    left = MOST_COVERED
    for merged in sheet.merged:
        reached = rows[
            bisect_left(rows, merged.top) : bisect_right(rows, merged.bottom)
        ]
        across = _between(columns, merged.left, merged.right)
        left -= len(reached) * len(across) + 1
        if left < 0:
            transcript.note(*CAPPED)
            return
        yield from (((row, column), merged) for row in reached for column in across)


def _between(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    return places[bisect_left(places, first) : bisect_right(places, last)]


def _bounds(sheet: Sheet, filled: Sequence[int]) -> tuple[int, int]:
    """Which of the filled rows are the table: those between lines of one cell."""
    alone = [_is_line(sheet, at) for at in filled]
    first = next((i for i, line in enumerate(alone) if not line), len(filled))
    last = next((i for i in range(len(filled), first, -1) if not alone[i - 1]), first)
    return first, last


def _is_line(sheet: Sheet, at: int) -> bool:
    """Whether nothing but the first cell of a row has words."""
    row = sheet.rows[at]
    filled = [column for column, value in row.items() if _is_filled(value)]
    return filled == [min(row)]


def _lines(sheet: Sheet, rows: Sequence[int]) -> Iterator[Prose]:
    for at in rows:
        yield from (Prose(value) for value in sheet.rows[at].values() if value)


def _is_filled(value: Value) -> bool:
    return any(piece.words.strip() for piece in value)


def _stored(sheet: Sheet) -> int:
    return 4 * sum(map(len, sheet.rows.values()))
