"""PDF: the format that filings are published in.

    bytes -> opened (repaired, within limits) -> page by page:
        PDFium's characters, if believed; a second reader's; its picture, read

A page whose stored characters are garbage is never taken at its word, and a page that
nobody can read is named in `problems`; only where all are, the file is set aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pypdfium2 import PdfiumError

from extract.readers import printed, scan
from extract.readers.pdf import picture, second
from extract.readers.pdf.marks import TooComplex
from extract.readers.pdf.opening import Opened, opened
from extract.readers.pdf.pages import read_page
from extract.readers.pdf.trust import distrust
from extract.readers.printed.page import Page
from extract.readers.unreadable import Unreadable
from normalize.document import Document

MEDIA_TYPE = "application/pdf"
DPI = 200.0  # Of the picture that is drawn of a page to be read.
EMPTY = (
    "No page of the PDF holds a word. Open it and look; if it shows pictures, install "
    "what reads them (make ocr), and if it shows nothing, download it again."
)
GARBLED = (
    "The characters that this PDF stores are not those it shows ({reason}). Install "
    "what reads pictures (make ocr), or print the file to a new PDF."
)
EMBEDDED = (
    "embedded_file",
    "other files are attached within the PDF; save them and add them by themselves",
)
UNREAD = "page {number} could not be read ({reason})"


def read(data: bytes, name: str) -> Document:
    """Return the document of a PDF.

    Raises Unreadable as `opened` does, and `scan`, `garbled` or `empty` where no page
    can be read.
    """
    file = opened(data)
    embedded = [EMBEDDED] if file.document.count_attachments() else []
    try:
        document = printed.document(_pages(file), name, MEDIA_TYPE)
    finally:
        file.document.close()
    if not document.text.strip():
        raise Unreadable("empty", EMPTY)
    return replace(document, notes=(*file.notes, *embedded, *document.notes))


def _pages(file: Opened) -> Iterator[Page]:
    """Yield the pages, each by the first reader that is believed, in any order."""
    garbled: dict[int, str] = {}
    pictures: dict[int, str] = {}
    blank = 0
    for index in range(len(file.document)):
        if index in file.lost:
            continue
        try:
            found = read_page(file.document, index)
        except (TooComplex, PdfiumError) as reason:
            garbled[index] = str(reason)
            continue
        if found.is_picture:
            pictures[index] = "scan"
        elif found.doubt:
            garbled[index] = found.doubt
        else:
            blank += not found.page.words.strip()
            yield found.page
    for page in _second(file.data, list(garbled)):
        index = page.number - 1
        if page.words.strip() and distrust(page.words) is None:
            del garbled[index]
            yield page
    yield from _pictured(file, pictures | garbled, blank)


def _second(data: bytes, indexes: Sequence[int]) -> Iterator[Page]:
    if indexes:
        try:
            yield from second.pages(data, indexes)
        except Unreadable:
            return  # The pages stay garbled, and are read as pictures.


def _pictured(file: Opened, reasons: dict[int, str], blank: int) -> Iterator[Page]:
    """Yield pages read from their pictures; they are of the file only if one can be.

    Of the other pages, some are `blank`.
    """
    indexes = sorted(reasons)
    if scan.installed():
        images = picture.images(file.data, indexes, DPI)
        for index, image in zip(indexes, images, strict=True):
            yield scan.read_page(image, DPI, index + 1)
    elif indexes and len(indexes) + len(file.lost) + blank == len(file.document):
        garbled = sorted({reason for reason in reasons.values() if reason != "scan"})
        if garbled:
            raise Unreadable("garbled", GARBLED.format(reason=", ".join(garbled)))
        raise Unreadable("scan", scan.MESSAGE)
    else:
        for index in indexes:
            yield _unread(index, reasons[index])


def _unread(index: int, reason: str) -> Page:
    message = UNREAD.format(number=index + 1, reason=reason)
    return Page(number=index + 1, width=0, height=0, notes=[("page_unread", message)])
