"""Documents processed on this machine: worker processes, limits for each document.

A file that hangs, crashes an engine or eats all memory costs that file only: its worker
is ended and replaced, and the file comes out as a `Failure`.  Results come out in input
order, whatever the number of workers, so the tables do not depend on it.
"""

import gc
import hashlib
import multiprocessing
import os
import resource
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import NamedTuple

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from extract.aside import not_opened, path_id, set_aside
from extract.inputs import Input, NotOpened, read_bytes
from extract.one import extract_file
from normalize.document import doc_id
from normalize.draft import Doubt
from normalize.rows import Rows

TIMEOUT = 120.0  # seconds of wall clock for one document
# A page of a scan takes 4 s of reading, and 350 kB in color; 30 kB as a fax.
BYTES_PER_SECOND = 10_000
LONGEST = 1_800.0
MEMORY = 4 << 30  # bytes for one worker

OURS = {"extract", "parsers", "normalize"}

Read = Callable[[Input], Rows]


class Failure(NamedTuple):
    """Why a document gave no rows: its problem code, and a sentence."""

    code: str
    message: str


def process(
    inputs: Sequence[Input],
    workers: int,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    read: Read = extract_file,
) -> Iterator[tuple[Input, Rows]]:
    """Yield every input with its rows, in input order.

    `read` runs in a child process, also with one worker; it must be importable.  Where
    it fails for a document, the rows say so: see `quarantined`.
    """
    with _pool(workers, memory, read) as pool:
        futures = [
            pool.schedule(_attempt, (read, one), timeout=_patience(one, timeout))
            for one in inputs
        ]
        for one, future in zip(inputs, futures, strict=True):
            outcome = _outcome(future, _patience(one, timeout))
            if isinstance(outcome, Failure):
                outcome = quarantined(one, *outcome)
            yield one, outcome


def _patience(one: Input, timeout: float) -> float:
    """How long a document may take: longer for a large file, half an hour at most."""
    try:
        size = one.path.stat().st_size
    except OSError:  # It has gone; the worker says so.
        return timeout
    return min(timeout + size / BYTES_PER_SECOND, max(timeout, LONGEST))


def quarantined(one: Input, code: str, message: str) -> Rows:
    """Return the rows of a document that could not be read: itself, and why."""
    doc_id, size = _identity(one)
    doubt = Doubt(code, message, severity="error")
    return set_aside(doc_id, one.relative, size, doubt)


@contextmanager
def _pool(workers: int, memory: int, read: Read) -> Iterator[ProcessPool]:
    # A fork server, not fork: threads of the parent (progress bar, Arrow) must not be
    # copied into a child.  It loads the program once, for all workers and replacements.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([read.__module__])
    pool = ProcessPool(
        max_workers=workers, initializer=_settle, initargs=(memory,), context=context
    )
    try:
        yield pool
    finally:
        # Also after Ctrl-C: a hanging document must not outlive the run.
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _settle(memory: int) -> None:
    """Make this process a worker: limited, and gone when the run is gone."""
    _limit(memory)
    collect_rarely()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def collect_rarely() -> None:
    """Let the garbage collector look at documents less often, and never at the program.

    By its defaults it begins whenever 700 objects are new, which is a third of a page,
    and finds nothing: what a reader makes holds no circles.  A page takes 15 % less so.
    """
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def _end_with_parent() -> None:
    """End this process when the run is killed, for nobody counts the time any more."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _limit(memory: int) -> None:
    """Let allocations of this process beyond `memory` bytes fail; no core dumps."""
    for limit in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        try:
            resource.setrlimit(limit, (memory, memory))
        except (ValueError, OSError):
            # macOS knows no limit on address space, and a container may have set a
            # lower one: the time limit still holds.
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _attempt(read: Read, one: Input) -> Rows | Failure:
    """Read one document; whatever it raises is said in words that cross processes.

    An exception can not be sent as it is: those of some libraries can be pickled and
    not unpickled, which would break the pool for all documents after it.
    """
    if one.refused:
        return not_opened(one.relative, f"It is {one.refused}; it was not opened.")
    if one.unlisted:
        return Failure("archive", one.unlisted)
    began = time.monotonic()
    try:
        rows = read(one)
    except (ImportError, SyntaxError):
        raise  # a fault of the program, which would set every document aside
    except MemoryError:
        return Failure("out_of_memory", "The document needs more memory than allowed.")
    except Exception as error:
        where = _where(error.__traceback__)
        return Failure("failed", f"{type(error).__name__} at {where}: {error}")
    rows["documents"][0]["seconds"] = round(time.monotonic() - began, 3)
    return rows


def _where(trace: TracebackType | None) -> str:
    """Name the innermost line of the call; by module, for a path names a machine."""
    frames = [(f.f_globals["__name__"], line) for f, line in traceback.walk_tb(trace)]
    ours = [frame for frame in frames if frame[0].split(".")[0] in OURS]
    return "{}:{}".format(*(ours or frames)[-1])


def _outcome(future: "ProcessFuture[Rows | Failure]", timeout: float) -> Rows | Failure:
    try:
        return future.result()
    except TimeoutError:
        return Failure("timeout", f"The document took longer than {timeout:g} s.")
    except ProcessExpired as error:
        return Failure("crashed", f"The reader crashed (exit code {error.exitcode}).")


def _identity(one: Input) -> tuple[str, int | None]:
    """The id and size of a file; an id from the path where it can not be opened."""
    try:
        if one.member:
            data = read_bytes(one)
            return doc_id(data), len(data)
        with one.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16], file.tell()
    except (OSError, NotOpened):
        return path_id(one.relative), None
