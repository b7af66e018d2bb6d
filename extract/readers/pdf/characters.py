"""The characters of a PDF page with their boxes, from PDFium's text page.

One call fetches the text, one call per character its box; everything else is asked only
where the boxes say that it may differ: sizes where the height of the boxes changes,
angles where characters neither stand side by side nor begin a new line, colors of
letters that are far larger than the usual ones.  This is a hot loop of the reader.
"""

import ctypes
import math
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as fpdf

from extract.readers.pdf.calls import HANDLE, INT, Mask, handle, places, plain
from extract.readers.pdf.view import Frame, View
from extract.readers.printed.page import Run
from extract.readers.printed.runs import Numbers, runs

HYPHENS = (0x02, 0xFFFE)  # PDFium's marks for a hyphen at the end of a line.
SPACES = (0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x3000)
UNPRINTED = (0x7F, 0xAD, 0x200B, 0xFEFF)
ODD = np.zeros(1 << 16, dtype=np.bool_)  # By code point; none is odd beyond the BMP.
ODD[[*range(33), *HYPHENS, *SPACES, *UNPRINTED]] = True
TILTED = 0.05  # Of the height: so far the next character stands up or down.
NEAR = 3.0  # Times the height: the next character of the same words.
SLANT = 0.05  # Radians.
FAINT = 0.35  # Ink, from 0 (none) to 1 (black).
LARGE = 1.5  # Times the usual height.

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.signedinteger]

code_of = plain(fpdf.FPDFText_GetUnicode, ctypes.c_uint, HANDLE, INT)
box_of = plain(fpdf.FPDFText_GetLooseCharBox, INT, HANDLE, INT, HANDLE)
is_generated = plain(fpdf.FPDFText_IsGenerated, INT, HANDLE, INT)
angle_of = plain(fpdf.FPDFText_GetCharAngle, ctypes.c_float, HANDLE, INT)
size_of = plain(fpdf.FPDFText_GetFontSize, ctypes.c_double, HANDLE, INT)
matrix_of = plain(fpdf.FPDFText_GetMatrix, INT, HANDLE, INT, HANDLE)


class Printed(NamedTuple):
    """The runs of a page: those of its text, those of a watermark; how it is viewed."""

    runs: list[Run]
    loose: list[Run]
    view: View


def characters(page: fpdf.FPDF_TEXTPAGE, frame: Frame, quarters: int) -> Printed:
    """Return every visible character of a page, in the order of the file.

    Text that lies sideways is turned upright, whatever the file says of the page;
    `quarters` is what it says, for a page without text.
    """
    text_page = handle(page)
    codes = _codes(text_page)
    boxes, shown = _boxes(text_page, len(codes))
    shown &= _readable(text_page, codes)
    at = np.flatnonzero(shown)
    if not len(at):
        return Printed([], [], View.of(frame, quarters))
    boxes, codes = boxes[at], codes[at]
    angles = _angles(text_page, boxes, at)
    loose = np.abs((angles + math.pi / 4) % (math.pi / 2) - math.pi / 4) > SLANT
    view = View.of(frame, _lying(angles[~loose], quarters))
    boxes = view.boxes(boxes)
    heights = boxes[:, 3] - boxes[:, 1]
    loose |= _faint(page, _large(heights) & ~loose, at)
    sizes = _sizes(text_page, heights, at)
    text, mark = (
        runs(_chars(codes[which]), boxes[which], sizes[which])
        for which in (~loose, loose)
    )
    return Printed(text, mark, view)


def _codes(text_page: int) -> Codes:
    """The code points in one call; one per character where some are beyond the BMP."""
    page = ctypes.cast(text_page, fpdf.FPDF_TEXTPAGE)
    count = fpdf.FPDFText_CountChars(page)
    buffer = (ctypes.c_ushort * (count + 1))()
    got = fpdf.FPDFText_GetText(page, 0, count, buffer)
    units = np.frombuffer(buffer, dtype=np.uint16)[:count].astype(np.uint32)
    if got == count + 1 and not ((units >= 0xD800) & (units < 0xE000)).any():
        return units
    codes = map(code_of, repeat(text_page), range(count))
    return np.fromiter(codes, dtype=np.uint32, count=count)


