"""What changed between two snapshots, and why (两快照之差): `python -m extract diff`.

Every row that was added, removed or changed, and every cell that changed, has one cause
of `Cause`; where several apply, the first: `causes` says what each means, `comparison`
how it is found.  A row whose id is made from words that changed is removed and added.
What a run says of itself is not compared, nor the names of files.

>>> from normalize.parquet import write_table
>>> from normalize.tables import TABLES
>>> def snapshot(folder, price):
...     drug = {"drug_id": "a", "doc_id": "d", "generic_name": "示例片", "price": price}
...     document = {"doc_id": "d", "path": "a.txt", "status": "ok"}
...     rows = {"drugs": [drug], "documents": [document]}
...     for cls in TABLES:
...         _ = write_table(cls, rows.get(cls.__table__.name, []), folder)
...     return folder
>>> import tempfile
>>> from decimal import Decimal
>>> with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
...     found = diff(snapshot(Path(one), Decimal(2)), snapshot(Path(two), Decimal(3)))
>>> [(cell.table, cell.name, cell.column, cell.was, cell.now) for cell in found.cells]
[('drugs', '示例片', 'price', '2.0000', '3.0000')]
>>> found.tables[0].changed, found.tables[0].cells
({'merge': 1}, {'merge': 1})
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from extract.counts import table_sizes
from extract.desk.diff.causes import Cause
from extract.desk.diff.comparison import LEFT_OUT, Comparison, compared
from normalize.tables import TABLE

__all__ = ["Cause", "Cell", "Counted", "Diff", "cells_of", "compared", "diff", "told"]
FIRST = 20
KINDS = ("added", "removed", "changed", "cells")
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How much of a table differs, by cause; `was` and `now` are all its rows."""

    table: str
    was: int
    now: int
    added: Counts
    removed: Counts
    changed: Counts
    cells: Counts


class Cell(NamedTuple):
    """A cell that changed, with the file that is the cause, if it is one.

    `name` is that of a drug, policy or event; values are written as DuckDB casts them.
    """

    table: str
    row_id: str
    name: str | None
    column: str
    was: str | None
    now: str | None
    cause: Cause
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Two snapshots beside one another; tables that are the same are left out.

    `cells` are the first of those that changed, in the order of the tables.
    """

    was: Path
    now: Path
    tables: tuple[Counted, ...]
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()

    @property
    def n_cells(self) -> int:
        """How many cells changed."""
        return sum(sum(each.cells.values()) for each in self.tables)


def diff(was: Path, now: Path, first: int = FIRST) -> Diff:
    """Compare two folders of snapshots; of the cells that changed, keep the first.

    For all of them, however many, see `compared` and `cells_of`.
    """
    with compared(was, now) as comparison:
        return told(comparison, first)


def told(comparison: Comparison, first: int = FIRST) -> Diff:
    """Return what a comparison has found, with the first of its cells."""
    was, now = comparison.folder["was"], comparison.folder["now"]
    return Diff(
        was=was,
        now=now,
        tables=tuple(_counted(comparison, table_sizes(was), table_sizes(now))),
        cells=tuple(cells_of(comparison, first)),
        notes=tuple(comparison.notes),
    )


def cells_of(comparison: Comparison, first: int | None = None) -> Iterator[Cell]:
    """Yield the cells that changed, in the order of tables, rows and columns."""
    limit = "" if first is None else f"LIMIT {first}"
    query = f"""
        SELECT c.ordinal, row_id, name, "column", was, now, c.why.cause, c.why.path
        FROM cells c JOIN changes USING (ordinal, pair)
        ORDER BY c.ordinal, row_id, c.pair, "column" {limit}
    """
    tables = list(TABLE)
    for at, row_id, name, column, was, now, cause, path in comparison.rows(query):
        yield Cell(
            tables[at], row_id, name, column, was, now, Cause.ranked(cause), path
        )


def _counted(comparison: Comparison, was: Counts, now: Counts) -> Iterator[Counted]:
    counts: dict[tuple[int, str], dict[str, int]] = {}
    query = """
        SELECT ordinal, change, why.cause AS cause, count(*) FROM changes GROUP BY ALL
        UNION ALL SELECT ordinal, 'cells', why.cause, count(*) FROM cells GROUP BY ALL
        ORDER BY ordinal, change, cause
    """
    for at, change, cause, n in comparison.rows(query):
        counts.setdefault((at, change), {})[str(Cause.ranked(cause))] = n
    for at, name in enumerate(TABLE):
        kinds = {kind: counts.get((at, kind), {}) for kind in KINDS}
        if name not in LEFT_OUT and any(kinds.values()):
            yield Counted(table=name, was=was[name], now=now[name], **kinds)
