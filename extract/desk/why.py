"""Where a cell comes from (值从何来): its words, their file and page, rule and repairs.

Everything is taken from published tables.  `documents.text` and the `repairs` of a
document are its clean text with the raw place of each character; what `evidence` says
of a cell are then the words that stand there, with what was repaired on the way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.desk.cell import columns, declared, part_of, row_of
from extract.desk.rebuilt import placed, rebuilt, within
from extract.desk.tables import NotThere, Row, Tables, id_column
from normalize.column import Column, table_of
from normalize.places import Box
from normalize.tables import TABLE
from normalize.text import Repair, Span, Text

# What to say of a cell for which no words stand, by the role of its column.
BASES = {
    "id": "The id is made from the words by which rows of the table are told apart.",
    "doc": "The document that the row was read from.",
    "file": "Known of the file itself, not from its words.",
    "run": "Known of the run, not from the words of a document.",
    "merge": "Known when all documents are brought together.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that prove a cell, or a part of it.

    `quote` are the raw words at `start:end`, `words` what they are after `repairs`;
    both are None for a rule that needs no words.  `before` and `after` are the clean
    text around.  `column` names the part: `contacts.0.phone`.
    """

    column: str
    rule: str
    doc_id: str | None
    path: str | None
    quote: str | None = None
    words: str | None = None
    before: str = ""
    after: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    method: str | None = None
    confidence: float | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem that is told of the cell, or of its row."""

    severity: str
    code: str
    message: str
    quote: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A cell with all that proves it; a notebook shows it with the pages.

    `basis` is a sentence on how the value comes about.  `pieces` are empty for a cell
    without a value, and for one that no words state.
    """

    table: str
    row_id: str
    column: str
    label: str
    value: Any
    unit: str
    basis: str
    pieces: tuple[Piece, ...]
    problems: tuple[Trouble, ...]
    raw: Path | None = field(default=None, repr=False, compare=False)

    def _repr_html_(self) -> str:
        from extract.desk.shown import as_html

        return as_html(self)


def why(tables: Tables, row: Row | str, column: str, table: str = "") -> Why:
    """Tell where a cell comes from; see `Tables.why`.

    `column` may name a part of a cell: `contacts.0.phone`.  Raises NotThere.
    """
    table, row_id = row_of(row, column, table)
    way = declared(table, column)
    stated = row_with(tables, table, row_id)
    value = part_of(stated, column)
    pieces = (*_Sources(tables).pieces(_evidence(tables, table, stated, column)),)
    return Why(
        table=table,
        row_id=row_id,
        column=column,
        label=" · ".join(each.label for each in way),
        value=value,
        unit=way[-1].unit,
        basis=_basis(way[0], value, pieces),
        pieces=pieces,
        problems=(*_problems(tables, table, row_id, way[0].name),),
        raw=tables.raw,
    )


def row_with(tables: Tables, table: str, row_id: str) -> dict[str, Any]:
    """Return the row with an id; NotThere where there is none.

    A document may be there in copies, which have its id; it is the one that was read.
    """
    copies = " ORDER BY status = 'duplicate'" if table == "documents" else ""
    asked = f'SELECT * FROM "{table}" WHERE "{id_column(table)}" = ?{copies}'
    for row in tables.rows(asked, row_id):
        return row
    raise NotThere(f"{table} has no row {row_id}.")


def _evidence(
    tables: Tables, table: str, row: Mapping[str, Any], column: str
) -> list[dict[str, Any]]:
    """List the evidence of a cell, or of the cell that it was read together with."""
    if table_of(TABLE[table]).span_of == column:
        own = {name: row[name] for name in ("doc_id", "page", "start", "end")}
        return [_UNPLACED | own | {"column_name": column, "rule": "quoted"}]
    parents = [c.name for c in columns(table).values() if column in c.also]
    asked = parents[0] if parents else column
    found = tables.rows(
        """
        SELECT * FROM evidence WHERE table_name = ? AND row_id = ?
        AND (column_name = ? OR starts_with(column_name, ?))
        """,
        table, row[id_column(table)], asked, f"{asked}.",
    )  # fmt: skip
    return sorted(found, key=_place)


