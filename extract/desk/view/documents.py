"""One document: its source, and the records read from it (文件): side by side."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.desk.tables import NotThere
from extract.desk.view.reading import Reading, Row
from extract.desk.view.segments import Stretch
from extract.desk.view.shelf import Shelf, declared, is_evidenced, row_name
from normalize.column import table_of
from normalize.tables import TABLE
from normalize.text import Repair

ROWS = 300  # of one table that are shown beside a document
LINES = 1000  # that are sent at a time
OWN = ("documents", "fields")  # tables that tell of a document itself
UNSHOWN = {"mentions", "evidence", "repairs", "problems", "runs", "entities"}


def told(shelf: Shelf, reading: Reading) -> Row:
    """Return a document with its records, its problems, and how much was read."""
    states = [line.state for line in reading.lines]
    return {
        "document": reading.row,
        "records": [*_records(shelf, reading)],
        "problems": [*_problems(shelf, reading)],
        "states": {state: states.count(state) for state in dict.fromkeys(states)},
        "rules": _rules(reading.repairs),
    }


def part(reading: Reading, first: int, markup: bool) -> Row:
    """Return some lines of a document from a number on, and how many there are.

    A stretch is a list: start, end, words, kind, rule, words instead, cells; a cell is
    the place of its name in `cells`.
    """
    lines = reading.lined(markup=True) if markup else reading.lines
    some = lines[max(0, first) :][:LINES]
    names: dict[str, int] = {}
    sent = [
        [line.number, line.state, [_sent(s, names) for s in line.stretches]]
        for line in some
    ]
    return {"total": len(lines), "first": first, "lines": sent, "cells": [*names]}


def _sent(stretch: Stretch, names: dict[str, int]) -> list[object]:
    cells = [names.setdefault(key, len(names)) for key in stretch.cells]
    return [*stretch[:-1], cells]


def place(reading: Reading, quote: str) -> Row:
    """Say where words stand, so that the page can go there; NotThere if nowhere."""
    found = reading.find(quote)
    if found is None:
        raise NotThere("The words are not in the text of the document.")
    return {"start": found[0], "end": found[1], "line": line_at(reading, found[0])}


def line_at(reading: Reading, start: int) -> int:
    """Return the number of the line with a raw character."""
    lines = [line for line in reading.lines if line.stretches]
    at = bisect_right([line.stretches[0].start for line in lines], start)
    return lines[max(0, at - 1)].number if lines else 0


def _records(shelf: Shelf, reading: Reading) -> Iterator[Row]:
    """Yield each table with rows of the document, the rows with their places."""
    proofs: dict[str, dict[str, list[Row]]] = {}
    for proof in reading.evidence:
        by_row = proofs.setdefault(proof["table_name"], {})
        by_row.setdefault(proof["row_id"], []).append(proof)
    for name in TABLE:
        if name not in UNSHOWN and name not in OWN:
            rows = _rows(shelf, reading, name, proofs.get(name, {}))
            if rows:
                yield _record(name, rows[:ROWS], proofs.get(name, {}), len(rows))
    own = proofs.get("documents", {})
    yield _record("documents", [_stated(reading.row)], own, 1)
    fields = [*map(_as_field, reading.fields[:ROWS])]
    if fields:
        yield _record("fields", fields, {}, len(reading.fields))


def _rows(
    shelf: Shelf, reading: Reading, name: str, proofs: dict[str, list[Row]]
) -> list[Row]:
    """Return the rows of a table that are of the document, or quote it."""
    own = row_name(name)
    columns = ", ".join(f'"{column}"' for column in declared(name))
    proved = f' OR "{own}" IN (SELECT unnest(?))' if proofs else ""
    values = [[*proofs]] if proofs else []
    return shelf.rows(
        f'SELECT {columns} FROM "{name}" WHERE doc_id = ?{proved} '
        f"ORDER BY file_row_number LIMIT {10 * ROWS}",
        reading.row["doc_id"], *values,
    )  # fmt: skip


def _stated(row: Row) -> Row:
    """What the words of a document say of it: no size, no parser."""
    known = declared("documents")
    return {name: row[name] for name in row if not known[name].role or name == "doc_id"}


def _as_field(row: Row) -> Row:
    kept = {"field_id": row["id"], "value": row["value"]}
    return kept | {name: row[name] for name in ("section", "label", "field", "page")}


def _record(
    name: str, rows: Sequence[Row], proofs: dict[str, list[Row]], total: int
) -> Row:
    own = row_name(name) or "doc_id"
    return {
        "table": name,
        "label": table_of(TABLE[name]).label,
        "total": total,
        "rows": [
            {
                "id": row[own],
                "cells": cells_of(name, row, proofs.get(row[own], ())),
            }
            for row in rows
        ],
    }


def cells_of(name: str, row: Row, proofs: Sequence[Row]) -> list[Row]:
    """List the cells of a row that have a value, each with what proves it.

    A cell that was read together with another (how exact a day is) has its proof.
    """
    known = declared(name)
    parents = {also: c.name for c in known.values() for also in c.also}
    return [
        {
            "column": column,
            "value": value,
            "by": f"{name}/{row_id_of(name, row)}/{parents.get(column, column)}",
            "proofs": _proofs(proofs, parents.get(column, column)),
        }
        for column, value in row.items()
        if value is not None and column in known
    ]


def row_id_of(name: str, row: Row) -> str:
    """Return the id by which evidence names a row."""
    return str(row.get(row_name(name) or "doc_id"))


def _proofs(proofs: Sequence[Row], column: str) -> list[Row]:
    return [
        {name: proof.get(name) for name in _TOLD}
        for proof in proofs
        if proof["column_name"].split(".")[0] == column
    ]


_TOLD = ("doc_id", "column_name", "page", "start", "end", "quote", "rule", "path")


def _problems(shelf: Shelf, reading: Reading) -> Iterator[Row]:
    asked = """
        SELECT severity, code, message, table_name, row_id, column_name, quote
        FROM problems WHERE doc_id = ? ORDER BY file_row_number LIMIT 500
    """
    for row in shelf.rows(asked, reading.row["doc_id"]):
        found = reading.find(row["quote"]) if row["quote"] else None
        yield row | {"place": found}


def _rules(repairs: Sequence[Repair]) -> list[Row]:
    """Count the repairs by rule."""
    counts: dict[str, int] = {}
    for repair in repairs:
        counts[repair.rule] = counts.get(repair.rule, 0) + 1
    return [{"rule": rule, "repairs": n} for rule, n in sorted(counts.items())]


def detail(shelf: Shelf, name: str, row: Row) -> Row:
    """Return a row with the proofs of each cell, whichever document they are in."""
    proofs = []
    if is_evidenced(name) or name == "documents":
        proofs = shelf.rows(_OF_ROW, name, row_id_of(name, row))
    return {"table": name, "row": row, "cells": cells_of(name, row, proofs)}


_OF_ROW = """
    SELECT e.column_name, e.doc_id, e.page, e.start, e."end", e.quote, e.rule, d.path
    FROM evidence e LEFT JOIN (
        SELECT doc_id, any_value(path) AS path FROM documents GROUP BY doc_id
    ) d USING (doc_id)
    WHERE e.table_name = ? AND e.row_id = ? ORDER BY e.start, e.file_row_number
"""
