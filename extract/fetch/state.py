"""What was fetched when, and from where (取数记录): `data/raw/.fetch/state.sqlite`.

One row for each address, written when its file is in place and not before: who is
killed in between fetches it once more, and finds the same bytes.  The folder begins
with a dot, so a run leaves it out (`litter`).  A database, since a line for each of
100,000 documents can not be written whole each time one of them was looked at.

`provenance(raw)` tells for each file of the raw folder where it is from.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from extract.holder import Locked

FOLDER = ".fetch"
FILE = "state.sqlite"
TABLE = """
create table if not exists fetched (
    url text primary key, source text not null, file text not null,
    final_url text not null, etag text not null, last_modified text not null,
    sha256 text not null, bytes integer not null, fetched_at text not null,
    refused text not null, rules text not null
) without rowid"""
CHECKS = """
create table if not exists checked (
    url text primary key, checked_at text not null
) without rowid"""


class Busy(Locked):
    """Another run fetches into the same folder."""


class Fetched(NamedTuple):
    """An address that was fetched; `final_url` is where its redirects led.

    Where its content was `refused`, there is no file; `rules` are those it was judged
    by, so that others judge it anew.
    """

    url: str
    source: str
    file: str
    final_url: str
    etag: str
    last_modified: str
    sha256: str
    bytes: int
    fetched_at: str
    refused: str = ""
    rules: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for it only if it has changed."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


class State:
    """The rows of a raw folder, to look up and to add to."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        for table in (TABLE, CHECKS):
            database.execute(table)

    def known(self, url: str) -> Fetched | None:
        """Return what is known of an address."""
        found = self._database.execute("select * from fetched where url = ?", (url,))
        row = found.fetchone()
        return Fetched(*row) if row else None

    def keep(self, fetched: Fetched) -> None:
        """Add or replace the row of an address."""
        marks = ", ".join("?" * len(fetched))
        with self._database:
            self._database.execute(f"replace into fetched values ({marks})", fetched)

    def check(self, url: str, moment: str) -> None:
        """Remember when an address was asked for last, whatever came of it."""
        with self._database:
            self._database.execute("replace into checked values (?, ?)", (url, moment))

    def checked_at(self, url: str) -> str:
        """Return when an address was asked for last; empty if never."""
        asked = "select checked_at from checked where url = ?"
        row = self._database.execute(asked, (url,)).fetchone()
        return str(row[0]) if row else ""


@contextmanager
def opened(raw: Path) -> Iterator[State]:
    """Open the state of a raw folder for one run at a time; Busy while another has it.

    The lock ends with the process.
    """
    folder = raw / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(
                f"Another run is fetching into {raw}; wait for it to end."
            ) from None
        with closing(sqlite3.connect(folder / FILE)) as database:
            yield State(database)


def provenance(raw: Path) -> dict[str, Fetched]:
    """Return where the files of a raw folder are from, by their paths below it."""
    file = raw / FOLDER / FILE
    if not file.is_file():
        return {}
    with closing(
        sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    ) as database:
        rows = map(
            Fetched._make, database.execute("select * from fetched where file <> ''")
        )
        return {row.file: row for row in rows if not row.file.startswith(FOLDER)}
