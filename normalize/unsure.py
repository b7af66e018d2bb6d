"""Characters that a picture does not show clearly (识别存疑): problems, not facts.

A wrong digit of a scan reads as well as the right one, so a date, number or code with
an unsure character is left empty, and a name or a text is kept and told of.

>>> from array import array
>>> from normalize.document import Document
>>> from normalize.places import Places
>>> page = Text.raw("规格 40mg")
>>> places = Places(array("f", [0.0] * 28), array("f", [1, 1, 1, 0.7, 1, 1, 1]))
>>> scan = Document(
...     name="a", media_type="image/png", raw=str(page), text=page, blocks=(),
...     page_starts=(0,), places=places,
... )
>>> is_unsure(scan, page[:2]), is_unsure(scan, page[3:])
(False, True)
>>> print(doubt(scan, page[3:], emptied=True).message)
read without certainty from page 1: [4]0m (0.7); the cell is left empty
"""

from collections.abc import Iterable, Iterator
from typing import Any

from normalize.document import Document
from normalize.draft import Doubt
from normalize.text import Text

Row = dict[str, Any]

NEIGHBORS = 2
MOST_NAMED = 5  # Places; a page read badly has hundreds.


def is_unsure(document: Document, quote: Text) -> bool:
    """Say whether a picture shows any of the words without certainty."""
    places = document.places
    return places is not None and any(map(places.unsure, quote.spans()))


def doubt(document: Document, quote: Text, *, emptied: bool) -> Doubt:
    """Return the doubt about words that `is_unsure`, naming the characters."""
    named = list(_named(document, quote))
    words = "、".join(named[:MOST_NAMED])
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    done = "the cell is left empty" if emptied else "see whether they are right"
    return Doubt(
        "unsure",
        f"read without certainty from {_where(document, quote)}: {words}{more}; {done}",
        quote,
        severity="error" if emptied else "warning",
    )


def _named(document: Document, quote: Text) -> Iterator[str]:
    """Yield unsure characters in brackets, with neighbors, and how sure they are."""
    raw, places = document.raw, document.places
    if places is None:
        return
    for span in quote.spans():
        for run in places.unsure(span):
            before = raw[max(span.start, run.start - NEIGHBORS) : run.start]
            after = raw[run.end : min(span.end, run.end + NEIGHBORS)]
            words = f"{before}[{raw[run.start : run.end]}]{after}".replace("\n", "")
            yield f"{words} ({places.confidence(run)})"


def _where(document: Document, quote: Text) -> str:
    [first, *_] = quote.spans()
    box = document.places.box(first) if document.places else None
    edges = f", box {' '.join(f'{edge:g}' for edge in box)}" if box else ""
    return f"page {document.page_of(first.start)}{edges}"


def told_once(problems: Iterable[Row]) -> Iterator[Row]:
    """Yield problem rows; a section's unsure title once, not for each field in it."""
    told: set[str] = set()
    for row in problems:
        if row["code"] == "unsure" and row["column_name"] == "section":
            if row["message"] in told:
                continue
            told.add(row["message"])
        yield row
