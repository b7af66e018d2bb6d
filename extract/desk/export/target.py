"""Where an export goes (导出之处): made beside, and there as a whole or not at all.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> with made(folder / "a.txt", force=False) as new:
...     _ = new.write_text("1")
>>> with made(folder / "a.txt", force=False) as new:
...     pass
Traceback (most recent call last):
    ...
extract.desk.export.target.InTheWay: ...a.txt is there already; name another file, ...
>>> with made(folder / "a.txt", force=True) as new:
...     _ = new.write_text("2")
>>> sorted(path.name for path in folder.iterdir()), (folder / "a.txt").read_text()
(['a.txt'], '2')
"""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class InTheWay(ValueError):
    """Something has the name of what is to be written; the message is a sentence."""


def refuse(place: Path, *, force: bool, ours: Collection[str] = ()) -> None:
    """Raise InTheWay where `place` may not be written.

    `ours` are the names of the files in a folder that an export makes: even by force
    no folder is replaced that holds anything else.
    """
    if place.is_dir():
        others = sorted({path.name for path in place.iterdir()} - set(ours))
        if others:
            raise InTheWay(
                f"{place} is a folder that holds {others[0]}, which no export wrote; "
                "name another one."
            )
    if place.exists() and not force:
        kind = "folder" if place.is_dir() else "file"
        raise InTheWay(
            f"{place} is there already; name another {kind}, or write over it with "
            "--force."
        )
    if ours and place.is_file():
        raise InTheWay(f"{place} is a file; name a folder.")
    if not place.parent.is_dir():
        raise InTheWay(f"{place.parent} is not there; create that folder first.")


@contextmanager
def made(place: Path, *, force: bool, ours: Collection[str] = ()) -> Iterator[Path]:
    """Lend a place to write to, which takes the name of `place` at the end.

    The folder around it is the caller's for files of its own, and goes with it.
    """
    refuse(place, force=force, ours=ours)
    with TemporaryDirectory(prefix=".export-", dir=place.parent) as work:
        new = Path(work) / place.name
        yield new
        if place.is_dir():
            shutil.move(place, Path(work) / "replaced")
        new.replace(place)
