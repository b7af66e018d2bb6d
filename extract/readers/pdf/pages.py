"""The pages of an open PDF, one after another; each is closed before the next."""

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as fpdf

from extract.readers.pdf.characters import characters
from extract.readers.pdf.marks import TooComplex, marks
from extract.readers.pdf.ticks import boxes
from extract.readers.pdf.view import Frame, View
from extract.readers.printed.page import Page, Target
from normalize.places import Box

MOST_LINKS = 2_000
MOST_ANNOTATIONS = 2_000


def page_of(document: pdfium.PdfDocument, index: int) -> Page:
    """Return one page, from 0; TooComplex where its drawing never ends."""
    page = document[index]
    if _filled_in(page):
        fpdf.FPDFPage_Flatten(page.raw, fpdf.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    try:
        return _page(page, index + 1)
    finally:
        page.close()


def _page(page: pdfium.PdfPage, number: int) -> Page:
    frame = Frame(*page.get_bbox())
    drawn = marks(page.raw, frame.bottom, frame.top)
    text_page = page.get_textpage()
    quarters = page.get_rotation() // 90
    printed = characters(text_page.raw, frame, quarters)
    text_page.close()
    width, height = printed.view.size
    flat, upright = printed.view.rules(drawn.flat, drawn.upright)
    return Page(
        number=number,
        width=width,
        height=height,
        runs=[*printed.runs, *boxes(_shown(drawn.small, printed.view), printed.runs)],
        loose=printed.loose,
        flat=flat,
        upright=upright,
        links=list(_links(page, printed.view)),
    )


def _shown(shapes: Sequence[Box], view: View) -> list[Box]:
    return [view.box(*shape) for shape in shapes]


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


__all__ = ["TooComplex", "page_of"]
