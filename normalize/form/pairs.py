"""A form as label/value pairs, whatever its layout (表单：标签与值).

The same form comes as rows of label and value (two, four or more cells), as a header
row of labels over rows of values, as `label：value` lines, or as a label on a line of
its own over its text.  `read_pairs` brings all of them to one stream, in printed order:
nothing is left out, what is neither label nor value comes as a `Leftover`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from normalize.document import Block, Document, Grid, Heading
from normalize.form.labels import Label, LabelBook
from normalize.text import Span, Text

LONGEST_INLINE_LABEL = 30
FEWEST_HEADER_CELLS = 3
WIDE = 5
# A short line of nothing but words, right above a table or a label, titles it.
SECTION = r"[\u4e00-\u9fff]{2,12}"
# A row by itself looks like prose to a reader of plain text.
ROW = r"\s*[|｜\t]\s*"
MANY_LINES = ("prose", "list", "note")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value (empty if none); `row` counts rows under a header."""

    section: Text | None
    label: Label
    value: Text
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line that is neither label nor value."""

    section: Text | None
    text: Text


def read_pairs(document: Document, book: LabelBook) -> Iterator[Pair | Leftover]:
    """Yield every pair and every leftover line of a form, in printed order."""
    reader = _PairReader(document, book)
    for block in document.blocks:
        yield from reader.take(block)
    yield from reader.flush()


class _PairReader:
    """Walks the blocks; holds a label back until its value is complete."""

    def __init__(self, document: Document, book: LabelBook) -> None:
        self.document = document
        self.book = book
        self.section: Text | None = None
        self.label: Label | None = None
        self.lines: list[Text] = []
        self.held: Pair | None = None
        self.short: Text | None = None
        self.known_cells: set[str] = set()

    def take(self, block: Block) -> Iterator[Pair | Leftover]:
        if isinstance(block, Grid):
            self.section, self.short = self.short or self.section, None
            yield from self.flush()
            yield from self._grid(block)
        else:
            yield from self._line(block)

    def flush(self) -> Iterator[Pair | Leftover]:
        """Yield what has been held back."""
        if self.short:
            yield Leftover(self.section, self.short)
        if self.held:
            yield self.held
        if self.label:
            yield Pair(self.section, self.label, self._together(self.lines))
        self.held, self.label, self.lines, self.short = None, None, [], None

    def _together(self, lines: list[Text]) -> Text:
        """The lines as one piece; what stands between them is part of it."""
        if not lines:
            return Text.join([])
        return self.document.text.within(
            [Span(lines[0].span.start, lines[-1].span.end)]
        )

    # --- lines

    def _line(self, block: "Block") -> Iterator[Pair | Leftover]:
        assert not isinstance(block, Grid)
        text = block.text
        cells = text.split(ROW)
        if len(cells) > 1 and self.book.read(cells[0]).known:
            yield from self._row([cell.strip() for cell in cells])
        elif self.held and self.book.completes(self.held.label.text, text):
            yield self._completed(self.held, text)
            self.held = None
        elif pair := self._inline(text) or self._label_line(text):
            self.section, self.short = self.short or self.section, None
            yield from self.flush()
            self.label, self.lines = pair.label, [pair.value] if len(pair.value) else []
        elif isinstance(block, Heading):
            yield from self.flush()
            self.section = text
        elif self._goes_on():
            self.lines.append(text)
        else:
            yield from self.flush()
            if text.fullmatch(SECTION):
                self.short = text
            else:
                yield Leftover(self.section, text)

    def _goes_on(self) -> bool:
        """Whether a line belongs to the label before it; a short value has one line."""
        if not self.label or not self.label.known:
            return False
        return not self.lines or self.label.known.kind in MANY_LINES

    def _label_line(self, text: Text) -> Pair | None:
        """A line that is nothing but a known label."""
        label = self.book.read(text)
        return Pair(self.section, label, Text.join([])) if label.known else None

    def _inline(self, text: Text) -> Pair | None:
        """A line such as 药品名称：示例片."""
        found = text.match(
            rf"(?P<label>[^:：]{{2,{LONGEST_INLINE_LABEL}}})[:：]\s*(?P<value>.*)"
        )
        if not found:
            return None
        label = self.book.read(found["label"])
        return Pair(self.section, label, found["value"]) if label.known else None

    def _completed(self, pair: Pair, rest: Text) -> Pair:
        """The pair with the rest of its label, which a page break had cut off."""
        whole = Text.join([pair.label.text, rest])
        read = self.book.read(whole)
        return Pair(
            pair.section, Label(whole, read.known, pair.label.ordinal), pair.value
        )

    # --- grids

    def _grid(self, grid: Grid) -> Iterator[Pair | Leftover]:
        header: list[Label] = []
        count = 0
        for row in grid.rows:
            cells = _distinct([cell.text.strip() for cell in row])
            if labels := self._header(cells):
                yield from self.flush()
                header, count = labels, 0
            elif header and len(cells) > 2:
                count += 1
                yield from self._under(header, cells, count)
            else:
                header = []
                yield from self._row(cells)

    def _header(self, cells: list[Text]) -> list[Label]:
        """The labels of a header row: every cell a label, and no values between."""
        labels = [self.book.read(cell, heads=True) for cell in cells if len(cell)]
        known = sum(label.known is not None for label in labels)
        wide = len(labels) >= WIDE and known * 4 >= len(labels) * 3
        enough = len(labels) >= FEWEST_HEADER_CELLS and (known == len(labels) or wide)
        return labels if enough and len(labels) == len(cells) else []

    def _under(
        self, header: list[Label], cells: list[Text], row: int
    ) -> Iterator[Pair]:
        for label, cell in zip(header, cells, strict=False):
            yield Pair(self.section, label, cell, row)

    def _row(self, cells: list[Text]) -> Iterator[Pair | Leftover]:
        """A row of labels and values side by side."""
        yield from self.flush()
        filled = [cell for cell in cells if len(cell)]
        if len(filled) == 1 and not self.book.read(filled[0]).known:
            yield Leftover(self.section, filled[0])
            return
        for pair in self._side_by_side(cells):
            yield from self.flush()
            self.held = pair

    def _side_by_side(self, cells: list[Text]) -> Iterator[Pair]:
        at = 0
        while at < len(cells):
            if not len(cells[at]):
                at += 1
                continue
            label, at = self.book.read(cells[at]), at + 1
            start = at
            while at < len(cells) and self._is_value(cells, start, at):
                at += 1
            value = self._cells(cells[start:at])
            yield Pair(self.section, label, value)

    def _is_value(self, cells: list[Text], start: int, at: int) -> bool:
        """The cell after a label is its value; a further one only if it is no label."""
        if at == start:
            follows = at + 1 < len(cells) and len(cells[at + 1]) > 0
            return not (follows and len(cells) % 2 and self.book.read(cells[at]).known)
        return len(cells) % 2 == 1 and not self.book.read(cells[at]).known

    def _cells(self, cells: list[Text]) -> Text:
        return self._together([cell for cell in cells if len(cell)])


def _distinct(cells: list[Text]) -> list[Text]:
    """The cells of a row, each once: one that spans columns is repeated in each."""
    kept: list[Text] = []
    for cell in cells:
        if not (kept and len(cell) and kept[-1].spans() == cell.spans()):
            kept.append(cell)
    return kept
