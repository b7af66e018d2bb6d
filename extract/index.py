"""The index of the store (索引): an SQLite file that says what is in which part.

    files      what a file of these stamps was
    readings   a reading of a file, by name and version, and the part it is in
    parts      a part, and the digest of its files

It is lost in a crash of the disk only; then the parts are of no use either, and what
they hold is read again.  That is said in the log, unless nothing was known yet.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     index = opened(Path(folder))
...     with transaction(index):
...         _ = index.execute("INSERT INTO parts VALUES (1, 'd')")
...     index.execute("SELECT * FROM parts").fetchall()
...     index.close()
[(1, 'd')]
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LOG = logging.getLogger(__name__)
FILE = "index.sqlite"
LAYOUT = 2  # of these tables, and of the files of a part
_TABLES = f"""
    BEGIN;
    CREATE TABLE IF NOT EXISTS files (
        path TEXT PRIMARY KEY, stamp TEXT, seen INTEGER, identity TEXT
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS readings (
        name TEXT, version TEXT, doc_id TEXT, parser TEXT, part INTEGER,
        PRIMARY KEY (name, version)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS readings_of_part ON readings (part);
    CREATE TABLE IF NOT EXISTS parts (part INTEGER PRIMARY KEY, digest TEXT);
    PRAGMA user_version = {LAYOUT};
    COMMIT;
"""


def opened(folder: Path) -> sqlite3.Connection:
    """Open the index of a store, anew where there is none that can be used."""
    reason = _useless(folder / FILE)
    if reason:
        if any((folder / "parts").glob("[0-9]*")):
            LOG.warning("%s %s; every file is read again.", folder / FILE, reason)
        for path in folder.glob(f"{FILE}*"):  # its journal too
            path.unlink()
    index = sqlite3.connect(folder / FILE, isolation_level=None)
    index.executescript(_TABLES)
    return index


@contextmanager
def transaction(index: sqlite3.Connection) -> Iterator[None]:
    """Change the index by all that is done within, or by nothing."""
    index.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        index.execute("ROLLBACK")
        raise
    index.execute("COMMIT")


def _useless(path: Path) -> str:
    """Say why an index can not be used, if so."""
    if not path.exists():
        return "is missing"
    try:
        with closing(sqlite3.connect(path)) as index:
            [(layout,)] = index.execute("PRAGMA user_version")
            [(found,), *_] = index.execute("PRAGMA quick_check(1)")
    except sqlite3.DatabaseError as error:
        return f"is damaged ({error})"
    if found != "ok":
        return "is damaged"
    return "" if layout == LAYOUT else "is of another version of this program"
