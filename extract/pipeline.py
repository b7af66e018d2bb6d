"""The whole run on one screen.

find inputs -> read and parse each in a worker -> merge -> check -> publish
"""

import json
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from extract.engines.local import process
from extract.inputs import Input, find_inputs
from extract.snapshot import locked, publish
from extract.version import parser_version
from normalize.checks import check
from normalize.merge import merge
from normalize.rows import Row, Rows

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
Progress = Callable[[Input, Rows], None]


class CheckFailed(ValueError):
    """The tables break their own declaration; nothing was published."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run published, and where."""

    tables: Rows
    out: Path


def run(raw: Path, out: Path, workers: int, progress: Progress) -> Result:
    """Read every file of `raw` and publish the tables in `out`.

    Raises BadFolder, Locked, CheckFailed; a bad document raises nothing.
    """
    inputs = find_inputs(raw)
    with locked(out):
        started = datetime.now(UTC)
        results = []
        for item, rows in process(inputs, workers):
            progress(item, rows)
            results.append(rows)
        tables = merge(results)
        tables["runs"] = [_run_row(started, tables)]
        if broken := check(tables, len(inputs)):
            raise CheckFailed("\n".join(broken))
        publish(tables, out)
    return Result(tables, out)


def _run_row(started: datetime, tables: Rows) -> Row:
    """The row of `runs`; its id goes to the documents that this run has read."""
    run_id = f"{started:%Y%m%dT%H%M%SZ}-{os.getpid()}"
    for document in tables["documents"]:
        document["run_id"] = run_id
    status = [document["status"] for document in tables["documents"]]
    return {
        "run_id": run_id,
        "started_at": started.astimezone(SHANGHAI).replace(microsecond=0),
        "ended_at": datetime.now(SHANGHAI).replace(microsecond=0),
        "inputs_seen": len(status),
        "inputs_ok": status.count("ok"),
        "inputs_partial": status.count("partial"),
        "inputs_quarantined": status.count("quarantined"),
        "inputs_duplicate": status.count("duplicate"),
        "rows": json.dumps({name: len(rows) for name, rows in tables.items()}),
        "versions": json.dumps(
            {"parser": parser_version(), "python": platform.python_version()}
        ),
    }
