"""Tar archives: a header before each member, and no list."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from tarfile import TarInfo
from typing import BinaryIO, cast

from extract.archives.entry import (
    MAX_MEMBERS,
    Entry,
    Narrow,
    Spoiled,
    Unlisted,
    too_large,
)
from extract.archives.names import charset, decode, refusal, shown

HEAD = 4096


@dataclass(frozen=True, slots=True)
class Tar:
    """The headers of a tar."""

    infos: list[TarInfo]
    entries: list[Entry]

    def head(self, file: BinaryIO, number: int) -> bytes:
        """Return the first bytes of a member."""
        info = self.infos[number]
        file.seek(info.offset_data)
        return file.read(min(info.size, HEAD))

    def read(self, file: BinaryIO, number: int) -> bytes:
        """Return a member; Spoiled where the archive ends before it does."""
        info = self.infos[number]
        file.seek(info.offset_data)
        data = file.read(info.size)
        if len(data) < info.size:
            raise Spoiled("It is damaged: its archive ends before it does.")
        return data


def listed(file: BinaryIO) -> Tar:
    """Return the headers of a tar; Unlisted where they can not be read."""
    try:
        # Bytes that are not UTF-8 are kept, for the names decide together.
        with tarfile.open(
            fileobj=cast(BinaryIO, Narrow(file)), mode="r:",
            encoding="utf-8", errors="surrogateescape",
        ) as archive:  # fmt: skip
            infos = list(islice(archive, MAX_MEMBERS + 1))
    except Unlisted:
        raise
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        raise Unlisted(
            "This is a tar archive whose list of files can not be read. Get it again, "
            "or unpack it and add the files it holds."
        ) from error
    return Tar(infos, list(_entries(infos)))


def _entries(infos: list[TarInfo]) -> Iterator[Entry]:
    encoding = charset(_bytes(info) for info in infos)
    for i, info in enumerate(infos):
        if not info.isdir():
            name = decode(_bytes(info), encoding)
            yield Entry(i, shown(name), info.size, refusal(name) or _refusal(info))


def _bytes(info: TarInfo) -> bytes:
    return info.name.encode("utf-8", "surrogateescape")


def _refusal(info: TarInfo) -> str:
    if info.issym() or info.islnk():
        return "a link in an archive"
    if not info.isreg() or info.issparse():
        return "a member that is no regular file"
    if info.size < 0:  # To Python, which would read on to the end of the archive.
        return "a member of less than no bytes"
    return too_large(info.size, info.size)
