"""The files of an input folder, in one order on every machine.

Every file below the folder is an input, whatever its name says it is; of an archive,
every file in it (see `archives`).  Left out are only what a desktop leaves behind:
names that begin with a dot (`.DS_Store`, `.git/`) or with `~$` (an open Word file),
`Thumbs.db`, `desktop.ini` and `__MACOSX/`.  What can not be read is listed too, with
the reason, so that the count of inputs stays whole: a link that leads out of the folder
or nowhere, a link to a folder (it could lead back to itself), a pipe, a folder that may
not be listed, a member with a password.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     raw = Path(folder)
...     for name in ("乙.html", "甲.pdf", ".DS_Store", "公告.txt"):
...         _ = (raw / name).write_bytes(b"x")
...     [found.relative for found in find_inputs(raw)]
['乙.html', '公告.txt', '甲.pdf']
"""

import os
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from extract import archives
from extract.litter import is_litter


class BadFolder(ValueError):
    """A folder can not be used; the message is a sentence for the person who asked."""


class NotOpened(ValueError):
    """The bytes of an input can not be had; the message is a sentence."""


class Input(NamedTuple):
    """A file to read, on the disk or in an archive there.

    `refused` says why it may not be opened, if so; `member` are the numbers of the
    members on the way into the archive; `unlisted` is a sentence on an archive that is
    not opened.
    """

    path: Path
    relative: str
    refused: str = ""
    member: tuple[int, ...] = ()
    unlisted: str = ""


def find_inputs(raw: Path) -> list[Input]:
    """List every file below a folder by the code points of its relative path.

    Raises BadFolder where the folder is missing, not a folder, not readable or empty.
    """
    root = _opened(raw)
    found = [part for one in _below(root) for part in _expanded(one)]
    if not found:
        raise BadFolder(f"{raw} holds no files; put the documents to read there.")
    found.sort(key=lambda one: (one.relative, one.member))
    return sorted(_told_apart(found), key=lambda one: one.relative)


def read_bytes(one: Input) -> bytes:
    """Return the bytes of an input; raises NotOpened."""
    try:
        if one.member:
            return archives.read(one.path, one.member)
        return one.path.read_bytes()
    except OSError as error:
        raise NotOpened(f"It can not be opened: {error.strerror}.") from error
    except archives.Spoiled as reason:
        raise NotOpened(str(reason)) from reason


def keep_apart(raw: Path, out: Path) -> None:
    """Raise BadFolder where the tables would be written among the documents."""
    if out.resolve().is_relative_to(raw.resolve()):
        raise BadFolder(
            f"{out} lies within {raw}, so the tables would be read as documents; "
            "name another folder with --out."
        )


def _opened(raw: Path) -> Path:
    if not raw.exists():
        raise BadFolder(f"{raw} does not exist; name a folder of documents.")
    if not raw.is_dir():
        raise BadFolder(f"{raw} is a file; name the folder that holds it.")
    if not _may_list(raw):
        raise BadFolder(f"{raw} may not be read; check its permissions.")
    return raw.resolve()


def _below(root: Path) -> Iterator[Input]:
    folders = [root]
    while folders:
        folder = folders.pop()
        if not _may_list(folder):
            yield _input(folder, root, "a folder that may not be listed")
            continue
        for child in folder.iterdir():
            if is_litter(child.name):
                continue
            if child.is_dir() and not child.is_symlink():
                folders.append(child)
            else:
                yield _input(child, root, _refusal(child, root))


def _may_list(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK)


def _refusal(path: Path, root: Path) -> str:
    """Say why a path may not be opened; empty if it may."""
    if path.is_symlink():
        if not path.exists():
            return "a link that leads nowhere"
        if path.is_dir():
            return "a link to a folder"
        if not path.resolve().is_relative_to(root):
            return "a link that leads out of the input folder"
    # Opening a named pipe waits for a writer that may never come.
    return "" if path.is_file() else "not a regular file"


def _input(path: Path, root: Path, refused: str) -> Input:
    # Archives made on a Chinese desktop unpack to names in GBK, which are not UTF-8:
    # such bytes are shown as \xb9, so that the path can be written into a table.
    name = os.fsencode(path.relative_to(root)).decode("utf-8", "backslashreplace")
    return Input(path, name, refused)


def _expanded(one: Input) -> list[Input]:
    """The members of an archive; of another file, the file itself."""
    if one.refused:
        return [one]
    try:
        leaves = list(archives.walk(one.path, one.relative.rsplit("/", 1)[-1]))
    except OSError:
        return [one]  # Who reads it is told why it can not be opened.
    return [
        Input(
            one.path,
            "/".join((one.relative, *leaf.steps)),
            leaf.refused,
            leaf.place,
            leaf.unlisted,
        )
        for leaf in leaves
    ]


def _told_apart(found: Sequence[Input]) -> Iterator[Input]:
    """Number those of one name: an archive may hold two files of the same path."""
    taken = {one.relative for one in found}
    last = ""
    for one in found:
        if one.relative != last:
            last = one.relative
            yield one
            continue
        free = (f"{last} ({i})" for i in count(2) if f"{last} ({i})" not in taken)
        name = next(free)
        taken.add(name)
        yield one._replace(relative=name)
