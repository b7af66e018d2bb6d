"""Rows of several documents that stand for one thing become one row.

Of each cell the row that is believed speaks: the first, in the order of trust, that
states it.  Its evidence stays, that of the others goes; what another document states
differently is a problem `conflict`.  Names are gathered from all rows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from normalize.column import columns_of, table_of
from normalize.draft import Doubt
from normalize.ids import digest
from normalize.rows import Row, Rows, problem
from normalize.tables import TABLES
from normalize.values.plain import squash

NAMES = ("generic_name", "trade_name", "aliases")
# Cells in which documents differ without contradicting one another.
NOT_COMPARED = (
    "doc_id", "doc_ids", "aliases", "first_seen", "last_seen", "price", "price_unit",
    "price_text", "currency", "n_reports", "description", "is_full_text", "date_basis",
    "summary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of a table are brought together and named."""

    cls: type
    group: Callable[[list[Row]], list[list[Row]]]
    name: Callable[[Row], str]
    order: Callable[[Row], Any]


def merge_things(tables: Rows, kind: Kind) -> None:
    """Merge the rows of a table by group, and rename what refers to them."""
    table, key = table_of(kind.cls).name, id_column(kind.cls)
    proofs = _proofs(tables, table)
    renamed: dict[str, str] = {}
    merged: dict[str, Row] = {}
    for rows in kind.group(tables[table]):
        rows.sort(key=kind.order)
        row = _merged(kind.cls, rows)
        row[key] = kind.name(row)
        if row[key] in merged:
            row[key] = digest(row[key], rows[0][key])
        merged[row[key]] = row
        renamed |= {old[key]: row[key] for old in rows}
        tables["evidence"] += _evidence(kind.cls, rows, row, proofs)
        tables["problems"] += _conflicts(kind.cls, rows)
    tables[table] = list(merged.values())
    _rename(tables, kind.cls, renamed)


def id_column(cls: type) -> str:
    """Return the name of the column that holds the id of a row."""
    return next(column.name for column in columns_of(cls) if column.role == "id")


def _proofs(tables: Rows, table: str) -> dict[tuple[str, str], list[Row]]:
    """Take the evidence of a table out, by row and column."""
    proofs: dict[tuple[str, str], list[Row]] = {}
    rest = []
    for row in tables["evidence"]:
        if row["table_name"] == table:
            column = row["column_name"].partition(".")[0]
            proofs.setdefault((row["row_id"], column), []).append(row)
        else:
            rest.append(row)
    tables["evidence"] = rest
    return proofs


def _speakers(cls: type, rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Each column with the row that is believed: the first that states it."""
    for column in columns_of(cls):
        stated = next((row for row in rows if row[column.name] is not None), None)
        if stated is not None:
            yield column.name, stated


def _merged(cls: type, rows: list[Row]) -> Row:
    result = dict(rows[0])
    result |= {column: row[column] for column, row in _speakers(cls, rows)}
    if "aliases" in result:
        result["aliases"] = list(_aliases(rows, result)) or None
    result["doc_ids"] = sorted({row["doc_id"] for row in rows})
    if "n_reports" in result:
        result["n_reports"] = len(result["doc_ids"])
    return result


def _aliases(rows: list[Row], result: Row) -> dict[str, tuple[Row, str]]:
    """The other names, in order, each with the row and the cell that state it."""
    shown = {squash(result[name] or "") for name in NAMES[:2]}
    stated: dict[str, tuple[Row, str]] = {}
    for row in rows:
        for column in NAMES:
            cell = row[column] or []
            for i, name in enumerate(cell if isinstance(cell, list) else [cell]):
                at = f"{column}.{i}" if isinstance(cell, list) else column
                if squash(name) not in shown:
                    shown.add(squash(name))
                    stated[name] = (row, at)
    return dict(sorted(stated.items()))


def _evidence(
    cls: type, rows: list[Row], result: Row, proofs: dict[tuple[str, str], list[Row]]
) -> Iterator[Row]:
    """The proofs of the words that are believed, under the id of the merged row."""
    key = id_column(cls)
    for column, row in _speakers(cls, rows):
        if column != "aliases":
            for proof in proofs.get((row[key], column), ()):
                yield proof | {"row_id": result[key]}
    if "aliases" in result:
        for i, (row, at) in enumerate(_aliases(rows, result).values()):
            for proof in proofs.get((row[key], at.partition(".")[0]), ()):
                if proof["column_name"] == at:
                    yield proof | {"row_id": result[key], "column_name": f"aliases.{i}"}


def _conflicts(cls: type, rows: list[Row]) -> Iterator[Row]:
    """A problem for each statement of another document that is not believed."""
    for column, kept in _speakers(cls, rows):
        if column in NOT_COMPARED or column == id_column(cls):
            continue
        for row in rows:
            apart = row["doc_id"] != kept["doc_id"] and row[column] is not None
            if apart and _differs(row[column], kept[column]):
                yield _conflict(cls, column, kept, row)


def _differs(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        a, b = squash(one), squash(other)
        return a not in b and b not in a
    if isinstance(one, list) and isinstance(other, list):
        return {squash(str(v)) for v in one} != {squash(str(v)) for v in other}
    return bool(one != other)


def _conflict(cls: type, column: str, kept: Row, other: Row) -> Row:
    doubt = Doubt(
        "conflict",
        f"{column} is {kept[column]} in document {kept['doc_id']}, "
        f"but {other[column]} here; the former was kept",
    )
    where = {"table_name": table_of(cls).name, "column_name": column}
    return problem(other["doc_id"], doubt, row_id=kept[id_column(cls)], **where)


def _rename(tables: Rows, cls: type, renamed: dict[str, str]) -> None:
    """Follow new ids in references and problems."""
    table = table_of(cls).name
    for other in TABLES:
        for column in columns_of(other):
            if column.ref == table:
                for row in tables[table_of(other).name]:
                    row[column.name] = renamed.get(row[column.name], row[column.name])
    for row in tables["problems"]:
        if row["table_name"] == table:
            row["row_id"] = renamed.get(row["row_id"], row["row_id"])
