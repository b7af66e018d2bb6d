"""What a file is, without reading it twice (文件指纹).

The bytes tell what a file is.  Reading them all every night is slow, so the file system
is believed where it can be: a file of the same size, the same inode and the same times
of change as last night has the same bytes, unless it changed so shortly before it was
looked at that its times may not show the next change.

>>> changed = Stamp(size=4, inode=7, modified=10, changed=12)
>>> changed.settled(12), changed.settled(12 + 3 * 10**9)
(False, True)
"""

import hashlib
import sqlite3
import time
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from extract.engines.limits import LARGEST
from extract.inputs import Input, NotOpened, read_bytes
from normalize.document import doc_id

# Times of change are this coarse at worst (FAT); nanoseconds.
COARSE = 2 * 10**9
NOT_OPENED = "not opened: "
TOO_LARGE = "too large: "  # and how many bytes, so that one which shrank is read


class Stamp(NamedTuple):
    """What the file system says of a file; times in nanoseconds."""

    size: int
    inode: int
    modified: int
    changed: int

    def settled(self, seen: int) -> bool:
        """Whether a change after the moment `seen` would show in the times."""
        return max(self.modified, self.changed) + COARSE < seen


class Identities:
    """What files were when they were last looked at: the table `files` of an index."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self.index = index

    def of(self, one: Input) -> str:
        """Return what a file is, from its stamp where that can be believed."""
        stamp, seen = stamp_of(one), time.time_ns()
        if stamp and (known := self._known(one.relative, stamp)):
            return known
        told = identity(one)
        # What could not be opened may be tomorrow, without a trace in the stamp: a
        # disk that failed, an archive on it.
        if stamp and stamp == stamp_of(one) and not told.startswith(NOT_OPENED):
            self.index.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                (one.relative, str(stamp), seen, told),
            )
        return told

    def forget(self, path: str) -> None:
        """Look at a file anew the next time."""
        self.index.execute("DELETE FROM files WHERE path = ?", (path,))

    def keep(self, paths: Collection[str]) -> None:
        """Forget all files but these."""
        kept = set(paths)
        known = [path for (path,) in self.index.execute("SELECT path FROM files")]
        for path in known:
            if path not in kept:
                self.forget(path)

    def _known(self, path: str, stamp: Stamp) -> str | None:
        query = "SELECT seen, identity FROM files WHERE path = ? AND stamp = ?"
        row = self.index.execute(query, (path, str(stamp))).fetchone()
        return row[1] if row and stamp.settled(row[0]) else None


def stamp_of(one: Input) -> Stamp | None:
    """Return the stamp of a file, of the archive for its members; None without one.

    An object store keeps the time of the last writing only, and no inode.
    """
    if one.refused:
        return None
    if not isinstance(one.path, Path):
        listed = one.path.stat()
        return Stamp(listed.st_size, 0, listed.st_mtime_ns, listed.st_mtime_ns)
    try:
        found = one.path.stat()
    except OSError:
        return None
    return Stamp(found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)


def identity(one: Input) -> str:
    """Return what a file is: the id of its bytes, else why they are not looked at."""
    if one.refused or one.unlisted:
        return f"{NOT_OPENED}{one.refused or one.unlisted}"
    try:
        if one.member:
            return doc_id(read_bytes(one))
        # No reader takes it, and 50 GB of a disk image would take a minute to digest.
        if (size := one.path.stat().st_size) > LARGEST:
            return f"{TOO_LARGE}{size}"
        with one.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except (OSError, NotOpened) as error:
        return f"{NOT_OPENED}{error}"
