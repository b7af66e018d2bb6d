"""The published tables as data frames (数据表): for a notebook, and for the desk.

One snapshot is resolved once, so that all that is read fits together, however many
runs publish meanwhile.  A table is read when it is first asked for, with the types of
Arrow: a missing number stays missing, a day a day, and a table without a row has its
columns all the same.

>>> import tempfile
>>> from extract.snapshot import locked, new_stage, publish
>>> from normalize.parquet import write_table
>>> from normalize.tables import TABLES, Trial
>>> folder = Path(tempfile.mkdtemp())
>>> with locked(folder):
...     staged = new_stage(folder)
...     for cls in TABLES:
...         trial = {"trial_id": "t1", "stage": "上市前", "enrolled": 86}
...         _ = write_table(cls, [trial] if cls is Trial else [], staged)
...     _ = publish(staged, folder)
>>> tables = Tables(folder)
>>> tables.trials[["stage", "enrolled"]]
  stage  enrolled
0   上市前        86
>>> len(tables.drugs), tables.drugs.dtypes["price"]
(0, decimal128(20, 4)[pyarrow])
>>> tables.sql("SELECT count(*) AS n FROM trials WHERE enrolled > ?", 50)
   n
0  1
>>> tables.close()
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, overload

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from extract.snapshot import PACKAGE, current
from extract.storage.stores import BadFolder, is_url, local
from normalize.column import columns_of, table_of
from normalize.schema import arrow_schema
from normalize.tables import TABLE

if TYPE_CHECKING:
    from extract.desk.why import Why

Row = Mapping[Hashable, Any] | pd.Series
HEADLINES = ("documents", "drugs", "trials", "policies", "events")


class NotThere(LookupError):
    """The tables hold no such table, row or column; the message is a sentence."""


class _Frame:
    """An attribute that is a table; it is read when it is first asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        declared = table_of(TABLE[name])
        self.name = name
        self.__doc__ = f"{declared.label}: {declared.meaning}"

    @overload
    def __get__(self, tables: None, owner: type) -> Self: ...
    @overload
    def __get__(self, tables: "Tables", owner: type) -> pd.DataFrame: ...
    def __get__(self, tables: "Tables | None", owner: type) -> Self | pd.DataFrame:
        return self if tables is None else tables.table(self.name)


