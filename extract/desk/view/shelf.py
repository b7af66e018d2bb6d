"""One snapshot, opened to be asked from many threads (书架): a view for each table.

Each row of a view also knows its place in the file, `file_row_number`, by which equal
rows keep their order and rows without an id are named.

>>> import tempfile
>>> from normalize.parquet import write_table
>>> from normalize.tables import Trial
>>> folder = Path(tempfile.mkdtemp())
>>> for cls in TABLE.values():
...     row = {"trial_id": "t1", "cutoff_date": date(2031, 5, 1)}
...     _ = write_table(cls, [row] if cls is Trial else [], folder)
>>> with Shelf(folder) as shelf:
...     shelf.rows("SELECT trial_id, cutoff_date FROM trials WHERE trial_id = ?", "t1")
[{'trial_id': 't1', 'cutoff_date': '2031-05-01'}]
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import duckdb

from extract.desk.tables import NotThere, near
from normalize.column import Column, columns_of, table_of
from normalize.tables import TABLE

Values = tuple[object, ...]
CHINA = ZoneInfo("Asia/Shanghai")


class Shelf:
    """A snapshot's tables; `raw` is the folder of the documents, where it is known."""

    def __init__(self, folder: Path, raw: Path | None = None) -> None:
        self.folder, self.raw = folder, raw
        self._sql = duckdb.connect()
        self._count = lru_cache(maxsize=512)(self._counted)
        for name in TABLE:
            self._sql.execute(_view(name, folder / f"{name}.parquet"))
        self._sql.execute("SET TimeZone = 'Asia/Shanghai'")
        self._sql.execute("SET allowed_directories = [?]", [str(folder)])
        for setting in ("enable_external_access", "python_enable_replacements"):
            self._sql.execute(f"SET {setting} = false")
        self._sql.execute("SET lock_configuration = true")

    def rows(self, query: str, *params: object) -> list[dict[str, Any]]:
        """Answer a query, each row as values that JSON can say."""
        with self._sql.cursor() as cursor:
            found = cursor.sql(query, params=[*params]).to_arrow_table()
        return [{k: sayable(v) for k, v in row.items()} for row in found.to_pylist()]

    def one(self, query: str, *params: object) -> Any:
        """Answer a query for one value."""
        return next(iter(self.rows(query, *params)[0].values()))

    def count(self, table: str, where: str = "", values: Values = ()) -> int:
        """Return how many rows of a table fit a condition; the last are remembered."""
        return self._count(table, where, values)

    def _counted(self, table: str, where: str, values: Values) -> int:
        return int(self.one(f'SELECT count(*) FROM "{table}" {where}', *values))

    def close(self) -> None:
        """Let go of the files."""
        self._sql.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _view(name: str, path: Path) -> str:
    quoted = str(path).replace("'", "''")
    source = f"read_parquet('{quoted}', file_row_number = true)"
    return f'CREATE VIEW "{name}" AS SELECT * FROM {source}'


def sayable(value: Any) -> Any:
    """Return a value as JSON has it: a day and an amount as the words for them.

    >>> sayable([Decimal("12.5000"), date(2031, 5, 1), None, {"phone": "010"}])
    ['12.5', '2031-05-01', None, {'phone': '010'}]
    """
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return value.astimezone(CHINA).isoformat(" ", "seconds")[:19]
        case date():
            return value.isoformat()
        case list():
            return [sayable(item) for item in value]
        case dict():
            return {name: sayable(item) for name, item in value.items()}
        case float() if value != value:
            return None
    return value


@cache
def declared(table: str) -> Mapping[str, Column]:
    """Return the columns of a table by name; NotThere for a table nobody declared."""
    if table not in TABLE:
        raise NotThere(f"There is no table {table}{near(table, TABLE)}")
    return {column.name: column for column in columns_of(TABLE[table])}


def column(table: str, name: str) -> Column:
    """Return a declared column of a table; NotThere for any other word."""
    known = declared(table)
    if name not in known:
        raise NotThere(f"{table} has no column {name}{near(name, known)}")
    return known[name]


@cache
def row_name(table: str) -> str | None:
    """Return the column with the id of a row; None where rows have none of their own.

    >>> row_name("trials"), row_name("problems")
    ('trial_id', None)
    """
    return next((c.name for c in declared(table).values() if c.role == "id"), None)


def is_evidenced(table: str) -> bool:
    """Say whether evidence tells where the cells of a table come from."""
    return table_of(TABLE[table]).evidence
