"""The head of a Word 97 file (FIB): where its parts are, and how long each story is.

The stories stand in one row of characters: text, footnotes, headers, comments,
endnotes, words of text boxes.
"""

import struct
from typing import NamedTuple

from extract.readers.unreadable import Unreadable

MAGIC = 0xA5EC
WORD_97 = 0xC1
ENCRYPTED, SECOND_TABLE = 0x100, 0x200
STYLES, CHARACTERS, PARAGRAPHS, PIECES, LISTS, LIST_USES = 1, 12, 13, 33, 73, 74
PARTS_AT, LENGTHS_AT = 0x9A, 0x4C


class Header(NamedTuple):
    """The stream of tables a file uses, its stories, and its parts (start, length)."""

    table: str
    stories: dict[str, int]
    parts: dict[int, tuple[int, int]]


def header(stream: bytes) -> Header:
    """Return the head of the main stream.

    Raises Unreadable: `damaged`, `encrypted`, or `office` for Word 95 and older.
    """
    if len(stream) < PARTS_AT + 8 * (LIST_USES + 1):
        raise Unreadable("damaged", "The Word file is cut off. Download it again.")
    magic, version = struct.unpack_from("<HH", stream)
    if magic != MAGIC or version < WORD_97:
        raise Unreadable(
            "office",
            "This is a file of Word 95 or older, which is not read. Save it as .docx "
            "and add that.",
        )
    (flags,) = struct.unpack_from("<H", stream, 0x0A)
    if flags & ENCRYPTED:
        raise Unreadable(
            "encrypted", "The document has a password. Save it without one and add it."
        )
    names = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes")
    lengths = struct.unpack_from("<7I", stream, LENGTHS_AT)
    wanted = (STYLES, CHARACTERS, PARAGRAPHS, PIECES, LISTS, LIST_USES)
    parts = {
        one: struct.unpack_from("<II", stream, PARTS_AT + 8 * one) for one in wanted
    }
    table = "1Table" if flags & SECOND_TABLE else "0Table"
    return Header(table, dict(zip(names, lengths, strict=True)), parts)