_UNPLACED = dict.fromkeys(("bbox", "method", "confidence", "quote"))


def _place(proof: Mapping[str, Any]) -> tuple[Any, ...]:
    steps = proof["column_name"].split(".")
    numbers = [int(step) if step.isdecimal() else -1 for step in steps]
    return numbers[1:], proof["column_name"], proof["doc_id"], proof["start"] or 0


class _Sources:
    """The documents that prove a cell, each taken from the tables once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.known: dict[str | None, _Source] = {}

    def pieces(self, proofs: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
        """Yield what evidence says, with the words around."""
        for proof in proofs:
            doc_id = proof["doc_id"]
            if doc_id not in self.known:
                self.known[doc_id] = _source(self.tables, doc_id)
            yield _piece(proof, self.known[doc_id])


@dataclass(frozen=True, slots=True)
class _Source:
    """A document as the tables have it; without a text where they have none."""

    path: str | None = None
    text: Text | None = None
    raw: str = ""
    repairs: Sequence[Repair] = ()


def _source(tables: Tables, doc_id: str | None) -> _Source:
    asked = "SELECT path, text FROM documents WHERE doc_id = ? AND text IS NOT NULL"
    found = tables.rows(asked, doc_id)
    if not found:
        return _Source()
    repairs = repairs_of(tables, str(doc_id))
    return _Source(found[0]["path"], *rebuilt(found[0]["text"], repairs), repairs)


def _piece(proof: Mapping[str, Any], source: _Source) -> Piece:
    told = {
        "column": proof["column_name"],
        "rule": proof["rule"],
        "doc_id": proof["doc_id"],
        "path": source.path,
    }
    if proof["start"] is None or source.text is None:
        return Piece(quote=proof["quote"], **told)
    span = Span(proof["start"], proof["end"])
    words, before, after = placed(source.text, source.raw, span)
    return Piece(
        quote=source.raw[slice(*span)],
        words=words,
        before=before,
        after=after,
        start=span.start,
        end=span.end,
        page=proof["page"],
        boxes=(tuple(proof["bbox"]),) if proof["bbox"] else (),
        method=proof["method"],
        confidence=proof["confidence"],
        repairs=within(source.repairs, span),
        **told,
    )


def repairs_of(tables: Tables, doc_id: str) -> list[Repair]:
    """List the repairs of a document, in order."""
    columns = ", ".join(f'"{name}"' for name in Repair._fields)
    rows = tables.rows(f"SELECT {columns} FROM repairs WHERE doc_id = ?", doc_id)
    return sorted(Repair(**row) for row in rows)


def _problems(
    tables: Tables, table: str, row_id: str, column: str
) -> Iterator[Trouble]:
    asked = """
        SELECT severity, code, message, quote FROM problems
        WHERE table_name = ? AND row_id = ? AND coalesce(column_name, ?) = ?
    """
    for row in tables.rows(asked, table, row_id, column, column):
        yield Trouble(**row)


def _basis(column: Column, value: Any, pieces: Sequence[Piece]) -> str:
    """Say in a sentence how a value comes about."""
    if pieces:
        return _proved(pieces)
    if column.role:
        return BASES[column.role]
    if value is None:
        return "No document states it, or none in words that could be read."
    if column.ref:
        return f"The row of {column.ref} that the document speaks of."
    return "Nothing says where it comes from."


def _proved(pieces: Sequence[Piece]) -> str:
    sources = len({piece.doc_id for piece in pieces})
    rules = list(dict.fromkeys(piece.rule for piece in pieces))
    words = "quoted" if rules == ["quoted"] else "; ".join(rules)
    return f"{words} · {sources} documents" if sources > 1 else words
