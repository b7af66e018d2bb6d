"""The pages of an open PDF, one after another; each is closed before the next."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as fpdf

from extract.readers.pdf import trust
from extract.readers.pdf.characters import characters
from extract.readers.pdf.marks import marks
from extract.readers.pdf.ticks import boxes
from extract.readers.pdf.view import Frame, View
from extract.readers.printed.page import Page, Target

MOST_LINKS = 2_000
OUTLINES = 200  # Things drawn on a page without text: letters turned into shapes.
LAID_OVER = (
    "the text of page {} lies invisibly over a picture: somebody's reading of a scan"
)
HIDDEN = "page {} holds words that it does not show; they were read all the same"
PICTURED = "page {} holds a picture whose words are not read"
MOST_ANNOTATIONS = 2_000


class Read(NamedTuple):
    """A page as PDFium reads it, and why that is not to be believed, if so.

    `is_picture` says that the page is a picture of a page, with no text of its own.
    """

    page: Page
    doubt: str | None
    is_picture: bool


def read_page(document: pdfium.PdfDocument, index: int) -> Read:
    """Read one page, from 0.

    Raises TooComplex where its drawing never ends, PdfiumError where it can not be
    found.
    """
    page = document[index]
    if _filled_in(page):
        fpdf.FPDFPage_Flatten(page.raw, fpdf.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    text_page = page.get_textpage()
    try:
        return _read(page, text_page, index + 1)
    finally:
        text_page.close()
        page.close()


def _read(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, number: int) -> Read:
    frame = Frame(*page.get_bbox())
    drawn = marks(page.raw, frame.bottom, frame.top)
    quarters = page.get_rotation() // 90
    printed = characters(text_page.raw, frame, quarters)
    width, height = printed.view.size
    flat, upright = printed.view.rules(drawn.rules)
    shapes = printed.view.shown(drawn.small)
    share = trust.pictured(frame, drawn.pictures)
    is_picture = trust.is_picture(printed.runs, height, share)
    is_outline = not printed.runs and drawn.seen > OUTLINES
    notes = _notes(share, trust.invisible(text_page.raw))
    return Read(
        Page(
            number=number,
            width=width,
            height=height,
            runs=[*printed.runs, *boxes(shapes, printed.runs)],
            loose=printed.loose,
            flat=flat,
            upright=upright,
            links=list(_links(page, printed.view)),
            notes=[(code, message.format(number)) for code, message in notes],
        ),
        trust.reason(text_page),
        is_picture or is_outline,
    )


def _notes(pictured: float, invisible: float) -> Iterator[tuple[str, str]]:
    """What is to be said of a page, by the shares of it that are no visible text."""
    if pictured > trust.HALF and invisible > trust.HALF:
        yield "laid_over", LAID_OVER
        return
    if invisible:
        yield "hidden_text", HIDDEN
    if pictured > trust.LARGE:
        yield "pictures_unread", PICTURED


def _filled_in(page: pdfium.PdfPage) -> bool:
    """Whether a person has filled in fields, or written notes, over the page."""
    for at in range(min(fpdf.FPDFPage_GetAnnotCount(page.raw), MOST_ANNOTATIONS)):
        annotation = fpdf.FPDFPage_GetAnnot(page.raw, at)
        kind = fpdf.FPDFAnnot_GetSubtype(annotation)
        fpdf.FPDFPage_CloseAnnot(annotation)
        if kind in (fpdf.FPDF_ANNOT_WIDGET, fpdf.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _links(page: pdfium.PdfPage, view: View) -> Iterator[Target]:
    """The areas of a page that lead to an address."""
    position, link = ctypes.c_int(0), fpdf.FPDF_LINK()
    rect = fpdf.FS_RECTF()
    for _ in range(MOST_LINKS):
        if not fpdf.FPDFLink_Enumerate(page.raw, position, link):
            return
        address = _address(page, fpdf.FPDFLink_GetAction(link))
        if address and fpdf.FPDFLink_GetAnnotRect(link, rect):
            box = view.box(rect.left, rect.bottom, rect.right, rect.top)
            yield Target(*box, address)


def _address(page: pdfium.PdfPage, action: fpdf.FPDF_ACTION) -> str:
    if fpdf.FPDFAction_GetType(action) != fpdf.PDFACTION_URI:
        return ""
    document = page.pdf.raw
    size = fpdf.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    fpdf.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")
