"""A lane: one worker at a time, and the few documents that wait for it.

Each worker has a pool of its own, for the workers of one pool share a pipe: one that is
killed while it holds the pipe takes the others down.  A lane whose worker failed begins
anew, with a new worker and a new pipe.
"""

import multiprocessing
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from extract.engines.attempt import Attempt, Failure, Read, attempt, quarantined
from extract.engines.limits import patience, settle, size
from extract.inputs import Input
from extract.one import extract_file
from normalize.rows import Rows

DEEP = 4  # documents that a worker finds when nobody looks after it for a while
LIGHT = 1 << 20  # bytes of documents that wait in one lane while another may be free
REHEARSAL = "extract.engines.rehearsal"
RETIRED = 1_000  # documents of one worker: what libraries leak ends with it


class Reading(NamedTuple):
    """How documents are read: by what, in which time, in how many bytes of memory."""

    read: Read
    timeout: float
    memory: int


@dataclass(eq=False, slots=True)
class Job:
    """A document on its way, the lane it was given to, and what will come of it."""

    one: Input
    lane: "Lane | None" = None
    future: Future[Attempt] | None = None

    @property
    def is_done(self) -> bool:
        """Whether its outcome is known."""
        return self.future is not None and self.future.done()


class Lane:
    """One worker at a time, and the documents that wait for it, in order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._pool = _hired(reading.read)
        self._jobs: list[Job] = []

    @property
    def unfinished(self) -> list[Job]:
        """The documents it was given and has not read."""
        self._jobs = [job for job in self._jobs if not job.is_done]
        return self._jobs

    @property
    def has_room(self) -> bool:
        """Whether it should be given one more."""
        jobs = self.unfinished
        return len(jobs) < DEEP and sum(size(job.one) for job in jobs) < LIGHT

    def give(self, job: Job) -> None:
        """Let a document wait here for the worker."""
        if not self._pool.active:
            self.stop()
        job.lane = self
        self._jobs.append(job)
        self._schedule(job)

    def outcome(self, job: Job) -> Attempt:
        """Return what came of a document, when it is known."""
        try:
            return self._result(job)
        except BrokenProcessPool:
            return _failed("crashed", "The reader crashed.")

    def alone(self, job: Job) -> Attempt:
        """Read a document in a stopped lane, before those that wait there.

        Raises BrokenProcessPool where workers can not even begin, which is no fault of
        a document.
        """
        self._schedule(job)
        return self._result(job)

    def set_aside(self, one: Input, failure: Failure) -> Rows | None:
        """Return the rows of a document that failed; None where that fails as well."""
        self.stop()
        args = (one, failure)
        future = self._pool.schedule(quarantined, args, timeout=self._reading.timeout)
        try:
            rows: Rows = future.result()
        except (TimeoutError, ProcessExpired, BrokenProcessPool):
            return None
        return rows

    def stop(self) -> None:
        """End the worker; the documents that wait go on waiting, until `resume`."""
        waiting = list(self.unfinished)
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        for job in waiting:
            job.future = None  # What is still asked of a pool that ends, it fails.
        self._pool = _hired(self._reading.read)

    def resume(self) -> None:
        """Let a new worker read the documents that wait."""
        for job in self.unfinished:
            if job.future is None:
                self._schedule(job)

    def _result(self, job: Job) -> Attempt:
        assert job.future
        try:
            return job.future.result()
        except TimeoutError:
            limit = patience(job.one, self._reading.timeout)
            return _failed("timeout", f"The document took longer than {limit:.0f} s.")
        except ProcessExpired as error:
            said = f"The reader crashed (exit code {error.exitcode})."
            return _failed("crashed", said)

    def _schedule(self, job: Job) -> None:
        read, timeout, memory = self._reading
        job.future = self._pool.schedule(
            attempt, (read, memory, job.one), timeout=patience(job.one, timeout)
        )


def _hired(read: Read) -> ProcessPool:
    # A fork server, not fork: threads of the parent (progress bar, Arrow) must not be
    # copied into a child.  It loads the program once, for all workers and replacements.
    context = multiprocessing.get_context("forkserver")
    rehearsed = REHEARSAL if read is extract_file else read.__module__
    context.set_forkserver_preload([rehearsed])
    return ProcessPool(1, RETIRED, settle, context=context)


def _failed(code: str, message: str) -> Attempt:
    return Attempt(b"", Failure(code, message), grown=False)
