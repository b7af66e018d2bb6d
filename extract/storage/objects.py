"""The objects below a prefix: listed in one go, read one by one.

An object has no folder and no permissions, only a key; keys that are no path (`a//b`,
`../b`) are listed and refused, since other programs would read another file for them.
An object with a `/` at its end, which a browser leaves for an empty folder, is none.
"""

import io
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.litter import is_litter
from extract.storage.stores import BadFolder, Place, opened, put_plainly, told

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo

READERS = 16  # requests at once; a request waits for the network, not for this machine
AT_ONCE = 1_000  # objects whose first bytes are held


class Stamp(NamedTuple):
    """What tells that a file was changed: bytes and nanoseconds, named as by `os.stat`.

    A store keeps whole seconds only: two uploads of one size within one second look
    the same to a run that listed the first.
    """

    st_size: int
    st_mtime_ns: int

    @property
    def st_ino(self) -> int:
        """No number: a store has none."""
        return 0

    @property
    def st_ctime_ns(self) -> int:
        """The time again: an object is replaced, never changed."""
        return self.st_mtime_ns


class Stored(NamedTuple):
    """An object; it answers `stat`, `open` and `read_bytes` as a `Path` does."""

    folder: str
    key: str
    stamp: Stamp

    @property
    def name(self) -> str:
        """The last part of its key."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def url(self) -> str:
        """Its whole address."""
        return f"{self.folder}/{self.key}"

    def stat(self) -> Stamp:
        """Return its size and time as they were listed, without asking the store."""
        return self.stamp

    def open(self, mode: Literal["rb"]) -> io.BufferedReader:
        """Open it for reading; raises OSError whose `strerror` a person can read."""
        with put_plainly():
            place = opened(self.url)
            return io.BufferedReader(place.store.open_input_file(place.path))

    def read_bytes(self) -> bytes:
        """Return its bytes; raises OSError as `open` does."""
        with put_plainly(), self.open("rb") as file:
            return file.read()


def listed(url: str) -> Iterator[tuple[Stored, str]]:
    """Yield every object below a URL, litter left out, with why it may not be opened.

    Raises BadFolder where there is no such bucket or prefix, or it may not be listed.
    """
    from pyarrow.fs import FileType

    place = opened(url)
    with told(url):
        for info in _infos(place, url):
            key = info.path[len(place.path) + 1 :]
            refused = _refusal(key)
            if info.type == FileType.File and (refused or not _is_left_behind(key)):
                stamp = Stamp(info.size, info.mtime_ns)
                yield Stored(url, key, stamp), refused


def heads(files: Iterable[Stored], length: int) -> Iterator[tuple[Stored, bytes]]:
    """Yield files with their first bytes; none for one that can not be read."""
    waiting = iter(files)
    with ThreadPoolExecutor(READERS) as pool:
        while batch := list(islice(waiting, AT_ONCE)):
            read = pool.map(_head, batch, [length] * len(batch))
            yield from zip(batch, read, strict=True)


def copied(file: Stored) -> Path:
    """Return a copy of an object on this machine, kept until another one is asked for.

    The members of an archive are read one after another, here and there in it.  Raises
    OSError as `Stored.open` does.
    """
    return Path(_copy(file).name)


@lru_cache(maxsize=1)
def _copy(file: Stored) -> "tempfile._TemporaryFileWrapper[bytes]":
    copy = tempfile.NamedTemporaryFile(prefix="stored-")  # noqa: SIM115  outlives this
    with put_plainly(), file.open("rb") as source:
        while piece := source.read(1 << 20):
            copy.write(piece)
    copy.flush()
    return copy


def _infos(place: Place, url: str) -> list["FileInfo"]:
    """All below, in one go: level by level, `a//b` would be lost."""
    from pyarrow.fs import FileSelector, FileType

    try:
        infos = place.store.get_file_info(FileSelector(place.path, recursive=True))
    except FileNotFoundError:
        what = place.store.get_file_info(place.path).type
        raise BadFolder(
            f"{url} is one object; name the prefix above it."
            if what == FileType.File
            else f"{url} does not exist; name a prefix that holds documents."
        ) from None
    return sorted(infos, key=lambda info: info.path)


def _refusal(key: str) -> str:
    no_path = {"", ".", ".."} & set(key.split("/"))
    return "an object whose key is no path" if no_path else ""


def _is_left_behind(key: str) -> bool:
    return any(map(is_litter, key.split("/")))


def _head(file: Stored, length: int) -> bytes:
    try:
        with put_plainly():
            place = opened(file.url)
            with place.store.open_input_file(place.path) as source:
                return bytes(source.read_at(min(length, source.size()), 0))
    except OSError:
        return b""  # Who reads it is told why it can not be opened.
