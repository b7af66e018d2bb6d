"""The files of an input folder, in one order on every machine.

Every file below the folder is an input, whatever its name says it is.  Left out are
only what a desktop leaves behind: names that begin with a dot (`.DS_Store`, `.git/`)
or with `~$` (an open Word file), `Thumbs.db`, `desktop.ini` and `__MACOSX/`.  What can
not be read is listed too, with the reason, so that the count of inputs stays whole: a
link that leads out of the folder or nowhere, a link to a folder (it could lead back to
itself), a pipe, a folder that may not be listed.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     raw = Path(folder)
...     for name in ("乙.html", "甲.pdf", ".DS_Store", "公告.txt"):
...         _ = (raw / name).write_bytes(b"x")
...     [found.relative for found in find_inputs(raw)]
['乙.html', '公告.txt', '甲.pdf']
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LITTER = {"thumbs.db", "desktop.ini", "__macosx"}


class BadFolder(ValueError):
    """A folder can not be used; the message is a sentence for the person who asked."""


class Input(NamedTuple):
    """A file to read; `refused` says why it may not be opened, if so."""

    path: Path
    relative: str
    refused: str = ""


def find_inputs(raw: Path) -> list[Input]:
    """List every file below a folder by the code points of its relative path.

    Raises BadFolder where the folder is missing, not a folder, not readable or empty.
    """
    root = _opened(raw)
    found = sorted(_below(root), key=lambda one: one.relative)
    if not found:
        raise BadFolder(f"{raw} holds no files; put the documents to read there.")
    return found


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
            if _is_litter(child.name):
                continue
            if child.is_dir() and not child.is_symlink():
                folders.append(child)
            else:
                yield _input(child, root, _refusal(child, root))


def _may_list(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK)


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in LITTER


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
