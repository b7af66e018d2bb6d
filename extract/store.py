"""What was read on other nights, so that it is not read again (读取结果库).

    .store/
      index.sqlite      which reading of which file is in which part
      parts/7/          the rows of some hundred readings: see `normalize.warehouse.parts`

A part is written beside the others, renamed when it is on disk, and then entered into
the index in one transaction: a run that is killed loses what it had not yet written, and
the next one goes on from there.  A reading counts while the file has the same name and
bytes and what reads it has the same version.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from extract.durable import bring_to_disk
from extract.identity import NOT_OPENED, Stamp, identity, stamp_of
from extract.inputs import Input
from extract.version import reading_version
from normalize.ids import digest
from normalize.rows import Rows
from normalize.warehouse.parts import Live, join_parts, write_part

READINGS = 500  # in a part
ROWS = 50_000  # in a part
SECONDS = 30.0  # after which a part is written, lest a killed run lose more
FEW = READINGS // 2  # readings that count: parts of fewer are put together
SMALL_PARTS = 8  # that may wait for it

_TABLES = """
    CREATE TABLE IF NOT EXISTS files (
        path TEXT PRIMARY KEY, stamp TEXT, seen INTEGER, identity TEXT
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS readings (
        name TEXT PRIMARY KEY, doc_id TEXT, parser TEXT, version TEXT, part INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS parts (part INTEGER PRIMARY KEY);
"""


Entry = tuple[str, str, str | None, str, int]  # a row of `readings`


class Known(NamedTuple):
    """A file of the run: what it is, and the reading of it, if it was read before."""

    one: Input
    identity: str
    reading: str
    live: Live | None


class Store:
    """The readings of an output folder; who opens it holds the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "parts").mkdir(parents=True, exist_ok=True)
        self.index = sqlite3.connect(folder / "index.sqlite", isolation_level=None)
        self.index.executescript(_TABLES)
        self.waiting: dict[str, Rows] = {}
        self.n_rows = 0
        self.since = time.monotonic()
        self._clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.index.close()

    def _clear(self) -> None:
        """Remove parts that a killed run has not entered."""
        for path in (self.folder / "parts").iterdir():
            if not path.name.isdecimal() or int(path.name) not in self._numbers():
                shutil.rmtree(path)

    def _numbers(self) -> set[int]:
        return {part for (part,) in self.index.execute("SELECT part FROM parts")}

    # --- what is known

    def recall(self, inputs: Iterable[Input]) -> Iterator[Known]:
        """Yield each file with the reading of it that counts, if there is one."""
        for one in inputs:
            told = self._identity(one)
            name = reading_name(one.relative, told)
            yield Known(one, told, name, self._live(one.relative, name))

    def _identity(self, one: Input) -> str:
        """What a file is, from its stamp where that can be believed."""
        stamp, seen = stamp_of(one), time.time_ns()
        if stamp and (known := self._seen(one.relative, stamp)):
            return known
        told = identity(one)
        if stamp and stamp == stamp_of(one):
            self.index.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                (one.relative, str(stamp), seen, told),
            )
        return told

    def _seen(self, path: str, stamp: Stamp) -> str | None:
        query = "SELECT seen, identity FROM files WHERE path = ? AND stamp = ?"
        row = self.index.execute(query, (path, str(stamp))).fetchone()
        return row[1] if row and stamp.settled(row[0]) else None

    def _live(self, path: str, name: str) -> Live | None:
        query = "SELECT doc_id, parser, version FROM readings WHERE name = ?"
        row = self.index.execute(query, (name,)).fetchone()
        if row and row[2] == reading_version(row[1]):
            return Live(f"{name}:{row[2]}", path, row[0])
        return None

    # --- what is new

    def add(self, known: Known, rows: Rows) -> Live:
        """Take in what was read of a file; return the reading that counts."""
        document = rows["documents"][0]
        name = self._name(known, document["doc_id"])
        live = Live(
            f"{name}:{reading_version(document['parser'])}",
            known.one.relative,
            document["doc_id"],
        )
        self.waiting[live.input] = rows
        self.n_rows += sum(map(len, rows.values()))
        is_late = time.monotonic() - self.since > SECONDS
        if len(self.waiting) >= READINGS or self.n_rows >= ROWS or is_late:
            self.write()
        return live

    def _name(self, known: Known, doc_id: str) -> str:
        """Name a reading; of a file that changed meanwhile by what was read of it."""
        if known.identity.startswith(NOT_OPENED) or known.identity == doc_id:
            return known.reading
        self.index.execute("DELETE FROM files WHERE path = ?", (known.one.relative,))
        return reading_name(known.one.relative, doc_id)

    def write(self) -> None:
        """Write the readings that wait as a part, and enter it into the index."""
        if self.waiting:
            part = self._next()
            write_part(self.waiting, self._new(part))
            self._enter(part, [_entry(*each, part) for each in self.waiting.items()])
        self.waiting, self.n_rows, self.since = {}, 0, time.monotonic()

    def _next(self) -> int:
        return max(self._numbers(), default=0) + 1

    def _new(self, part: int) -> Path:
        return self.folder / "parts" / f"{part}.new"

    def _enter(self, part: int, entries: Sequence[Entry]) -> None:
        """Bring a new part to disk, and make the index know it, all or nothing."""
        bring_to_disk(self._new(part))
        self._new(part).rename(self.folder / "parts" / str(part))
        bring_to_disk(self.folder / "parts", deep=False)
        with self._transaction():
            self.index.execute("INSERT INTO parts VALUES (?)", (part,))
            self.index.executemany(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)", entries
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.index.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.index.execute("ROLLBACK")
            raise
        self.index.execute("COMMIT")

    def parts(self) -> list[Path]:
        """List the folders of all parts, in order."""
        return [self.folder / "parts" / str(n) for n in sorted(self._numbers())]

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend an empty folder, which is gone afterwards."""
        folder = self.folder / "work"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    # --- what is not needed any more

    def tidy(self, live: Sequence[Live]) -> None:
        """Forget the readings that no file of the run has, and put small parts together.

        Call it when the tables are published.
        """
        kept = {one.input for one in live}
        entries = list(self.index.execute("SELECT * FROM readings"))
        counting = [row for row in entries if f"{row[0]}:{row[3]}" in kept]
        gone = [(row[0],) for row in entries if f"{row[0]}:{row[3]}" not in kept]
        with self._transaction():
            self.index.executemany("DELETE FROM readings WHERE name = ?", gone)
        by_part: dict[int, list[Entry]] = {part: [] for part in self._numbers()}
        for row in counting:
            by_part[row[4]].append(row)
        small = {part: own for part, own in by_part.items() if len(own) < FEW}
        empty = [part for part, own in small.items() if not own]
        if len(small) - len(empty) > SMALL_PARTS:
            self._join(small)
            empty = list(small)
        self._drop(empty)

    def _join(self, small: Mapping[int, Sequence[Entry]]) -> None:
        """Write the readings of small parts into new ones."""
        entries = sorted(entry for own in small.values() for entry in own)
        for at in range(0, len(entries), READINGS):
            some, part = entries[at : at + READINGS], self._next()
            folders = sorted({self.folder / "parts" / str(row[4]) for row in some})
            names = {f"{row[0]}:{row[3]}" for row in some}
            join_parts(folders, names, self._new(part))
            self._enter(part, [(*row[:4], part) for row in some])

    def _drop(self, parts: Sequence[int]) -> None:
        with self._transaction():
            gone = [(part,) for part in parts]
            self.index.executemany("DELETE FROM parts WHERE part = ?", gone)
        self._clear()


def _entry(name: str, rows: Rows, part: int) -> Entry:
    document = rows["documents"][0]
    reading, version = name.split(":", 1)
    return reading, document["doc_id"], document["parser"], version, part


def reading_name(path: str, told: str) -> str:
    """Name the reading of a file of this path and identity."""
    return digest("readings", path, told)
