"""The runs of an output folder (运行记录): one line a run, whatever became of it.

    .store/runs.jsonl    appended when a run ends; read by `status` and `runs`

The published table `runs` holds those that had ended when the snapshot was made, and
the run that made it.
"""

import json
import os
import platform
import resource
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from extract.store import Known
from extract.version import VERSION, merging_version, reading_version

if TYPE_CHECKING:
    from normalize.rows import Row

FILE = "runs.jsonl"
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
MOMENTS = ("started_at", "ended_at")
STATUSES = ("ok", "partial", "quarantined", "duplicate")


class RunLog:
    """The record of the run that is under way."""

    def __init__(self, folder: Path) -> None:
        now = datetime.now(UTC)
        self.folder = folder
        self.began = time.monotonic()
        self.run_id = f"{now:%Y%m%dT%H%M%S.%fZ}-{os.getpid()}"
        self.row: Row = dict.fromkeys(_columns()) | {
            "run_id": self.run_id,
            "started_at": now.astimezone(SHANGHAI).replace(microsecond=0),
            "versions": json.dumps(_versions()),
        }
        self.is_told = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.is_told and error is not None:
            self.failed(f"{type(error).__name__}: {error}")

    def recalled(self, known: Iterable[Known]) -> None:
        """Note how many files there are, and how many were read before."""
        live = [each.live is not None for each in known]
        self.row |= {
            "inputs_seen": len(live),
            "inputs_read": live.count(False),
            "inputs_reused": live.count(True),
        }

    def stage(self, staged: Path, last: Path | None) -> None:
        """Count what was staged, and write the table `runs` beside it."""
        from extract.counts import counts

        self.row |= counts(staged, last) | self._ended("published", "")
        _write_table([*read_runs(self.folder), self.row], staged)

    def published(self) -> "Row":
        """Tell that the tables are there; return the row of the run."""
        return self._tell(self._ended("published", ""))

    def unchanged(self, last: Path) -> "Row":
        """Tell that all was as it had been, and nothing was written."""
        from extract.counts import counts

        return self._tell(counts(last, last) | self._ended("unchanged", ""))

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
        told = {
            k: v.isoformat() if k in MOMENTS and v else v for k, v in self.row.items()
        }
        with (self.folder / FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return self.row


def read_runs(folder: Path) -> list["Row"]:
    """List the runs that have ended, oldest first; a line cut by a crash is no run."""
    if not (folder / FILE).exists():
        return []
    found = []
    for line in (folder / FILE).read_text("utf-8").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue  # The machine went down while it was written.
        moments = {name: datetime.fromisoformat(row[name]) for name in MOMENTS}
        found.append(dict.fromkeys(_columns()) | row | moments)
    return found


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
