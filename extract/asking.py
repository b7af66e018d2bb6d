"""Questions to the files of a snapshot (查询), by SQL, whatever their size.

>>> rows_of(Path("tables/3"), "drugs")
"read_parquet('tables/3/drugs.parquet')"
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY = "256MB"


@contextmanager
def asking(
    spill: Path | None = None, memory: str = MEMORY
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database that holds nothing; what exceeds `memory` goes to `spill`."""
    with duckdb.connect() as sql:
        sql.execute(f"SET memory_limit = '{memory}'")
        sql.execute("SET preserve_insertion_order = false")
        if spill:
            sql.execute(f"SET temp_directory = '{quoted(spill)}'")
        yield sql


def rows_of(snapshot: Path, name: str) -> str:
    """Return the SQL of a table of a snapshot."""
    return f"read_parquet('{quoted(snapshot / name)}.parquet')"


def quoted(path: Path) -> str:
    """Return a path as it stands within quotes in SQL."""
    return str(path).replace("'", "''")
