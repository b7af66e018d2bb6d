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
from extract.storage.lock import Lease, held
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
        result = run(work_folder(out))
        if _digest(out) != read_made_of(result.folder).digest:
            _bring(result.folder, out, lease, keep)
    return result


def _digest(out: str) -> str:
    """What the tables that the store's readers see were made of."""
    name = snapshots.pointed(out)
    if name is None:
        return "none"
    url = f"{out.rstrip('/')}/{snapshots.FOLDER}/{name}/{FILE}"
    place = opened(url)
    with told(url), place.store.open_input_file(place.path) as file:
        return parsed(bytes(file.read()).decode()).digest


def _bring(folder: Path, out: str, lease: Lease, keep: int) -> None:
    name = str(max(map(int, snapshots.names(out)), default=0) + 1)
    snapshots.upload(folder, out, name)
    lease.confirm()
    snapshots.point(out, name)
    for old in snapshots.names(out)[keep:]:
        snapshots.remove(out, old)
