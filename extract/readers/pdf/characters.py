"""The characters of a PDF page with their boxes, from PDFium's text page.

One call fetches the text, one call per character its box; sizes are asked where the
height of the boxes changes, angles and colors only on pages where the walk over the
drawing saw slanted or faint text.  This is the other hot loop of the reader.
"""

import ctypes
import math
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2.raw as fpdf

from extract.readers.pdf.marks import FAINT, Marks, ink
from extract.readers.pdf.view import View
from extract.readers.printed.page import Glyph

HYPHENS = "\x02\ufffe"  # PDFium's marks for a hyphen at the end of a line.
SPACES = " \u00a0\u2002\u2003\u2009\u3000"
LARGE = 1.5  # Times the usual size: faint letters so large are no text of the page.


class Printed(NamedTuple):
    """The characters of a page: those of its text, and those of a watermark."""

    glyphs: list[Glyph]
    loose: list[Glyph]


def characters(text_page: fpdf.FPDF_TEXTPAGE, view: View, marks: Marks) -> Printed:
    """Return every visible character of a page, in the order of the file."""
    glyphs = _glyphs(text_page, view)
    apart = set()
    if marks.slanted:
        apart |= {i for i, _ in glyphs if _is_slanted(text_page, i)}
    if marks.faint:
        apart |= set(_faint(text_page, glyphs))
    if not apart:
        return Printed([glyph for _, glyph in glyphs], [])
    return Printed(
        [glyph for i, glyph in glyphs if i not in apart],
        [glyph for i, glyph in glyphs if i in apart],
    )


def _glyphs(text_page: fpdf.FPDF_TEXTPAGE, view: View) -> list[tuple[int, Glyph]]:
    rect = fpdf.FS_RECTF()
    ref = ctypes.byref(rect)
    loose_box, font_size = fpdf.FPDFText_GetLooseCharBox, fpdf.FPDFText_GetFontSize
    upright, left, top = view.quarters == 0, view.frame.left, view.frame.top
    new = Glyph._make
    found = []
    height = size = 0.0
    for i, char in enumerate(_text(text_page)):
        if char < "!" or char in "\x7f\u00ad\u200b":
            if char != " " or fpdf.FPDFText_IsGenerated(text_page, i) == 1:
                if char not in HYPHENS:
                    continue
        if char in HYPHENS:
            char = "-"
        if not loose_box(text_page, i, ref):
            continue
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if y1 - y0 != height:
            height, size = y1 - y0, font_size(text_page, i)
        if upright:
            glyph = new((x0 - left, top - y1, x1 - left, top - y0, char, size, 1.0))
        else:
            glyph = new((*view.box(x0, y0, x1, y1), char, size, 1.0))
        found.append((i, glyph))
    return found


def _text(text_page: fpdf.FPDF_TEXTPAGE) -> str:
    """The text in one call; one per character where some are beyond the BMP."""
    count = fpdf.FPDFText_CountChars(text_page)
    buffer = (ctypes.c_ushort * (count + 1))()
    got = fpdf.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) == count and got == count + 1:
        return text
    codes = (fpdf.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(code) if code else "\ufffd" for code in codes)


def _is_slanted(text_page: fpdf.FPDF_TEXTPAGE, i: int) -> bool:
    turn = fpdf.FPDFText_GetCharAngle(text_page, i) % (math.pi / 2)
    return min(turn, math.pi / 2 - turn) > 0.05


def _faint(
    text_page: fpdf.FPDF_TEXTPAGE, glyphs: list[tuple[int, Glyph]]
) -> Iterator[int]:
    """Faint letters, far larger than the usual ones: a watermark that lies flat."""
    sizes = sorted(glyph.y1 - glyph.y0 for _, glyph in glyphs)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    color = [ctypes.c_uint() for _ in range(4)]
    refs = [ctypes.byref(value) for value in color]
    for i, glyph in glyphs:
        if glyph.y1 - glyph.y0 > LARGE * usual:
            fpdf.FPDFText_GetFillColor(text_page, i, *refs)
            if ink(*(value.value for value in color)) < FAINT:
                yield i
