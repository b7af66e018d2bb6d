"""What calamine does not tell of an .xls: how a number is printed, how far cells reach.

The stream of a workbook is records (type, length, bytes).  Cells name a style, styles
(XF) a number format.  A lone cell in the last corner would make a dense reader hold 16
million cells, so the reach of each sheet is known before it is read.

>>> stream = b"\\x09\\x08\\x04\\0\\0\\6\\5\\0" + b"\\x2f\\0\\0\\0"
>>> survey(stream)
Traceback (most recent call last):
    ...
extract.readers.unreadable.Unreadable: The workbook has a password. Save it without one.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.readers.office.sheets.formats import code
from extract.readers.unreadable import Unreadable

BOF, FILEPASS, FORMAT, XF, DATE_MODE, EOF = 0x0809, 0x2F, 0x41E, 0xE0, 0x22, 0x0A
HIDDEN_ROW, ROW = 0x20, 0x208
ONE_CELL = {0x203, 0x204, 0xFD, 0x27E, 0x201, 0x205, 0x06, 0xD6}
MANY_CELLS = {0xBD: 6, 0xBE: 2}  # Bytes of each cell of a run.
EXCEL_97, WORKSHEET = 0x600, 0x10
MOST_DENSE = 4_000_000  # Places from the first to the last cell of a sheet.


@dataclass(slots=True)
class Survey:
    """A sheet before it is read: the style of each stored cell, and its reach."""

    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    bottom: int = 0
    right: int = 0
    has_hidden_rows: bool = False

    def is_too_wide(self) -> bool:
        """Whether a dense reader would hold too many cells."""
        return (self.bottom + 1) * (self.right + 1) > MOST_DENSE


@dataclass(slots=True)
class Workbook:
    """The sheets in the order of the stream, and the formats of their styles."""

    sheets: list[Survey] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)

    def code(self, sheet: int, at: tuple[int, int]) -> str:
        """Return the number format of a cell; General where it has none."""
        style = self._styles(sheet).get(at, -1)
        known = 0 <= style < len(self.styles)
        return code(self.styles[style], self.formats) if known else "General"

    def is_stored(self, sheet: int, at: tuple[int, int]) -> bool:
        """Say whether the file has a cell at a place, be it empty."""
        return at in self._styles(sheet)

    def _styles(self, sheet: int) -> dict[tuple[int, int], int]:
        return self.sheets[sheet].styles if sheet < len(self.sheets) else {}


def survey(stream: bytes) -> Workbook:
    """Return what the records of a workbook say beside values.

    Raises Unreadable: `encrypted`, or `too_large` where cells reach too far.
    """
    book = Workbook()
    version, current = EXCEL_97, None
    for kind, body in _records(stream):
        if kind == FILEPASS:
            raise Unreadable(
                "encrypted", "The workbook has a password. Save it without one."
            )
        if kind == BOF and len(body) >= 4:
            version, what = struct.unpack_from("<HH", body)
            current = Survey() if what == WORKSHEET else None
            if current:
                book.sheets.append(current)
        elif kind == FORMAT and len(body) > 4:
            number, words = _format(body, version)
            book.formats[number] = words
        elif kind == XF and len(body) >= 4:
            book.styles.append(struct.unpack_from("<H", body, 2)[0])
        elif current:
            _note_cells(current, kind, body)
    return book


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _format(body: bytes, version: int) -> tuple[int, str]:
    (number,) = struct.unpack_from("<H", body)
    if version < EXCEL_97:
        return number, body[3 : 3 + body[2]].decode("gb18030", "replace")
    count, wide = struct.unpack_from("<HB", body, 2)
    words = body[5 : 5 + count * (1 + (wide & 1))]
    return number, words.decode("utf-16-le" if wide & 1 else "latin-1", "replace")


def _note_cells(sheet: Survey, kind: int, body: bytes) -> None:
    if kind == ROW and len(body) >= 16:
        sheet.has_hidden_rows |= bool(body[12] & HIDDEN_ROW)
    if len(body) < 6 or (kind not in ONE_CELL and kind not in MANY_CELLS):
        return
    row, column, style = struct.unpack_from("<HHH", body)
    styles = [style]
    if step := MANY_CELLS.get(kind):
        places = range(4, len(body) - 3, step)
        styles = [struct.unpack_from("<H", body, at)[0] for at in places]
    for at, one in enumerate(styles, column):
        sheet.styles[row, at] = one
    sheet.bottom = max(sheet.bottom, row)
    sheet.right = max(sheet.right, column + len(styles) - 1)
