"""A run as it is asked for, from its options to its exit code (一夜之运行).

    settings -> log opened -> run, told of -> summary -> log closed -> alert on failure

Whatever becomes of the run, its end is logged and has an exit code:

    0  all well
    1  published, but some documents were set aside
    2  wrong usage
    3  nothing was published: a check failed, the disk is full, the program broke
    4  another run is writing to the same folder
    130  interrupted, also by SIGTERM
"""

import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extract.alert import alert
from extract.commands.endings import Ending, show_ending
from extract.engines.limits import MEMORY, TIMEOUT
from extract.inputs import BadFolder, Input, keep_apart
from extract.logs import JsonLog, logging_too, opened
from extract.storage.stores import is_url, local

if TYPE_CHECKING:
    from extract.pipeline import Engine, Result
    from normalize.decisions import Ruling
    from normalize.rows import Row, Rows

DECISIONS = Path("data/decisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What was asked for: the options of `python -m extract run`."""

    raw: str
    out: str
    engine: str = "local"
    address: str | None = None
    workers: int | None = None
    strict: bool = False
    decisions: Path | None = None
    keep: int = 3
    accepted: Sequence[str] = ()
    retry: bool = False
    timeout: float = TIMEOUT
    memory: int = MEMORY
    quiet: bool = False
    log_json: str | None = None
    on_failure: str | None = None

    @property
    def is_silent(self) -> bool:
        """Whether there is neither progress nor summary: a JSON log stands alone."""
        return self.quiet or self.log_json == "-"


@dataclass(slots=True)
class Facts:
    """What is known of the run so far, and the log that hears of it."""

    log: JsonLog
    row: "Row" = field(default_factory=dict)

    def tell(self, step: str, known: "Row") -> None:
        """Take in a step of the run."""
        self.row |= known
        self.log.write(step, known)

    def end(self, ending: Ending) -> None:
        """Take in how it ended."""
        said = self.row.get("message") or ending.message
        self.row |= {"exit_code": ending.code, "message": said or None}
        self.row |= {"outcome": self.row.get("outcome") or "failed"}
        self.log.write("run_ended", self.row)


def spend(night: Night) -> int:
    """Run, tell what there is to tell, and return the exit code."""
    try:
        with opened(night.log_json) as log:
            facts = Facts(log)
            ending = _ended(night, facts)
            facts.end(ending)
    except BadFolder as error:  # that of the log
        facts, ending = Facts(JsonLog(None)), Ending(2, str(error))
        facts.end(ending)
    if ending.message:
        typer.echo(ending.message, err=True)
    if ending.code and night.on_failure:
        _alert(night, night.on_failure, facts)
    return ending.code


def _alert(night: Night, command: str, facts: Facts) -> None:
    known = {"raw": night.raw, "out": night.out} | facts.row
    if complaint := alert(command, known):
        typer.echo(complaint, err=True)


def _ended(night: Night, facts: Facts) -> Ending:
    try:
        with _stoppable():
            result = _run(night, facts)
            if not night.is_silent:
                _summarize(result, night.out)
            return Ending(_left_aside(result, night.strict), "")
    except (KeyboardInterrupt, Exception) as error:
        return show_ending(error, _written(night.out))


def _run(night: Night, facts: Facts) -> "Result":
    from extract.pipeline import run
    from extract.progress import watching

    keep_apart(night.raw, night.out)
    raw = night.raw if is_url(night.raw) else local(night.raw)
    watch = logging_too(watching(night.is_silent), facts.log)
    engine, decisions = _engine(night), _decided(night.decisions)
    pipeline = partial(
        run, raw, engine=engine, watch=watch, decisions=decisions, keep=night.keep,
        accepted=night.accepted, tell=facts.tell, retry=night.retry,
    )  # fmt: skip
    if not is_url(night.out):
        return pipeline(local(night.out))
    from extract.remote import run_remotely

    return run_remotely(pipeline, night.out, night.keep)


def _written(out: str) -> str:
    """The folder of this machine that is written to."""
    from extract.remote import work_folder

    return str(work_folder(out)) if is_url(out) else out


def _engine(night: Night) -> "Engine":
    """What reads documents; loaded only if there is one to read."""

    def engine(inputs: Iterable[Input]) -> Iterator[tuple[Input, "Rows"]]:
        waiting, limits = list(inputs), (night.timeout, night.memory)
        if not waiting:
            return
        if night.engine == "ray":
            from extract.engines import ray

            yield from ray.process(
                waiting, night.workers, *limits, address=night.address
            )
        else:
            from extract.engines import local as here

            yield from here.process(waiting, night.workers or _cores(), *limits)

    return engine


def _cores() -> int:
    """Count the cores this process may use, which in a container are not all."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _decided(folder: Path | None) -> "Sequence[Ruling]":
    folder = folder or (DECISIONS if DECISIONS.is_dir() else None)
    if folder is None:
        return ()
    from extract.decisions import read_decisions

    return read_decisions(folder)


def _summarize(result: "Result", out: str) -> None:
    from extract.show import console
    from extract.summary import summarize

    summarize(result, out, console())


def _left_aside(result: "Result", strict: bool) -> int:
    """Return 1 where a person should look at the documents, else 0."""
    if not strict:
        return int(result.run["inputs_quarantined"] > 0)
    from extract.counts import problem_counts, statuses

    counted, told = statuses(result.folder), problem_counts(result.folder)
    bad = counted["quarantined"] + counted["partial"]
    return int(bad > 0 or any(severity != "info" for severity, *_ in told))


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM, which a scheduler sends, end the run as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
