"""The run that is under way (进行中): a file that is there until its end is told.

    .store/under_way.json    who began, when, by which versions

A run that is killed leaves it, and the next one, which holds the lock, knows by it that
a run has ended without a word, and whether its tables had been published.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     store = Path(folder)
...     begin({"run_id": "7", "started_at": "2026-01-02T02:00:00+08:00"}, store)
...     left(store)["run_id"], end(store), left(store)
('7', None, None)
"""

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalize.rows import Row

LOG = logging.getLogger(__name__)
FILE = "under_way.json"
BEFORE = "Its end was not recorded (killed, a machine down): nothing was published."
BEHIND = "Its end was not recorded (killed, a full disk); its tables were published."


def begin(row: Mapping[str, Any], store: Path) -> None:
    """Note that a run has begun; on a full disk that is only said."""
    try:
        fresh = (store / FILE).with_suffix(".new")
        fresh.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
        fresh.replace(store / FILE)
    except OSError as error:
        LOG.warning("The run is not in %s: %s.", FILE, error.strerror)


def end(store: Path) -> None:
    """Note that its end is told."""
    (store / FILE).unlink(missing_ok=True)


def left(store: Path) -> dict[str, Any] | None:
    """Return how a run began that did not tell its end; None if there is none."""
    try:
        told = json.loads((store / FILE).read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None  # A power cut leaves it empty: then nothing is known of the run.
    return told if isinstance(told, dict) else None


def ended(began: Mapping[str, Any], snapshots: Iterable[Path]) -> "Row":
    """Return the row of a run that did not tell its end, as far as it is known.

    Its own row is in the snapshot that it published, if it did.
    """
    own = next(filter(None, (_row(began["run_id"], each) for each in snapshots)), None)
    if not own:
        return {**began, "outcome": "failed", "message": BEFORE}
    accepted = [own["message"]] if own["message"] else []
    return own | {"message": "\n".join([*accepted, BEHIND])}


def _row(run_id: str, snapshot: Path) -> "Row | None":
    from normalize.parquet import read_table
    from normalize.tables import Run

    rows = read_table(Run, snapshot)
    return next((row for row in rows if row["run_id"] == run_id), None)