class Tables:
    """The tables of one snapshot: a data frame each, and SQL over all of them.

    `folder` is the folder of the snapshot; `raw` that of the documents, if it is known.
    """

    drugs = _Frame()
    trials = _Frame()
    policies = _Frame()
    events = _Frame()
    filings = _Frame()
    filing_changes = _Frame()
    outcomes = _Frame()
    patents = _Frame()
    comparators = _Frame()
    recommendations = _Frame()
    adverse_events = _Frame()
    quantities = _Frame()
    provisions = _Frame()
    criteria = _Frame()
    windows = _Frame()
    citations = _Frame()
    entities = _Frame()
    mentions = _Frame()
    documents = _Frame()
    fields = _Frame()
    evidence = _Frame()
    repairs = _Frame()
    problems = _Frame()
    runs = _Frame()

    def __init__(self, folder: str | Path, raw: str | Path | None = None) -> None:
        self.folder: Path = _snapshot(folder)
        self.raw: Path | None = None if raw is None else _folder(raw)
        self._frames: dict[str, pd.DataFrame] = {}
        self._lock = Lock()  # of the connection: a page asks from several threads
        self._files = {name: _file(self.folder, name) for name in TABLE}
        self._sql = _connected(self._files)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name; NotThere where there is none of that name."""
        if name not in self._frames:
            if name not in TABLE:
                raise NotThere(f"There is no table {name}{near(name, TABLE)}")
            arrow = _read(self._files[name]).cast(arrow_schema(TABLE[name]))
            self._frames[name] = _frame(arrow)
        return self._frames[name]

    def sql(self, query: str, *params: object) -> pd.DataFrame:
        """Answer a query of DuckDB over all tables; each `?` is the next of `params`.

        It reads the tables and nothing else: no file, no network.  Raises duckdb.Error
        in the words of the database.
        """
        answer = self._answer(query, params)
        return pd.DataFrame() if answer is None else _frame(answer)

    def rows(self, query: str, *params: object) -> list[dict[str, Any]]:
        """Answer a query as `sql` does, in plain values of Python: None, date, str."""
        answer = self._answer(query, params)
        return [] if answer is None else answer.to_pylist()

    def _answer(self, query: str, params: tuple[object, ...]) -> pa.Table | None:
        with self._lock:
            answer = self._sql.sql(query, params=[*params])
            return None if answer is None else answer.to_arrow_table()

    def why(self, row: "Row | str", column: str, table: str = "") -> "Why":
        """Tell where a cell comes from: its words, file and page, rule and repairs.

        `row` is a row of a data frame with the id of its table in it, or the id itself
        together with the name of its `table`.  Raises NotThere.
        """
        from extract.desk.why import why

        return why(self, row, column, table)

    def close(self) -> None:
        """Let go of the files and of what was read."""
        self._frames.clear()
        self._sql.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        rows = (f"{self._files[name].count_rows():,} {name}" for name in HEADLINES)
        return f"Tables of {self.folder.name} in {self.folder}: {', '.join(rows)}"


def _snapshot(where: str | Path) -> Path:
    """Return the folder of the snapshot that is read in `where`, or is `where`."""
    folder = _folder(where)
    is_one = (folder / PACKAGE).is_file() and not (folder / "current").exists()
    return folder.resolve() if is_one else current(folder)


def _folder(where: str | Path) -> Path:
    if is_url(where):
        raise BadFolder(f"{where} is not of this machine; copy it, and name the copy.")
    return local(where)


def _file(folder: Path, name: str) -> Any:
    """Return a table of a snapshot, not read yet; BadFolder where it is another one."""
    path = folder / f"{name}.parquet"
    try:
        found = pq.read_schema(path)
    except FileNotFoundError:
        raise BadFolder(f"{folder} has no {path.name}; {_AGAIN}") from None
    if found.names != arrow_schema(TABLE[name]).names:
        raise BadFolder(f"{path} has other columns than this version writes; {_AGAIN}")
    return ds.dataset(path)


_AGAIN = "run `python -m extract` again."


def _read(file: Any) -> pa.Table:
    try:
        return file.to_table()
    except FileNotFoundError as error:
        raise BadFolder(
            "The snapshot that was opened is no longer kept; open the tables again."
        ) from error


def _connected(files: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
    """Return a database of the tables alone, which no query can lead out of.

    Views of files would need the files to be opened by name, and a query could then
    write over them; so it is given the opened tables.
    """
    sql = duckdb.connect()
    for name, file in files.items():
        sql.register(name, file)
    sql.execute("SET TimeZone = 'Asia/Shanghai'")  # as the tables have it
    for setting in ("enable_external_access", "python_enable_replacements"):
        sql.execute(f"SET {setting} = false")
    sql.execute("SET lock_configuration = true")
    return sql


def _frame(arrow: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def near(asked: str, known: Iterable[str]) -> str:
    """End a sentence, with the question for what was meant if something is like it.

    >>> near("drug", ["drugs", "trials"]), near("x", ["drugs"])
    ('; did you mean drugs?', '.')
    """
    from rapidfuzz.process import extract as alike

    found = [name for name, *_ in alike(asked, [*known], limit=3, score_cutoff=70)]
    return f"; did you mean {' or '.join(found)}?" if found else "."


@cache
def id_column(name: str) -> str:
    """Return the column by which evidence names the rows of a table.

    >>> id_column("trials"), id_column("documents")
    ('trial_id', 'doc_id')
    """
    own = (column.name for column in columns_of(TABLE[name]) if column.role == "id")
    return next(own, "doc_id")
