"""The order of rows in the published tables (行序): the same for the same documents.

Headline tables are in reading order, what proves or doubts a cell stands with others of
its row; every other table follows the ids of the documents, and in a document the order
in which it says things.

>>> rows = [{"path": "b"}, {"path": None}, {"path": "a"}]
>>> in_order({"documents": rows})
{'documents': [{'path': 'a'}, {'path': 'b'}, {'path': None}]}
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from normalize.rows import Row, Rows

# Columns to order by; empty cells come last, and rows that agree keep their order.
ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "drugs": ("generic_name", "drug_id"),
        "policies": ("title", "policy_id"),
        "events": ("event_date", "event_id"),
        "filing_changes": ("drug_id", "filing_id", "table_name", "column_name",
                           "change_id"),
        "entities": ("entity_type", "name", "entity_id"),
        "mentions": ("doc_id", "start", "end", "entity_type", "mention_id"),
        "documents": ("path",),
        "evidence": ("table_name", "row_id", "column_name", "doc_id"),
        "problems": ("doc_id", "code", "table_name", "row_id", "column_name",
                     "message", "quote", "severity"),
    }
)  # fmt: skip


def in_order(tables: Rows) -> Rows:
    """Return tables with their rows in order."""
    return {name: _sorted(name, rows) for name, rows in tables.items()}


def _sorted(name: str, rows: list[Row]) -> list[Row]:
    columns = ORDER.get(name, ())
    return sorted(rows, key=lambda row: [_place(row[c]) for c in columns])


def _place(cell: Any) -> tuple[bool, Any]:
    return cell is None, cell
