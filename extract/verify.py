"""Prove the published tables: read the sources again and find every quote in them.

For each document of the snapshot: its bytes are those that were read, its clean text
with all repairs undone is its raw text again, and for each piece of evidence the raw
characters `start:end` are the quote.  For a cell that was quoted (not implied), the
column's own parse of the repaired words gives the published value.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, product
from pathlib import Path
from typing import Any, NamedTuple, get_args

from extract.inputs import Input, NotOpened, find_inputs, read_bytes
from extract.one import repaired
from extract.readers.unreadable import Unreadable
from extract.snapshot import current
from normalize.checks import row_id_of
from normalize.column import Column, columns_of, table_of
from normalize.document import Document, doc_id
from normalize.parquet import read_table
from normalize.rows import Row, Rows
from normalize.tables import TABLE
from normalize.text import Repair, Span, restore
from normalize.values import Rejected
from normalize.values.plain import squash


class Proof(NamedTuple):
    """How much was proved, and what could not be."""

    cells: int
    documents: int
    failures: list[str]


class _Place(NamedTuple):
    """A cell as evidence names it, within one document."""

    table: str
    row: str
    column: str


def verify(raw: Path, out: Path) -> Proof:
    """Prove the evidence of the published snapshot against the files of `raw`.

    Raises BadFolder where there are no files or no tables.
    """
    inputs = {found.relative: found for found in find_inputs(raw)}
    published = _Published(current(out))
    proofs = [published.proof(row, inputs) for row in published.read]
    return Proof(
        sum(proof.cells for proof in proofs),
        sum(proof.documents for proof in proofs),
        [failure for proof in proofs for failure in proof.failures],
    )


class _Published:
    """A snapshot, its rows found by document and by id."""

    def __init__(self, folder: Path) -> None:
        tables: Rows = {name: read_table(cls, folder) for name, cls in TABLE.items()}
        self.read = [
            row
            for row in tables["documents"]
            if row["text"] is not None and row["status"] != "duplicate"
        ]
        self.evidence = _by(tables["evidence"], "doc_id")
        self.repairs = _by(tables["repairs"], "doc_id")
        self.rows = {
            (name, row_id_of(TABLE[name], row)): row
            for name, cls in TABLE.items()
            if table_of(cls).evidence
            for row in tables[name]
        }

    def proof(self, row: Row, inputs: dict[str, Input]) -> Proof:
        """Prove one document and the cells that quote it."""
        path = row["path"]
        try:
            document = _document(row, inputs)
        except (Unreadable, NotOpened, _Gone) as reason:
            return Proof(0, 0, [f"{path}: {reason}"])
        cells = _cells(self.evidence.get(row["doc_id"], []))
        failures = [
            *_text_failures(document, row, self.repairs.get(row["doc_id"], [])),
            *(f for cell in cells for f in self._failures(document, *cell)),
        ]
        quoting = sum(any(r["start"] is not None for r in rows) for _, rows in cells)
        return Proof(quoting, 1, [f"{path}: {failure}" for failure in failures])

    def _failures(
        self, document: Document, place: _Place, evidence: list[Row]
    ) -> Iterator[str]:
        where = f"{place.table}.{place.column} of row {place.row}"
        for row in evidence:
            if row["start"] is not None:
                stands = document.raw[row["start"] : row["end"]]
                if stands != row["quote"]:
                    yield f"{where}: quotes {row['quote']!r}, there stands {stands!r}"
        if all(row["rule"] == "quoted" for row in evidence):
            spans = [Span(row["start"], row["end"]) for row in evidence]
            cell, column = _find(self.rows[place.table, place.row], place)
            if not any(_same(column, w, cell) for w in _readings(document, spans)):
                yield f"{where}: its words do not give {cell!r}"


class _Gone(ValueError):
    """The file is not there any more, or is another one."""


def _document(row: Row, inputs: dict[str, Input]) -> Document:
    if row["path"] not in inputs:
        raise _Gone("the file is not there any more")
    data = read_bytes(inputs[row["path"]])
    if doc_id(data) != row["doc_id"]:
        raise _Gone("the file has changed since it was read")
    return repaired(data, row["path"])[0]


def _text_failures(document: Document, row: Row, repairs: list[Row]) -> Iterator[str]:
    undone = [Repair(**{name: r[name] for name in Repair._fields}) for r in repairs]
    if restore(row["text"], sorted(undone)) != document.raw:
        yield "undoing the repairs of its text does not give the raw text"


def _cells(evidence: list[Row]) -> list[tuple[_Place, list[Row]]]:
    """Gather evidence by cell, the pieces of one cell in their order."""

    def place(row: Row) -> _Place:
        return _Place(row["table_name"], row["row_id"], row["column_name"])

    by_place = groupby(sorted(evidence, key=place), place)
    return [(cell, list(rows)) for cell, rows in by_place]


def _find(row: Row, place: _Place) -> tuple[Any, Column]:
    """Return the value that `contacts.0.phone` names, and the column that reads it."""
    name, *steps = place.column.split(".")
    column = _column(TABLE[place.table], name)
    value = row[name]
    for step in steps:
        if step.isdecimal():
            value = value[int(step)]
        else:
            column = _column(get_args(column.type)[0], step)
            value = value[step]
    return value, column


def _column(cls: type, name: str) -> Column:
    return next(column for column in columns_of(cls) if column.name == name)


def _readings(document: Document, spans: list[Span]) -> Iterator[str]:
    """Yield the words that now stand at the spans, in each way they may be cut.

    They are of the visible text, or of a meta.  Words cut by a page break are joined in
    the cell, with the break in the quote.  Where a repair has put several characters in
    place of some, a cell may begin or end among them.
    """
    for text in (document.text, *(meta.text for meta in document.meta)):
        words = text.within(spans)
        cuts = range(_alike(words.starts)), range(_alike(words.ends[::-1]))
        for first, last in product(*cuts):
            reading = str(words[first : len(words) - last])
            yield from (reading, "".join(reading.split()))


def _alike(offsets: Sequence[int]) -> int:
    """Count the characters at the beginning that came from the same raw ones."""
    return next((i for i, at in enumerate(offsets) if at != offsets[0]), len(offsets))


def _same(column: Column, words: str, cell: Any) -> bool:
    """Whether the words, read by the column, are the cell."""
    try:
        value = column.parse(words)
    except Rejected:
        return False
    if column.also and value is not None:
        value = value[0]
    if isinstance(value, str) and isinstance(cell, str):
        return squash(value) == squash(cell)
    if isinstance(cell, float):
        return value is not None and float(value) == cell
    return bool(value == cell)


def _by(rows: list[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found
