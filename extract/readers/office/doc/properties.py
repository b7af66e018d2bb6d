"""How characters and paragraphs of a Word 97 file look (FKP pages of sprms).

A page of 512 bytes lists ranges of the main stream and, for each, changes to the look:
a number (sprm), which also says how long the value behind it is, and the value.

>>> [(hex(kind), value) for kind, value in changes(b"\\x16\\x24\\1\\x0b\\x46\\5\\0")]
[('0x2416', b'\\x01'), ('0x460b', b'\\x05\\x00')]
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

PAGE = 512
TABLE_ROW = 0xD608
ELSEWHERE = (0x6645, 0x6646, 0x646B)  # A long list of changes lies in another stream.
SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
Changes = Mapping[int, bytes]


class Look(NamedTuple):
    """The style and the changes of a range that ends where the next one begins."""

    style: int
    changes: Changes


PLAIN = Look(0, {})


class Looks:
    """The looks of all ranges of the main stream; long ones lie in the data stream."""

    def __init__(
        self, stream: bytes, table: bytes, data: bytes = b"", *, paragraphs: bool
    ) -> None:
        self._data = data
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._looks: list[Look] = []
        count = max(0, (len(table) - 4) // 8)
        numbers = (
            struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count else ()
        )
        ranges = [
            one
            for number in numbers
            for one in _page(stream, (number & 0x3FFFFF) * PAGE, paragraphs)
        ]
        for start, end, look in sorted(ranges, key=lambda one: one[:2]):
            self._starts.append(start)
            self._ends.append(end)
            self._looks.append(look)

    def at(self, place: int) -> Look:
        """Return the look of the character whose bytes stand at a place."""
        found = bisect_right(self._starts, place) - 1
        known = found >= 0 and place < self._ends[found]
        return self._whole(self._looks[found]) if known else PLAIN

    def _whole(self, look: Look) -> Look:
        places = [look.changes[kind] for kind in ELSEWHERE if kind in look.changes]
        if not places or not self._data:
            return look
        at = int.from_bytes(places[0], "little")
        size = int.from_bytes(self._data[at : at + 2], "little")
        more = dict(changes(self._data[at + 2 : at + 2 + size]))
        return Look(look.style, {**look.changes, **more})


def _page(stream: bytes, at: int, paragraphs: bool) -> Iterator[tuple[int, int, Look]]:
    page = stream[at : at + PAGE]
    count = page[-1] if len(page) == PAGE else 0
    step = 13 if paragraphs else 1
    if 4 * (count + 1) + step * count >= PAGE:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    for i in range(count):
        offset = 2 * page[4 * (count + 1) + step * i]
        if offset:
            look = _paragraph(page, offset) if paragraphs else _run(page, offset)
            yield bounds[i], bounds[i + 1], look


def _paragraph(page: bytes, at: int) -> Look:
    words = page[at]
    start, size = (at + 1, 2 * words - 1) if words else (at + 2, 2 * page[at + 1])
    data = page[start : start + size]
    style = struct.unpack_from("<H", data)[0] if len(data) > 1 else 0
    return Look(style, dict(changes(data[2:])))


def _run(page: bytes, at: int) -> Look:
    return Look(0, dict(changes(page[at + 1 : at + 1 + page[at]])))


def changes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the value of each change."""
    at = 0
    while at + 3 <= len(data):
        (kind,) = struct.unpack_from("<H", data, at)
        at += 2
        size = SIZES[kind >> 13]
        if kind == TABLE_ROW and at + 2 <= len(data):
            size = struct.unpack_from("<H", data, at)[0] + 1
        elif not size:
            size = data[at] + 1
        yield kind, data[at : at + size]
        at += size
