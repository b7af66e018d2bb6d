"""Whether a document is an application form: enough known labels where labels stand."""

from collections.abc import Iterator

from normalize.document import Document, Grid
from normalize.form.labels import LabelBook
from normalize.text import Text

FEWEST_LABELS = 4
LONGEST_LABEL = 160


def is_form(document: Document) -> bool:
    """Say whether the document is a form of label and value."""
    book = LabelBook.of("form_labels")
    fields: set[str] = set()
    for words in _label_places(document):
        known = book.read(words).known
        if known and known.kind != "note":
            fields.add(known.field)
        if len(fields) >= FEWEST_LABELS:
            return True
    return False


def _label_places(document: Document) -> Iterator[Text]:
    """Cells, and what stands before the colon of a line."""
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from (c.text for c in row if 0 < len(c.text) <= LONGEST_LABEL)
        else:
            yield block.text.split("[:：]")[0]
