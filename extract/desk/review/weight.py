"""How much hangs on a problem (权重): rows that refer to the row it is about.

Of two that may be one, the rows of both are counted.
"""

import csv
from collections.abc import Mapping
from typing import Any

from extract.desk.tables import Tables
from normalize.column import columns_of
from normalize.entities.named import written
from normalize.tables import TABLE

SUGGESTED = {"maybe_same_drug": "drugs", "maybe_same_company": "entities"}
Row = Mapping[str, Any]


class Hanging:
    """The rows that refer to drugs, policies, entities …, counted once."""

    def __init__(self, tables: Tables) -> None:
        self.counted = _counted(tables)
        self.named = {"drugs": _drugs(tables), "entities": _companies(tables)}

    def on(self, problem: Row) -> int:
        """Count the rows that hang on what a problem is about."""
        if kind := SUGGESTED.get(problem["code"]):
            ids = [self.named[kind].get(name) for name in suggested(problem["message"])]
            return sum(self.counted.get((kind, each), 1) for each in ids if each)
        if problem["row_id"] is None:
            return 0
        return self.counted.get((problem["table_name"], problem["row_id"]), 1)


def suggested(message: str) -> list[str]:
    """Return the two names in a suggestion.

    >>> suggested("may be one; …: same,drug,甲|丙,乙|丙,WHY,WHO,YYYY-MM-DD")
    ['甲|丙', '乙|丙']
    """
    [cells] = csv.reader([message.partition(": ")[2]])
    return cells[2:4]


def _counted(tables: Tables) -> dict[tuple[str, str], int]:
    asked = [
        f"SELECT '{column.ref}' AS kind, {column.name} AS id FROM {name} "
        f"WHERE {column.name} IS NOT NULL"
        for name, cls in TABLE.items()
        for column in columns_of(cls)
        if column.ref
    ]
    query = f"""
        SELECT kind, id, count(*) AS n FROM ({" UNION ALL ".join(asked)}) refs
        GROUP BY kind, id
    """
    return {(row["kind"], row["id"]): row["n"] for row in tables.rows(query)}


def _drugs(tables: Tables) -> dict[str, str]:
    query = "SELECT drug_id, generic_name, trade_name, holder, company FROM drugs"
    return {written(row): row["drug_id"] for row in tables.rows(query)}


def _companies(tables: Tables) -> dict[str, str]:
    query = "SELECT name, entity_id FROM entities WHERE entity_type = 'company'"
    return {row["name"]: row["entity_id"] for row in tables.rows(query)}
