"""What has to hold before tables are published; whatever does not, is told in words.

Columns are those declared and values are of their types; ids are unique and references
lead somewhere; closed vocabularies are kept; every quoted cell shows its source, and
every piece of evidence a cell; each input is accounted for.

>>> from normalize.rows import empty_rows
>>> check(empty_rows(), inputs=2)
['documents: 0 rows for 2 inputs', 'runs: 0 rows, not one']
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, get_args, get_origin

import pyarrow as pa

from normalize.column import Column, columns_of, table_of
from normalize.rows import Row, Rows
from normalize.schema import ARROW, arrow_schema
from normalize.tables import TABLE

Cell = tuple[str, str, str]  # table, row, column as evidence names it


def check(tables: Rows, inputs: int) -> list[str]:
    """List what is wrong with the tables of a run over `inputs` files."""
    if misshapen := [*_shape(tables)]:
        return misshapen  # every other check reads columns by name
    checks = (_types, _ids, _references, _vocabularies, _evidence, _problems)
    found = [message for look in checks for message in look(tables)]
    return [*found, *_accounts(tables, inputs)]


def is_quoted(cls: type, column: Column) -> bool:
    """Say whether the values of a column have to show the words they come from."""
    siblings = {name for other in columns_of(cls) for name in other.also}
    return not (column.role or column.ref or column.name in siblings)


def row_id_of(cls: type, row: Row) -> str:
    """Return the id by which evidence names a row: its own, or that of its document."""
    own = [column.name for column in columns_of(cls) if column.role == "id"]
    return str(row[own[0] if own else "doc_id"])


def _shape(tables: Rows) -> Iterator[str]:
    if tables.keys() != TABLE.keys():
        yield f"tables: {sorted(tables.keys() ^ TABLE.keys())} missing or not declared"
        return
    for name, cls in TABLE.items():
        declared = {column.name for column in columns_of(cls)}
        odd = [sorted(row.keys() ^ declared) for row in tables[name]]
        yield from _told(name, "columns missing or not declared", filter(None, odd))


def _types(tables: Rows) -> Iterator[str]:
    for name, cls in TABLE.items():
        for field in arrow_schema(cls):
            values = [row[field.name] for row in tables[name]]
            try:
                pa.array(values, type=field.type)
            except (TypeError, ValueError, OverflowError) as error:
                yield f"{name}.{field.name}: not {field.type}: {error}"
            naive = (v for v in values if isinstance(v, datetime) and v.tzinfo is None)
            yield from _told(f"{name}.{field.name}", "time without a zone", naive)


def _ids(tables: Rows) -> Iterator[str]:
    for name, column in _columns():
        if column.role == "id" or (name, column.name) == ("documents", "path"):
            yield from _unique(f"{name}.{column.name}", tables[name], column.name)


def _unique(where: str, rows: list[Row], column: str) -> Iterator[str]:
    counted = Counter(row[column] for row in rows)
    yield from _told(where, "without a value", [None] * counted.pop(None, 0))
    yield from _told(where, "not unique", (i for i, n in counted.items() if n > 1))


def _references(tables: Rows) -> Iterator[str]:
    documents = {row["doc_id"] for row in tables["documents"]}
    for name, column in _columns():
        where, values = f"{name}.{column.name}", [r[column.name] for r in tables[name]]
        if column.role == "doc":
            yield from _told(where, "no such document", _not_in(documents, values))
        elif column.name == "doc_ids":
            listed = (doc_id for value in values for doc_id in value or [None])
            yield from _told(where, "no such document", _not_in(documents, listed))
        elif column.ref:
            ids = {None, *(row_id_of(TABLE[column.ref], r) for r in tables[column.ref])}
            yield from _told(where, f"not in {column.ref}", _not_in(ids, values))


def _not_in(known: set[Any], values: Iterable[Any]) -> Iterator[Any]:
    return (value for value in values if value not in known)


def _vocabularies(tables: Rows) -> Iterator[str]:
    for name, column in _columns():
        if column.values:
            known = {None, *column.values}
            odd = _not_in(known, (row[column.name] for row in tables[name]))
            yield from _told(f"{name}.{column.name}", "not in its vocabulary", odd)


def _evidence(tables: Rows) -> Iterator[str]:
    rows = tables["evidence"]
    told = dict.fromkeys((r["table_name"], r["row_id"], r["column_name"]) for r in rows)
    sourced = [name for name, cls in TABLE.items() if table_of(cls).evidence]
    stated = {cell for name in sourced for cell in _cells(tables, name, quoted=False)}
    nowhere = (cell for cell in told if cell not in stated)
    yield from _told("evidence", "of a cell that is not there", map(_place, nowhere))
    for name in sourced:
        silent = (c for c in _cells(tables, name, quoted=True) if c not in told)
        yield from _told(name, "without evidence", map(_place, silent))
    yield from _told("evidence", "quote and place differ", filter(_is_misplaced, rows))


def _cells(tables: Rows, name: str, quoted: bool) -> Iterator[Cell]:
    """Yield every cell of a table that has a value, items of lists one by one."""
    cls = TABLE[name]
    columns = [c for c in columns_of(cls) if is_quoted(cls, c) or not quoted]
    for row in tables[name]:
        for column in columns:
            for path in _paths(column, row[column.name]):
                yield name, row_id_of(cls, row), path


def _paths(column: Column, value: Any) -> Iterator[str]:
    """Yield the names of a cell's values: `title`, `agencies.0`, `files.0.label`."""
    if value is None:
        return
    if get_origin(column.type) is not list:
        yield column.name
        return
    for i, item in enumerate(value):
        if get_args(column.type)[0] in ARROW:
            yield f"{column.name}.{i}"
        else:
            parts = [part for part, value in item.items() if value is not None]
            yield from (f"{column.name}.{i}.{part}" for part in parts)


