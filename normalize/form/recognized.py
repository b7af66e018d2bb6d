"""Whether a document is an application form: enough known labels where labels stand.

A package insert has labels too, all of them of the drug; a form also has some that
only an applicant fills in.
"""

from collections.abc import Iterator
from functools import lru_cache

from normalize.document import Document
from normalize.form.inline import inline
from normalize.form.labels import Known, LabelBook
from normalize.form.rows import rows

FEWEST_LABELS = 4


@lru_cache(maxsize=1)  # Each parser asks.
def is_form(document: Document) -> bool:
    """Say whether the document is a form of label and value."""
    book = LabelBook.of("form_labels")
    seen: dict[str, Known] = {}
    for known in _known_labels(document, book):
        seen.setdefault(known.field, known)
        of_drug = all(label.table == "drugs" for label in seen.values())
        if len(seen) >= FEWEST_LABELS and not of_drug:
            return True
    return False


def _known_labels(document: Document, book: LabelBook) -> Iterator[Known]:
    for row in rows(document, book):
        for cell in row.filled():
            found = inline(cell, book)
            known = found[0].known if found else book.read(cell).known
            if known and known.kind != "note":
                yield known
