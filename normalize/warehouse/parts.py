"""What was read of some documents, as files (读取结果分块): a part.

    parts/7/
      documents.parquet  drugs.parquet  evidence.parquet …   tables without rows: none

The columns are those of the tables, and two more: `_input`, which reading of which file
a row is from, and `_row`, its place among the rows of that reading.

>>> import tempfile
>>> from normalize.rows import empty_rows
>>> rows = empty_rows() | {"documents": [{"doc_id": "d", "path": "a.txt"}]}
>>> live = [Live("1", "a.txt", "d"), Live("2", "b.txt", "d")]
>>> with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder)) as house:
...     part = Path(folder) / "part"
...     write_part({"1": rows, "2": rows}, part)
...     open_parts(house, [part], live)
...     house.ask("SELECT doc_id, _at FROM raw_documents")
...     house.ask("SELECT path, original FROM readings ORDER BY path")
[('d', 0)]
[('a.txt', 'a.txt'), ('b.txt', 'a.txt')]
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.rows import Rows
from normalize.schema import arrow_schema
from normalize.tables import TABLE
from normalize.warehouse.duck import AT, Warehouse
from normalize.warehouse.live import Live as Live

INPUT, ROW = "_input", "_row"
WIDE = 1 << 24  # rows that one document may have in a table


def write_part(readings: Mapping[str, Rows], folder: Path) -> None:
    """Write the rows of some readings, by what names them, into a new folder."""
    folder.mkdir(parents=True)
    for name, cls in TABLE.items():
        rows = [
            row | {INPUT: reading, ROW: i}
            for reading, tables in readings.items()
            for i, row in enumerate(tables[name])
        ]
        if rows:
            table = pa.Table.from_pylist(rows, part_schema(cls))
            pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def part_schema(cls: type) -> pa.Schema:
    """Return the columns of a table in a part."""
    own = pa.field(INPUT, pa.string()), pa.field(ROW, pa.int32())
    return pa.schema([*arrow_schema(cls), *own])


def join_parts(parts: Sequence[Path], names: Collection[str], folder: Path) -> None:
    """Write these readings of some parts into a new one."""
    folder.mkdir(parents=True)
    wanted = pa.array(sorted(names), pa.string())
    for name, cls in TABLE.items():
        found = [
            pq.read_table(path, filters=pc.field(INPUT).isin(wanted))
            for part in parts
            if (path := part / f"{name}.parquet").exists()
        ]
        table = pa.concat_tables([part_schema(cls).empty_table(), *_cast(found, cls)])
        if len(table):
            pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def _cast(tables: Sequence[pa.Table], cls: type) -> list[pa.Table]:
    return [table.cast(part_schema(cls)) for table in tables]


def open_parts(house: Warehouse, parts: Sequence[Path], live: Sequence[Live]) -> None:
    """Make the rows of these files views `raw_*`; what else parts hold is not seen.

    Of files with the same bytes the first speaks.  `_at` numbers the rows of a table by
    the ids of their documents, and in a document as it was read.
    """
    house.take("live", _table(live))
    house.run(f"""
        CREATE TABLE readings AS
        SELECT *, first_value(path) OVER same AS original,
            (dense_rank() OVER (ORDER BY doc_id) - 1) * {WIDE} AS place
        FROM live WINDOW same AS (PARTITION BY doc_id ORDER BY path)
    """)
    for name, cls in TABLE.items():
        house.run(f"CREATE VIEW raw_{name} AS {_raw(house, name, cls, parts)}")


def _table(live: Sequence[Live]) -> pa.Table:
    schema = pa.schema([(name, pa.string()) for name in Live._fields])
    return pa.table(
        {name: [each[i] for each in live] for i, name in enumerate(Live._fields)},
        schema=schema,
    )


def _raw(house: Warehouse, name: str, cls: type, parts: Sequence[Path]) -> str:
    return f"""
        SELECT t.* EXCLUDE ({INPUT}, {ROW}), r.place + t.{ROW} AS {AT}
        FROM {files(house, name, cls, parts)} t JOIN readings r ON r.input = t.{INPUT}
        WHERE r.path = r.original
    """


def files(house: Warehouse, name: str, cls: type, parts: Sequence[Path]) -> str:
    """Return the SQL for the rows of a table in all parts."""
    paths = [str(p) for part in parts if (p := part / f"{name}.parquet").exists()]
    if paths:
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        return f"read_parquet([{listed}])"
    if not house.ask(f"FROM duckdb_tables() WHERE table_name = 'no_{name}'"):
        house.take(f"no_{name}", part_schema(cls).empty_table())
    return f"no_{name}"
