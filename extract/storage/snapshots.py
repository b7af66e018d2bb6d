"""Snapshots in an object store: uploaded whole, then made the current one by one PUT.

    URL/.snapshots/7/drugs.parquet …   written once, never changed
    URL/.snapshots/coming              "7": until the pointer says so
    URL/current                        "7": the name of the snapshot to read

There is no rename over there, so the pointer is an object.  A reader takes it once and
reads below that name; a run that is killed before the PUT has changed nothing that
anyone reads, and the next one removes what it left.
"""

from collections.abc import Callable
from pathlib import Path

from pyarrow.fs import FileSelector, FileType, LocalFileSystem, copy_files

from extract.storage.stores import BadFolder, Place, opened, told

POINTER = "current"
FOLDER = ".snapshots"
COMING = "coming"


def bring(folder: Path, out: str, confirm: Callable[[], None]) -> str:
    """Publish a finished snapshot as the next one, and return its name.

    `confirm` is called before readers see it, and may raise.  What a killed run has
    left is to be settled before.
    """
    name = str(max(map(int, names(out)), default=0) + 1)
    _write(_at(out, FOLDER, COMING), name)
    upload(folder, out, name)
    confirm()
    point(out, name)
    settle(out)
    return name


def settle(out: str) -> None:
    """Remove a snapshot that a killed run has uploaded, and nobody has read."""
    coming = _word(_at(out, FOLDER, COMING))
    if coming is None:
        return
    if coming != pointed(out):
        remove(out, coming)
    place = opened(_at(out, FOLDER, COMING))
    with told(out):
        place.store.delete_file(place.path)


def back(out: str, number: int | None, confirm: Callable[[], None]) -> str:
    """Point at an older snapshot, by default the one before; return its name.

    Raises BadFolder where there is none.
    """
    settle(out)
    now = pointed(out)
    if now is None:
        raise BadFolder(f"{out} holds no tables yet; run `python -m extract` first.")
    older = [name for name in kept(out) if int(name) < int(now)]
    asked = older[:1] if number is None else [str(number)]
    if not asked or asked[0] not in {*kept(out)} - {now}:
        raise BadFolder(
            f"{out} has no such snapshot to go back to; kept are "
            f"{', '.join(reversed(kept(out)))}, and {now} is read now."
        )
    confirm()
    point(out, *asked)
    return asked[0]


def kept(out: str) -> list[str]:
    """List the snapshots that are or were read, newest first."""
    coming, now = _word(_at(out, FOLDER, COMING)), pointed(out)
    return [name for name in names(out) if name != coming or name == now]


def upload(folder: Path, out: str, name: str) -> str:
    """Upload a finished snapshot as `name`; return its URL. Nothing points at it yet.

    What a killed run has left under that name is removed first.  Raises BadFolder where
    the store refuses, where readers are on that name, and where less than all arrived.
    """
    url = _at(out, FOLDER, name)
    if pointed(out) == name:
        raise BadFolder(f"{url} is what readers read; it is never written over.")
    remove(out, name)
    place = opened(url)
    with told(url):
        copy_files(
            str(folder), place.path, LocalFileSystem(), place.store, use_threads=True
        )
        if _sizes(place) != _sizes(Place(LocalFileSystem(), str(folder))):
            raise BadFolder(f"{url} has not arrived whole; run again.")
    return url


def point(out: str, name: str) -> None:
    """Make a snapshot the one that is read, in one PUT; BadFolder if there is none."""
    if name not in names(out):
        raise BadFolder(f"{out} holds no snapshot {name}.")
    _write(_at(out, POINTER), name)


def pointed(out: str) -> str | None:
    """Return the name of the snapshot that is read; None before the first."""
    return _word(_at(out, POINTER))


def names(out: str) -> list[str]:
    """List the snapshots by number, newest first, also those that nothing points at."""
    place = opened(_at(out, FOLDER))
    with told(out):
        selector = FileSelector(place.path, allow_not_found=True)
        found = [info.base_name for info in place.store.get_file_info(selector)]
    return sorted(filter(str.isdecimal, found), key=int, reverse=True)


def remove(out: str, name: str) -> None:
    """Delete a snapshot, if there; BadFolder for the one that is read."""
    if pointed(out) == name:
        raise BadFolder(f"Snapshot {name} of {out} is what readers read.")
    place = opened(_at(out, FOLDER, name))
    with told(out):
        if place.store.get_file_info(place.path).type != FileType.NotFound:
            place.store.delete_dir(place.path)


def download(out: str, name: str, folder: Path) -> Path:
    """Copy a snapshot into a folder of this machine, made if missing, and return it."""
    place = opened(_at(out, FOLDER, name))
    folder.mkdir(parents=True, exist_ok=True)
    if name not in names(out):
        raise BadFolder(f"{out} holds no snapshot {name}.")
    with told(out):
        copy_files(
            place.path, str(folder), place.store, LocalFileSystem(), use_threads=True
        )
    return folder


def _at(out: str, *names: str) -> str:
    return "/".join((out.rstrip("/"), *names))


def _write(url: str, word: str) -> None:
    place = opened(url)
    with told(url), place.store.open_output_stream(place.path) as file:
        file.write(word.encode())


def _word(url: str) -> str | None:
    """What a small object says; None where there is none."""
    place = opened(url)
    with told(url):
        if place.store.get_file_info(place.path).type == FileType.NotFound:
            return None
        with place.store.open_input_file(place.path) as file:
            return bytes(file.read()).decode()


def _sizes(place: Place) -> dict[str, int]:
    infos = place.store.get_file_info(FileSelector(place.path, recursive=True))
    return {
        info.path[len(place.path) :]: info.size
        for info in infos
        if info.type == FileType.File
    }
