"""Scans: the picture of a page becomes a page of glyphs, each with a confidence.

    picture -> turned, straightened, in even light -> ruling lines -> lines of text
            -> letters (read once, doubtful lines twice) -> tick boxes, raised figures

    for number, (image, dpi) in enumerate(pictures(data), 1):
        page = read_page(image, dpi, number)

A glyph's confidence is how far the model is sure, lowered where two readings differ,
where ink beside it was not read, and where a letter looks like another one (0 and O,
一 and —).  Below UNSURE a person should look.  All of it needs the extra `ocr`.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from extract.readers import printed
from extract.readers.printed.page import Page
from extract.readers.scan import page
from extract.readers.scan.extra import MESSAGE, installed
from extract.readers.scan.picture import Picture, pictures
from normalize.document import Document
from normalize.places import UNSURE

__all__ = [
    "MESSAGE",
    "UNSURE",
    "Picture",
    "installed",
    "pages",
    "pictures",
    "read",
    "read_page",
]


def read_page(image: NDArray[np.uint8], dpi: float, number: int) -> Page:
    """Read the picture of a page, a BGR image of so many dots per inch.

    Places are in points on the page as it is read: upright and straight.  The notes
    are `page_turned` and `no_words`.  Raises Unreadable `scan` without the extra.
    """
    return page.read(image, dpi, number)


def pages(data: bytes) -> Iterator[Page]:
    """Yield the pages of a picture file (PNG, JPEG, TIFF, BMP, WebP, GIF).

    Raises Unreadable: `scan` without the extra, `image` for a broken file, `too_large`
    for more pixels or pages than are read.
    """
    for number, (image, dpi) in enumerate(pictures(data), 1):
        yield read_page(image, dpi, number)


def read(data: bytes, name: str) -> Document:
    """Return the document of a picture file; Unreadable as `pages` raises it."""
    return printed.document(pages(data), name, "image")
