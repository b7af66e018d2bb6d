"""The files below a folder of this machine, and what is there instead of files.

Links within the folder are followed to files, never to folders; what may not be opened
comes with the reason, in words that end "It is …".
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extract.litter import is_litter
from extract.storage.objects import Stamp
from extract.storage.stores import BadFolder


class Found(NamedTuple):
    """A path below a folder, its name there, why it may not be opened, its stamp."""

    path: Path
    name: str
    refused: str
    stamp: Stamp | None


def listed(raw: Path) -> Iterator[Found]:
    """Yield what lies below a folder, litter left out; BadFolder where none can be."""
    root = opened(raw)
    folders = [root]
    while folders:
        folder = folders.pop()
        if not _may_list(folder):
            yield _found(folder, root, "a folder that may not be listed")
            continue
        for child in sorted(folder.iterdir()):
            if is_litter(child.name):
                continue
            if child.is_dir() and not child.is_symlink():
                folders.append(child)
            else:
                yield _found(child, root, _refusal(child, root))


def opened(raw: Path) -> Path:
    """Return the whole path of a folder that can be listed; raises BadFolder."""
    if not raw.exists():
        raise BadFolder(f"{raw} does not exist; name a folder of documents.")
    if not raw.is_dir():
        raise BadFolder(f"{raw} is a file; name the folder that holds it.")
    if not _may_list(raw):
        raise BadFolder(f"{raw} may not be read; check its permissions.")
    return raw.resolve()


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


def _found(path: Path, root: Path, refused: str) -> Found:
    # Archives made on a Chinese desktop unpack to names in GBK, which are not UTF-8:
    # such bytes are shown as \xb9, so that the path can be written into a table.
    name = os.fsencode(path.relative_to(root)).decode("utf-8", "backslashreplace")
    return Found(path, name, refused, None if refused else _stamp(path))


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None  # It has gone; who reads it is told so.
    return Stamp(status.st_size, status.st_mtime_ns)
