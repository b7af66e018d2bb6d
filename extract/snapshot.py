"""Publish tables so that a reader at any moment sees one whole snapshot.

    data/tables/
      .snapshots/7/drugs.parquet …   written once, never changed
      current -> .snapshots/7        the one thing that changes: one atomic rename
      drugs.parquet -> current/drugs.parquet …
      .lock                          held while a run is under way

A snapshot is staged beside the others, brought to disk, and then `current` is made to
point at it: that rename is the last step, so a run that is killed anywhere before it
has changed nothing that anyone reads, and the next run clears what it left.  A reader
of several tables that must fit together resolves `current` once: see `current`.

>>> import tempfile
>>> from normalize.rows import empty_rows
>>> with tempfile.TemporaryDirectory() as folder:
...     out = Path(folder) / "tables"
...     for _ in range(5):
...         with locked(out):
...             published = publish(empty_rows(), out)
...     published == current(out), sorted(p.name for p in published.parent.iterdir())
(True, ['3', '4', '5'])
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.inputs import BadFolder
from normalize.parquet import write_table
from normalize.rows import Rows
from normalize.schema import data_package
from normalize.tables import TABLE

FILES = (*(f"{name}.parquet" for name in TABLE), "datapackage.json")


class Locked(RuntimeError):
    """Another run is writing to the same folder."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the lock of an output folder; create the folder where it is missing.

    Raises Locked while another run holds it, and BadFolder for a folder that can not
    be written or that holds tables of somebody else.  The lock ends with the process.
    """
    _prepare(out)
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(
                f"Another run is writing to {out}; wait for it to end, "
                "or name another folder with --out."
            ) from None
        yield


def publish(tables: Rows, out: Path, keep: int = 3) -> Path:
    """Publish tables as the next snapshot of a locked folder and return its path.

    `keep` counts the snapshots that stay, the new one and the one before included.
    """
    _clear(out, keep)
    staged = _stage(tables, out)
    snapshot = staged.with_name(str(_published(out) + 1))
    staged.rename(snapshot)
    _sync(snapshot.parent)
    for name in FILES:
        _link(out / name, f"current/{name}")
    _link(out / "current", f".snapshots/{snapshot.name}")
    return snapshot


def current(out: Path) -> Path:
    """Return the folder of the snapshot published last; BadFolder if there is none.

    Its files never change; it stays for the next two runs.
    """
    if not (out / "current").is_dir():
        raise BadFolder(f"{out} holds no tables yet; run `python -m extract` first.")
    return (out / "current").resolve()


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
    names = {"current", *FILES} | {path.name for path in out.glob("*.parquet")}
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
    older = [n for n in _numbers(out) if n < published]
    kept = {str(n) for n in (published, *older[: max(0, keep - 2)])}
    for path in (out / ".snapshots").iterdir():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path)
    for link in out.glob("*.parquet"):
        if not link.exists():
            link.unlink()


def _numbers(out: Path) -> list[int]:
    """List the numbers of all snapshots, newest first."""
    names = (path.name for path in (out / ".snapshots").iterdir())
    return sorted((int(name) for name in names if name.isdecimal()), reverse=True)


def _published(out: Path) -> int:
    link = out / "current"
    return int(link.readlink().name) if link.is_symlink() else 0


def _stage(tables: Rows, out: Path) -> Path:
    folder = out / ".snapshots" / "staged"
    folder.mkdir()
    for name, cls in TABLE.items():
        _sync(write_table(cls, tables[name], folder))
    package = folder / "datapackage.json"
    package.write_text(
        json.dumps(data_package(), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    _sync(package)
    _sync(folder)
    return folder


def _link(link: Path, target: str) -> None:
    """Point a link at a target in one rename, so that it always leads somewhere."""
    if link.is_symlink() and str(link.readlink()) == target:
        return
    fresh = link.with_name(".link")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    _sync(link.parent)


def _sync(path: Path) -> None:
    """Bring a file or folder to disk, so that a power cut can not undo it."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
