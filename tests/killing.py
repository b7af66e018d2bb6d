"""Runs that are killed, for `test_killed`: a program that forks a run for each line.

    python -m tests.killing RAW OUT READ

Each line of its input is how the next run ends: `after SECONDS`, or `at STEP NUMBER`,
when such a step is done for the so-many-th time; `never` lets it end by itself.  It
prints `killed`, `ended` or `failed`.  Every file that a run reads is a line in READ.

Forked, a run starts in no time; it is a process group of its own, and ends by SIGKILL.
"""

import os
import pathlib
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import extract.store
from extract import index
from extract.inputs import Input
from extract.one import extract_file
from extract.pipeline import run
from normalize.rows import Rows
from normalize.warehouse import merge

SMALL = {"READINGS": 2, "FEW": 2, "SMALL_PARTS": 1}


def main(raw: Path, out: Path, read: Path) -> None:
    """Follow the lines of standard input."""
    assert merge  # Loaded once, before there is anything to kill.
    for name, value in SMALL.items():
        setattr(extract.store, name, value)
    for line in sys.stdin:
        how, *what = line.split()
        child = os.fork()
        if not child:
            os.setsid()
            if how == "at":
                _kill_at(what[0], int(what[1]))
            _run(raw, out, read)
        print(_outcome(child, float(what[0]) if how == "after" else None), flush=True)


def _outcome(child: int, seconds: float | None) -> str:
    until = time.monotonic() + (600 if seconds is None else seconds)
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return _told(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return _told(os.waitpid(child, 0)[1])


def _told(status: int) -> str:
    if os.WIFSIGNALED(status):
        return "killed"
    return "failed" if os.WEXITSTATUS(status) else "ended"


def _run(raw: Path, out: Path, read: Path) -> None:
    def engine(inputs: Iterable[Input]) -> Iterator[tuple[Input, Rows]]:
        for one in inputs:
            with read.open("a") as file:
                file.write(f"{one.relative}\n")
            yield one, extract_file(one)

    try:
        run(raw, out, engine, lambda total: nullcontext(lambda one, rows: None))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def _kill_at(step: str, number: int) -> None:
    """Let this process be killed when it has done a step so many times."""
    left = iter(range(number - 1))

    def dying(does: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any, **named: Any) -> Any:
            result = does(*args, **named)
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return done

    match step:
        case "rename" | "replace" | "mkdir":
            setattr(pathlib.Path, step, dying(getattr(pathlib.Path, step)))
        case "fsync":
            os.fsync = dying(os.fsync)
        case "remove":
            os.unlink = dying(os.unlink)
        case "commit":
            connect = sqlite3.connect

            class Dying(sqlite3.Connection):
                def execute(self, sql: str, *args: Any) -> Any:
                    does = super().execute
                    return (dying(does) if sql == "COMMIT" else does)(sql, *args)

            index.sqlite3.connect = lambda path, **named: connect(  # type: ignore[attr-defined]
                path, factory=Dying, **named
            )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
