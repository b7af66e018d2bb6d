"""The sheet set into pages by hand with ReportLab, which breaks rows where we like.

A row that does not fit is cut at a line: its borders stay open at the break, or are
closed on both pages; the header rows of its table are printed again.
"""

from collections.abc import Callable
from io import BytesIO
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from tests import forms
from tests.prints import borders, furniture, ink, lines
from tests.prints.options import PAPERS, Options
from tests.prints.sheet import FILE, Cell, Item, Line, Table

Drawing = Callable[[Canvas], None]
Set = tuple[Cell, float, float, list[lines.Line]]


def pdf(items: list[Item], answer: forms.Answer, options: Options) -> bytes:
    """The sheet as a PDF."""
    pages = Pages(options)
    for item in items:
        if isinstance(item, Line):
            pages.line(item)
        else:
            pages.table(item)
    return _bound(pages, answer, options)


class Pages:
    """Pages in the making; y runs downward from the upper edge while setting."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.width, self.height = PAPERS[options.paper]
        self.font = ink.font(options.font)
        self.lead = options.size * options.leading
        self.floor = self.height - options.margin_bottom
        self.drawings: list[list[Drawing]] = []
        self.turn()

    def turn(self) -> None:
        """Begin a page."""
        self.drawings.append([])
        self.y = self.options.margin

    def line(self, line: Line) -> None:
        """Set a line of its own; a title in the middle."""
        size = self.options.size * (1.6 if line.title else 1)
        width = self.width - 2 * self.options.margin
        for words in self._broken(line.words, width, size):
            if self.y + size * 1.8 > self.floor:
                self.turn()
            wide = sum(ink.measure(self.font, size)(*run) for run in words)
            x = (self.width - wide) / 2 if line.title else self.options.margin
            self._write((x, self.y + size), words, size, "none")
            self.y += size * 1.8

    def table(self, table: Table) -> None:
        """Set the rows of a table, its header rows again on each page."""
        edges = self._edges(table)
        for number, row in enumerate(table.rows):
            self._row(
                self._set(row, edges),
                [] if number < table.head else self._heads(table, edges),
            )
        self.y += 8

    # --- rows

    def _edges(self, table: Table) -> list[float]:
        width = self.width - 2 * self.options.margin
        return [
            self.options.margin + width * w for w in accumulate(table.widths, initial=0)
        ]

    def _heads(self, table: Table, edges: list[float]) -> list[list[Set]]:
        return [self._set(row, edges) for row in table.rows[: table.head]]

    def _set(self, row: list[Cell], edges: list[float]) -> list[Set]:
        """The cells of a row with their places and lines, blank ones above the middle."""
        cells, at = [], 0
        for cell in row:
            x0, x1 = edges[at], edges[at + cell.span]
            room = x1 - x0 - 2 * self.options.padding
            cells.append(
                (cell, x0, x1, self._broken(cell.words, room, self.options.size))
            )
            at += cell.span
        tallest = max(len(words) for *_, words in cells)
        return [
            (cell, x0, x1, self._lowered(words, tallest))
            for cell, x0, x1, words in cells
        ]

    def _lowered(self, words: list[lines.Line], tallest: int) -> list[lines.Line]:
        blank = (tallest - len(words)) // 2 if self.options.middle else 0
        return [[] for _ in range(blank)] + words

    def _row(self, row: list[Set], heads: list[list[Set]]) -> None:
        """Set a row, cut where the page ends."""
        count = max(len(words) for *_, words in row)
        at, fresh = 0, False
        while at < count:
            fits = int((self.floor - self.y - 2 * self.options.padding) // self.lead)
            if fits < min(count - at, 1) or (self._whole(row, fits, at) and not fresh):
                self._turn_under(heads)
                fresh = True
                continue
            take = min(fits, count - at)
            self._piece(row, at, at + take, count)
            at, fresh = at + take, False

    def _whole(self, row: list[Set], fits: int, at: int) -> bool:
        """Whether a row that does not fit goes to the next page as a whole."""
        count = max(len(words) for *_, words in row)
        if at or fits >= count:
            return False
        if all(cell.role == "label" for cell, *_ in row):
            return True  # A row of labels above their values.
        # A name that is cut between closed borders reads like two rows.
        is_record = self.options.closed and row[0][0].role == "value"
        return self.options.row_breaks == "between" or (
            is_record and fits < len(row[0][3])
        )

    def _turn_under(self, heads: list[list[Set]]) -> None:
        self.turn()
        for head in heads:
            count = max(len(words) for *_, words in head)
            self._piece(head, 0, count, count)

    def _piece(self, row: list[Set], start: int, end: int, count: int) -> None:
        """Draw the lines from `start` to `end` of a row."""
        closed = self.options.closed
        top, bottom = start == 0 or closed, end == count or closed
        height = (end - start) * self.lead + 2 * self.options.padding
        below = self.y + height if bottom else self.floor
        for cell, x0, x1, words in row:
            box = borders.Box(
                x0, self.height - below, x1, self.height - self.y, top, bottom
            )
            self._box(cell, box)
            self._words(cell, x0, x1, words[start:end])
        self.y = below

    def _box(self, cell: Cell, box: borders.Box) -> None:
        shaded = self.options.shade and cell.role != "value"
        border = self.options.border

        def drawing(canvas: Canvas) -> None:
            if shaded:
                canvas.setFillColorRGB(0.93, 0.95, 0.97)
                canvas.rect(
                    box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, stroke=0, fill=1
                )
                canvas.setFillGray(0)
            borders.draw(canvas, box, border)

        self.drawings[-1].append(drawing)

    def _words(self, cell: Cell, x0: float, x1: float, words: list[lines.Line]) -> None:
        size, pad = self.options.size, self.options.padding
        bold = "none" if cell.role == "value" else self.options.bold
        measure = ink.measure(self.font, size)
        for number, line in enumerate(words):
            y = self.y + pad + number * self.lead + size * 0.95
            wide = sum(measure(*run) for run in line)
            x = (x0 + x1 - wide) / 2 if cell.role == "section" else x0 + pad
            self._write((x, y), line, size, bold)
            if cell.words.startswith(FILE) and line:
                self._link(
                    cell, (x, self.height - y - 2, x + wide, self.height - y + size)
                )

    # --- ink

    def _broken(self, words: str, width: float, size: float) -> list[lines.Line]:
        return lines.broken(
            words,
            width,
            ink.measure(self.font, size),
            anywhere=self.options.break_all,
            raise_units=self.options.raise_units or self.font == ink.CID,
        )

    def _write(
        self, at: tuple[float, float], line: lines.Line, size: float, bold: str
    ) -> None:
        x, y = at[0], self.height - at[1]
        self.drawings[-1].append(
            lambda canvas: ink.write(canvas, (x, y), line, self.font, size, bold)
        )

    def _link(self, cell: Cell, area: tuple[float, float, float, float]) -> None:
        address = f"https://example.org/f/{cell.words.removeprefix(FILE)}"
        self.drawings[-1].append(
            lambda canvas: canvas.linkURL(address, area, relative=1)
        )


# --- the file


def _bound(pages: Pages, answer: forms.Answer, options: Options) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for number, drawings in enumerate(pages.drawings, 1):
        _turned(canvas, options)
        canvas.saveState()
        canvas.setFont(pages.font, 9)
        ink.watermark(canvas, options.watermark, pages.font, PAPERS[options.paper])
        _edge_of_page(canvas, pages, answer, number)
        for drawing in drawings:
            drawing(canvas)
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _turned(canvas: Canvas, options: Options) -> None:
    """Turn the page back by as much as the viewer is told to turn it."""
    width, height = PAPERS[options.paper]
    # ReportLab itself swaps the sides of a page that a viewer is to turn.
    swapped = options.sideways and options.turned in (90, 270)
    canvas.setPageSize((height, width) if swapped else (width, height))
    canvas.setPageRotation(0 if options.sideways else options.turned)
    canvas.translate(
        *{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[
            options.turned
        ]
    )
    canvas.rotate(options.turned)


def _edge_of_page(
    canvas: Canvas, pages: Pages, answer: forms.Answer, number: int
) -> None:
    options = pages.options
    canvas.setFont(pages.font, 8)
    if options.header != "none":
        y = pages.height - options.margin * 0.6
        canvas.drawString(options.margin, y, furniture.header(answer))
        if options.header == "ruled":
            canvas.line(options.margin, y - 3, pages.width - options.margin, y - 3)
    words = furniture.footer(options.footer, number, len(pages.drawings))
    canvas.drawCentredString(pages.width / 2, options.margin_bottom * 0.4, words)