def _place(cell: Cell) -> str:
    table, row, column = cell
    return f"{table}.{column} of row {row}"


def _is_misplaced(row: Row) -> bool:
    start, end, quote = row["start"], row["end"], row["quote"]
    if None in (start, end, quote):
        return (start, end, quote) != (None, None, None)
    return not (0 <= start < end and end - start == len(quote))


def _problems(tables: Rows) -> Iterator[str]:
    """A document that was set aside has to say why, and a copy of what it is one."""
    rows = tables["documents"]
    explained = {r["doc_id"] for r in tables["problems"] if r["severity"] == "error"}
    aside = (row for row in rows if row["status"] == "quarantined")
    silent = (row["path"] for row in aside if row["doc_id"] not in explained)
    yield from _told("documents", "quarantined without a reason", silent)
    first = {(r["path"], r["doc_id"]) for r in rows if r["status"] != "duplicate"}
    copies = (row for row in rows if row["status"] == "duplicate")
    lost = (r["path"] for r in copies if (r["duplicate_of"], r["doc_id"]) not in first)
    yield from _told("documents", "duplicate of nothing", lost)


def _accounts(tables: Rows, inputs: int) -> Iterator[str]:
    """Inputs = ok + partial + quarantined + duplicate, in `documents` and in `runs`."""
    statuses = [row["status"] for row in tables["documents"]]
    if len(statuses) != inputs:
        yield f"documents: {len(statuses)} rows for {inputs} inputs"
    if None in statuses:
        yield f"documents: {statuses.count(None)} rows without a status"
    if len(tables["runs"]) != 1:
        yield f"runs: {len(tables['runs'])} rows, not one"
    for run in tables["runs"]:
        counted = {"inputs_seen": len(statuses)} | {
            f"inputs_{status}": statuses.count(status)
            for status in ("ok", "partial", "quarantined", "duplicate")
        }
        for name, count in counted.items():
            if run[name] != count:
                yield f"runs.{name}: {run[name]}, but documents have {count}"


def _columns() -> Iterator[tuple[str, Column]]:
    return ((name, column) for name, cls in TABLE.items() for column in columns_of(cls))


def _told(where: str, what: str, wrong: Iterable[Any]) -> Iterator[str]:
    """Say once what is wrong with many: how many, and the first."""
    found = list(wrong)
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield f"{where}: {what}: {found[0]}{more}"
