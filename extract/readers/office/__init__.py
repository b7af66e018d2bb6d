"""Office documents, told apart by content: Word, Excel and WPS, of today and of 1997.

>>> kind(b"{\\\\rtf1 hello}"), kind(b"plain words"), kind(b"PK\\x03\\x04 cut off")
('rtf', None, None)
>>> try:
...     read(b"{\\\\rtf1 hello}", "notice.doc")
... except Unreadable as reason:
...     print(reason.code)
office
"""

from collections.abc import Callable
from typing import Literal

from extract.readers.office import doc, docx, sheets
from extract.readers.office.ole import MAGIC, streams
from extract.readers.office.package import Package
from extract.readers.unreadable import Unreadable
from normalize.document import Document

__all__ = ["Kind", "kind", "read"]

Kind = Literal["docx", "xlsx", "doc", "xls", "encrypted", "slides", "rtf", "other"]

ZIP = b"PK\x03\x04"
PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/", "docx"),
    ("xl/workbook.bin", "other"),
    ("xl/", "xlsx"),
    ("ppt/", "slides"),
)
STREAMS: tuple[tuple[str, Kind], ...] = (
    ("encryptedpackage", "encrypted"),
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("powerpoint document", "slides"),
)
READERS: dict[Kind, Callable[[bytes, str], Document]] = {
    "docx": docx.read,
    "xlsx": sheets.read,
    "doc": doc.read,
    "xls": sheets.read_old,
}
REFUSED: dict[Kind, tuple[str, str]] = {
    "encrypted": (
        "encrypted",
        "The document has a password. Open it, take the password away, and add it.",
    ),
    "slides": (
        "office",
        "These are slides (PowerPoint), which are not read. Save them as PDF and add "
        "that.",
    ),
    "rtf": (
        "office",
        "This is rich text (RTF), which is not read. Save it as .docx and add that.",
    ),
    "other": (
        "office",
        "This is an Office file of a kind that is not read. Save it as .docx, .xlsx or "
        "PDF and add that.",
    ),
}


def kind(data: bytes) -> Kind | None:
    """Say which Office format the bytes are, or None where they are none.

    Raises Unreadable (`damaged`) for an Office container that can not be opened.
    """
    if data.startswith(MAGIC):
        return _first(STREAMS, streams(data)) or "other"
    if data.startswith(ZIP):
        return _in_zip(data)
    return "rtf" if data.startswith(b"{\\rtf") else None


def read(data: bytes, name: str) -> Document:
    """Return the document that the bytes of an Office file hold.

    Raises Unreadable: `office` for a kind that is not read, `encrypted`, `damaged`,
    `too_large`, `picture_only`, `empty`.
    """
    found = kind(data) or "other"  # A drawing, a web page that says Excel made it.
    if found in REFUSED:
        raise Unreadable(*REFUSED[found])
    return READERS[found](data, name)


def _in_zip(data: bytes) -> Kind | None:
    try:
        names = Package(data).names()
    except Unreadable:  # A download that was cut off has lost the list of its parts.
        return _first(PARTS, {part for part, _ in PARTS if part.encode() in data})
    starts = {part for part, _ in PARTS for name in names if name.startswith(part)}
    return _first(PARTS, starts)


def _first(table: tuple[tuple[str, Kind], ...], found: set[str]) -> Kind | None:
    return next((kind for name, kind in table if name in found), None)
