"""PDF: the format that filings are published in."""

import pypdfium2 as pdfium

from extract.readers import printed
from extract.readers.pdf.pages import page_of
from normalize.document import Document

MEDIA_TYPE = "application/pdf"


def read(data: bytes, name: str) -> Document:
    """Return the document of a PDF."""
    document = pdfium.PdfDocument(data)
    pages = (page_of(document, at) for at in range(len(document)))
    return printed.document(pages, name, MEDIA_TYPE)
