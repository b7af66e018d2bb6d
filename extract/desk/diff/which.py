"""Which two snapshots are meant (所比快照): by number, by folder, or the last two.

A folder is that of a snapshot, or of tables, whose snapshot of now is then meant.
"""

from pathlib import Path
from typing import NamedTuple

from extract.snapshot import PACKAGE, current, snapshots
from extract.storage.stores import BadFolder

LAST = "last"  # the snapshot before the one that is read


class Two(NamedTuple):
    """The folders of the older snapshot and of the newer one."""

    was: Path
    now: Path


def two(out: Path, was: str, now: str = "") -> Two:
    """Find two snapshots of the tables in `out`; the newer is by default that of now.

    Raises BadFolder, which lists the numbers that are kept.
    """
    after = one(out, now) if now else current(out)
    return Two(_before(out, after) if was == LAST else one(out, was), after)


def one(out: Path, asked: str) -> Path:
    """Find a snapshot by its number among those of `out`, or by a folder."""
    if asked.isdecimal():
        found = {path.name: path for path in _kept(out)}
        if asked not in found:
            raise BadFolder(
                f"{out} has no snapshot {asked}; kept are {', '.join(found) or 'none'}."
            )
        return found[asked].resolve()
    folder = Path(asked)
    if (folder / "current").is_dir():
        return current(folder)
    if (folder / PACKAGE).is_file():
        return folder.resolve()
    raise BadFolder(
        f"{asked} is neither the number of a snapshot nor a folder of tables."
    )


def _before(out: Path, after: Path) -> Path:
    older = [path for path in _kept(out) if int(path.name) < int(after.name)]
    if not older:
        raise BadFolder(
            f"{out} has no snapshot before {after.name}; the next run that finds "
            "something new makes one to compare with."
        )
    return older[0].resolve()


def _kept(out: Path) -> list[Path]:
    return snapshots(out) if (out / ".snapshots").is_dir() else []
