"""Publish tables so that a reader at any moment sees one whole snapshot.

    data/tables/
      .snapshots/7/drugs.parquet …   written once, never changed
      .snapshots/coming -> 7         until 7 has become the one that is read
      current -> .snapshots/7        the one thing that changes: one atomic rename
      drugs.parquet -> current/drugs.parquet …
      .lock                          held while a run is under way

A snapshot is staged beside the others, brought to disk, and then `current` is made to
point at it: that rename is the last step, so a run that is killed anywhere before it
has changed nothing that anyone reads, and the next run clears what it left, also a
snapshot that has its number and was never read.  A reader of several tables that must
fit together resolves `current` once: see `current`.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     out = Path(folder) / "tables"
...     for _ in range(5):
...         with locked(out):
...             published = publish(new_stage(out), out)
...     published == current(out), sorted(p.name for p in published.parent.iterdir())
(True, ['3', '4', '5'])
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.durable import bring_to_disk
from extract.holder import LOCK, Locked, read, take
from extract.inputs import BadFolder

STAGED, COMING = "staged", "coming"
KEPT = 3  # snapshots, the one of now included
PACKAGE = "datapackage.json"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the lock of an output folder; create the folder where it is missing.

    Raises Locked while another run holds it, and BadFolder for a folder that can not
    be written or that holds tables of somebody else.  The lock ends with the process.
    """
    _prepare(out)
    with (out / LOCK).open("a+") as lock:
        try:
            take(lock)
        except BlockingIOError:
            who = read(lock) or "its process is not known"
            raise Locked(
                f"Another run is writing to {out} ({who}); wait for it to end, "
                "or name another folder with --out."
            ) from None
        _settle(out)
        yield


def new_stage(out: Path) -> Path:
    """Return an empty folder of a locked one, for the files of the next snapshot."""
    staged = out / ".snapshots" / STAGED
    if staged.exists():
        shutil.rmtree(staged)
    staged.mkdir()
    return staged


def publish(staged: Path, out: Path, keep: int = KEPT) -> Path:
    """Publish what was staged as the next snapshot and return its folder.

    `keep` counts the snapshots that stay, the new one and the one before included.
    """
    _clear(out, keep)
    _describe(staged)
    bring_to_disk(staged)
    snapshot = staged.with_name(str(max(_numbers(out), default=0) + 1))
    _link(staged.with_name(COMING), snapshot.name)
    staged.rename(snapshot)
    bring_to_disk(snapshot.parent, deep=False)
    for name in sorted([PACKAGE, *(path.name for path in snapshot.glob("*.parquet"))]):
        _link(out / name, f"current/{name}")
    _link(out / "current", f".snapshots/{snapshot.name}")
    _settle(out)
    return snapshot


def rollback(out: Path, number: int | None = None) -> Path:
    """Let readers of a locked folder see an older snapshot again; return its folder.

    Without a number the one before that of now.  Raises BadFolder where there is none.
    """
    now = current(out)
    older = [n for n in _numbers(out) if number in (None, n) and n != int(now.name)]
    older = [n for n in older if number is not None or n < int(now.name)]
    if not older:
        kept = ", ".join(map(str, sorted(_numbers(out))))
        raise BadFolder(
            f"{out} has no such snapshot to go back to; kept are {kept}, and "
            f"{now.name} is read now."
        )
    _link(out / "current", f".snapshots/{older[0]}")
    return current(out)


def snapshots(out: Path) -> list[Path]:
    """List the folders of all snapshots that are kept, newest first."""
    return [out / ".snapshots" / str(number) for number in _numbers(out)]


def current(out: Path) -> Path:
    """Return the folder of the snapshot published last; BadFolder if there is none.

    Its files never change; it stays for the next two runs.
    """
    if not (out / "current").is_dir():
        raise BadFolder(f"{out} holds no tables yet; run `python -m extract` first.")
    return (out / "current").resolve()


def current_or_none(out: Path) -> Path | None:
    """Return the folder of the snapshot published last; None before the first."""
    return (out / "current").resolve() if (out / "current").is_dir() else None


def _prepare(out: Path) -> None:
    try:
        (out / ".snapshots").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadFolder(
            f"{out} can not hold the tables ({error.strerror}); "
            "name a folder that can be written with --out."
        ) from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise BadFolder(f"{out} can not be written; check its permissions.")
    if foreign := _foreign(out):
        raise BadFolder(
            f"{out} holds {', '.join(foreign)}, not written by this program; "
            "move it away or name another folder with --out."
        )


def _foreign(out: Path) -> list[str]:
    """List what stands where links are to be, or would be read as one more table."""
    names = {"current", PACKAGE} | {path.name for path in out.glob("*.parquet")}
    return sorted(
        name
        for name in names
        if os.path.lexists(out / name) and not _is_ours(out / name)
    )


def _is_ours(path: Path) -> bool:
    return path.is_symlink() and path.readlink().parts[0] in ("current", ".snapshots")


def _clear(out: Path, keep: int) -> None:
    """Remove what a killed run has left, snapshots too old to keep, and dead links."""
    published = _published(out)
    others = [n for n in _numbers(out) if n != published]
    kept = {str(n) for n in (published, *others[: max(0, keep - 2)])}
    for path in (out / ".snapshots").iterdir():
        if path.is_dir() and path.name not in (STAGED, *kept):
            shutil.rmtree(path)
    for link in out.glob("*.parquet"):
        if not link.exists():
            link.unlink()


def _settle(out: Path) -> None:
    """Remove a snapshot that a killed run has numbered, and nobody has read."""
    coming = out / ".snapshots" / COMING
    if not coming.is_symlink():
        return
    if coming.exists() and int(coming.readlink().name) != _published(out):
        shutil.rmtree(coming.parent / coming.readlink())
    coming.unlink()
    bring_to_disk(coming.parent, deep=False)


def _numbers(out: Path) -> list[int]:
    """List the numbers of all snapshots that are or were read, newest first."""
    folder = out / ".snapshots"
    found = {int(path.name) for path in folder.iterdir() if path.name.isdecimal()}
    if (folder / COMING).is_symlink():
        found -= {int((folder / COMING).readlink().name)} - {_published(out)}
    return sorted(found, reverse=True)


def _published(out: Path) -> int:
    link = out / "current"
    return int(link.readlink().name) if link.is_symlink() else 0


def _describe(staged: Path) -> None:
    from normalize.schema import data_package

    package = json.dumps(data_package(), ensure_ascii=False, indent=1) + "\n"
    (staged / PACKAGE).write_text(package, "utf-8")


def _link(link: Path, target: str) -> None:
    """Point a link at a target in one rename, so that it always leads somewhere."""
    if link.is_symlink() and str(link.readlink()) == target:
        return
    fresh = link.with_name(".link")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    bring_to_disk(link.parent, deep=False)
