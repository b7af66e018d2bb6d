"""The characters of a Word 97 file, in the order they are read (piece table).

Word saves fast by writing what is new behind the old; the piece table says which bytes
come when, and whether a piece has one byte a character (cp1252) or two (UTF-16).

>>> pieces = struct.pack("<3IHIHHIH", 0, 2, 4, 0, 4, 0, 0, 1 << 30, 0)
>>> table = b"\\2" + struct.pack("<I", len(pieces)) + pieces
>>> text = characters("ab".encode() + b"\\0\\0" + "规格".encode("utf-16-le"), table)
>>> text.chars, text.places
('规格ab', [4, 6, 0, 1])
"""

import struct
from typing import NamedTuple

from extract.readers.unreadable import Unreadable

ONE_BYTE = 1 << 30
PROPERTIES, PIECES = 1, 2
MOST = 3_000_000  # Characters; the longest book has a third.


class Characters(NamedTuple):
    """Characters, and where the bytes of each stand in the main stream."""

    chars: str
    places: list[int]


def characters(stream: bytes, table: bytes) -> Characters:
    """Return the characters of all stories; Unreadable (`damaged`) without any."""
    pieces = _pieces(table)
    count = len(pieces) // 12
    starts = struct.unpack_from(f"<{count + 1}I", pieces) if count else ()
    chars: list[str] = []
    places: list[int] = []
    for i in range(count):
        (at,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * i + 2)
        length = starts[i + 1] - starts[i]
        if not 0 < length <= MOST - len(places):
            continue
        width = 1 if at & ONE_BYTE else 2
        begin = (at & (ONE_BYTE - 1)) // (3 - width)
        words = _decoded(stream[begin : begin + width * length], width)
        chars.append(words)
        places += range(begin, begin + width * len(words), width)
    if not chars:
        raise Unreadable(
            "damaged", "The Word file has lost its text. Download it again."
        )
    return Characters("".join(chars), places)


def _pieces(table: bytes) -> bytes:
    """The list of pieces, behind properties that do not matter here."""
    at = 0
    while at + 5 <= len(table) and table[at] == PROPERTIES:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at + 5 > len(table) or table[at] != PIECES:
        return b""
    return table[at + 5 : at + 5 + struct.unpack_from("<I", table, at + 1)[0]]


def _decoded(data: bytes, width: int) -> str:
    if width == 1:
        return data.decode("cp1252", "replace")
    # A half of a pair stays one character, so that places stay true.
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    return "".join(map(chr, units))
