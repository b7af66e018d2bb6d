"""One DuckDB file (数据库): the tables, their labels and meanings as comments.

duckdb tables.duckdb
D SELECT table_name, comment FROM duckdb_tables();
D SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'drugs';
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from extract.desk.export.source import Exported, Source
from extract.desk.export.target import made
from normalize.column import Column

MEMORY = "256MB"


def write_duckdb(source: Source, place: Path, *, force: bool = False) -> None:
    """Write the tables into a new database file; raises InTheWay."""
    with made(place, force=force) as new:
        # One thread writes rows in their order, and so the same file.
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": 1,
            "temp_directory": str(new.parent / "spilled"),
        }
        with duckdb.connect(str(new), config=settings) as sql:
            sql.execute("SET TimeZone = 'Asia/Shanghai'")
            for table in source.tables:
                _write(sql, table)
            told = source.snapshot, source.published
            sql.execute("CREATE TABLE about (snapshot VARCHAR, published TIMESTAMP)")
            sql.execute("INSERT INTO about VALUES (?, ?)", told)


def _write(sql: duckdb.DuckDBPyConnection, table: Exported) -> None:
    rows = pa.RecordBatchReader.from_batches(table.schema, table.batches())
    sql.register("incoming", rows)
    sql.execute(f'CREATE TABLE "{table.name}" AS SELECT * FROM incoming')
    sql.unregister("incoming")
    about = f"{table.declared.label}: {table.declared.meaning}"
    sql.execute(f'COMMENT ON TABLE "{table.name}" IS {_quoted(about)}')
    for column in table.columns:
        sql.execute(
            f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS '
            f"{_quoted(_about(column))}"
        )


def _about(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    return f"{column.label}{unit}: {column.meaning}"


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
