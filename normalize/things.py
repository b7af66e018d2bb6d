"""Rows of several documents that stand for one thing become one row.

Of each cell the row that is believed speaks: the first, in the order of trust, that
states it; what qualifies a cell (the unit of a price) is that row's too.  Its evidence
stays, that of the others goes; what another document states differently is a problem
`conflict`.  Names are gathered from all rows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from normalize.column import Column, columns_of, table_of
from normalize.draft import Doubt
from normalize.ids import digest
from normalize.precise import Stated
from normalize.rows import Row, Rows, problem
from normalize.tables import TABLES
from normalize.values.plain import squash

NAMES = ("generic_name", "trade_name")  # the others of a drug are its aliases
# In these, documents differ without contradicting one another: prices change, and the
# same event is told in other words, a paper's day disagrees as that of the policy.
OF_PAPERS = ("policy_issued", "policy_effective")
NOT_COMPARED = (
    "aliases", "price", "drug_name", "actors", "participants", "amount_text",
    "description", "is_full_text", "summary",
    "published_on",  # each mirror posts a paper on a day of its own
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of a table are brought together, named and ordered by trust."""

    cls: type
    groups: Callable[[list[Row]], list[list[Row]]]
    id_of: Callable[[Row], str]
    order: Callable[[Row], Any]


class Believed(NamedTuple):
    """A cell that speaks: what proves it proves the merged row.

    `cell` is that of the row `old` as `proven` tells it, `named` the name that it takes
    in the row `new`; None keeps its name.
    """

    old: str
    cell: str
    new: str
    named: str | None


@dataclass(slots=True)
class Merged:
    """The rows of a table, brought together, and what follows for other tables."""

    rows: dict[str, Row]
    renamed: dict[str, str]
    believed: list[Believed]
    problems: list[Row]


def merge_things(tables: Rows, kind: Kind) -> dict[str, str]:
    """Merge the rows of a table by group, and rename what refers to them.

    Returns the new id of each old one.
    """
    table = table_of(kind.cls).name
    merged = merge_rows(tables[table], kind)
    tables[table] = list(merged.rows.values())
    tables["evidence"] = list(_proofs(table, tables["evidence"], merged.believed))
    rename(tables, kind.cls, merged.renamed)
    tables["problems"] += merged.problems
    return merged.renamed


def merge_rows(rows: list[Row], kind: Kind) -> Merged:
    """Merge the rows of a table by group; what proves them is named, not touched."""
    key = id_column(kind.cls)
    merged = Merged({}, {}, [], [])
    for group in kind.groups(rows):
        group.sort(key=kind.order)
        row = _merged(kind.cls, group)
        row[key] = kind.id_of(row)
        if (
            row[key] in merged.rows
        ):  # two forms of a firm that both lack the drug's name
            row[key] = digest(row[key], group[0][key])
        merged.rows[row[key]] = row
        merged.renamed |= {old[key]: row[key] for old in group}
        merged.believed += _believed(kind.cls, group, row)
        merged.problems += _conflicts(kind.cls, group, row[key])
    return merged


def id_column(cls: type) -> str:
    """Return the name of the column that holds the id of a row."""
    return next(column.name for column in columns_of(cls) if column.role == "id")


# --- what the row says


def _merged(cls: type, rows: list[Row]) -> Row:
    result: Row = dict.fromkeys(rows[0])
    result |= {column.name: row[column.name] for column, row in _speakers(cls, rows)}
    if "aliases" in result:
        result["aliases"] = list(_aliases(rows, result)) or None
    result["doc_ids"] = sorted({row["doc_id"] for row in rows})
    if "n_reports" in result:
        result["n_reports"] = len(result["doc_ids"])
    return result


def _speakers(cls: type, rows: list[Row]) -> Iterator[tuple[Column, Row]]:
    """Each column with the row that is believed."""
    said: dict[str, Row] = {}
    for column in columns_of(cls):
        able = [said[column.of]] if column.of in said else rows
        row = next((row for row in able if row[column.name] is not None), None)
        if row is not None:
            said[column.name] = row
            yield column, row


def _aliases(rows: list[Row], result: Row) -> dict[str, tuple[Row, str]]:
    """The other names, in order, each with the row and the cell that state it."""
    shown = {squash(result[name] or "") for name in NAMES}
    stated: dict[str, tuple[Row, str]] = {}
    for row in rows:
        for name, cell in _names(row):
            if squash(name) not in shown:
                shown.add(squash(name))
                stated[name] = row, cell
    return dict(sorted(stated.items()))


