"""What an archive says of itself: its entries, and how much of it is read.

An archive is a promise in its list of members, which may lie: the limits are held
against what it declares before anything is unpacked, and against what comes out.
"""

import io
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple, Protocol

MAX_MEMBERS = 10_000  # Of one file, with the archives in it.
MAX_TOTAL = 2_000_000_000  # Bytes unpacked, of one file with the archives in it.
MAX_MEMBER = 200_000_000  # Bytes unpacked, of one member.
MAX_RATIO = 500  # Times its packed size; a form or a scan has 2 to 20.
MAX_LIST = 4_000_000  # Bytes of a list of members, 400 for each that may be.
MAX_SECONDS = 60.0  # For listing one file; of plain members 10,000 take one.
SMALL = 10_000_000  # Bytes that may be unpacked from whatever little.

ADVICE = "Unpack it and add the files it holds."


class Unlisted(ValueError):
    """What an archive holds is not known, or too much; the message is sentences."""


class TooSlow(ValueError):
    """A file takes too long to list; the message is a sentence."""


class Spoiled(ValueError):
    """A member can not be unpacked; the message is a sentence."""


class Entry(NamedTuple):
    """A file in an archive: which one it is, its path, its size in bytes.

    `refused` says why it is not read, if so.
    """

    number: int
    name: str
    size: int
    refused: str = ""


class Archive(Protocol):
    """The list of an archive; the archive itself is given to each reading."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The files of the archive in its own order, folders left out."""

    def head(self, file: BinaryIO, number: int) -> bytes:
        """Return the first bytes of a member; raises Spoiled."""

    def read(self, file: BinaryIO, number: int) -> bytes:
        """Return a member; raises Spoiled where it is damaged or larger than said."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one file."""

    members: int = MAX_MEMBERS
    size: int = MAX_TOTAL
    began: float = field(default_factory=time.monotonic)

    def ask(self) -> None:
        """Raise Unlisted where nothing may be listed any more.

        What was listed in vain counts too, or a thousand long lists would be read.
        """
        if self.members <= 0:
            raise Unlisted(
                f"This archive lies in one of more than {MAX_MEMBERS:,} files. {ADVICE}"
            )

    def hurry(self) -> None:
        """Raise TooSlow where listing has taken too long: a run waits for it."""
        if time.monotonic() - self.began > MAX_SECONDS:
            raise TooSlow(
                f"This archive takes longer than {MAX_SECONDS:.0f} s to list. {ADVICE}"
            )

    def take(self, entries: Sequence[Entry]) -> None:
        """Count entries in; Unlisted where they are more than there may be."""
        size = sum(entry.size for entry in entries if not entry.refused)
        if len(entries) > self.members:
            self.members = 0
            raise Unlisted(
                f"This archive holds {len(entries):,} files; of one file, up to "
                f"{MAX_MEMBERS:,} are read. {ADVICE}"
            )
        if size > self.size:
            raise Unlisted(
                f"This archive unpacks to {size:,} bytes; of one file, up to "
                f"{MAX_TOTAL:,} are read. {ADVICE}"
            )
        self.members -= len(entries)
        self.size -= size


class Narrow(io.RawIOBase):
    """A file that gives little at once: a list may say of itself that it has 5 GB."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes; Unlisted where those are more than a list has."""
        data = self._file.read(MAX_LIST + 1 if size < 0 else min(size, MAX_LIST + 1))
        if len(data) > MAX_LIST:
            raise Unlisted(
                f"This archive has a list of more than {MAX_LIST:,} bytes. {ADVICE}"
            )
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place of the file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._file.tell()


def too_large(size: int, packed: int) -> str:
    """Say why a member of this size is not unpacked; empty if it is.

    >>> too_large(3_000_000, 2_000), too_large(30_000_000, 6_000_000)
    ('', '')
    >>> too_large(30_000_000, 30_000)
    'a member that unpacks to 1,000 times its size'
    """
    if size > MAX_MEMBER:
        return f"a member of {size:,} bytes, and up to {MAX_MEMBER:,} are read"
    if size > SMALL and size > MAX_RATIO * packed:
        return f"a member that unpacks to {size // max(packed, 1):,} times its size"
    return ""
