"""Whether rows that a test made would be published."""

import tempfile
from pathlib import Path

from extract.snapshot import new_stage, publish
from normalize.checks import check
from normalize.parquet import write_table
from normalize.rows import Row, Rows
from normalize.tables import TABLE


def staged(tables: Rows, folder: Path) -> Path:
    """Write rows as the files of a snapshot."""
    for name, rows in tables.items():
        write(name, rows, folder)
    return folder


def write(name: str, rows: list[Row], folder: Path) -> None:
    """Write one table."""
    write_table(TABLE[name], rows, folder)


def publish_rows(tables: Rows, out: Path, keep: int = 3) -> Path:
    """Publish rows in a locked folder."""
    return publish(staged(tables, new_stage(out)), out, keep)


def broken(tables: Rows, inputs: int) -> list[str]:
    """List what is wrong with rows of a run over so many files."""
    with tempfile.TemporaryDirectory() as folder:
        return check(staged(tables, Path(folder)), inputs)
