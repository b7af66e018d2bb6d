"""The rows of one table that two snapshots do not share (行差), paired by key.

Both tables are read once each as (key, hash of the row); what they share cancels out,
so that only what differs is ever held or read whole.  Rows of one key are paired in
turn: what is left of either side was added, or removed.  So the rows added less those
removed are always the rows that there are more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from extract.asking import rows_of
from normalize.column import Column, columns_of, table_of
from normalize.tables import TABLE

# A file's name is not what it says: a document that is renamed is no change.
NAMES_OF_FILES = ("path", "duplicate_of")
# What the program says of itself.
OF_PROGRAM = ("parser_version",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is compared of a table: the columns that both snapshots have, and the key.

    `row_id` is the column by which evidence names its rows.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    row_id: str
    notes: tuple[str, ...] = ()

    def has(self, *names: str) -> list[str]:
        """Return which of these columns are compared."""
        return [name for name in names if name in self.columns]


def shape(name: str, was: Path, now: Path) -> Shape | None:
    """Say how a table of two snapshots is compared; None where one of them lacks it."""
    paths = [folder / f"{name}.parquet" for folder in (was, now)]
    if not all(path.exists() for path in paths):
        return None
    before, after = map(pq.read_schema, paths)
    shared = [
        column for column in columns_of(TABLE[name])
        if column.name in before.names
        and column.name in after.names
        and before.field(column.name).type == after.field(column.name).type
    ]  # fmt: skip
    odd = ({*before.names} | {*after.names}) - {column.name for column in shared}
    row_id, key = _key(name)
    return Shape(
        name=name,
        columns=tuple(column.name for column in shared if _is_compared(column)),
        key=key,
        row_id=row_id,
        notes=tuple(
            f"{name}.{column} is in one of them only, or of another type; it is not "
            "compared." for column in sorted(odd)
        ),
    )  # fmt: skip


def _is_compared(column: Column) -> bool:
    return column.role != "run" and column.name not in (*NAMES_OF_FILES, *OF_PROGRAM)


def _key(name: str) -> tuple[str, tuple[str, ...]]:
    """The column that names a row, and those that tell rows apart."""
    for column in columns_of(TABLE[name]):
        if column.role == "id":
            return column.name, (column.name,)
    if name == "documents":
        return "doc_id", ("doc_id",)
    return "doc_id", ("doc_id", *table_of(TABLE[name]).key)


def pair(sql: duckdb.DuckDBPyConnection, shape: Shape, was: Path, now: Path) -> bool:
    """Fill `differing` with pairs of whole rows that differ, one of them or none null.

    Returns whether there are any; `differing` is not filled if not.
    """
    before, after = (_hashed(shape, folder) for folder in (was, now))
    sql.execute(f"""
        CREATE OR REPLACE TABLE apart AS
        SELECT key, hashed, sum(side)::BIGINT AS side FROM (
            SELECT key, hashed, -1 AS side FROM {before}
            UNION ALL SELECT key, hashed, 1 FROM {after}
        ) GROUP BY key, hashed HAVING sum(side) <> 0
    """)
    if not sql.execute("SELECT count(*) FROM apart").fetchall()[0][0]:
        return False
    sql.execute(f"""
        CREATE OR REPLACE TABLE pairs AS
        SELECT row_number() OVER (ORDER BY key, nth) AS pair, key,
            w.hashed AS was, n.hashed AS now
        FROM ({_numbered("side < 0")}) w FULL JOIN ({_numbered("side > 0")}) n
            USING (key, nth)
    """)
    sql.execute(f"""
        CREATE OR REPLACE TABLE differing AS
        SELECT pair, w.whole AS was, n.whole AS now FROM pairs
        LEFT JOIN ({_whole(before, "was")}) w
            ON w.key = pairs.key AND w.hashed = pairs.was
        LEFT JOIN ({_whole(after, "now")}) n
            ON n.key = pairs.key AND n.hashed = pairs.now
    """)
    return True


def _hashed(shape: Shape, folder: Path) -> str:
    """The SQL of the rows of one side with their key and hash."""
    compared = ", ".join(f'"{name}"' for name in shape.columns)
    key = ", ".join(f'"{name}"' for name in shape.key)
    # An id is told from any other; a key of several long cells is told by its hash.
    own = key if len(shape.key) == 1 else f"hash({key})"
    return f"""(
        SELECT {own} AS key, hash({compared}) AS hashed, r AS whole
        FROM (SELECT {compared} FROM {rows_of(folder, shape.name)}) r
    )"""


def _numbered(which: str) -> str:
    return f"""
        SELECT key, hashed, row_number() OVER (PARTITION BY key ORDER BY hashed) AS nth
        FROM (SELECT key, hashed, unnest(range(abs(side))) FROM apart WHERE {which})
    """


def _whole(rows: str, side: str) -> str:
    return f"""
        SELECT key, hashed, any_value(whole) AS whole FROM {rows}
        SEMI JOIN (SELECT key, {side} AS hashed FROM pairs) USING (key, hashed)
        GROUP BY key, hashed
    """


def differing_cells(shape: Shape) -> Iterator[str]:
    """Yield the SQL of the cells that differ within pairs, one query a column."""
    for name in shape.columns:
        yield f"""
            SELECT pair, '{name}' AS "column",
                was."{name}"::VARCHAR AS was, now."{name}"::VARCHAR AS now
            FROM differing WHERE was IS NOT NULL AND now IS NOT NULL
                AND was."{name}" IS DISTINCT FROM now."{name}"
        """
