"""OFD (GB/T 33190), the fixed-layout format of Chinese offices: a zip of XML.

    parts -> sheets (templates and page) -> drawings (text, rules) -> Page -> printed

What a page shows is itself and its templates, some behind it and some before.  Text
that is slanted, hidden, or in a stamp or another annotation is kept apart, in `loose`.

>>> pages(b"PK")
Traceback (most recent call last):
    ...
extract.readers.unreadable.Unreadable: The zip that holds the document is damaged: ...
"""

from collections.abc import Iterator
from itertools import count
from operator import or_

from extract.readers import printed
from extract.readers.ofd.looks import printed_page
from extract.readers.ofd.parts import Lost, bodies
from extract.readers.ofd.sheets import Sheets
from extract.readers.office.package import Package
from extract.readers.printed.page import Page
from extract.readers.unreadable import Unreadable
from normalize.document import Document

MEDIA_TYPE = "application/ofd"
MAX_PAGES = 5_000
PICTURES = (
    "The OFD shows pictures of pages, which are not read. Print it to a PDF, install "
    "what reads pictures (make ocr), and add that PDF."
)
MAX_GLYPHS = 5_000_000  # Of a file; a template may be printed on every page.


def read(data: bytes, name: str) -> Document:
    """Return the document of an OFD.

    Raises Unreadable as `pages` does, and `scan` where all pages are pictures or blank.
    """
    found = pages(data)
    if _are_pictures(found):
        raise Unreadable("scan", PICTURES)
    return printed.document(found, name, MEDIA_TYPE)


def pages(data: bytes) -> list[Page]:
    """Return the pages of all documents in an OFD, numbered through from 1.

    Raises Unreadable: `damaged`, `encrypted`, `too_large`, `too_many_pages`, `bomb`.
    """
    try:
        found = list(_limited(_pages(Package(data))))
    except Lost as reason:
        raise Unreadable("damaged", f"{reason} Download it again.") from reason
    if not found:
        raise Unreadable("damaged", "The OFD has no pages. Download it again.")
    return found


def _are_pictures(found: list[Page]) -> bool:
    unread = ["page_unread" in dict(page.notes) for page in found]
    blank = [not page.words.strip() for page in found]
    return any(unread) and all(map(or_, unread, blank))


def _pages(package: Package) -> Iterator[Page]:
    number = count(1)
    for body in bodies(package):
        for sheet in Sheets(body):
            yield printed_page(sheet, next(number))


def _limited(found: Iterator[Page]) -> Iterator[Page]:
    glyphs = 0
    for page in found:
        glyphs += len(page.glyphs) + len(page.loose)
        if page.number > MAX_PAGES:
            raise Unreadable(
                "too_many_pages",
                f"The OFD has more than {MAX_PAGES:,} pages. Split it.",
            )
        if glyphs > MAX_GLYPHS:
            raise Unreadable(
                "too_large", f"The OFD prints over {MAX_GLYPHS:,} characters. Split it."
            )
        yield page
