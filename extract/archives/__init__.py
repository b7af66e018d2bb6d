r"""Archives, read member by member: every file in them is an input of its own.

    walk:  申报.zip -> 申报.zip/甲.pdf, 申报.zip/乙.zip/说明书.docx, ...
    read:  申报.zip, (1, 0) -> the bytes of 说明书.docx

Zip, tar, gzip, bzip2 and pages saved as one file (MHTML) are opened, in one another
too; 7z, RAR and others are not.
What a file is, its first bytes say, and for a zip its parts: a Word file is a zip and
no archive.  Nothing is ever written to the disk.  An archive that can not be listed, or
that would unpack to too much, is one file, with the reason; so is an empty one.

>>> import tempfile, zipfile
>>> with tempfile.TemporaryDirectory() as folder:
...     path = Path(folder, "a.zip")
...     with zipfile.ZipFile(path, "w") as archive:
...         archive.writestr("申报/甲.txt", "药品")
...         archive.writestr("../../乙.txt", "药品")
...     found = list(walk(path, path.name))
...     read(path, found[0].place).decode()
'药品'
>>> [leaf.steps for leaf in found]
[('申报/甲.txt',), ('../../乙.txt',)]
>>> [leaf.refused for leaf in found]
['', 'a member whose path leads out of its archive']
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extract.archives import packed, saved, tars, zips
from extract.archives.entry import (
    Archive,
    Budget,
    Entry,
    Spoiled,
    TooSlow,
    Unlisted,
)
from extract.archives.names import left_behind

__all__ = ["Leaf", "Spoiled", "TooSlow", "read", "walk"]

MAX_DEPTH = 3  # Archives in one another.
ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06)")
PACKED = re.compile(rb"\x1f\x8b\x08|BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
TAR = re.compile(rb".{257}ustar", re.DOTALL)
REACH = 262

Place = tuple[int, ...]
Stamp = tuple[int, int]


class Leaf(NamedTuple):
    """A file on the disk or in archives on it.

    `place` are the numbers of the members on the way to it and `steps` their names,
    both empty for a file on the disk.  `refused` says why it may not be opened, in
    words that end "It is ..."; `unlisted` is a sentence on why an archive was not.
    """

    place: Place = ()
    steps: tuple[str, ...] = ()
    refused: str = ""
    unlisted: str = ""


def walk(path: Path, name: str) -> Iterator[Leaf]:
    """Yield what a file holds: itself, or if it is an archive what is in it.

    Only lists of members are read, the first bytes of each, and archives in archives.
    Raises OSError where the file itself can not be read, and TooSlow after a minute.
    """
    with path.open("rb") as file:
        yield from _leaves(file, name, Leaf(), Budget())


def read(path: Path, place: Place) -> bytes:
    """Return the bytes of a member; raises Spoiled, and OSError as opening does."""
    status = path.stat()
    return _bytes(path, (status.st_mtime_ns, status.st_size), place)


# --- listing


def _leaves(file: BinaryIO, name: str, here: Leaf, budget: Budget) -> Iterator[Leaf]:
    try:
        archive = _opened(file, name, here, budget)
    except Unlisted as reason:
        yield here._replace(unlisted=str(reason))
        return
    if not archive:
        yield here
        return
    for entry in _wanted(archive):
        budget.hurry()
        steps = (*here.steps, entry.name)
        leaf = Leaf((*here.place, entry.number), steps, entry.refused)
        inner = None if entry.refused else _inner(archive, file, entry.number)
        if inner:
            yield from _leaves(inner, entry.name, leaf, budget)
        else:
            yield leaf


def _opened(file: BinaryIO, name: str, at: Leaf, budget: Budget) -> Archive | None:
    """The list of an archive, None for another file; Unlisted where it is too much."""
    archive = _listed(file, name, budget)
    if not archive:
        return None
    if len(at.place) == MAX_DEPTH:
        raise Unlisted(
            f"This archive lies in {MAX_DEPTH} others, one in the other. Unpack them."
        )
    wanted = _wanted(archive)
    if not wanted:
        raise Unlisted("This archive holds no files.")
    budget.take(wanted)
    return archive


def _wanted(archive: Archive) -> list[Entry]:
    return [entry for entry in archive.entries if not left_behind(entry.name)]


def _inner(archive: Archive, file: BinaryIO, number: int) -> BytesIO | None:
    """The bytes of a member that may be an archive itself."""
    try:
        if _is_archive(archive.head(file, number)):
            return BytesIO(archive.read(file, number))
    except Spoiled:
        pass  # Who reads it is told so then.
    return None


def _is_archive(head: bytes) -> bool:
    return any(kind.match(head) for kind in (ZIP, PACKED, TAR, saved.START))


def _listed(file: BinaryIO, name: str, budget: Budget) -> Archive | None:
    head = file.read(REACH)
    file.seek(0)
    if _is_archive(head):
        budget.ask()
    if ZIP.match(head):
        return zips.listed(file)
    if PACKED.match(head):
        return packed.listed(file, name, budget)
    if saved.START.match(head):
        return saved.listed(file, budget)
    return tars.listed(file) if TAR.match(head) else None


# --- reading: a worker reads the members of an archive one after another


def _bytes(path: Path, stamp: Stamp, place: Place) -> bytes:
    *outer, number = place
    archive = _archive(path, stamp, tuple(outer))
    with _file(path, stamp, tuple(outer)) as file:
        try:
            if archive:
                return archive.read(file, number)
        except IndexError:
            pass
    raise Spoiled("Its archive has changed since it was listed.")


def _file(path: Path, stamp: Stamp, place: Place) -> BinaryIO:
    return BytesIO(_container(path, stamp, place)) if place else path.open("rb")


@lru_cache(maxsize=1)
def _archive(path: Path, stamp: Stamp, place: Place) -> Archive | None:
    with _file(path, stamp, place) as file:
        try:
            return _listed(file, "", Budget())
        except Unlisted as reason:
            raise Spoiled(str(reason)) from reason


@lru_cache(maxsize=1)
def _container(path: Path, stamp: Stamp, place: Place) -> bytes:
    return _bytes(path, stamp, place)
