"""What the merge has found so far, as tables of the warehouse (归并状态).

    renamed  an id, by table, and the id of the row that it is now
    removed  a row, by table, that is there no more
    copies   a document and the document that it is a copy of
    moved    a document that is an attachment, its policy and its label there

`now` is a table as all of this leaves it.

>>> print(now("patents"))
SELECT t.* REPLACE (coalesce(ref0.new, t.drug_id) AS drug_id) FROM raw_patents t
    LEFT JOIN renamed ref0 ON ref0.kind = 'drugs' AND ref0.old = t.drug_id
    ANTI JOIN removed gone ON gone.kind = 'patents' AND gone.id = t.patent_id
"""

from collections.abc import Mapping

import pyarrow as pa

from normalize.column import columns_of
from normalize.rows import Row
from normalize.tables import TABLE
from normalize.things import id_column
from normalize.warehouse.duck import AT, CHUNK, Warehouse

STATE = {
    "renamed": ("kind", "old", "new"),
    "removed": ("kind", "id"),
    "moved": ("doc_id", "policy_id", "label"),
}
DOCUMENTS = 500  # documents that are looked at together, whatever they share
MERGED = ("drugs", "policies", "events")
# Rows of an attachment say where they stand in the policy, unless they said it.
PARTS = {"provisions": "part", "criteria": "attachment"}


def prepare(house: Warehouse) -> None:
    """Make the tables of the state, without rows, and put documents into chunks.

    The views of the parts must be there.
    """
    for name, columns in STATE.items():
        listed = ", ".join(f"{column} VARCHAR" for column in columns)
        house.run(f"CREATE TABLE {name} ({listed})")
    house.run(f"""
        CREATE TABLE chunk_ids AS
        SELECT doc_id, {AT}, (row_number() OVER (ORDER BY {AT}) - 1) // {DOCUMENTS}
            AS {CHUNK}
        FROM raw_documents
    """)
    house.run(f"CREATE VIEW chunk_documents AS SELECT {AT}, {CHUNK} FROM chunk_ids")


def in_chunks(house: Warehouse) -> int:
    """Return into how many chunks the documents were put."""
    return int(house.ask(f"SELECT coalesce(max({CHUNK}), -1) + 1 FROM chunk_ids")[0][0])


def note(house: Warehouse, name: str, rows: list[Row]) -> None:
    """Add rows to a table of the state."""
    if rows:
        schema = pa.schema([(column, pa.string()) for column in STATE[name]])
        house.sql.register("taken", pa.Table.from_pylist(rows, schema))
        house.run(f"INSERT INTO {name} SELECT * FROM taken")
        house.sql.unregister("taken")


def note_renamed(house: Warehouse, table: str, renamed: Mapping[str, str]) -> None:
    """Note the new ids of the rows of a table."""
    rows = [{"kind": table, "old": old, "new": new} for old, new in renamed.items()]
    note(house, "renamed", rows)


def now(table: str) -> str:
    """Return the SQL of a table that is merged row by row only, as it is now."""
    refs = [column for column in columns_of(TABLE[table]) if column.ref]
    new = {
        column.name: f"coalesce(ref{i}.new, t.{column.name})"
        for i, column in enumerate(refs)
    }
    joins = [
        f"LEFT JOIN renamed ref{i} ON ref{i}.kind = '{column.ref}' "
        f"AND ref{i}.old = t.{column.name}"
        for i, column in enumerate(refs)
    ]
    if table in PARTS:
        joins.append("LEFT JOIN moved ON moved.doc_id = t.doc_id")
        new["policy_id"] = f"coalesce(moved.policy_id, {new['policy_id']})"
        new[PARTS[table]] = f"coalesce(t.{PARTS[table]}, moved.label)"
    joins.append(
        f"ANTI JOIN removed gone ON gone.kind = '{table}' "
        f"AND gone.id = t.{id_column(TABLE[table])}"
    )
    replaced = ", ".join(f"{sql} AS {name}" for name, sql in new.items())
    columns = f"t.* REPLACE ({replaced})" if new else "t.*"
    return "\n    ".join([f"SELECT {columns} FROM raw_{table} t", *joins])
