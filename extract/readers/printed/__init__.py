"""Printed pages: characters and ruling lines with places, from PDF, scan or OFD.

    pages (glyphs, rules) -> sheets (tables, lines) -> joined over pages -> Document

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
    """Return the document that pages print, whatever order they come in.

    Each page is let go once it is laid out.
    """
    transcript = Transcript()
    laid = []
    for page in pages:
        laid.append((laid_out(page), page.notes))
    laid.sort(key=lambda each: each[0].number)
    for code, message in (note for _, notes in laid for note in notes):
        transcript.note(code, message)
    write([sheet for sheet, _ in laid], transcript)
    return transcript.document(name, media_type)
