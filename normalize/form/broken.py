"""Rows of a table whose cells have line breaks, in a text that parts cells by tabs.

    参照药品名称	规格	用法用量	费用类型
    示例片	20mg		(the cell goes on in the next line)
    （薄膜衣）	口服	日均费用

The header row says how many cells there are: rows that together have so many, the last
cell of one and the first of the next being one, are one row.
"""

from collections.abc import Iterable, Iterator, Sequence

from normalize.form.cuts import together
from normalize.form.heads import FEWEST, heads, is_under
from normalize.form.inline import inline
from normalize.form.labels import Label, LabelBook
from normalize.form.rows import Row
from normalize.text import Text

MOST_LINES = 20


def unbroken(rows: Iterable[Row], whole: Text, book: LabelBook) -> Iterator[Row]:
    """Yield the rows, broken ones under a header row as one."""
    every = list(rows)
    head: list[Label] = []
    at = 0
    while at < len(every):
        row = every[at]
        head = heads(row, book) or (head if is_under(head, row, book) else [])
        end = _end(every, at, len(head), book) if len(head) >= FEWEST else at
        yield _joined(every[at : end + 1], whole)
        at = end + 1


def _end(rows: Sequence[Row], at: int, width: int, book: LabelBook) -> int:
    """The last of the rows that the one at a place is the first of."""
    found, cells = at, len(rows[at].cells)
    for below in range(at + 1, min(len(rows), at + MOST_LINES)):
        row = rows[below]
        if cells > width or not _goes_on(row, book):
            break
        cells += len(row.cells) - 1
        if cells == width:
            found = below
    return found


def _goes_on(row: Row, book: LabelBook) -> bool:
    first = row.cells[0]
    short = row.in_table and len(row.cells) == 1
    if row.role or row.apart or short or not len(first):
        return False
    return not book.is_exact(first) and not inline(first, book)


def _joined(rows: Sequence[Row], whole: Text) -> Row:
    cells = list(rows[0].cells)
    for row in rows[1:]:
        cells[-1] = together(whole, [cells[-1], row.cells[0]])
        cells += row.cells[1:]
    return Row(tuple(cells), rows[0].in_table, rows[0].apart, rows[0].role)
