"""Rows on disk, asked for by SQL and read a few at a time (落盘的行).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder)) as house:
...     with house.spill("seen", arrow_schema(DocumentRow)) as seen:
...         seen.add([{"doc_id": "b", "pages": 2}, {"doc_id": "a"}])
...     asked = "SELECT doc_id, n_pages, 0 AS _chunk, doc_id AS _place FROM seen"
...     [rows["documents"] for rows in house.chunks({"documents": asked}, 1)]
[[{'doc_id': 'a', 'n_pages': None}, {'doc_id': 'b', 'n_pages': None}]]
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from shutil import rmtree
from typing import Any, Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from normalize.rows import Row, Rows, empty_rows
from normalize.schema import arrow_schema
from normalize.tables import TABLE, DocumentRow
from normalize.warehouse.memory import give_back

__all__ = ["AT", "CHUNK", "PLACE", "DocumentRow", "Spill", "Warehouse"]

AT = "_at"  # the place of a row among all of its table
CHUNK = "_chunk"  # which rows are looked at together
PLACE = "_place"  # what orders them
MEMORY = "128MB"  # of DuckDB; what does not fit waits in its folder
BUFFER = 1 << 16  # bytes of a column that are read at once
SLICE = 12  # chunks that are sorted together
BATCH = 2048  # rows that become Python objects at once
KEPT = "FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE 2048"
HELD = 8192  # rows that wait to be written
DEALT = 8192  # rows that wait to be dealt out


class Warehouse:
    """A DuckDB database in a folder of its own, which is nobody's to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()
        give_back()
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": str(folder / "spilled"),
            "preserve_insertion_order": "false",
            "threads": "1",
            "partitioned_write_flush_threshold": str(DEALT),
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
        give_back()

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
        """Yield the rows of each chunk by table, in the order of `_place`.

        Queries give `_chunk` and `_place`.  Each is run once and its rows are dealt to
        files of some chunks, which are sorted one by one: the events of 100,000
        documents, with all that took part, are more than there is memory for sorting.
        """
        with ExitStack() as stack:
            dealt = {
                name: stack.enter_context(self._dealt(name, query, count))
                for name, query in asked.items()
            }
            for first in range(0, count, SLICE):
                streams = {
                    name: _Stream(_rows(name, self._kept(name, part(first))))
                    for name, part in dealt.items()
                }
                for chunk in range(first, min(first + SLICE, count)):
                    yield empty_rows() | {n: s.upto(chunk) for n, s in streams.items()}

    @contextmanager
    def _dealt(
        self, name: str, query: str, count: int
    ) -> Iterator[Callable[[int], str]]:
        """Give what asks for the rows of a slice by its first chunk, in their order."""
        if count <= SLICE:
            yield lambda _: _sorted(query)
            return
        folder = self.folder / f"{name}_{next(self._numbers)}"
        self.sql.execute(
            f"COPY (SELECT *, {CHUNK} // {SLICE} AS _slice FROM ({query})) "
            f"TO '{_quoted(folder)}' ({KEPT}, PARTITION_BY (_slice))"
        )
        try:
            yield lambda first: _sorted(_files(folder, first // SLICE))
        finally:
            rmtree(folder)

    def _kept(self, name: str, query: str) -> Iterator[pa.RecordBatch]:
        if not query:
            return
        path = self.folder / f"{name}_{next(self._numbers)}.parquet"
        self.sql.execute(f"COPY ({query}) TO '{_quoted(path)}' ({KEPT})")
        try:
            with pq.ParquetFile(path, buffer_size=BUFFER) as file:
                yield from file.iter_batches(BATCH, use_threads=False)
        finally:
            path.unlink()
            give_back()

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


def _sorted(query: str) -> str:
    """Have a query give its rows in their order; nothing, where there is no query."""
    columns = f"* EXCLUDE ({PLACE})"
    ordered = f"SELECT {columns} FROM ({query}) ORDER BY {CHUNK}, {PLACE}"
    return ordered if query else ""


def _files(folder: Path, slice_: int) -> str:
    """What reads the rows of a slice; empty, if none were dealt to it."""
    part = folder / f"_slice={slice_}"
    files = f"read_parquet('{_quoted(part)}/*.parquet', hive_partitioning = false)"
    return f"SELECT * FROM {files}" if part.is_dir() else ""


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
