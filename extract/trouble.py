"""What a disk does to a run (磁盘之患), as a sentence: full, read-only, gone, broken.

Python, DuckDB, Arrow and SQLite each word it in their way.

>>> trouble(OSError(28, "No space left on device"), "")
'The disk is full; free some space, and run again.'
>>> trouble(ValueError("No space left on device"), "") is None
True
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

_FULL = r"no space left|disk is full|disk quota|file too large|max_temp_dir"
_SENTENCES = (
    (_FULL, "is full; free some space, and run again"),
    (r"read-only file system|readonly database", "can only be read; run again when "
     "it can be written"),
    (r"input/output error|disk i/o error", "fails; look at its health before the next "
     "run"),
)  # fmt: skip


def trouble(error: BaseException, out: str) -> str | None:
    """Return a sentence on an error of the disk of `out`; None of any other error."""
    chain = [each for each in _chain(error) if isinstance(each, _kinds())]
    if not chain:
        return None
    said = " ".join(map(str, chain)).lower()
    # SQLite says of a folder that was moved that it can not be written.
    if _is_gone(out) and not re.search(_FULL, said):
        return f"{out} is gone, or was moved while the run was under way; run again."
    found = (words for kind, words in _SENTENCES if re.search(kind, said))
    words = next(found, None) or _denied(chain, out)
    disk = f"The disk of {out}" if out else "The disk"
    return words and f"{disk} {words}."


def _kinds() -> tuple[type[BaseException], ...]:
    import duckdb

    return (OSError, sqlite3.Error, duckdb.Error)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that led to it: the log may fail on a full disk as well."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _is_gone(out: str) -> bool:
    return bool(out) and "://" not in out and not (Path(out) / ".snapshots").is_dir()


def _denied(chain: list[BaseException], out: str) -> str | None:
    denied = [each for each in chain if isinstance(each, PermissionError)]
    within = str(Path(out).resolve())
    for each in denied:
        if str(each.filename).startswith((within, out)):
            return f"does not let this program write {each.filename}"
    return None
