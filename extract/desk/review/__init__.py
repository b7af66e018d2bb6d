"""What is worth a person's minute (待审): problems by weight, and the line to paste.

Problems that one decision settles are one item: an unknown label in fifty forms, two
drugs that may be one.  The weight of an item is

    severity (error 9, warning 3, info 1) x (its documents + the rows that hang on it)

On a drug, a policy, a trial or an entity hang the rows that refer to it, on any other
row itself; on two that may be one, those of both.  So two drugs that may be one, each
with a hundred outcomes, come before one unread cell.

A decision is a line in a file of `data/decisions`: `WHY`, `WHO` and the day are for the
person to fill in, and what is written as `<…>`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from extract.desk.review.lines import Line, lines_for
from extract.desk.review.weight import Hanging
from extract.desk.tables import Tables

SEVERITIES = {"error": 9, "warning": 3, "info": 1}
# What a decision did is told for the record; there is nothing left to decide.
DONE = (
    "merged_by_decision", "kept_apart_by_decision", "corrected_by_decision",
    "label_by_decision",
)  # fmt: skip
# Of these, problems of one quote are one decision, whatever their documents.
BY_WORDS = ("unknown_label",)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to decide: what, how much hangs on it, and the lines that settle it."""

    weight: int
    severity: str
    code: str
    message: str
    quote: str | None
    paths: tuple[str, ...]  # of the first documents
    documents: int
    rows: int
    place: str  # the cell, as drugs.price of a row; empty for a whole document
    lines: tuple[Line, ...]


def review(
    tables: Tables, code: str = "", severity: str = "", first: int = 20
) -> tuple[list[Item], int]:
    """Return the items of most weight, and how many there are in all."""
    found = [*_weighed(tables, _asked(tables, code, severity))]
    found.sort(key=_heaviest_first)
    items = [_item(tables, *each) for each in found[:first]]
    return items, len(found)


Weighed = tuple[int, int, int, Row]  # weight, documents, rows, problem


def _asked(tables: Tables, code: str, severity: str) -> list[Row]:
    """One row for the problems that one decision settles."""
    by_words = ", ".join(f"'{each}'" for each in BY_WORDS)
    done = ", ".join(f"'{each}'" for each in DONE)
    query = f"""
        SELECT severity, code, table_name, row_id, column_name, quote,
            min(message) AS message, min(doc_id) AS doc_id,
            count(DISTINCT doc_id) AS documents,
            list_sort(list(DISTINCT path))[:3] AS paths
        FROM (
            SELECT p.*, d.path, code IN ({by_words}) AS by_words,
                CASE WHEN by_words THEN '' ELSE p.doc_id || p.message END AS own
            FROM problems p LEFT JOIN documents d
                ON d.doc_id = p.doc_id AND d.status <> 'duplicate'
            WHERE code NOT IN ({done}) AND (? = '' OR code = ?)
                AND (? = '' OR severity = ?)
        )
        GROUP BY severity, code, table_name, row_id, column_name, quote, own
    """
    return [*tables.rows(query, code, code, severity, severity)]


def _weighed(tables: Tables, problems: Iterable[Row]) -> Iterator[Weighed]:
    hanging = Hanging(tables)
    for row in problems:
        rows = hanging.on(row)
        weight = SEVERITIES[row["severity"]] * (row["documents"] + rows)
        yield weight, row["documents"], rows, row


def _heaviest_first(each: Weighed) -> tuple[object, ...]:
    weight, _, _, row = each
    places = (row["code"], row["message"], row["doc_id"], row["row_id"] or "")
    return (-weight, -SEVERITIES[row["severity"]], *places)


def _item(tables: Tables, weight: int, documents: int, rows: int, row: Row) -> Item:
    return Item(
        weight=weight,
        severity=row["severity"],
        code=row["code"],
        message=row["message"],
        quote=row["quote"],
        paths=tuple(path for path in row["paths"] if path),
        documents=documents,
        rows=rows,
        place=_place(row),
        lines=tuple(lines_for(tables, row)),
    )


def _place(row: Row) -> str:
    if not row["table_name"]:
        return ""
    cell = ".".join(filter(None, (row["table_name"], row["column_name"])))
    return f"{cell} of row {row['row_id']}" if row["row_id"] else cell


def by_code(tables: Tables) -> list[tuple[str, str, int]]:
    """Count the problems there are to decide, by severity and code."""
    rows: Sequence[Row] = _asked(tables, "", "")
    kinds = sorted(rows, key=itemgetter("severity", "code"))
    return [
        (severity, code, len([*own]))
        for (severity, code), own in groupby(kinds, itemgetter("severity", "code"))
    ]


__all__ = ["Item", "Line", "by_code", "review"]
