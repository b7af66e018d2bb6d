"""Tables of a form whose labels stand above the values: comparators, even trials."""

from collections.abc import Sequence

from normalize.form.labels import Label, LabelBook
from normalize.form.rows import Row

FEWEST = 3
WIDE = 5  # Cells; of so many labels a quarter may be unknown.
NUMBER = "row_number"


def heads(row: Row, book: LabelBook) -> list[Label]:
    """Return the labels of a header row: every cell a label, and no values between."""
    filled = row.filled()
    if not row.in_table or len(filled) < 2 or len(filled) < len(row.cells):
        return []
    if not any(book.read(cell, heads=True).known for cell in filled[1::2]):
        return []  # A value stands there in all other rows.
    labels = [book.read(cell, heads=True) for cell in filled]
    known = [label for label in labels if label.known]
    if len(labels) < FEWEST:
        return labels if _are_one_block(known) else []
    wide = len(labels) >= WIDE and len(known) * 4 >= len(labels) * 3
    return labels if wide or len(known) == len(labels) else []


def _are_one_block(labels: list[Label]) -> bool:
    """Whether two labels without numbers are the columns of one kind of block."""
    tables = {
        label.known.table for label in labels if label.known and not label.ordinal
    }
    fields = {label.field for label in labels}
    return len(labels) == len(fields) == 2 and len(tables) == 1 and tables < BLOCKS


BLOCKS = {"patents", "trials", "recommendations", "comparators", ""}


def is_under(head: Sequence[Label], row: Row, book: LabelBook) -> bool:
    """Whether a row has values for the labels of a header row."""
    if not row.in_table or len(row.cells) > len(head) or row.role:
        return False
    first = row.filled()[0]
    return not book.is_exact(first) and not book.instructs(first)
