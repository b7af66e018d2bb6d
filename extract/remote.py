"""Tables in an object store (对象存储): made here, uploaded whole, swung by one PUT.

    python -m extract s3://documents/raw --out s3://tables/drugs

The run works in a folder of this machine, which keeps what was read before, and holds
the lock of the store all the while.  Where the store's tables were made of the same
documents and decisions, nothing is uploaded.
"""

from collections.abc import Callable
from pathlib import Path

from extract.made_of import FILE, parsed, read_made_of
from extract.pipeline import Result
from extract.snapshot import KEPT
from extract.storage import snapshots
from extract.storage.lock import held
from extract.storage.stores import opened, told
from normalize.ids import digest

WORK = Path("data/work")


def work_folder(out: str) -> Path:
    """Return the folder of this machine where tables for a store are made."""
    return WORK / digest("work", out.rstrip("/"))


def run_remotely(run: Callable[[Path], Result], out: str, keep: int = KEPT) -> Result:
    """Run the pipeline into the work folder of a store, and bring the tables there.

    Raises BadFolder where the store refuses, and Locked while another run writes there.
    """
    with held(out) as lease:
        snapshots.settle(out)
        result = run(work_folder(out))
        if _digest(out) != read_made_of(result.folder).digest:
            snapshots.bring(result.folder, out, lease.confirm)
        for old in snapshots.kept(out)[keep:]:
            snapshots.remove(out, old)
    return result


def roll_back(out: str, number: int | None = None) -> str:
    """Let readers of a store see an older snapshot again; return its name.

    Raises BadFolder where there is none, and Locked while a run writes there.
    """
    with held(out) as lease:
        return snapshots.back(out, number, lease.confirm)


def standing(out: str) -> str:
    """Say what readers of a store see, and what is kept there."""
    now = snapshots.pointed(out)
    if now is None:
        return f"{out} holds no tables yet."
    kept = ", ".join(snapshots.kept(out))
    return f"{out}: snapshot {now} is read there now. Kept are {kept}."


def _digest(out: str) -> str:
    """What the tables that the store's readers see were made of."""
    name = snapshots.pointed(out)
    if name is None:
        return "none"
    url = f"{out.rstrip('/')}/{snapshots.FOLDER}/{name}/{FILE}"
    place = opened(url)
    with told(url), place.store.open_input_file(place.path) as file:
        return parsed(bytes(file.read()).decode()).digest
