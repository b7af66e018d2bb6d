"""Lines and tables of a Word document, written into a transcript.

A line with tabs between its words is a row of a table, as in a plain text.  A table in
a cell is a table of its own, behind the row that holds it.

>>> flow = [Prose([Piece("一、基本信息")]), Prose([Piece("规格\\t2"), Piece("mg")])]
>>> transcript = Transcript()
>>> Writer(transcript).write(flow)
>>> document = transcript.document("a", "application/test")
>>> document.raw, [type(block).__name__ for block in document.blocks]
('一、基本信息\\n规格\\t2mg\\n', ['Heading', 'Grid'])
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extract.readers import headings
from extract.readers.office.flow import (
    Box,
    Flow,
    Piece,
    Prose,
    Table,
    lines,
    merged,
    nested,
    split,
)
from extract.readers.office.rows import aligned
from extract.readers.powers import power
from extract.readers.tabs import LIST_ITEM
from extract.readers.transcript import Transcript, Written
from normalize.text import Span

FURNITURE = "page_furniture"
LONGEST_TITLE = 120  # Characters; a longer paragraph in a heading's style is prose.
LEFT_CONTEXT = 12
MOST_COPIED = 5_000_000  # Characters that stand again in rows a cell spans.

Row = dict[int, Written]


class Writer:
    """Writes lines and tables, and their blocks, into a transcript."""

    def __init__(self, transcript: Transcript) -> None:
        self._to = transcript
        self._copies = MOST_COPIED

    def write(self, flow: Iterable[Flow]) -> None:
        """Write lines and tables in order."""
        for kind, items in groupby(_split(flow), key=_kind):
            if kind == "row":
                self._to.grid([self._tabbed_row(item) for item in items])
                continue
            for item in items:
                if isinstance(item, Table):
                    self._table(item)
                else:
                    self._line(item)

    # --- lines

    def _line(self, line: Prose) -> None:
        spans = self.words(line.pieces)
        self._to.write("\n")
        words = line.words().strip()
        if line.furniture:
            for span in spans:
                self._to.change(span, "", FURNITURE)
        elif level := _level(line, words):
            self._to.heading(spans, level)
        elif words:
            self._to.paragraph(spans)

    def words(self, pieces: Iterable[Piece]) -> list[Span]:
        """Write pieces and return their ranges; raised digits become what they mean."""
        spans, before = [], ""
        for piece in merged(pieces):
            span = self._to.write(piece.words)
            new = power(piece.words, before) if piece.raised else None
            if new:
                self._to.change(span, new, "superscript")
            if piece.address:
                self._to.link(span, piece.address)
            before = (before + piece.words)[-LEFT_CONTEXT:]
            spans.append(span)
        return spans

    def _tabbed_row(self, line: Flow) -> list[Written]:
        cells: list[Written] = []
        for cell in split(line.pieces if isinstance(line, Prose) else [], "\t"):
            if cells:
                self._to.write("\t")
            cells.append(Written(self.words(cell)))
        self._to.write("\n")
        return cells

    # --- tables

    def _table(self, table: Table) -> None:
        """Write a table; one in a cell of it parts the rows above from those below."""
        above: Row = {}
        rows: list[Row] = []
        for row, heights in zip(table.rows, _heights(table), strict=True):
            above = dict(self._row(row, heights, above))
            rows.append(above)
            inner = [found for box in row for found in nested(box.content)]
            if inner:
                self._to.grid(aligned(rows))
                rows = []
                self.write(inner)
        self._to.grid(aligned(rows))

    def _row(
        self, row: Sequence[Box], heights: Mapping[int, int], above: Row
    ) -> Iterator[tuple[int, Written]]:
        for i, box in enumerate(row):
            if i:
                self._to.write("\t")
            if box.goes_on and box.column in above:
                yield box.column, self.again(above[box.column])
            else:
                spans, height = self._cell(box), heights[box.column]
                yield box.column, Written(spans, rowspan=height, colspan=box.width)
        self._to.write("\n")

    def _cell(self, box: Box) -> list[Span]:
        """Write the lines of a cell; the line ends between them belong to it."""
        spans: list[Span] = []
        for i, line in enumerate(lines(box.content)):
            if i:
                spans.append(self._to.write("\n"))
            spans += self.words(line.pieces)
        return spans

    def again(self, cell: Written) -> Written:
        """Return the cell above once more, empty once too much has been repeated."""
        self._copies -= sum(span.end - span.start for span in cell.spans)
        spans = cell.spans if self._copies > 0 else []
        return replace(cell, spans=spans, rowspan=1)


def _split(flow: Iterable[Flow]) -> Iterator[Flow]:
    """Tables, and paragraphs line by line; a frame is the lines in it."""
    for item in flow:
        if isinstance(item, Prose):
            for line in split(item.pieces, "\n"):
                yield replace(item, pieces=line)
        elif item.is_frame():
            for row in item.rows:
                for box in row:
                    yield from _split(box.content)
        else:
            yield item


def _kind(item: Flow) -> str:
    if isinstance(item, Table):
        return "table"
    words = item.words().strip()
    if item.furniture or item.level or "\t" not in words:
        return "line"
    return "line" if LIST_ITEM.fullmatch(words) else "row"


def _level(line: Prose, words: str) -> int | None:
    styled = line.level if len(words) <= LONGEST_TITLE else None
    return (styled or headings.level(words)) if words else None


def _heights(table: Table) -> list[dict[int, int]]:
    """How many rows the cell at each column of each row spans."""
    heights: list[dict[int, int]] = []
    below: dict[int, int] = {}
    for row in reversed(table.rows):
        own = {box.column: 1 + below.get(box.column, 0) for box in row}
        below = {box.column: own[box.column] for box in row if box.goes_on}
        heights.append(own)
    return heights[::-1]
