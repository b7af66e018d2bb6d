"""How an output folder stands (现状): what readers see, of when, and who is at work."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from extract.counts import statuses
from extract.history import read_runs
from extract.holder import at_work
from extract.show import Line, printable, show
from extract.snapshot import current_or_none, snapshots
from extract.tonight import difference, tell

if TYPE_CHECKING:
    from normalize.rows import Row

LAST = 5  # runs that `status` lists
HEADER = ("started", "outcome", "seconds", "MB", "files", "read", "new", "changed",
          "removed", "aside", "message")  # fmt: skip
COUNTS = ("inputs_seen", "inputs_read", "inputs_new", "inputs_changed",
          "inputs_removed", "inputs_quarantined")  # fmt: skip
LONG = 60  # characters of a message


def tell_standing(folder: Path, out: str, on: Console) -> None:
    """Print the snapshot that is read, its difference, the last runs, and the lock."""
    now = current_or_none(folder)
    on.out(_read_now(folder, now, out))
    is_held, holder = at_work(folder)
    who = holder or "a process that is not known"
    on.out(f"Run under way: {who}." if is_held else "No run is under way.")
    if now and (before := _before(folder, now)):
        tell(difference(now, before), on)
    tell_runs(folder, LAST, on)


def tell_runs(folder: Path, number: int, on: Console) -> None:
    """Print the last runs, oldest first."""
    told = read_runs(folder / ".store")[-number:]
    show("Runs", HEADER, [_line(row) for row in told], on)


def _read_now(folder: Path, now: Path | None, out: str) -> str:
    kept = ", ".join(path.name for path in snapshots(folder))
    if now is None:
        return f"{out} holds no tables yet."
    counted = statuses(now)
    own = ", ".join(f"{n} {status}" for status, n in counted.items() if n)
    return (
        f"{printable(out)}: snapshot {now.name} is read now, "
        f"published {_when(now)}, of {sum(counted.values())} documents ({own}). "
        f"Kept are {kept}."
    )


def _when(snapshot: Path) -> str:
    """When the run that made a snapshot ended, as its own table tells."""
    from normalize.parquet import read_table
    from normalize.tables import Run

    rows = read_table(Run, snapshot)
    return str(rows[-1]["ended_at"]) if rows else "at a time that is not known"


def _before(folder: Path, now: Path) -> Path | None:
    older = [path for path in snapshots(folder) if int(path.name) < int(now.name)]
    return older[0] if older else None


def _line(row: "Row") -> Line:
    counts = [_number(row[name]) for name in COUNTS]
    message = (row["message"] or "").partition("\n")[0]
    took = [_number(row["seconds"]), _number(row["memory_mb"])]
    return [f"{row['started_at']}"[:19], row["outcome"], *took, *counts, message[:LONG]]


def _number(cell: Any) -> str | int:
    return "" if cell is None else round(cell)
