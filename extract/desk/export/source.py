"""What is exported (导出之源): the tables of one snapshot, read some rows at a time.

All files are opened at once, so that a run which publishes meanwhile, and clears the
snapshot away, takes nothing from under the export.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from extract.desk.tables import id_column
from normalize.column import Column, Table, columns_of, table_of
from normalize.tables import TABLE

ROWS = 1_000  # that are in memory at once: a document's text may be a megabyte


@dataclass(frozen=True, slots=True)
class Exported:
    """A table on its way: what is declared of it, and its rows."""

    declared: Table
    columns: tuple[Column, ...]
    file: pq.ParquetFile

    @property
    def name(self) -> str:
        """Its name."""
        return self.declared.name

    @property
    def n_rows(self) -> int:
        """How many rows it has."""
        return int(self.file.metadata.num_rows)

    @property
    def id_column(self) -> str:
        """The column that names its rows."""
        return "run_id" if self.name == "runs" else id_column(self.name)

    @property
    def schema(self) -> pa.Schema:
        """Its columns as they are in the file."""
        return self.file.schema_arrow

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Stream its rows in their order."""
        return iter(self.file.iter_batches(ROWS))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Stream its rows as plain values."""
        for batch in self.batches():
            yield from batch.to_pylist()


class Source:
    """Some tables of a snapshot; `published` is when, if the snapshot says so."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.snapshot = folder.name
        self._files = ExitStack()
        self.published = self._published(folder)
        self.tables = tuple(self._opened(folder, name) for name in names)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def _opened(self, folder: Path, name: str) -> Exported:
        file = pq.ParquetFile(folder / f"{name}.parquet")
        cls = TABLE[name]
        return Exported(table_of(cls), columns_of(cls), self._files.enter_context(file))

    def _published(self, folder: Path) -> datetime | None:
        """The end of the last run, as a clock in China shows it."""
        ends = pq.read_table(folder / "runs.parquet", columns=["ended_at"])
        last = max(filter(None, ends["ended_at"].to_pylist()), default=None)
        return last.replace(tzinfo=None, microsecond=0) if last else None
