"""One document in a worker: its rows, or in words why there are none.

An exception is not sent as it is: those of some libraries can be pickled and not
unpickled, which would break the pool for all documents after it.
"""

import hashlib
import pickle
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from extract.aside import not_opened, path_id, set_aside
from extract.engines.limits import GROWN, LARGEST, limited, resident
from extract.inputs import Input, NotOpened, read_bytes
from normalize.document import doc_id
from normalize.draft import Doubt
from normalize.rows import Rows

OURS = {"extract", "parsers", "normalize"}
PROTOCOL = pickle.HIGHEST_PROTOCOL
NO_MEMORY = "The document needs more memory than allowed."
AT_REST: list[int] = []  # bytes that this worker filled before its first document

Read = Callable[[Input], Rows]


class Failure(NamedTuple):
    """Why a document gave no rows: its problem code, and a sentence."""

    code: str
    message: str


class Attempt(NamedTuple):
    """What came of a document, and whether its worker has grown too large to go on.

    The rows are pickled: they wait for their turn in a tenth of the memory, and are
    sent in one piece.
    """

    rows: bytes
    failure: Failure | None
    grown: bool


def attempt(read: Read, memory: int, one: Input) -> Attempt:
    """Read one document within `memory` bytes, of what the worker holds apart."""
    AT_REST[:] = AT_REST or [resident()]
    try:
        with limited(memory):
            rows, failure = pickle.dumps(_rows(read, one), PROTOCOL), None
    except MemoryError:
        rows, failure = b"", Failure("out_of_memory", NO_MEMORY)
    return Attempt(rows, failure, resident() - AT_REST[0] > GROWN)


def quarantined(one: Input, failure: Failure) -> Rows:
    """Return the rows of a document that could not be read: itself, and why."""
    doc_id, size = _identity(one)
    doubt = Doubt(*failure, severity="error")
    return set_aside(doc_id, one.relative, size, doubt)


def _rows(read: Read, one: Input) -> Rows:
    if one.refused:
        return not_opened(one.relative, f"It is {one.refused}; it was not opened.")
    if _has_become_no_file(one):
        said = "It was a file when it was listed, and is none now; it was not opened."
        return not_opened(one.relative, said)
    if one.unlisted:
        return quarantined(one, Failure("archive", one.unlisted))
    return _too_large(one) or _timed(read, one)


def _timed(read: Read, one: Input) -> Rows:
    began = time.monotonic()
    try:
        rows = read(one)
    except (ImportError, SyntaxError, MemoryError):
        raise  # faults of the program, which would set every document aside, or of
        # the machine
    except Exception as error:
        where = _where(error.__traceback__)
        said = f"{type(error).__name__} at {where}: {error}"
        return quarantined(one, Failure("failed", said))
    rows["documents"][0]["seconds"] = round(time.monotonic() - began, 3)
    return rows


def _has_become_no_file(one: Input) -> bool:
    """Whether a folder or a pipe, which would wait for a writer, took its place."""
    path = one.path
    return isinstance(path, Path) and path.exists() and not path.is_file()


def _too_large(one: Input) -> Rows | None:
    """The rows of a file that no reader takes; its bytes are not looked at."""
    size = 0 if one.member else _size(one)
    if size <= LARGEST:
        return None
    words = f"The file has {size:,} bytes; up to {LARGEST:,} are read. Split it."
    doubt = Doubt("too_large", words, severity="error")
    return set_aside(path_id(one.relative), one.relative, size, doubt)


def _size(one: Input) -> int:
    """The size of a file now, for it may have grown since it was listed."""
    try:
        return one.path.stat().st_size
    except OSError:
        return 0  # It has gone; who reads it is told so.


def _where(trace: TracebackType | None) -> str:
    """Name the innermost line of the call; by module, for a path names a machine."""
    frames = [(f.f_globals["__name__"], line) for f, line in traceback.walk_tb(trace)]
    ours = [frame for frame in frames if frame[0].split(".")[0] in OURS]
    return "{}:{}".format(*(ours or frames)[-1])


def _identity(one: Input) -> tuple[str, int | None]:
    """The id and size of a file; an id from the path where it can not be opened."""
    try:
        if one.member:
            data = read_bytes(one)
            return doc_id(data), len(data)
        if (size := _size(one)) > LARGEST:
            return path_id(one.relative), size
        with one.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16], file.tell()
    except (OSError, NotOpened):
        return path_id(one.relative), None
