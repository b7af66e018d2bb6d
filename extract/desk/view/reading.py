"""A document as the tables have it (还原文件): its raw text, and what each word became.

A cell is named `table/row/column` everywhere, so that the page can light up the words
of a cell, and the cells of a word.  Nothing but the tables is read: the clean text, and
the repairs that turn it back into what was there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from extract.desk.rebuilt import rebuilt
from extract.desk.tables import NotThere
from extract.desk.view.segments import Line, Mark, lined, plain_label
from extract.desk.view.shelf import Shelf, declared
from normalize.tables import TABLE
from normalize.text import Repair

Row = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """A document as the tables have it: everything that says where words went."""

    row: Row
    raw: str
    clean: str
    repairs: Sequence[Repair]
    evidence: Sequence[Row]
    fields: Sequence[Row]
    mentions: Sequence[Row]

    @cached_property
    def lines(self) -> list[Line]:
        """The lines, without the markup of a page."""
        return self.lined(markup=False)

    def lined(self, *, markup: bool) -> list[Line]:
        """Return the lines, with the markup of a page or without."""
        printed = {row[name] or "" for row in self.fields for name in _PRINTED}
        labels = frozenset(map(plain_label, printed)) | _declared_labels()
        return lined(self.raw, self.repairs, [*self.marks()], labels - {""}, markup)

    def marks(self) -> Iterator[Mark]:
        """Yield every range of the raw text that became something."""
        for proof in self.evidence:
            if proof["start"] is not None:
                yield Mark(proof["start"], proof["end"], cell_of(proof), "cell")
        for row, name, kind in (
            *((row, "fields", "field") for row in self.fields),
            *((row, "mentions", "mention") for row in self.mentions),
        ):
            if row["start"] is not None:
                key = f"{name}/{row['id']}/{'value' if kind == 'field' else 'text'}"
                yield Mark(row["start"], row["end"], key, kind)

    def find(self, quote: str) -> tuple[int, int] | None:
        """Return the raw range of words, as they were or as they are now; or None."""
        if (at := self.raw.find(quote)) >= 0:
            return at, at + len(quote)
        if (at := self.clean.find(quote)) >= 0 and quote:
            span = rebuilt(self.clean, self.repairs)[0][at : at + len(quote)].span
            return span.start, span.end
        return None


_PRINTED = ("label", "section")


@cache
def _declared_labels() -> frozenset[str]:
    """The labels of all columns: a form prints them above its tables."""
    return frozenset(c.label for name in TABLE for c in declared(name).values())


def cell_of(proof: Row) -> str:
    """Name the cell that evidence proves; a part of it is the cell."""
    column = proof["column_name"].split(".")[0]
    return f"{proof['table_name']}/{proof['row_id']}/{column}"


def read(shelf: Shelf, doc_id: str) -> Reading:
    """Gather what the tables say of a document; NotThere where they know none."""
    for reading in read_all(shelf, [doc_id]):
        return reading
    raise NotThere(f"There is no document {doc_id}.")


def read_all(shelf: Shelf, doc_ids: Sequence[str]) -> Iterator[Reading]:
    """Gather what the tables say of documents: each table is asked once for all."""
    found = _each(shelf, _DOCUMENTS, doc_ids).values()
    told = [_each(shelf, query, doc_ids) for query in _TOLD_OF_IT]
    for row, *_ in found:
        repairs, *rest = (rows.get(row["doc_id"], []) for rows in told)
        yield _reading(row, [*map(_repair, repairs)], *rest)


def _each(shelf: Shelf, query: str, doc_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Ask for rows of documents, and gather them by document."""
    found: dict[str, list[Row]] = {}
    for row in shelf.rows(query, [*doc_ids]):
        found.setdefault(row["doc_id"], []).append(row)
    return found


def _reading(row: Row, repairs: Sequence[Repair], *rest: Sequence[Row]) -> Reading:
    evidence, fields, mentions = rest
    clean = row.pop("text") or ""
    raw = rebuilt(clean, repairs)[1] if repairs else clean
    return Reading(row, raw, clean, repairs, evidence, fields, mentions)


def _repair(row: Row) -> Repair:
    return Repair(**{name: row[name] for name in Repair._fields})


_OF_THEM = "WHERE doc_id IN (SELECT unnest(?))"
_DOCUMENTS = f"""
    SELECT * EXCLUDE (file_row_number) FROM documents {_OF_THEM}
    ORDER BY text IS NULL, file_row_number
"""
_TOLD_OF_IT = (
    f"""
    SELECT doc_id, start, "end", "before", "after", rule FROM repairs {_OF_THEM}
    ORDER BY start, "end", file_row_number
    """,
    f"""
    SELECT doc_id, table_name, row_id, column_name, page, bbox, method, start, "end",
        quote, rule
    FROM evidence {_OF_THEM} ORDER BY start, "end", file_row_number
    """,
    f"""
    SELECT doc_id, field_id AS id, section, label, field, value, page, start, "end"
    FROM fields {_OF_THEM} ORDER BY start, file_row_number
    """,
    f"""
    SELECT doc_id, mention_id AS id, start, "end" FROM mentions {_OF_THEM}
    ORDER BY start, file_row_number
    """,
)
