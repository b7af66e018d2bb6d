"""Sheets written down: one transcript in reading order, with tables and paragraphs.

Pages are written one after another, so that the raw text can be read beside the paper;
what the reader has joined (a cell, a paragraph) then holds pieces of several pages.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.readers import headings
from extract.readers.printed import flow, raised
from extract.readers.printed.aligned import aligned
from extract.readers.printed.furniture import furniture
from extract.readers.printed.joining import Joined, Whole, edges, joined
from extract.readers.printed.lattice import SNAP, Frame
from extract.readers.printed.lines import Line
from extract.readers.printed.prose import Aside, Prose, Usual, goes_on, items, text_of
from extract.readers.printed.sheet import Region, Row, Sheet, Table
from extract.readers.transcript import Transcript, Written
from normalize.text import Span

FURNITURE, WATERMARK = "page_furniture", "watermark"


def write(sheets: Sequence[Sheet], to: Transcript) -> None:
    """Write the pages of a document into a transcript, with their blocks."""
    running = furniture(sheets)
    sheets = aligned(sheets, running)
    tables = joined(sheets, running)
    usual = Usual.of(sheets, running)
    pen = _Pen(to, tables, anywhere=flow.breaks_anywhere(_cells(sheets)))
    paragraphs: list[Prose | Joined] = []
    for sheet in sheets:
        pen.turn(sheet)
        for item in items(sheet, running, usual):
            paragraphs += pen.put(item)
        pen.leave_out(sheet.loose, WATERMARK)
    for block in _whole(paragraphs, usual):
        pen.block(block)


def _cells(
    sheets: Sequence[Sheet],
) -> Iterator[tuple[Sequence[Line], float, float]]:
    for sheet in sheets:
        for table in sheet.tables:
            for slot in (slot for row in table.rows for slot in row if slot.first):
                frame = slot.region.frame
                yield slot.region.lines, frame.x0, frame.x1


def _whole(
    items: Iterable[Prose | Joined], usual: Usual
) -> Iterator[list[Prose] | Joined]:
    """Yield tables, and paragraphs with what stands of them on a further page."""
    open_: list[Prose] = []
    for item in items:
        if isinstance(item, Joined):
            if open_:
                yield open_
            yield item
            open_ = []
        elif open_ and goes_on(open_[-1].lines, item.lines[0], item.column, usual):
            open_.append(item)
        else:
            if open_:
                yield open_
            open_ = [item]
    if open_:
        yield open_


class _Pen:
    """Writes what is printed, and remembers where each piece stands in the raw text."""

    def __init__(
        self, to: Transcript, tables: Sequence[Joined], *, anywhere: bool
    ) -> None:
        self.to = to
        self.anywhere = anywhere
        self.spans: dict[int, Span] = {}  # By the id of a region or a paragraph.
        self.repeated = {id(region) for table in tables for region in table.repeated}
        self.following = dict(_following(tables))
        self.begins = {id(table.rows[0][0].parts[0]): table for table in tables}

    def turn(self, sheet: Sheet) -> None:
        """Begin a page."""
        self.sheet = sheet
        self.to.page()

    # --- words

    def put(self, item: Table | Prose | Aside) -> Iterator[Prose | Joined]:
        """Write a thing of the page; yield the block that begins with it, if any."""
        if isinstance(item, Aside):
            self.leave_out([item.line], FURNITURE)
        elif isinstance(item, Prose):
            self.spans[id(item)] = self._lines(text_of(item))
            self.to.write("\n")
            yield item
        else:
            for row in item.rows:
                self._row(row)
            if table := self.begins.get(id(item.rows[0][0].region)):
                yield table

    def leave_out(self, lines: Iterable[Line], rule: str) -> None:
        """Write lines that do not belong to the text, and leave them out of it."""
        for line in lines:
            start, _ = self._write(line)
            end = self.to.write("\n").end
            self.to.change(Span(start, end), "", rule)

    def _row(self, row: Row) -> None:
        """Write the cells that begin in a row, parted by tabs."""
        regions = [slot.region for slot in row if slot.first]
        starts = [self._region(region, at) for at, region in enumerate(regions)]
        end = self.to.write("\n").end
        if regions and id(regions[0]) in self.repeated:
            self.to.change(Span(starts[0], end), "", FURNITURE)

    def _region(self, region: Region, at: int) -> int:
        start = self.to.write("\t" if at else "").start
        left, right = region.frame.x0, region.frame.x1
        tails = [*flow.tails(region.lines, left, right, self.anywhere)]
        if tails and (rest := self.following.get(id(region))):
            tails[-1] = tails[-1][0], _between(region, rest, self.anywhere)
        self.spans[id(region)] = self._lines(tails, id(region) not in self.repeated)
        return start

    def _lines(self, tails: Iterable[tuple[Line, str]], kept: bool = True) -> Span:
        span, before = self.to.write(""), ""
        for line, tail in tails:
            written = self._write(line)
            if kept:
                self._change(line, written, before)
            span = Span(span.start, self.to.write(tail).end)
            before = "" if tail else line.chars
        return span

    def _write(self, line: Line) -> Span:
        sure = line.confidences
        if sure is None and self.sheet.method == "ocr":
            sure = array("f", [1.0]) * len(line.chars)
        return self.to.write(line.chars, line.boxes, sure)

    def _change(self, line: Line, written: Span, before: str) -> None:
        at = written.start
        for start, end, new, rule in raised.changes(line.chars, line.raised, before):
            self.to.change(Span(at + start, at + end), new, rule)
        for link in self.sheet.links:
            if link.y0 < line.middle < link.y1:
                inside = [
                    i
                    for i, (x0, x1) in enumerate(
                        zip(line.boxes[0::4], line.boxes[2::4], strict=True)
                    )
                    if x1 and link.x0 <= (x0 + x1) / 2 <= link.x1
                ]
                if inside:
                    self.to.link(
                        Span(at + inside[0], at + inside[-1] + 1), link.address
                    )

    # --- blocks

    def block(self, block: list[Prose] | Joined) -> None:
        """Cut a block from what was written."""
        if isinstance(block, Joined):
            self.to.grid(self._grid(block))
            return
        spans = [self.spans[id(prose)] for prose in block]
        words = "".join(line.chars for prose in block for line in prose.lines)
        level = headings.level(words)
        if level:
            self.to.heading(spans, level)
        else:
            self.to.paragraph(spans)

    def _grid(self, table: Joined) -> Iterator[list[Written]]:
        """Yield rows with a cell for each column; those that one spans are empty."""
        columns = edges(table.rows)
        heights = _heights(table)
        for row in table.rows:
            cells = [_nothing(row[0])] * (len(columns) - 1)
            for whole in row:
                first, last = _columns(columns, whole.frame)
                cells[first] = Written(
                    [self.spans[id(part)] for part in whole.parts],
                    whole.parts[0].page,
                    whole.frame,
                    rowspan=heights[id(whole)],
                    colspan=max(last - first, 1),
                )
            yield cells


def _following(tables: Sequence[Joined]) -> Iterator[tuple[int, Region]]:
    """Yield the region, by its id, that each cut one goes on in."""
    for table in tables:
        for row in table.rows:
            for whole in row:
                for part, rest in pairwise(whole.parts):
                    yield id(part), rest


def _between(region: Region, rest: Region, anywhere: bool) -> str:
    """What stands between the parts of a cell that a page break has cut."""
    if not rest.lines:
        return ""
    edge = flow.edge_of([*region.lines, *rest.lines], region.frame.x0, region.frame.x1)
    return flow.tail(region.lines[-1], rest.lines[0], edge, anywhere)


def _heights(table: Joined) -> dict[int, int]:
    """In how many rows each cell stands, by its id."""
    heights: dict[int, int] = {}
    for row in table.rows:
        for whole in row:
            heights[id(whole)] = heights.get(id(whole), 0) + 1
    return heights


def _columns(columns: Sequence[float], frame: Frame) -> tuple[int, int]:
    """The first column of a frame, and the one behind its last."""
    first = bisect_left(columns, frame.x0 - SNAP)
    return min(first, len(columns) - 2), bisect_left(columns, frame.x1 - SNAP)


def _nothing(whole: Whole) -> Written:
    return Written([], whole.parts[0].page)