def _chars(codes: Codes) -> str:
    return "".join(map(chr, codes.tolist()))


def _boxes(text_page: int, count: int) -> tuple[Numbers, Mask]:
    """The boxes as left, bottom, right, top; and which characters have one."""
    edges = np.zeros((count, 4), dtype=np.float32)  # Left, top, right, bottom.
    got = map(box_of, repeat(text_page), range(count), places(edges))
    shown = np.fromiter(got, dtype=np.bool_, count=count)
    return edges[:, [0, 3, 2, 1]].astype(np.float64), shown


def _readable(text_page: int, codes: Codes) -> Mask:
    """Which characters are printed; spaces become one kind, and hyphens a hyphen."""
    odd = np.flatnonzero(ODD[np.minimum(codes, len(ODD) - 1)])
    shown = np.ones(len(codes), dtype=np.bool_)
    for at, code in zip(odd.tolist(), codes[odd].tolist(), strict=True):
        if code in HYPHENS:
            codes[at] = ord("-")
        elif code in SPACES and not is_generated(text_page, at):
            codes[at] = ord(" ")
        else:
            shown[at] = False
    return shown


def _angles(text_page: int, boxes: Numbers, at: Places) -> Numbers:
    """The angle of each character, clockwise; asked where they may be not upright."""
    heights = np.abs(boxes[:, 3] - boxes[:, 1])
    step = boxes[1:, :2] - boxes[:-1, :2]
    near = np.abs(step).max(axis=1) < NEAR * heights[1:]
    odd = near & ((np.abs(step[:, 1]) > TILTED * heights[1:]) | (step[:, 0] < 0))
    asked = _large(heights)
    asked[1:] |= odd
    asked[:-1] |= odd
    angles = np.zeros(len(at))
    angles[asked] = [angle_of(text_page, i) for i in at[asked].tolist()]
    return angles


def _large(heights: Numbers) -> Mask:
    return heights > LARGE * np.median(heights)


def _lying(angles: Numbers, quarters: int) -> int:
    """How many quarter turns most characters need; `quarters` where there are none."""
    if not len(angles):
        return quarters
    lying = np.round(-angles / (math.pi / 2)).astype(np.int64) % 4
    return int(np.bincount(lying).argmax())


def _sizes(text_page: int, heights: Numbers, at: Places) -> Numbers:
    """The font sizes, asked where the height of the boxes changes."""
    new = np.flatnonzero(np.abs(np.diff(heights, prepend=-1.0)) > 0.01)
    sizes = [size_of(text_page, i) * _scale(text_page, i) for i in at[new].tolist()]
    return np.repeat(sizes, np.diff(new, append=len(heights)))


def _scale(text_page: int, index: int) -> float:
    """How much a character is enlarged: browsers write large, and shrink the page."""
    matrix = fpdf.FS_MATRIX()
    known = matrix_of(text_page, index, ctypes.addressof(matrix))
    return (math.hypot(matrix.c, matrix.d) if known else 0.0) or 1.0


def _faint(text_page: fpdf.FPDF_TEXTPAGE, large: Mask, at: Places) -> Mask:
    """Which of the large letters are faint: a watermark that lies flat."""
    faint = np.zeros(len(large), dtype=np.bool_)
    color = [ctypes.c_uint() for _ in range(4)]
    references = [ctypes.byref(value) for value in color]
    for i in np.flatnonzero(large).tolist():
        fpdf.FPDFText_GetFillColor(text_page, int(at[i]), *references)
        faint[i] = ink(*(value.value for value in color)) < FAINT
    return faint


def ink(red: int, green: int, blue: int, alpha: int) -> float:
    """Return how dark a color is on white paper, 0 to 1.

    >>> ink(0, 0, 0, 255), ink(255, 255, 255, 255), round(ink(0, 0, 0, 51), 2)
    (1.0, 0.0, 0.2)
    """
    dark = 1 - (0.3 * red + 0.59 * green + 0.11 * blue) / 255
    return round(dark * alpha / 255, 4)
