"""Who holds the lock of an output folder (持锁者): which process, since when.

The lock is of the file system and ends with its process; the words in the file are only
for people.

>>> import tempfile
>>> holder = Holder(7, "night", "2026-01-02T02:00:00+08:00")
>>> with tempfile.TemporaryFile("a+") as lock:
...     note(lock, holder)
...     str(read(lock))
'process 7 on night, since 2026-01-02T02:00:00+08:00'
"""

import fcntl
import json
import os
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TextIO

LOCK = ".lock"
PATIENCE = 0.5  # seconds, lest a look at the lock pass for a run


class Locked(RuntimeError):
    """Another run is writing to the same folder, or has taken its lock over."""


class Holder(NamedTuple):
    """A process that writes to a folder."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since}"


def this_process() -> Holder:
    """Return what another process will be told of this one."""
    since = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    return Holder(os.getpid(), socket.gethostname(), since)


def take(lock: TextIO) -> None:
    """Take the lock for this process; BlockingIOError while another one holds it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    note(lock, this_process())


def note(lock: TextIO, holder: Holder) -> None:
    """Write into a held lock who holds it."""
    with suppress(OSError):  # On a full disk nobody is told, but nothing is lost.
        lock.seek(0)
        lock.truncate()
        lock.write(json.dumps(holder._asdict()) + "\n")
        lock.flush()


def read(lock: TextIO) -> Holder | None:
    """Return who wrote a lock; None while it is not written."""
    lock.seek(0)
    try:
        return Holder(**json.loads(lock.read()))
    except (ValueError, TypeError):
        return None  # It was taken a moment ago, or by an older program.


def at_work(out: Path) -> tuple[bool, Holder | None]:
    """Say whether a run is writing to a folder, and who, if that is known."""
    if not (out / LOCK).exists():
        return False, None
    with (out / LOCK).open("r") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True, read(lock)
    return False, None
