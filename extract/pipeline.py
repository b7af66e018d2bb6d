"""The whole run on one screen.

find inputs -> read and parse each in a worker -> merge -> check -> publish
"""

import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from extract.engines.local import process
from extract.inputs import BadFolder, Input, find_inputs
from extract.snapshot import current, locked, publish
from extract.version import parser_version
from normalize.checks import check
from normalize.entities.decided import Decision
from normalize.entities.rulings import unmet_decisions
from normalize.merge import merge
from normalize.parquet import read_table
from normalize.rows import Row, Rows
from normalize.tables import DocumentRow

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
Progress = Callable[[Input, Rows], None]


class CheckFailed(ValueError):
    """The tables break their own declaration; nothing was published."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run published, and where; decisions on what no document names."""

    tables: Rows
    out: Path
    unmet: tuple[Decision, ...] = ()


def run(
    raw: Path,
    out: Path,
    workers: int,
    progress: Progress,
    decisions: Sequence[Decision] = (),
) -> Result:
    """Read every file of `raw` and publish the tables in `out`.

    Raises BadFolder, Locked, CheckFailed, and Contradiction where decisions contradict
    one another; a bad document raises nothing.
    """
    inputs = find_inputs(raw)
    with locked(out):
        started = datetime.now(UTC)
        results = []
        for item, rows in process(inputs, workers):
            progress(item, rows)
            results.append(rows)
        tables = merge(results, decisions)
        tables["runs"] = [_run_row(started, tables, _last_documents(out))]
        if broken := check(tables, len(inputs)):
            raise CheckFailed("\n".join(broken))
        publish(tables, out)
    return Result(tables, out, tuple(unmet_decisions(results, decisions)))


def _last_documents(out: Path) -> list[Row]:
    """The documents of the snapshot published last; none before the first."""
    try:
        return read_table(DocumentRow, current(out))
    except BadFolder:
        return []


def _run_row(started: datetime, tables: Rows, last: list[Row]) -> Row:
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
        **_changes(last, tables["documents"]),
        "inputs_ok": status.count("ok"),
        "inputs_partial": status.count("partial"),
        "inputs_quarantined": status.count("quarantined"),
        "inputs_duplicate": status.count("duplicate"),
        "rows": json.dumps({name: len(rows) for name, rows in tables.items()}),
        "versions": json.dumps(
            {"parser": parser_version(), "python": platform.python_version()}
        ),
    }


def _changes(last: list[Row], documents: list[Row]) -> Row:
    """Count the files that came, changed and went since the last snapshot."""
    was = {row["path"]: row["doc_id"] for row in last}
    now = {row["path"]: row["doc_id"] for row in documents}
    return {
        "inputs_new": len(now.keys() - was.keys()),
        "inputs_changed": sum(was[path] != now[path] for path in was.keys() & now),
        "inputs_removed": len(was.keys() - now.keys()),
    }
