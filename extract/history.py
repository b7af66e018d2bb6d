"""The runs of an output folder (运行记录): one line a run, whatever became of it.

    .store/runs.jsonl    appended when a run ends; read by `status` and `runs`

A run that was killed tells nothing; the next one writes its line (see `under_way`).
The published table `runs` holds those that had ended when the snapshot was made, and
the run that made it.
"""

import json
import logging
import os
import platform
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from extract import under_way
from extract.made_of import read_made_of
from extract.recalled import Recalled
from extract.snapshot import snapshots
from extract.version import VERSION, merging_version, reading_version

if TYPE_CHECKING:
    from normalize.rows import Row

LOG = logging.getLogger(__name__)
Tell = Callable[[str, "Row"], None]  # of a step by its name, and what is known of it
FILE = "runs.jsonl"
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
MOMENTS = ("started_at", "ended_at")


def nobody(step: str, known: "Row") -> None:
    """Be told of a step, and do nothing."""


class RunLog:
    """The record of the run that is under way; `tell` hears of each step at once."""

    def __init__(self, folder: Path, tell: Tell = nobody) -> None:
        now = datetime.now(UTC)
        self.folder = folder
        self.began = time.monotonic()
        self.run_id = f"{now:%Y%m%dT%H%M%S.%fZ}-{os.getpid()}"
        self.row: Row = {
            "run_id": self.run_id,
            "started_at": now.astimezone(SHANGHAI).replace(microsecond=0),
            "versions": json.dumps(_versions()),
        }
        self.is_told = False
        self.accepted = ""
        self.tell = tell
        self._tell_of_the_lost()
        under_way.begin(_told(self.row), folder)
        tell("run_started", self.row)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if not self.is_told and error is not None:
            self.failed(f"{type(error).__name__}: {error}")

    def _tell_of_the_lost(self) -> None:
        """Write the line of a run before this one that could not write it itself."""
        began = under_way.left(self.folder)
        if began and began["run_id"] not in _run_ids(self.folder):
            row = under_way.ended(began, snapshots(self.folder.parent))
            LOG.warning("The run that began %s: %s", began["started_at"],
                        row["message"])  # fmt: skip
            _record(row, self.folder)

    def recalled(self, known: Recalled) -> None:
        """Note how many files there are, and how many were read before."""
        unread = len(known.unread)
        self.row |= {
            "inputs_seen": len(known),
            "inputs_read": unread,
            "inputs_reused": len(known) - unread,
        }
        self.tell("recalled", self.row)

    def stage(
        self, staged: Path, last: Path | None, accepted: Sequence[str] = ()
    ) -> "Row":
        """Count what was staged, and write the table `runs` beside it.

        `accepted` are the drifts that somebody has accepted.
        """
        from extract.counts import counts

        self.accepted = "\n".join(f"accepted {each}" for each in accepted)
        found = counts(staged, last)
        self.row |= found | self._ended("published", self.accepted)
        blank = dict.fromkeys(_columns())
        _write_table([*read_runs(self.folder), blank | self.row], staged)
        self.tell("merged", self.row)
        return found

    def checked(self, broken: Sequence[str]) -> None:
        """Note what is wrong with what was staged; if it is, the run has failed."""
        if broken:
            self.failed("\n".join(broken))
        self.tell("checked", self.row | {"broken": list(broken)})

    def published(self, folder: Path) -> "Row":
        """Tell that the tables are there; return the row of the run."""
        self._tell(self._ended("published", self.accepted))
        self.tell("published", self.row | {"snapshot": folder.name})
        return self.row

    def unchanged(self, last: Path) -> "Row":
        """Tell that all was as it had been, and nothing was written."""
        none = dict.fromkeys(("inputs_new", "inputs_changed", "inputs_removed"), 0)
        held = dict(read_made_of(last).counts)
        self._tell(held | none | self._ended("unchanged", ""))
        self.tell("unchanged", self.row | {"snapshot": last.name})
        return self.row

    def failed(self, message: str) -> "Row":
        """Tell that nothing was published, and why."""
        return self._tell(self._ended("failed", message))

    def _ended(self, outcome: str, message: str) -> "Row":
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {
            "ended_at": datetime.now(SHANGHAI).replace(microsecond=0),
            "seconds": round(time.monotonic() - self.began, 3),
            "memory_mb": round(used / 1024, 1),
            "outcome": outcome,
            "message": message or None,
        }

    def _tell(self, cells: dict[str, Any]) -> "Row":
        self.row |= cells
        self.is_told = True
        if _record(self.row, self.folder):
            under_way.end(self.folder)
        return self.row


def _record(row: "Row", folder: Path) -> bool:
    """Write the line of a run, and say whether it is there."""
    try:
        _append(json.dumps(_told(row), ensure_ascii=False), folder / FILE)
    except OSError as error:
        # On a full disk: the tables may be published all the same.
        LOG.warning("The run is not in %s: %s.", FILE, error.strerror)
        return False
    return True


def _told(row: "Row") -> dict[str, Any]:
    """A row as JSON has it."""
    return {
        name: cell.isoformat() if isinstance(cell, datetime) else cell
        for name, cell in row.items()
    }


def _append(line: str, path: Path) -> None:
    """Add a line to a file and bring it to disk; one that a crash cut stays alone."""
    with path.open("ab+") as file:
        if file.tell() and file.seek(-1, os.SEEK_END) and file.read(1) != b"\n":
            file.write(b"\n")
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_runs(folder: Path) -> list["Row"]:
    """List the runs that have ended, oldest first; a line cut by a crash is no run."""
    blank = dict.fromkeys(_columns())
    return [blank | row | _moments(row) for row in _lines(folder)]


def _lines(folder: Path) -> Iterator["Row"]:
    if not (folder / FILE).exists():
        return
    for line in (folder / FILE).read_text("utf-8", "replace").splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue  # The machine went down while it was written.


def _moments(row: "Row") -> "Row":
    """Its times; a run that was killed has no end."""
    told = {name: row[name] for name in MOMENTS if row.get(name)}
    return {name: datetime.fromisoformat(cell) for name, cell in told.items()}


def _run_ids(folder: Path) -> set[str]:
    return {row["run_id"] for row in _lines(folder)}


def _columns() -> list[str]:
    from normalize.column import columns_of
    from normalize.tables import Run

    return [column.name for column in columns_of(Run)]


def _versions() -> dict[str, str]:
    return {
        "program": VERSION,
        "reading": reading_version(None),
        "merging": merging_version(),
        "python": platform.python_version(),
    }


def _write_table(rows: list["Row"], staged: Path) -> None:
    from normalize.parquet import write_table
    from normalize.tables import Run

    write_table(Run, rows, staged)