def _names(row: Row) -> Iterator[tuple[str, str]]:
    """Each name of a drug, with its cell as evidence names it."""
    for column in NAMES:
        if row[column] is not None:
            yield row[column], column
    for i, name in enumerate(row["aliases"] or []):
        yield name, f"aliases.{i}"


# --- what proves it, and what speaks against it


def _believed(cls: type, rows: list[Row], result: Row) -> Iterator[Believed]:
    """The cells that speak for the merged row."""
    key = id_column(cls)
    for column, row in _speakers(cls, rows):
        if column.name != "aliases":
            yield Believed(row[key], column.name, result[key], None)
    aliases = _aliases(rows, result) if "aliases" in result else {}
    for i, (row, cell) in enumerate(aliases.values()):
        yield Believed(row[key], cell, result[key], f"aliases.{i}")


def proven(cell: str) -> str:
    """Return what a cell speaks for: its column, or one name of several.

    >>> proven("attachments.0.title"), proven("aliases.1")
    ('attachments', 'aliases.1')
    """
    column = cell.partition(".")[0]
    return cell if column == "aliases" else column


def _proofs(
    table: str, evidence: Sequence[Row], believed: Sequence[Believed]
) -> Iterator[Row]:
    """The proofs of the words that are believed, under the id of the merged row."""
    kept: dict[tuple[str, str], list[Believed]] = {}
    for each in believed:
        kept.setdefault((each.old, each.cell), []).append(each)
    for proof in evidence:
        if proof["table_name"] != table:
            yield proof
            continue
        cell = proof["column_name"]
        for to in kept.get((proof["row_id"], proven(cell)), ()):
            yield proof | {"row_id": to.new, "column_name": to.named or cell}


def _conflicts(cls: type, rows: list[Row], id_: str) -> Iterator[Row]:
    """A problem for each thing that others state and that is not believed.

    Four mirrors that tell another day are one disagreement, not four.
    """
    for column, kept in _speakers(cls, rows):
        if not _is_compared(column, kept):
            continue
        others: dict[str, list[Row]] = {}
        for row in rows:
            if _contradicts(column, row, kept) and not _is_alias(column, row, rows):
                others.setdefault(_told(row[column.name]), []).append(row)
        for same in others.values():
            yield _conflict(cls, column.name, kept, same) | {"row_id": id_}


def _is_compared(column: Column, kept: Row) -> bool:
    if column.role or column.ref or column.of or column.name in NOT_COMPARED:
        return False
    return column.type is not date or kept.get("event_type") not in OF_PAPERS


def _contradicts(column: Column, row: Row, kept: Row) -> bool:
    is_stated = row[column.name] is not None and row["doc_id"] != kept["doc_id"]
    return is_stated and _differs(column, row, kept)


def _is_alias(column: Column, row: Row, rows: list[Row]) -> bool:
    """Whether what a row takes for the generic name is another name of the drug."""
    if column.name != "generic_name":
        return False
    known = {other[name] for other in rows for name in ("trade_name", "english_name")}
    known |= {alias for other in rows for alias in other["aliases"] or ()}
    return any(squash(row[column.name]) in squash(name or "") for name in known)


def _told(value: Any) -> str:
    """A cell, to tell equal statements of several documents by."""
    return squash(str(sorted(value, key=str) if isinstance(value, list) else value))


def _differs(column: Column, row: Row, kept: Row) -> bool:
    """Whether two rows that state a column can not both be right."""
    one, other = row[column.name], kept[column.name]
    if isinstance(one, str):
        a, b = squash(one), squash(other)
        return a not in b and b not in a
    if isinstance(one, list):
        return {squash(str(v)) for v in one} != {squash(str(v)) for v in other}
    if column.type is date:
        return not _stated(column, row).agrees(_stated(column, kept))
    return bool(one != other)


def _stated(column: Column, row: Row) -> Stated:
    """The date, with its precision where the table has one."""
    precision = next(iter(column.also), None)
    return Stated(row[column.name], row[precision] if precision else "day")


def _conflict(cls: type, column: str, kept: Row, others: list[Row]) -> Row:
    """The problem of the first document that states it, which counts the others."""
    other, documents = others[0], {row["doc_id"] for row in others}
    more = f" and in {len(documents) - 1} more" if len(documents) > 1 else ""
    doubt = Doubt(
        "conflict",
        f"{column} is {kept[column]} in document {kept['doc_id']}, "
        f"but {other[column]} here{more}; the former was kept",
    )
    where = {"table_name": table_of(cls).name, "column_name": column}
    return problem(other["doc_id"], doubt, **where)


def rename(tables: Rows, cls: type, renamed: dict[str, str]) -> None:
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
