"""Documents processed on this machine: worker processes, limits for each document.

    inputs -> a line of some documents -> lanes, a worker each -> rows, in input order

A file that hangs, crashes an engine or eats all memory costs that file only: its worker
is ended and replaced, and the file is read once more while nothing else is.  What fails
again is set aside with the reason; what does not says so in a problem `retried`.

Rows come out in input order, whatever the number of workers, so the tables do not
depend on it.  No more documents are under way than the line may hold: inputs may be a
stream of any length, and what was read ahead of a slow document waits pickled.
"""

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait

from extract.aside import read_again, set_aside_unseen
from extract.engines.attempt import Attempt, Failure
from extract.engines.attempt import Read as Read
from extract.engines.lane import Job, Lane
from extract.engines.lane import Reading as Reading
from extract.engines.limits import MEMORY as MEMORY
from extract.engines.limits import TIMEOUT as TIMEOUT
from extract.engines.limits import size
from extract.inputs import Input
from extract.one import extract_file
from normalize.rows import Rows

AHEAD = 50  # documents for each worker: while one takes 10 s, others are read in 5
LEAST = 2  # documents for each worker, however large
HEAVY = 64 << 20  # bytes of documents that are enough for all workers


def process(
    inputs: Iterable[Input],
    workers: int,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    read: Read = extract_file,
) -> Iterator[tuple[Input, Rows]]:
    """Yield every input with its rows, in input order.

    `read` runs in a child process, also with one worker; it must be importable.  It has
    `timeout` seconds for a document (and more for a large one), and `memory` bytes.
    Where it fails, the rows are those of a document set aside.
    """
    line = Line(workers, Reading(read, timeout, memory))
    try:
        for one in inputs:
            if line.is_full:
                yield line.next()
            line.join(one)
        while line.jobs:
            yield line.next()
    finally:
        # Also after Ctrl-C: a hanging document must not outlive the run.
        line.end()


class Line:
    """Documents under way, in input order, and the lanes that they are given to.

    Who reads many batches keeps one line, and its workers with it: documents `join`,
    their rows come by `next`, and `end` ends the workers.
    """

    def __init__(self, workers: int, reading: Reading) -> None:
        self.jobs: deque[Job] = deque()
        self._waiting: deque[Job] = deque()
        self._lanes = [Lane(reading) for _ in range(workers)]
        self._weight = 0

    @property
    def is_full(self) -> bool:
        """Whether a document has to leave before another one joins."""
        most = LEAST if self._weight >= HEAVY else AHEAD
        return len(self.jobs) >= most * len(self._lanes)

    def join(self, one: Input) -> None:
        """Take a document in."""
        job = Job(one)
        self._weight += size(one)
        self.jobs.append(job)
        self._waiting.append(job)
        self._deal()

    def next(self) -> tuple[Input, Rows]:
        """Wait for the first document, and let it go with its rows."""
        job = self.jobs.popleft()
        lane, attempt = self._outcome(job)
        self._weight -= size(job.one)
        if attempt.failure:
            rows = self._again(lane, job, attempt.failure)
        else:
            rows = pickle.loads(attempt.rows)
        if attempt.failure or attempt.grown:
            lane.stop()
            lane.resume()
        self._deal()
        return job.one, rows

    def end(self) -> None:
        """End all workers, whatever they do."""
        for lane in self._lanes:
            lane.stop()

    def _deal(self) -> None:
        """Give documents to the lanes that have room, in turns."""
        while self._waiting:
            free = [lane for lane in self._lanes if lane.has_room]
            if not free:
                return
            min(free, key=_load).give(self._waiting.popleft())

    def _outcome(self, job: Job) -> tuple[Lane, Attempt]:
        while not job.is_done:
            wait(_futures(self._lanes), return_when=FIRST_COMPLETED)
            self._deal()
        assert job.lane
        return job.lane, job.lane.outcome(job)

    def _again(self, lane: Lane, job: Job, first: Failure) -> Rows:
        """Read a document once more, when nothing else is read."""
        lane.stop()
        wait(_futures(other for other in self._lanes if other is not lane))
        second = lane.alone(job)
        if second.failure:
            return _given_up(lane, job.one, first, second.failure)
        return read_again(pickle.loads(second.rows), first.message)


def _given_up(lane: Lane, one: Input, first: Failure, second: Failure) -> Rows:
    """The rows of a document that failed twice; its file is not opened here."""
    said = f"{second.message} It was read twice, the second time alone."
    if first.code != second.code:
        said += f" The first time: {first.message}"
    failure = Failure(second.code, said)
    return lane.set_aside(one, failure) or set_aside_unseen(one.relative, *failure)


def _load(lane: Lane) -> int:
    return len(lane.unfinished)


def _futures(lanes: Iterable[Lane]) -> list[Future[Attempt]]:
    return [job.future for lane in lanes for job in lane.unfinished if job.future]
