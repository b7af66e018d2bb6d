"""A form as label/value pairs, whatever its layout (表单：标签与值).

The same form comes as rows of label and value (two, four or more cells), as a header
row of labels over rows of values, as `label：value` lines, or as a label on a line of
its own over its text.  `read_pairs` brings all of them to one stream, in printed order:
nothing is left out, what is neither label nor value comes as an `Aside`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.document import Document
from normalize.form.broken import unbroken
from normalize.form.cuts import mended, together
from normalize.form.heads import NUMBER, heads, is_under
from normalize.form.inline import inline, is_like_label, unknown
from normalize.form.labels import Label, LabelBook
from normalize.form.marks import is_section
from normalize.form.rows import Row, rows
from normalize.text import Text
from normalize.values.plain import file_names

# A short line of nothing but words, right above a table or a label, titles it.
TITLE = r"[\u4e00-\u9fff]{2,12}"
ENDED = r"(?s).*[。！？!?；;]\s*"
COMPARATORS = "comparators"
FIRST_COLUMN = "comparator_name"
FEWEST_ALONE = 3
SHORT = 20  # Characters of the value of a label that nobody knows.
NOTHING = Text.join([])


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value (empty if none); `row` counts rows under a header."""

    section: Text | None
    label: Label
    value: Text
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that are neither label nor value; without a role nobody has read them."""

    text: Text
    role: str = ""


def read_pairs(document: Document, book: LabelBook) -> Iterator[Pair | Aside]:
    """Yield every pair and everything else of a form, in printed order."""
    whole = document.text
    reader = _PairReader(whole, book)
    for row in mended(unbroken(rows(document, book), whole, book), whole, book):
        yield from reader.take(row)
    yield from reader.close()


class _PairReader:
    """Walks the rows; the last label stays open for the lines that go on with it."""

    def __init__(self, whole: Text, book: LabelBook) -> None:
        self.whole = whole
        self.book = book
        self.section: Text | None = None
        self.head: list[Label] = []
        self.count = 0
        self.open: Pair | None = None
        self.title: Text | None = None
        self.table = ""  # of the last known label
        self.alone = 0  # Labels so far that had a line to themselves.

    def take(self, row: Row) -> Iterator[Pair | Aside]:
        """Yield what the row completes, in order."""
        if row.is_aside():
            yield from (Aside(cell, row.role) for cell in row.filled())
        elif self._opens_part(row):
            yield from self._open_part(row.filled()[0])
        elif row.role == "result":
            yield from self._result(row.cells[0])
        elif heads(row, self.book):
            yield from self._open_table(row)
        elif self.head and is_under(self.head, row, self.book):
            yield from self._under(row)
        elif len(row.filled()) == 1:
            self.head = []
            yield from self._line(row, row.filled()[0])
        else:
            self.head = []
            yield from self._row(row)

    def close(self) -> Iterator[Pair | Aside]:
        """Yield what has been held back."""
        if self.title:
            yield Aside(self.title)
        if self.open:
            yield self.open
        self.open = self.title = None

    # --- parts and tables

    def _opens_part(self, row: Row) -> bool:
        """Whether a row titles a part; a numbered line of a long value does not."""
        if row.role != "heading":
            return row.role == "section"
        line = row.filled()[0]
        if self._labelled(line):
            return False
        numbered = line.match(r"[（(第]|[一二三四五六七八九十]+、")
        return is_section(line) or not (self._is_long() and numbered)

    def _open_part(self, title: Text) -> Iterator[Pair | Aside]:
        yield from self.close()
        self.section, self.head, self.table = title, [], ""
        yield Aside(title, "section")

    def _open_table(self, row: Row) -> Iterator[Pair | Aside]:
        yield from self._take_title()
        yield from self.close()
        self.head, self.count = heads(row, self.book), 0
        yield from (Aside(cell, "head") for cell in row.filled())

    def _under(self, row: Row) -> Iterator[Pair | Aside]:
        self.count += 1
        numbers = [
            c for h, c in zip(self.head, row.cells, strict=False) if h.field == NUMBER
        ]
        ordinal = numbers[0] if numbers else None
        for label, cell in zip(self.head, row.cells, strict=False):
            yield Pair(self.section, replace(label, ordinal=ordinal), cell, self.count)

    def _take_title(self) -> Iterator[Aside]:
        """The short line above a label or a table titles it."""
        if self.title:
            yield Aside(self.title, "section")
        self.section, self.title = self.title or self.section, None

    # --- lines

    def _line(self, row: Row, line: Text) -> Iterator[Pair | Aside]:
        if pair := self._labelled(line) or self._unlisted(row, line):
            yield from self._take_title()
            yield from self._open(pair)
        elif self.open and self._goes_on(row, line):
            self.open = self._longer(self.open, line)
        else:
            yield from self.close()
            if line.fullmatch(TITLE):
                self.title = line
            else:
                yield Aside(line)

    def _result(self, line: Text) -> Iterator[Aside]:
        """A row of a table of results goes on with the answer above it."""
        yield from self._take_title()
        if self.open and (self._is_long() or not self._is_short()):
            self.open = self._longer(self.open, line)
        else:
            yield Aside(line)

    def _open(self, pair: Pair) -> Iterator[Pair | Aside]:
        yield from self.close()
        self.open = pair
        if pair.label.known:
            self.table = pair.label.known.table

    def _longer(self, pair: Pair, line: Text) -> Pair:
        return replace(pair, value=together(self.whole, [pair.value, line]))

    def _labelled(self, line: Text) -> Pair | None:
        """A line with a known label: alone, or before its value."""
        label, value = self._inline(line) or (self._read(line), NOTHING)
        if not label.known or (line.match(ENDED) and not len(value)):
            return None
        self.alone += not len(value)
        listed = label.is_of("column") and label.field != FIRST_COLUMN
        return (
            None if listed and self.table != COMPARATORS else self._pair(label, value)
        )

    def _unlisted(self, row: Row, line: Text) -> Pair | None:
        """A line with a label that nobody knows, where no value can go on."""
        goes_on, above = self._goes_on(row, line), self.open
        value = above.value if above else NOTHING
        if found := unknown(line, anything=not goes_on or self._is_short()):
            return self._pair(*found) if len(value) or not goes_on else None
        ended = len(value) and (value.match(ENDED) or not self._is_long())
        stands_alone = row.in_table or self.alone >= FEWEST_ALONE
        if (ended or not goes_on) and stands_alone and is_like_label(line):
            return self._pair(Label(line), NOTHING)
        return None

    def _goes_on(self, row: Row, line: Text) -> bool:
        """Whether a line belongs to the value before it, by what that value is."""
        if not self.open:
            return False
        label, empty = self.open.label, not len(self.open.value)
        if self._is_long():
            return True
        if label.is_of("file"):
            return empty or bool(file_names(str(line)))
        return empty or (not row.apart and not label.is_of("value"))

    def _is_short(self) -> bool:
        """Whether the value above is a name or the like, and not prose."""
        if self.open is None:
            return False
        label, value = self.open.label, self.open.value
        return label.is_of("value", "words") or (
            not label.known and 0 < len(value) < SHORT and not value.match(ENDED)
        )

    def _is_long(self) -> bool:
        return self.open is not None and self.open.label.is_of("prose", "list", "note")

    def _pair(self, label: Label, value: Text) -> Pair:
        return Pair(self.section, label, value)

    def _read(self, cell: Text) -> Label:
        return self.book.read(cell, heads=self.table == COMPARATORS)

    def _inline(self, line: Text) -> tuple[Label, Text] | None:
        return inline(line, self.book, heads=self.table == COMPARATORS)

    # --- rows

    def _row(self, row: Row) -> Iterator[Pair | Aside]:
        """A row of labels and values side by side."""
        yield from self._take_title()
        cells = row.cells
        if self._leads(cells):
            yield from self._lead(row)
            cells = cells[1:]
        for pair in self._side_by_side(cells):
            yield from self._open(pair)

    def _leads(self, cells: Sequence[Text]) -> bool:
        """Whether labels only begin behind the first cell."""
        if len(cells) % 2 == 0 or len(cells) < 3 or not len(cells[0]):
            return False
        labels = [bool(self._inline(c) or self._read(c).known) for c in cells[:2]]
        return not labels[0] and (labels[1] or is_like_label(cells[1]))

    def _lead(self, row: Row) -> Iterator[Pair | Aside]:
        """What a merged cell titles, or the end of the value above."""
        first = row.cells[0]
        titles = is_section(first) or is_like_label(first)
        if self.open and not titles and self._goes_on(row, first):
            self.open = self._longer(self.open, first)
        else:
            yield from self.close()
            self.section = first
            yield Aside(first, "section")

    def _side_by_side(self, cells: Sequence[Text]) -> Iterator[Pair]:
        at = 0
        while at < len(cells):
            cell, at = cells[at], at + 1
            if found := self._inline(cell):
                yield self._pair(*found)
            elif len(cell):
                end = self._end_of_value(cells, at)
                value = together(self.whole, cells[at:end])
                yield self._pair(self._read(cell), value)
                at = end

    def _end_of_value(self, cells: Sequence[Text], at: int) -> int:
        """The cell behind a label is its value; a further one if it is no label."""
        end = at + (at < len(cells) and not self._is_label(cells[at]))
        while end > at and len(cells) % 2 and end < len(cells):
            if self.book.read(cells[end]).known or inline(cells[end], self.book):
                break
            end += 1
        return end

    def _is_label(self, cell: Text) -> bool:
        return self.book.is_exact(cell) or inline(cell, self.book) is not None
