"""The characters of a PDF page with their boxes, from PDFium's text page.

One call fetches the text, one call per character its box; everything else is asked only
where the boxes say that it may differ: sizes where the height of the boxes changes,
angles where characters neither stand side by side nor begin a new line, colors of
letters that are far larger than the usual ones.  This is a hot loop of the reader.
"""

import ctypes
import math
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as fpdf

from extract.readers.pdf.view import Frame, View
from extract.readers.printed.page import Run
from extract.readers.printed.runs import Numbers, runs

HYPHENS = (0x02, 0xFFFE)  # PDFium's marks for a hyphen at the end of a line.
SPACES = (0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x3000)
UNPRINTED = (0x7F, 0xAD, 0x200B, 0xFEFF)
ODD = np.array([*range(33), *HYPHENS, *SPACES, *UNPRINTED], dtype=np.uint32)
TILTED = 0.05  # Of the height: so far the next character stands up or down.
NEAR = 3.0  # Times the height: the next character of the same words.
SLANT = 0.05  # Radians.
FAINT = 0.35  # Ink, from 0 (none) to 1 (black).
LARGE = 1.5  # Times the usual height.

Codes = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.signedinteger]


class Printed(NamedTuple):
    """The runs of a page: those of its text, those of a watermark; how it is viewed."""

    runs: list[Run]
    loose: list[Run]
    view: View


def characters(text_page: fpdf.FPDF_TEXTPAGE, frame: Frame, quarters: int) -> Printed:
    """Return every visible character of a page, in the order of the file.

    Text that lies sideways is turned upright, whatever the file says of the page;
    `quarters` is what it says, for a page without text.
    """
    codes = _codes(text_page)
    boxes, shown = _boxes(text_page, len(codes))
    shown &= _readable(text_page, codes)
    at = np.flatnonzero(shown)
    if not len(at):
        return Printed([], [], View.of(frame, quarters))
    boxes, codes = boxes[at], codes[at]
    angles = _angles(text_page, boxes, at)
    lying = np.round(-angles / (math.pi / 2)).astype(np.int64) % 4
    loose = np.abs((angles + math.pi / 4) % (math.pi / 2) - math.pi / 4) > SLANT
    if (~loose).any():
        view = View.of(frame, int(np.bincount(lying[~loose]).argmax()))
    else:
        view = View.of(frame, quarters)
    boxes = view.boxes(boxes)
    heights = boxes[:, 3] - boxes[:, 1]
    loose |= _faint(text_page, heights, at)
    sizes = _sizes(text_page, heights, at)
    text, mark = np.flatnonzero(~loose), np.flatnonzero(loose)
    chars = [*map(chr, codes.tolist())]
    return Printed(
        runs(
            [chars[i] for i in text] if len(mark) else chars, boxes[text], sizes[text]
        ),
        runs([chars[i] for i in mark], boxes[mark], sizes[mark]),
        view,
    )


def _codes(text_page: fpdf.FPDF_TEXTPAGE) -> Codes:
    """The code points in one call; one per character where some are beyond the BMP."""
    count = fpdf.FPDFText_CountChars(text_page)
    buffer = (ctypes.c_ushort * (count + 1))()
    got = fpdf.FPDFText_GetText(text_page, 0, count, buffer)
    units = np.frombuffer(buffer, dtype=np.uint16)[:count].astype(np.uint32)
    if got == count + 1 and not ((units >= 0xD800) & (units < 0xE000)).any():
        return units
    codes = map(fpdf.FPDFText_GetUnicode, repeat(text_page), range(count))
    return np.fromiter(codes, dtype=np.uint32, count=count)


@lru_cache(maxsize=2)
def _room(size: int) -> tuple[ctypes.Array[fpdf.FS_RECTF], list[object]]:
    """Room for boxes, with the references that PDFium fills; used for each page."""
    boxes = (fpdf.FS_RECTF * size)()
    return boxes, [ctypes.byref(box) for box in boxes]


def _boxes(text_page: fpdf.FPDF_TEXTPAGE, count: int) -> tuple[Numbers, Mask]:
    """The boxes as left, bottom, right, top; and which characters have one."""
    room, references = _room(max(1024, 1 << count.bit_length()))
    got = map(
        fpdf.FPDFText_GetLooseCharBox, repeat(text_page), range(count), references
    )
    shown = np.fromiter(got, dtype=np.bool_, count=count)
    edges = np.frombuffer(memoryview(room), dtype=np.float32).reshape(-1, 4)[:count]
    # FS_RECTF is left, top, right, bottom.
    return edges[:, [0, 3, 2, 1]].astype(np.float64), shown


def _readable(text_page: fpdf.FPDF_TEXTPAGE, codes: Codes) -> Mask:
    """Which characters are printed; spaces become one kind, and hyphens a hyphen."""
    shown = np.ones(len(codes), dtype=np.bool_)
    for at in np.flatnonzero(np.isin(codes, ODD)).tolist():
        if codes[at] in HYPHENS:
            codes[at] = ord("-")
        elif codes[at] in SPACES and not fpdf.FPDFText_IsGenerated(text_page, at):
            codes[at] = ord(" ")
        else:
            shown[at] = False
    return shown


def _angles(text_page: fpdf.FPDF_TEXTPAGE, boxes: Numbers, at: Places) -> Numbers:
    """The angle of each character, clockwise; asked where some are not upright."""
    heights = np.abs(boxes[1:, 3] - boxes[1:, 1])
    step = boxes[1:, :2] - boxes[:-1, :2]
    near = np.abs(step).max(axis=1) < NEAR * heights
    odd = near & ((np.abs(step[:, 1]) > TILTED * heights) | (step[:, 0] < 0))
    suspects = (at[1:][odd]).tolist()
    ask = fpdf.FPDFText_GetCharAngle
    if all(abs(ask(text_page, i)) < SLANT for i in suspects):
        return np.zeros(len(at))
    angles = map(ask, repeat(text_page), at.tolist())
    return np.fromiter(angles, dtype=np.float64, count=len(at))


def _sizes(text_page: fpdf.FPDF_TEXTPAGE, heights: Numbers, at: Places) -> Numbers:
    """The font sizes, asked where the height of the boxes changes."""
    new = np.flatnonzero(np.abs(np.diff(heights, prepend=-1.0)) > 0.01)
    ask = fpdf.FPDFText_GetFontSize
    sizes = [ask(text_page, i) for i in at[new].tolist()]
    return np.repeat(sizes, np.diff(new, append=len(heights)))


def _faint(text_page: fpdf.FPDF_TEXTPAGE, heights: Numbers, at: Places) -> Mask:
    """Which letters are faint and far larger than the usual ones: a flat watermark."""
    faint = np.zeros(len(heights), dtype=np.bool_)
    color = [ctypes.c_uint() for _ in range(4)]
    references = [ctypes.byref(value) for value in color]
    for i in np.flatnonzero(heights > LARGE * np.median(heights)).tolist():
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
