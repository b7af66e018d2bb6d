"""Prove the published tables: read the sources again and find every quote in them.

For each document of the snapshot: its bytes are those that were read, its clean text
with all repairs undone is its raw text again, and for each piece of evidence the raw
characters `start:end` are the quote.  For a cell that was quoted (not implied), the
column's own parse of the repaired words gives the published value.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import product, starmap
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, get_args

from extract.engines.limits import settle
from extract.inputs import Input, Listing, NotOpened, find_inputs, read_bytes
from extract.one import repaired
from extract.proving import Claims, Place, claims
from extract.readers.unreadable import Unreadable
from extract.snapshot import current
from normalize.checks import check
from normalize.column import Column, columns_of
from normalize.document import Document, doc_id
from normalize.rows import Row
from normalize.tables import TABLE
from normalize.text import Repair, Span, restore
from normalize.values import Rejected
from normalize.values.plain import squash

MOST_PIECES = 4  # of the words of a cell that is said again in the same document
AHEAD = 8  # documents for each worker
FEW = 100  # documents that are read before a second process is ready
# What a check of the tables says of cells that no evidence of a document tells of.
SILENT = (": without evidence: ", "evidence.doc_id: no such document: ")


class Proof(NamedTuple):
    """How much was proved, and what could not be.

    `cells` are those that quote a document, `unproved` those of them that failed, and
    all those of a document that can not be read again; `documents` were read again.
    """

    cells: int
    documents: int
    failures: list[str]
    unproved: int = 0

    def __str__(self) -> str:
        """Say it in a sentence; only all of it is 100 %.

        >>> print(Proof(20_000, 9, ["a.txt: …"], 1))
        19999 of 20000 quoted cells of 9 documents proved (99.99 %).
        """
        proved, files = self.cells - self.unproved, self.documents
        share = f"{10_000 * proved // self.cells / 100:.2f}" if self.unproved else "100"
        told = f"{proved} of {self.cells} quoted cells of {files} documents proved"
        return f"{told} ({share} %)."


def verify(raw: Path | str, out: Path, workers: int = 1) -> Proof:
    """Prove the evidence of the published snapshot against the files of `raw`.

    `raw` is a folder or an s3:// URL; the files in archives are read there.  More
    workers are processes.  Raises BadFolder where there are no files or no tables.
    """
    inputs, snapshot = find_inputs(raw), current(out)
    asked = ((each, _input(each, inputs)) for each in claims(snapshot))
    alone = workers == 1 or len(inputs) < FEW
    proofs = starmap(_proof, asked) if alone else _in_processes(asked, workers)
    total = Proof(0, 0, [*_silent(snapshot)])
    for proof in proofs:
        total = Proof(
            total.cells + proof.cells,
            total.documents + proof.documents,
            total.failures + proof.failures,
            total.unproved + proof.unproved,
        )
    return total


def _silent(snapshot: Path) -> Iterator[str]:
    """Say of cells with a value that they have no evidence, or only of no document."""
    for fault in check(snapshot, inputs=0):
        if any(told in fault for told in SILENT):
            yield fault


def _in_processes(
    asked: Iterable[tuple[Claims, Input | None]], workers: int
) -> Iterator[Proof]:
    """Prove documents side by side, in their order; few are under way at once."""
    # A fork server, not fork: threads of DuckDB must not be copied into a child.
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(workers, context, settle) as pool:
        line: deque[Future[Proof]] = deque()
        for each in asked:
            line.append(pool.submit(_proof, *each))
            if len(line) >= AHEAD * workers:
                yield line.popleft().result()
        for waiting in line:
            yield waiting.result()


def _proof(claimed: Claims, one: Input | None) -> Proof:
    """Prove one document and the cells that quote it."""
    path = claimed.document["path"]
    quoting = sum(map(_is_quoting, claimed.cells))
    try:
        document = _document(claimed.document, one)
    except (Unreadable, NotOpened, _Gone) as reason:
        return Proof(quoting, 0, [f"{path}: {reason}"], quoting)
    failures = [*_text_failures(document, claimed)]
    unproved = 0
    for cell in claimed.cells:
        found = [*_failures(document, claimed, *cell)]
        failures += found
        unproved += bool(found) and _is_quoting(cell)
    return Proof(quoting, 1, [f"{path}: {failure}" for failure in failures], unproved)


def _is_quoting(cell: tuple[Place, list[Row]]) -> bool:
    return any(row["start"] is not None for row in cell[1])


def _failures(
    document: Document, claimed: Claims, place: Place, evidence: list[Row]
) -> Iterator[str]:
    where = f"{place.table}.{place.column} of row {place.row}"
    for row in evidence:
        if row["start"] is not None:
            stands = document.raw[row["start"] : row["end"]]
            if stands != row["quote"]:
                yield f"{where}: quotes {row['quote']!r}, there stands {stands!r}"
    of = claimed.rows.get((place.table, place.row))
    if of is None:
        yield f"{where}: there is no such row"
    elif all(row["rule"] == "quoted" for row in evidence):
        spans = [Span(row["start"], row["end"]) for row in evidence]
        cell, column = _find(of, place)
        if not _give(document, spans, column, cell):
            yield f"{where}: its words do not give {cell!r}"


class _Gone(ValueError):
    """The file is not there any more, or is another one."""


def _document(row: Row, one: Input | None) -> Document:
    if one is None:
        raise _Gone("the file is not there any more")
    data = read_bytes(one)
    if doc_id(data) != row["doc_id"]:
        raise _Gone("the file has changed since it was read")
    return repaired(data, row["path"])[0]


def _input(claimed: Claims, inputs: Listing) -> Input | None:
    path = claimed.document["path"]
    at = bisect_left(inputs, path, key=lambda one: one.relative)
    found = inputs[at] if at < len(inputs) else None
    return found if found and found.relative == path else None


def _text_failures(document: Document, claimed: Claims) -> Iterator[str]:
    undone = [Repair(*(r[n] for n in Repair._fields)) for r in claimed.repairs]
    if restore(claimed.document["text"], sorted(undone)) != document.raw:
        yield "undoing the repairs of its text does not give the raw text"


def _find(row: Row, place: Place) -> tuple[Any, Column]:
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


def _give(document: Document, spans: list[Span], column: Column, cell: Any) -> bool:
    """Whether words give a cell: all of them, or a document that says it twice, twice.

    A row that a document prints again is one row with the evidence of both.
    """
    if any(_same(column, words, cell) for words in _readings(document, spans)):
        return True
    return any(
        _give(document, spans[:at], column, cell)
        and _give(document, spans[at:], column, cell)
        for at in range(1, min(len(spans), MOST_PIECES))
    )


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
