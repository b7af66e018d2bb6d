"""Snapshots in an object store: uploaded whole, then made the current one by one PUT.

    URL/.snapshots/7/drugs.parquet …   written once, never changed
    URL/current                        "7": the name of the snapshot to read

There is no rename over there, so the pointer is an object.  A reader takes it once and
reads below that name; a run that is killed before the PUT has changed nothing that
anyone reads, and the next one uploads over what it left.
"""

from pathlib import Path

from pyarrow.fs import FileSelector, FileType, LocalFileSystem, copy_files

from extract.storage.stores import BadFolder, Place, opened, told

POINTER = "current"
FOLDER = ".snapshots"


def upload(folder: Path, out: str, name: str) -> str:
    """Upload a finished snapshot as `name`; return its URL. Nothing points at it yet.

    What a killed run has left under that name is removed first.  Raises BadFolder where
    the store refuses, where readers are on that name, and where less than all arrived.
    """
    url = f"{out.rstrip('/')}/{FOLDER}/{name}"
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
    place = opened(f"{out.rstrip('/')}/{POINTER}")
    with told(out), place.store.open_output_stream(place.path) as pointer:
        pointer.write(name.encode())


def pointed(out: str) -> str | None:
    """Return the name of the snapshot that is read; None before the first."""
    place = opened(f"{out.rstrip('/')}/{POINTER}")
    with told(out):
        if place.store.get_file_info(place.path).type == FileType.NotFound:
            return None
        with place.store.open_input_file(place.path) as pointer:
            return bytes(pointer.read()).decode()


def names(out: str) -> list[str]:
    """List the snapshots by number, newest first, also those that nothing points at."""
    place = opened(f"{out.rstrip('/')}/{FOLDER}")
    with told(out):
        selector = FileSelector(place.path, allow_not_found=True)
        found = [info.base_name for info in place.store.get_file_info(selector)]
    return sorted(filter(str.isdecimal, found), key=int, reverse=True)


def remove(out: str, name: str) -> None:
    """Delete a snapshot, if there; BadFolder for the one that is read."""
    if pointed(out) == name:
        raise BadFolder(f"Snapshot {name} of {out} is what readers read.")
    place = opened(f"{out.rstrip('/')}/{FOLDER}/{name}")
    with told(out):
        if place.store.get_file_info(place.path).type != FileType.NotFound:
            place.store.delete_dir(place.path)


def download(out: str, name: str, folder: Path) -> Path:
    """Copy a snapshot into a folder of this machine, made if missing, and return it."""
    place = opened(f"{out.rstrip('/')}/{FOLDER}/{name}")
    folder.mkdir(parents=True, exist_ok=True)
    if name not in names(out):
        raise BadFolder(f"{out} holds no snapshot {name}.")
    with told(out):
        copy_files(
            place.path, str(folder), place.store, LocalFileSystem(), use_threads=True
        )
    return folder


def _sizes(place: Place) -> dict[str, int]:
    infos = place.store.get_file_info(FileSelector(place.path, recursive=True))
    return {
        info.path[len(place.path) :]: info.size
        for info in infos
        if info.type == FileType.File
    }
