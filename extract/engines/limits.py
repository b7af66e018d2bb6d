"""What a worker may use: memory and time for each document, and no longer than the run.

The memory is that of a document, not of its worker: whether a document is read must not
depend on what the worker read before it.
"""

import gc
import multiprocessing
import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.inputs import Input

TIMEOUT = 120.0  # seconds of wall clock for one document
# A page of a scan takes 4 s of reading, and 350 kB in color; 30 kB as a fax.
BYTES_PER_SECOND = 10_000
# Prose that tells a fact in every sentence, without a line break: 23 kB.
TEXT_PER_SECOND = 20_000
LONGEST = 1_800.0
TEXTS = (".txt", ".md", ".markdown", ".htm", ".html", ".csv", ".tsv", ".json", ".xml")
MEMORY = 4 << 30  # bytes for one document
GROWN = 1 << 30  # bytes that a worker holds of documents it has read, and then goes
LARGEST = 500_000_000  # bytes of a file; no reader takes as much

IN_USE = Path("/proc/self/statm")


def settle() -> None:
    """Make this process a worker: without core dumps, and gone when the run is gone."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    collect_rarely()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def collect_rarely() -> None:
    """Let the garbage collector look at documents less often, and never at the program.

    By its defaults it begins whenever 700 objects are new, which is a third of a page,
    and finds nothing: what a reader makes holds no circles.  A page takes 15 % less so.
    """
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@contextmanager
def limited(memory: int) -> Iterator[None]:
    """Let allocations of this process beyond `memory` bytes more than now fail."""
    most = _pages(0) + memory
    _limit(most)
    try:
        yield
    finally:
        _limit(None)


def resident() -> int:
    """Return the bytes of memory that this process fills; 0 where nobody says."""
    return _pages(1)


def patience(one: Input, timeout: float) -> float:
    """Return how long a document may take: longer for a large file, up to half an hour.

    What is called a text is no scan, and takes less.

    >>> from extract.storage.objects import Stamp
    >>> for size in (1_000, 3_000_000, 90_000_000):
    ...     print(patience(Input(Path("a.pdf"), "a.pdf", stamp=Stamp(size, 0)), 120))
    120.1
    420.0
    1800.0
    >>> patience(Input(Path("a.md"), "a.md", stamp=Stamp(18_000_000, 0)), 120)
    1020.0
    """
    is_text = one.relative.lower().endswith(TEXTS)
    speed = TEXT_PER_SECOND if is_text else BYTES_PER_SECOND
    return min(timeout + size(one) / speed, max(timeout, LONGEST))


def size(one: Input) -> int:
    """Return the bytes of the file of an input when it was listed; 0 if unknown."""
    return one.stamp.st_size if one.stamp else 0


def _limit(most: int | None) -> None:
    """Limit the memory of this process; None lifts the limit again."""
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        _, hard = resource.getrlimit(kind)
        try:
            resource.setrlimit(kind, (hard if most is None else most, hard))
        except (ValueError, OSError):
            # macOS knows no limit on address space, and a container may have set a
            # lower one: the time limit still holds.
            continue


def _end_with_parent() -> None:
    """End this process when the run is killed, for nobody counts the time any more."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _pages(number: int) -> int:
    """A figure of the memory of this process; 0 where there is no /proc."""
    try:
        return int(IN_USE.read_text("ascii").split()[number]) * resource.getpagesize()
    except OSError:
        return 0
