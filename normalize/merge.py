"""From the rows of every document to the published tables.

Drugs, policies and events are things that several documents speak of: their rows are
merged, the best source speaking first (form, then notice, then news; the newest filing
before older ones), and a source that says otherwise is a problem `conflict`, never a
silent choice.  All other rows are put together in the order of their documents.  The
result does not depend on the order in which documents arrive.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from normalize.column import columns_of, table_of
from normalize.draft import Doubt
from normalize.entities import (
    drug_groups,
    drug_id,
    event_groups,
    fineness,
    policy_groups,
    policy_id,
)
from normalize.ids import digest
from normalize.rows import Row, Rows, empty_rows, problem
from normalize.tables import TABLES, Drug, Event, Policy
from normalize.values.plain import squash

TRUST = {"nhsa_form": 0, "notice": 1, "news": 2, "unknown": 3}
NOT_COMPARED = ("doc_id", "doc_ids", "aliases", "first_seen", "last_seen", "price",
                "price_unit", "price_text", "currency", "n_reports", "description",
                "is_full_text", "date_basis", "summary")  # fmt: skip
GATHERED = ("aliases",)


def merge(results: Iterable[Rows]) -> Rows:
    """Return the tables of a run from the rows of its documents."""
    results = sorted(results, key=lambda rows: rows["documents"][0]["path"])
    tables = empty_rows()
    for rows in _first_copies(results):
        for name, more in rows.items():
            tables[name] += more
    _merge_things(tables, Drug, drug_groups, drug_id)
    _merge_things(tables, Policy, policy_groups, policy_id)
    _merge_things(tables, Event, event_groups, _event_id)
    _date_drugs(tables)
    _sort(tables)
    return tables


def _first_copies(results: list[Rows]) -> list[Rows]:
    """The rows of each document once; of a file with the same bytes only its own row."""
    first: dict[str, str] = {}
    kept = []
    for rows in results:
        document = rows["documents"][0]
        path = first.setdefault(document["doc_id"], document["path"])
        if path == document["path"]:
            kept.append(rows)
        else:
            copy = document | {"status": "duplicate", "duplicate_of": path}
            kept.append(empty_rows() | {"documents": [copy]})
    return kept


# --- rows that stand for one thing


def _merge_things(
    tables: Rows,
    cls: type,
    group: Callable[[list[Row]], list[list[Row]]],
    name: Callable[[Row], str],
) -> None:
    """Merge the rows of a table by group, and rename what refers to them."""
    table, key = table_of(cls).name, _key(cls)
    rank = _ranks(tables)
    renamed: dict[str, str] = {}
    spoke: set[tuple[str, str]] = set()
    merged: dict[str, Row] = {}
    for rows in group(tables[table]):
        rows.sort(key=lambda row: (fineness(row), rank[row["doc_id"]]))
        row = _merged(cls, rows)
        row[key] = name(row)
        if row[key] in merged:
            row[key] = digest(row[key], rows[0][key])
        merged[row[key]] = row
        renamed |= {old[key]: row[key] for old in rows}
        spoke |= {(old[key], column) for column, old in _speakers(cls, rows)}
        tables["problems"] += _conflicts(cls, rows)
    tables[table] = list(merged.values())
    _keep_spoken(tables, table, spoke)
    _rename(tables, cls, renamed)


def _key(cls: type) -> str:
    return next(column.name for column in columns_of(cls) if column.role == "id")


def _ranks(tables: Rows) -> dict[str, tuple[Any, ...]]:
    """How much each document is trusted: by type, newest first, then by id."""
    applied = {row["doc_id"]: row["applied_at"] for row in tables["filings"]}
    ranks = {}
    for row in tables["documents"]:
        date = applied.get(row["doc_id"]) or row["published_at"]
        newest = -date.timestamp() if date else 0.0
        ranks[row["doc_id"]] = (
            TRUST[row["source_type"] or "unknown"],
            newest,
            row["doc_id"],
        )
    return ranks


def _speakers(cls: type, rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """Each column with the row that is believed: the first that states it."""
    for column in columns_of(cls):
        stated = [row for row in rows if row[column.name] is not None]
        if column.name in GATHERED:
            yield from ((column.name, row) for row in stated)
        elif stated:
            yield column.name, stated[0]


def _merged(cls: type, rows: list[Row]) -> Row:
    """One row: each cell from the row that is believed, lists of names from all."""
    result = dict(rows[0])
    result |= {column: row[column] for column, row in _speakers(cls, rows)}
    if "aliases" in result:
        result["aliases"] = _all_names(rows, result)
    result["doc_ids"] = sorted({row["doc_id"] for row in rows})
    if "n_reports" in result:
        result["n_reports"] = len(result["doc_ids"])
    return result


def _conflicts(cls: type, rows: list[Row]) -> Iterator[Row]:
    """A problem for each statement of another document that was not believed."""
    for column, kept in _speakers(cls, rows):
        if column in NOT_COMPARED or column == _key(cls):
            continue
        for row in rows:
            apart = row["doc_id"] != kept["doc_id"] and row[column] is not None
            if apart and _differs(row[column], kept[column]):
                yield _conflict(cls, column, kept, row)


def _keep_spoken(tables: Rows, table: str, spoke: set[tuple[str, str]]) -> None:
    """Keep the evidence of the rows that were believed, cell by cell."""
    tables["evidence"] = [
        row
        for row in tables["evidence"]
        if row["table_name"] != table
        or (row["row_id"], row["column_name"].partition(".")[0]) in spoke
    ]


def _all_names(rows: list[Row], result: Row) -> list[str] | None:
    names = [
        name
        for row in rows
        for name in (row["generic_name"], row["trade_name"], *(row["aliases"] or ()))
        if name not in (None, result["generic_name"], result["trade_name"])
    ]
    return sorted(set(names)) or None


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
    return problem(
        other["doc_id"],
        doubt,
        table_name=table_of(cls).name,
        row_id=kept[_key(cls)],
        column_name=column,
    )


def _rename(tables: Rows, cls: type, renamed: dict[str, str]) -> None:
    """Follow new ids in references, evidence and problems."""
    table = table_of(cls).name
    for other in TABLES:
        for column in columns_of(other):
            if column.ref == table:
                for row in tables[table_of(other).name]:
                    row[column.name] = renamed.get(row[column.name], row[column.name])
    for row in (*tables["evidence"], *tables["problems"]):
        if row["table_name"] == table:
            row["row_id"] = renamed.get(row["row_id"], row["row_id"])


def _event_id(row: Row) -> str:
    about = row["drug_id"] or squash(row["drug_name"] or row["description"] or "")
    return digest("events", row["event_type"], row["event_date"], about)


# --- what follows from all documents together


def _date_drugs(tables: Rows) -> None:
    """Fill first_seen and last_seen from the dates of the documents."""
    days = {row["doc_id"]: row["applied_at"] for row in tables["filings"]}
    days |= {
        row["doc_id"]: row["published_at"]
        for row in tables["documents"]
        if row["published_at"]
    }
    for drug in tables["drugs"]:
        seen = sorted(days[d].date() for d in drug["doc_ids"] if days.get(d))
        if seen:
            drug["first_seen"], drug["last_seen"] = seen[0], seen[-1]


def _sort(tables: Rows) -> None:
    """Bring headline tables into reading order; the others follow their documents."""
    tables["drugs"].sort(key=lambda row: (row["generic_name"] or "", row["drug_id"]))
    tables["policies"].sort(key=lambda row: (row["title"] or "", row["policy_id"]))
    tables["events"].sort(key=lambda row: (str(row["event_date"]), row["event_id"]))
