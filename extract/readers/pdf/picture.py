"""Pictures of pages: a crop for the person who checks a value, an image for OCR.

Both are drawn by MuPDF.  It brings a Chinese font of its own, so a form whose font is
not in the file looks the same on every machine; and a scan drawn at its resolution is
the scan, pixel by pixel, where PDFium makes it a row higher and all of it blurred.
"""

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from extract.readers.pdf.characters import characters
from extract.readers.pdf.fonts import carry
from extract.readers.pdf.repairing import page_of
from extract.readers.pdf.view import Frame
from extract.readers.unreadable import Unreadable
from normalize.places import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

POINTS = 72.0  # In an inch.
MOST_PIXELS = 60_000_000  # A page of A2 at 300 dpi; OCR holds several copies of it.
LEAST_DPI = 50.0


def images(
    data: bytes, indexes: Iterable[int], dpi: float = 200.0
) -> "Iterator[NDArray[np.uint8]]":
    """Yield pages (from 0) as they are shown: rows of pixels of blue, green and red.

    A page too large for its pixels is drawn more coarsely; Unreadable
    ("page_too_large") where nothing could be read from it then, or "damaged".
    """
    import numpy as np

    for index in indexes:
        with page_of(data, index) as page:
            sharp = _affordable(page.rect.width, page.rect.height, dpi)
            drawn = page.get_pixmap(dpi=round(sharp), alpha=False)
        pixels = np.frombuffer(drawn.samples, np.uint8)
        red_first = pixels.reshape(drawn.height, drawn.width, 3)
        yield np.ascontiguousarray(red_first[:, :, ::-1])


def crop(data: bytes, index: int, box: Box | None = None, dpi: float = 150.0) -> bytes:
    """Return a page (from 0), or a box of it, as the bytes of a PNG.

    The box is that of `evidence`: points from the upper left corner of the page as it
    was read, that is with its text upright.  A box beside the page raises ValueError.
    """
    import pymupdf

    turns = _turns(data, index)
    with page_of(data, index) as page:
        page.set_rotation(90 * turns)
        area = page.rect & pymupdf.Rect(box) if box else page.rect
        if area.is_empty:
            raise ValueError(f"no part of page {index + 1} lies in {box}")
        sharp = round(_affordable(area.width, area.height, dpi))
        png: bytes = page.get_pixmap(clip=area, dpi=sharp).tobytes("png")
        return png


def _turns(data: bytes, index: int) -> int:
    """How many quarters the page is turned for its text to be upright."""
    carry()
    document = pdfium.PdfDocument(data)
    page = document[index]
    text_page = page.get_textpage()
    frame, quarters = Frame(*page.get_bbox()), page.get_rotation() // 90
    view = characters(text_page.raw, frame, quarters).view
    for opened in (text_page, page, document):  # In this order; PDFium counts on it.
        opened.close()
    return view.quarters


def _affordable(width: float, height: float, dpi: float) -> float:
    """The resolution asked for, or the highest that a picture may have.

    >>> _affordable(595, 842, 200), round(_affordable(14_400, 3_000, 200))
    (200, 85)
    """
    most = math.sqrt(MOST_PIXELS / max(1.0, width * height)) * POINTS
    if most < LEAST_DPI:
        message = f"A page of {width:,.0f} by {height:,.0f} points cannot be drawn."
        raise Unreadable("page_too_large", message)
    return min(dpi, most)
