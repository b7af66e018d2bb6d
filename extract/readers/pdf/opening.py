"""A PDF is opened under limits, or said to be what it is instead.

Downloads end early, carry the headers of the server before `%PDF`, or are a page that
says 404; files ask for a password, count two billion pages, or hold one page that
unfolds to gigabytes.  PDFium opens what it can; what it refuses, and files with pages
that it cannot find, MuPDF repairs first (`repairing`).

>>> opened(b"<!DOCTYPE html><p>404</p>")
Traceback (most recent call last):
    ...
extract.readers.unreadable.Unreadable: This is no PDF: it does not begin as one. ...
"""

import re
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as fpdf

from extract.readers.pdf.bombs import reject_bombs
from extract.readers.pdf.fonts import carry
from extract.readers.pdf.repairing import repaired
from extract.readers.unreadable import Unreadable

MAX_BYTES = 300_000_000
MAX_PAGES = 5_000
MAX_POINTS = 14_400.0  # 200 inches, the largest page that PDF programs agree on.

# Servers' headers come before it; readers of PDF look for it in the first kilobyte.
HEAD = re.compile(rb"%PDF-\d|%!PS-Adobe-\d\.\d PDF")
HEAD_REACH = 1_024
TAIL = re.compile(rb"startxref\s+\d+\s+%%EOF")
TAIL_REACH = 4_096

LOCKED = {fpdf.FPDF_ERR_PASSWORD, fpdf.FPDF_ERR_SECURITY}
MESSAGES = {
    "not_pdf": "This is no PDF: it does not begin as one. Download it again, and look "
    "at what the server sends.",
    "encrypted": "The PDF is locked with a password or a right to read it. Open it "
    "with its password, print it to a new PDF and add that one.",
    "damaged": "The PDF is damaged: no page of it can be found. Download it again.",
}
REPAIRED = ("repaired", "the PDF was damaged; its parts were searched and put together")
CUT_SHORT = ("cut_short", "the PDF has no end: the download may have stopped early")


@dataclass(frozen=True, slots=True)
class Opened:
    """An open PDF: `data` is what was opened, which is not the file if it was repaired.

    `lost` are the indexes of pages that nobody finds; `notes` say what is wrong.
    """

    document: pdfium.PdfDocument
    data: bytes = field(repr=False)
    lost: frozenset[int] = frozenset()
    notes: tuple[tuple[str, str], ...] = ()


def opened(data: bytes) -> Opened:
    """Open the bytes of a PDF, whose `document` the caller closes.

    Raises Unreadable: `not_pdf`, `too_large`, `too_many_pages`, `page_too_large`,
    `bomb`, `encrypted`, `damaged`.
    """
    if not HEAD.search(data[:HEAD_REACH]):
        raise Unreadable("not_pdf", MESSAGES["not_pdf"])
    _limit("too_large", "bytes", len(data), MAX_BYTES)
    reject_bombs(data)
    document = _document(data)
    lost = _lost(document) if document else frozenset()
    if document and not lost:
        return Opened(document, data, notes=_end(data))
    return _better(data, document, lost)


def _better(
    data: bytes, document: pdfium.PdfDocument | None, lost: frozenset[int]
) -> Opened:
    """The repaired PDF, if it has pages that the file as it is does not give."""
    found = len(document) - len(lost) if document else 0
    mended = repaired(data)
    whole = _document(mended) if mended else None
    if mended and whole:
        still = _lost(whole)
        if len(whole) - len(still) > found:
            notes = (REPAIRED, *_end(data), *_missing(still))
            return Opened(whole, mended, still, notes)
    if document and found:
        return Opened(document, data, lost, (*_end(data), *_missing(lost)))
    raise Unreadable("damaged", MESSAGES["damaged"])


def _document(data: bytes) -> pdfium.PdfDocument | None:
    """The PDF as PDFium reads it, None if it does not; Unreadable if it is locked."""
    carry()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in LOCKED:
            raise Unreadable("encrypted", MESSAGES["encrypted"]) from error
        return None
    _limit("too_many_pages", "pages", len(document), MAX_PAGES)
    return document if len(document) else None


def _lost(document: pdfium.PdfDocument) -> frozenset[int]:
    """The pages that a broken page tree names and does not have."""
    size = fpdf.FS_SIZEF()
    lost = set()
    for index in range(len(document)):
        if not fpdf.FPDF_GetPageSizeByIndexF(document.raw, index, size):
            lost.add(index)
        elif max(size.width, size.height) > MAX_POINTS:
            _limit("page_too_large", "points", max(size.width, size.height), MAX_POINTS)
    return frozenset(lost)


def _limit(code: str, unit: str, found: float, most: float) -> None:
    if found > most:
        what = "a page of the PDF" if unit == "points" else "the PDF"
        message = f"{what} has {found:,.0f} {unit}; it is read up to {most:,.0f}."
        raise Unreadable(code, message[0].upper() + message[1:])


def _end(data: bytes) -> tuple[tuple[str, str], ...]:
    return () if TAIL.search(data[-TAIL_REACH:]) else (CUT_SHORT,)


def _missing(lost: frozenset[int]) -> tuple[tuple[str, str], ...]:
    if not lost:
        return ()
    pages = ", ".join(str(index + 1) for index in sorted(lost)[:10])
    return (("pages_lost", f"pages that cannot be found: {pages}"),)
