"""Printed pages: characters and ruling lines with places, from PDF, scan or OFD.

    pages (glyphs, rules) -> sheets (tables, lines) -> joined over page breaks -> Document

Each format only says what is printed where, as `page.Page`; everything behind that is
the same for all of them.
"""

from collections.abc import Iterable

from extract.readers.printed.page import Page
from extract.readers.printed.sheet import laid_out
from extract.readers.printed.writing import write
from extract.readers.transcript import Transcript
from normalize.document import Document


def document(pages: Iterable[Page], name: str, media_type: str) -> Document:
    """Return the document that pages print; each page is let go once it is laid out."""
    transcript = Transcript()
    sheets = []
    for page in pages:
        sheets.append(laid_out(page))
        for code, message in page.notes:
            transcript.note(code, message)
    write(sheets, transcript)
    return transcript.document(name, media_type)
