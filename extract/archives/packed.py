"""One file that was packed alone: gzip or bzip2, as servers and Unix make them."""

import bz2
import gzip
import re
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from extract.archives.entry import (
    ADVICE,
    MAX_MEMBER,
    MAX_RATIO,
    SMALL,
    Budget,
    Entry,
    Unlisted,
)

SUFFIX = re.compile(r"(?i)(?<=.)\.(?:gz|bz2)$")
TAR_SUFFIX = re.compile(r"(?i)\.(?:tgz|tbz2?)$")
HEAD = 4096
MAX_PIECES = 10_000  # Packed one after another in one file; some tools make 64 kB each.
BEGINNINGS = (b"\x1f\x8b\x08", b"BZh")


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed; it says its size nowhere, so it is unpacked to be listed."""

    data: bytes
    entries: list[Entry]

    def head(self, file: BinaryIO, number: int) -> bytes:
        """Return the first bytes."""
        return self.data[:HEAD]

    def read(self, file: BinaryIO, number: int) -> bytes:
        """Return all bytes."""
        return self.data


def listed(file: BinaryIO, name: str, budget: Budget) -> Packed:
    """Return the only member; Unlisted where it is damaged or too large.

    What was unpacked in vain counts too, or a thousand small bombs would be one.
    """
    most = min(MAX_MEMBER, budget.size)
    packed = file.seek(0, 2)
    file.seek(0)
    if packed > MAX_MEMBER or _pieces(file) > MAX_PIECES:
        raise Unlisted(
            f"This archive has {packed:,} bytes in many pieces; up to {MAX_PIECES:,} "
            f"pieces and {MAX_MEMBER:,} bytes are read. {ADVICE}"
        )
    try:
        data = _unpacked(file, most)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise Unlisted(f"This archive is damaged. Get it again. {ADVICE}") from error
    if len(data) > max(SMALL, min(most, MAX_RATIO * packed)):
        budget.size = max(0, budget.size - len(data))
        raise Unlisted(
            f"This archive unpacks to {len(data):,} bytes or more, from {packed:,}. "
            f"{ADVICE}"
        )
    return Packed(data, [Entry(0, unpacked_name(name), len(data))])


def unpacked_name(name: str) -> str:
    """Return what a file was called before it was packed.

    >>> unpacked_name("公告.txt.gz"), unpacked_name("2024.tgz"), unpacked_name("公告")
    ('公告.txt', '2024.tar', '公告')
    """
    return SUFFIX.sub("", TAR_SUFFIX.sub(".tar", name))


def _pieces(file: BinaryIO) -> int:
    """Count what may be beginnings of packed pieces, up to one in 5 MB by chance."""
    data = file.read()
    file.seek(0)
    return max(map(data.count, BEGINNINGS))


def _unpacked(file: BinaryIO, most: int) -> bytes:
    gzipped = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    opened = gzip.GzipFile(fileobj=file) if gzipped else bz2.BZ2File(file)
    with opened:
        return opened.read(most + 1)
