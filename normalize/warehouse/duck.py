"""Rows on disk, asked for by SQL and read a few at a time (落盘的行).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder)) as house:
...     with house.spill("seen", arrow_schema(DocumentRow)) as seen:
...         seen.add([{"doc_id": "b", "pages": 2}, {"doc_id": "a"}])
...     asked = "SELECT doc_id, n_pages, 0 AS _chunk FROM seen ORDER BY doc_id"
...     [rows["documents"] for rows in house.chunks({"documents": asked}, 1)]
[[{'doc_id': 'a', 'n_pages': None}, {'doc_id': 'b', 'n_pages': None}]]
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from normalize.rows import Row, Rows, empty_rows
from normalize.schema import arrow_schema
from normalize.tables import TABLE, DocumentRow

__all__ = ["AT", "CHUNK", "DocumentRow", "Spill", "Warehouse"]

AT = "_at"  # the place of a row among all of its table
CHUNK = "_chunk"  # which rows are looked at together
MEMORY = "128MB"  # of DuckDB; what does not fit waits in its folder
BUFFER = 1 << 16  # bytes of a column that are read at once
SLICE = 24  # chunks that are sorted together
BATCH = 2048  # rows that become Python objects at once
KEPT = "FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE 4096"
HELD = 8192  # rows that wait to be written


class Warehouse:
    """A DuckDB database in a folder of its own, which is nobody's to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": str(folder / "spilled"),
            "preserve_insertion_order": "false",
            "threads": "1",
            # Joins keep what is written on the right, which is the smaller.  By its
            # guesses (a fifth of the rows for each condition) whole tables were kept.
            "disabled_optimizers": "join_order,build_side_probe_side",
        }
        self.sql = duckdb.connect(str(folder / "warehouse.duckdb"), config=settings)
        self.sql.execute("SET TimeZone = 'Asia/Shanghai'")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sql.close()

    def run(self, statement: str) -> None:
        """Run a statement that gives nothing back."""
        self.sql.execute(statement)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of an answer that is known to be small."""
        return self.sql.execute(query).fetchall()

    def take(self, name: str, table: pa.Table) -> None:
        """Make a table of an Arrow one."""
        self.sql.register("taken", table)
        self.sql.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM taken")
        self.sql.unregister("taken")

    def keep(self, name: str, query: str) -> None:
        """Make a view of an answer that waits on disk, for a table fills the memory."""
        path = self.folder / f"{name}.parquet"
        self.sql.execute(f"COPY ({query}) TO '{_quoted(path)}' ({KEPT})")
        self.sql.execute(f"CREATE VIEW {name} AS FROM '{_quoted(path)}'")

    def rows(self, name: str, query: str) -> Iterator[Row]:
        """Stream rows of a declared table; columns that it has not stay as they are."""
        return _rows(name, self.batches(query))

    def batches(self, query: str) -> Iterator[pa.RecordBatch]:
        """Stream an answer."""
        with self.sql.cursor() as cursor:
            yield from cursor.sql(query).to_arrow_reader(BATCH)

    def chunks(self, asked: Mapping[str, str], count: int) -> Iterator[Rows]:
        """Yield the rows of each chunk by table; queries order them by `_chunk`.

        Tables that say which rows are looked at together are called `chunk_*`, and
        asked for some chunks at a time: the events of 100,000 documents, with all that
        took part, are more than there is memory for sorting.  Answers that are read
        side by side wait on disk, for half read they hold memory too.
        """
        for first in range(0, count, SLICE):
            end = min(first + SLICE, count)
            streams = {
                name: _Stream(_rows(name, self._kept(name, _of(query, first, end))))
                for name, query in asked.items()
            }
            for chunk in range(first, end):
                yield empty_rows() | {n: s.upto(chunk) for n, s in streams.items()}

    def _kept(self, name: str, query: str) -> Iterator[pa.RecordBatch]:
        path = self.folder / f"{name}_{next(self._numbers)}.parquet"
        self.sql.execute(f"COPY ({query}) TO '{_quoted(path)}' ({KEPT})")
        try:
            with pq.ParquetFile(path, buffer_size=BUFFER) as file:
                yield from file.iter_batches(BATCH, use_threads=False)
        finally:
            path.unlink()
            pa.default_memory_pool().release_unused()

    def spill(self, name: str, schema: pa.Schema) -> "Spill":
        """Open a file of rows; it is a view of that name when it is closed."""
        return Spill(self, name, schema)


class Spill:
    """Rows on their way to disk."""

    def __init__(self, house: Warehouse, name: str, schema: pa.Schema) -> None:
        self.house, self.name, self.schema = house, name, schema
        self.path = house.folder / f"{name}.parquet"
        self.writer = pq.ParquetWriter(self.path, schema, compression="lz4")
        self.held: list[Row] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._write()
        self.writer.close()
        if kind is None:
            self.house.run(
                f"CREATE VIEW {self.name} AS SELECT * FROM '{_quoted(self.path)}'"
            )

    def add(self, rows: Iterable[Row]) -> None:
        """Take in rows; what the table does not declare is left out."""
        self.held.extend(rows)
        if len(self.held) >= HELD:
            self._write()

    def _write(self) -> None:
        if self.held:
            self.writer.write_table(pa.Table.from_pylist(self.held, self.schema))
            self.held = []


def _of(query: str, first: int, end: int) -> str:
    """Have a query take part of the chunks only.

    >>> _of("FROM raw JOIN chunk_ids c USING (doc_id)", 24, 48)
    'FROM raw JOIN (FROM chunk_ids WHERE _chunk BETWEEN 24 AND 47) c USING (doc_id)'
    """
    part = rf"(FROM \g<0> WHERE {CHUNK} BETWEEN {first} AND {end - 1})"
    return re.sub(r"\bchunk_\w+", part, query)


def _rows(name: str, batches: Iterator[pa.RecordBatch]) -> Iterator[Row]:
    schema = arrow_schema(TABLE[name]) if name in TABLE else pa.schema([])
    for batch in batches:
        yield from typed(batch, schema).to_pylist()


class _Stream:
    """Rows ordered by chunk, read as far as they are asked for."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self.rows = rows
        self.next = next(rows, None)

    def upto(self, chunk: int) -> list[Row]:
        found: list[Row] = []
        while self.next is not None and self.next[CHUNK] <= chunk:
            row = self.next
            del row[CHUNK]
            found.append(row)
            self.next = next(self.rows, None)
        return found


def typed(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Give columns their declared types: DuckDB counts microseconds."""
    declared = {field.name: field.type for field in schema}
    columns = [
        column.cast(declared.get(field.name, field.type))
        for field, column in zip(batch.schema, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
