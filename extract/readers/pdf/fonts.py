# ruff: noqa: N802  the names of the functions are PDFium's
"""The one font for what a PDF names and does not hold (未嵌入字体), on every machine.

Offices print with 宋体 and leave it out of the file.  PDFium then takes any Chinese
font that the machine has, and words that consist of characters which that font lacks
are not on the page at all: ≥ was lost on a server without fonts, and ² beside AR PL
SungtiL GB.  So the fonts of the machine are never asked: PDFium gets Droid Sans
Fallback, which PyMuPDF carries (Apache License 2.0), and only where a file needs it.

PDFium's side of it: https://pdfium.googlesource.com/pdfium/+/main/public/fpdf_sysfontinfo.h
"""

import ctypes
from functools import cache
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as fpdf

ASIAN = frozenset((128, 129, 130, 134, 136))  # Japanese, Korean twice, GB 2312, Big5.
GB2312 = 134
THE_FONT = 1
WHOLE = 0  # The tag that asks for the file and not for one of its tables.


class CarriedFont(pdfium.PdfSysfontBase):  # type: ignore[misc]  # pypdfium2 has no types
    """Answers PDFium's questions about the fonts of the machine."""

    def __init__(self) -> None:
        super().__init__(default=fpdf.FPDF_SYSFONTINFO(version=1))

    def Release(self, _: Any) -> None:
        """Keep the font; it goes with the process."""

    def EnumFonts(self, _: Any, mapper: Any) -> None:
        """Name no font of the machine."""

    def MapFont(
        self,
        _: Any,
        weight: int,
        italic: int,
        charset: int,
        pitch: int,
        face: Any,
        exact: Any,
    ) -> int | None:
        """Give the font for Asian characters; PDFium has its own for Latin ones."""
        return THE_FONT if charset in ASIAN else None

    def GetFont(self, _: Any, face: Any) -> None:
        """Know no font by its name."""

    def GetFontData(self, _: Any, font: int, tag: int, buffer: Any, size: int) -> int:
        """Copy the font, or one of its tables, where there is room; return its size."""
        data = tables()[WHOLE] if tag == WHOLE else tables().get(tag, b"")
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def GetFaceName(self, _: Any, font: int, buffer: Any, size: int) -> int:
        """Give no name."""
        return 0

    def GetFontCharset(self, _: Any, font: int) -> int:
        """Say that the font is Chinese."""
        return GB2312

    def DeleteFont(self, _: Any, font: int) -> None:
        """Keep the font for the next file."""


@cache
def tables() -> dict[int, bytes]:
    """Return the tables of the font by tag, and all of it as `WHOLE`.

    >>> sorted(tables())[0], int.from_bytes(b"cmap") in tables()
    (0, True)
    """
    import pymupdf  # a fifth of a second, which most files do not need

    data = bytes(pymupdf.Font("cjk").buffer)
    entries = (data[at : at + 16] for at in range(12, 12 + 16 * _count(data), 16))
    found = {WHOLE: data}
    for entry in entries:
        tag, _, start, size = (
            int.from_bytes(entry[at : at + 4]) for at in range(0, 16, 4)
        )
        found[tag] = data[start : start + size]
    return found


def _count(data: bytes) -> int:
    return int.from_bytes(data[4:6])


@cache
def carry() -> None:
    """Have PDFium ask for this font from now on, in this process."""
    CarriedFont().setup()
