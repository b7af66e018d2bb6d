"""Write and read tables as Parquet: full schema, always, and the same bytes.

An empty table has all its columns.  Nothing in a file depends on clock, machine or
order of dictionaries.  Parquet counts no seconds: a `timestamp[s]` reads back as
`timestamp[ms]`, the same moment in the same zone.
"""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.column import table_of
from normalize.schema import arrow_schema


def as_arrow(cls: type, rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows as an Arrow table; ArrowInvalid where a value does not fit."""
    return pa.Table.from_pylist(rows, schema=arrow_schema(cls))


def write_table(cls: type, rows: list[dict[str, Any]], folder: Path) -> Path:
    """Write one table into a folder and return its path."""
    path = folder / f"{table_of(cls).name}.parquet"
    pq.write_table(as_arrow(cls, rows), path, compression="zstd", version="2.6")
    return path


def read_table(cls: type, folder: Path) -> list[dict[str, Any]]:
    """Read the rows of one table of a snapshot."""
    path = folder / f"{table_of(cls).name}.parquet"
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return rows
