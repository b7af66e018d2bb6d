"""Rows that a page break has cut, put together again.

A page that ends inside a row leaves the rest of its cells at the top of the next page:
in their columns, behind an empty first cell; as a label that is none by itself (描述
below 弥补目录短板); or as a line that only the label above explains.  Titles and page
numbers between two pages do not part them, nor does a header row that is repeated.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from normalize.form.heads import heads, is_under
from normalize.form.inline import GAPS, inline
from normalize.form.labels import Label, LabelBook
from normalize.form.rows import Row
from normalize.text import Span, Text
from normalize.values.plain import squash

Cells = tuple[Text, ...]
FILE = r"\.[A-Za-z]{2,4}(?:\d|\b)"
LATIN = r"[A-Za-z0-9]"
NUMBER = r"[-+<>≤≥＜＞~～]?\d"
NOTHING = Text.join([])


def mended(rows: Iterable[Row], whole: Text, book: LabelBook) -> Iterator[Row]:
    """Yield the rows, cut ones as one; `whole` is the text that they are pieces of."""
    last: Row | None = None
    head: list[Label] = []
    for row in rows:
        if row.is_aside():
            yield row
        elif _repeats(row, head):
            yield replace(row, role="repeat")
        elif last and (rest := _rest(last, row, head, book)):
            last = _joined(last, rest, whole)
            head = heads(last, book) or head
        else:
            if last:
                yield last
            last = row
            head = heads(row, book) or (head if is_under(head, row, book) else [])
    if last:
        yield last


def together(whole: Text, pieces: Iterable[Text]) -> Text:
    """Return pieces of a text as one, with one line break where lines end between.

    Two numbers stay parted, or 22.1 beside 13.8 would be 22.113.8.
    """
    joined: list[Text] = []
    for piece in pieces:
        if len(piece):
            joined += [_between(whole, joined[-1], piece), piece] if joined else [piece]
    return Text.join(joined)


def _between(whole: Text, piece: Text, following: Text) -> Text:
    between = whole.within([Span(piece.span.end, following.span.start)])
    if found := between.search("\n"):
        return found[0]
    numbers = piece.search(r"[\d%％)）]$") and following.match(NUMBER)
    return between if numbers else NOTHING


def _mended(whole: Text, cut: Text, rest: Text) -> Text:
    """A cell that was cut: the page break parted two words if both are Latin."""
    parted = len(cut) and cut[-1:].match(LATIN) and rest.match(LATIN)
    return together(whole, [cut, rest]) if parted else Text.join([cut, rest])


def _joined(last: Row, rest: Cells, whole: Text) -> Row:
    pairs = zip_longest(last.cells, rest, fillvalue=NOTHING)
    cells = tuple(_mended(whole, cut, rest) for cut, rest in pairs)
    return replace(last, cells=cells, in_table=last.in_table or len(cells) > 1)


def _repeats(row: Row, head: Sequence[Label]) -> bool:
    """Whether a row is the header row again."""
    words = [squash(str(cell)) for cell in row.cells]
    return bool(head) and words == [squash(str(label.text)) for label in head]


# --- what a row ends


def _rest(last: Row, row: Row, head: Sequence[Label], book: LabelBook) -> Cells | None:
    """The cells of a row that end those of the last one; None for a row of its own."""
    if last.role or row.role not in ("", "section"):  # 载的安全性信息 is no section
        return None
    pairs = list(zip(last.cells, row.cells, strict=False))
    if any(book.completes(cut, rest) for cut, rest in pairs):
        return row.cells
    at, first = len(last.cells) - 1, row.cells[0]
    is_word = first.search(r"[^\W\d]") is not None
    if at and is_word and not row.apart and book.completes(last.cells[at], first):
        return (NOTHING,) * at + row.cells  # a label with a line break in its cell
    if heads(last, book):
        return None
    if len(row.filled()) == 1 and (rest := _label_line(last, row, book)):
        return rest
    if row.role:
        return None
    if _is_rest_of_table(last, row, head, book) or _is_instruction(last, row, book):
        return row.cells
    return None


def _label_line(last: Row, row: Row, book: LabelBook) -> Cells | None:
    """A line that ends a label of the last row, in the column of that label."""
    line = row.filled()[0]
    for at in reversed(range(len(last.cells))):
        before = (NOTHING,) * at
        pieces = line.split(GAPS)  # 含剂型)      示例片
        if book.completes(last.cells[at], pieces[0]):
            return (*before, *pieces)
        if not last.in_table and book.completes(last.cells[at], line.split("[:：]")[0]):
            return (line,)
        if not row.role and _goes_on_about_file(last, at, row, book):
            return (*before, line)
    return None


def _goes_on_about_file(last: Row, at: int, row: Row, book: LabelBook) -> bool:
    """Whether a line goes on with the instruction which file to attach.

    Where the file is named already, or a bracket is open, it can be nothing else.
    """
    label, line = last.cells[at], row.filled()[0]
    if not (book.instructs(label) and book.read(label).is_of("file")):
        return False
    if line.search(FILE) or book.is_exact(line) or inline(line, book):
        return False
    named = at + 1 < len(last.cells) and last.cells[at + 1].search(FILE) is not None
    below = row.in_table and len(row.cells) == 1
    return named or below or _is_open(label)


def _is_instruction(last: Row, row: Row, book: LabelBook) -> bool:
    """Whether labels and values go on, one label being an instruction that was cut."""
    in_tables = row.apart and row.in_table and last.in_table
    if not in_tables or any(book.read(cell).known for cell in row.cells[::2]):
        return False
    columns = range(0, min(len(last.cells), len(row.cells)), 2)
    return any(_is_instruction_cut(last, row, at, book) for at in columns)


def _is_instruction_cut(last: Row, row: Row, at: int, book: LabelBook) -> bool:
    label, value = last.cells[at], Text.join(last.cells[at + 1 : at + 2])
    if not len(row.cells[at]) or not (
        book.instructs(label) and book.read(label).is_of("file")
    ):
        return False
    return _is_open(label) or not value.search(FILE)


def _is_open(label: Text) -> bool:
    words = str(label)
    return any(words.count(a) > words.count(b) for a, b in ("（）", "()", "《》"))


def _is_rest_of_table(
    last: Row, row: Row, head: Sequence[Label], book: LabelBook
) -> bool:
    """Whether cells stand below cut ones: the first is empty, or most of them are."""
    alone = len(last.cells) == 1 and book.read(last.cells[0]).known
    if not row.in_table or not (last.in_table or alone):
        return False
    first = row.filled()[0]
    if book.is_exact(first) or inline(first, book):
        return False
    few = len(row.filled()) * 2 < len(head) <= len(last.filled()) * 2
    return not len(row.cells[0]) or (row.apart and few and is_under(head, row, book))
