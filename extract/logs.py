"""The run as it goes, one JSON object a line (JSON 日志): for machines that watch it.

    {"at": "2026-11-23T02:00:01.482+08:00", "event": "run_started", "run_id": "…", …}

Every line has `at`, `event` and `run_id` (null until the run holds its lock); the
others are listed in `FIELDS`, by event, and never mean anything else.

>>> from io import StringIO
>>> file = StringIO()
>>> JsonLog(file).write("checked", {"broken": [], "seconds": 1.5})
>>> print(file.getvalue().split(", ", 1)[1].strip())
"event": "checked", "run_id": null, "broken": []}
"""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TextIO

from extract.storage.stores import BadFolder

if TYPE_CHECKING:
    from extract.inputs import Input
    from extract.pipeline import Report, Watch
    from normalize.rows import Row, Rows

LOG = logging.getLogger(__name__)
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
_COUNTS = (
    "inputs_new", "inputs_changed", "inputs_removed", "inputs_ok", "inputs_partial",
    "inputs_quarantined", "inputs_duplicate", "rows",
)  # fmt: skip
_DOCUMENT = ("path", "doc_id", "status", "parser", "seconds")
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "run_started": ("started_at", "versions"),
        "recalled": ("inputs_seen", "inputs_reused", "inputs_read"),
        "document_done": _DOCUMENT,
        "document_failed": (*_DOCUMENT, "code", "message"),
        "merged": _COUNTS,
        "checked": ("broken",),
        "published": ("snapshot", "seconds"),
        "unchanged": ("snapshot", "seconds"),
        "run_ended": (
            "exit_code", "outcome", "message", "started_at", "ended_at", "seconds",
            "memory_mb", "inputs_seen", "inputs_reused", "inputs_read", *_COUNTS,
        ),
    }
)  # fmt: skip
_JSON = ("rows", "versions")  # cells that are JSON already


class JsonLog:
    """Writes the events of one run; what can not be written does not stop the run."""

    def __init__(self, file: TextIO | None) -> None:
        self.file = file
        self.run_id: str | None = None

    def write(self, event: str, facts: "Row") -> None:
        """Write a line, with those of the facts that belong to the event."""
        self.run_id = facts.get("run_id", self.run_id)
        if self.file:
            self._put(self._line(event, facts))

    def _line(self, event: str, facts: "Row") -> str:
        cells = {name: _plain(name, facts.get(name)) for name in FIELDS[event]}
        at = datetime.now(SHANGHAI).isoformat(timespec="milliseconds")
        line = {"at": at, "event": event, "run_id": self.run_id, **cells}
        return json.dumps(line, ensure_ascii=False)

    def document(self, rows: "Rows") -> None:
        """Write what became of a document that was read."""
        [document] = rows["documents"]
        own = {name: document.get(name) for name in _DOCUMENT}
        if document["status"] == "quarantined":
            [why, *_] = [p for p in rows["problems"] if p["severity"] == "error"]
            own |= {"code": why["code"], "message": why["message"]}
            self.write("document_failed", own)
        else:
            self.write("document_done", own)

    def _put(self, line: str) -> None:
        assert self.file
        try:
            self.file.write(line + "\n")
            self.file.flush()
        except OSError as error:
            LOG.warning("The JSON log ends here: %s.", error.strerror)
            self.file = None


@contextmanager
def opened(where: str | None) -> Iterator[JsonLog]:
    """Open a log to append to: a file, `-` for standard output, None for nowhere.

    Raises BadFolder where the file can not be written.
    """
    if where is None or where == "-":
        yield JsonLog(sys.stdout if where else None)
        return
    file = _appended(where)
    try:
        yield JsonLog(file)
    finally:
        with suppress(OSError):  # Each line was flushed, or its loss was told.
            file.close()


def _appended(where: str) -> TextIO:
    try:
        return Path(where).open("a", encoding="utf-8")
    except OSError as error:
        raise BadFolder(
            f"{where} can not be written ({error.strerror}); "
            "name another file with --log-json."
        ) from error


def logging_too(watch: "Watch", log: JsonLog) -> "Watch":
    """Let a log hear of each document that a watch is told of."""

    @contextmanager
    def both(total: int) -> Iterator["Report"]:
        with watch(total) as report:

            def told(one: "Input", rows: "Rows") -> None:
                log.document(rows)
                report(one, rows)

            yield told

    return both


def _plain(name: str, cell: Any) -> Any:
    if name in _JSON and cell:
        return json.loads(cell)
    return cell.isoformat() if isinstance(cell, datetime) else cell
