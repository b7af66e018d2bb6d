"""A second opinion on a page: pdfplumber, which reads a PDF by other means.

Where the file has no table of characters it takes that of the embedded font, which
PDFium does not, and so reads whole pages that PDFium returns as garbage.  It takes ten
times as long, so it is asked about such pages only, and by the tests about all.

A Page of it is like any other: characters in the order of the file, upright ones in
`glyphs`, others in `loose`; a shape that it cannot name is U+FFFD.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extract.readers.pdf.repairing import repaired
from extract.readers.printed.page import Glyph, Page, Rule
from extract.readers.unreadable import Unreadable

if TYPE_CHECKING:
    from pdfplumber.page import Page as Plumbed
    from pdfplumber.pdf import PDF

UNNAMED = re.compile(r"\(cid:\d+\)")
SLANT = 0.05

WHITE = {(1,), (1, 1, 1), (0, 0, 0, 0)}  # In gray, RGB and CMYK.

Thing = dict[str, Any]


def pages(data: bytes, indexes: Iterable[int]) -> Iterator[Page]:
    """Yield pages of a PDF, by index from 0; Unreadable ("damaged") where it fails."""
    with _open(data) as pdf:
        for index in indexes:
            plumbed = pdf.pages[index]
            yield _page(plumbed)
            plumbed.close()  # or each page stays in memory with all of its objects


def tables(data: bytes, index: int) -> list[list[list[str]]]:
    """Return the tables of a page as pdfplumber finds them: rows of cell texts."""
    with _open(data) as pdf:
        drawn = pdf.pages[index].filter(lambda thing: not _is_paper(thing))
        return [
            [[cell or "" for cell in row] for row in table]
            for table in drawn.extract_tables()
        ]


@contextmanager
def _open(data: bytes) -> "Iterator[PDF]":
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # It tells the terminal about each odd font; what matters is whether text comes.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    failures = PDFException, PSException, MalformedPDFException, PdfminerException
    try:
        with _opened(data, failures) as pdf:
            yield pdf
    except failures as error:
        raise Unreadable("damaged", f"The second reader fails: {error}.") from error


def _opened(data: bytes, failures: tuple[type[Exception], ...]) -> "PDF":
    import pdfplumber

    try:
        return pdfplumber.open(io.BytesIO(data))
    except failures:  # It needs the table of objects, which PDFium does without.
        mended = repaired(data)
        if mended is None:
            raise
        return pdfplumber.open(io.BytesIO(mended))


def _page(plumbed: "Plumbed") -> Page:
    left, top = max(0, plumbed.cropbox[0]), max(0, plumbed.cropbox[1])
    # Bold that is printed several times, each a hair beside the other.
    chars = plumbed.dedupe_chars().chars
    drawn = [edge for edge in plumbed.edges if not _is_paper(edge)]
    return Page(
        number=plumbed.page_number,
        width=float(plumbed.cropbox[2] - plumbed.cropbox[0]),
        height=float(plumbed.cropbox[3] - plumbed.cropbox[1]),
        glyphs=[g for c in chars if _is_upright(c) for g in _glyphs(c, left, top)],
        loose=[g for c in chars if not _is_upright(c) for g in _glyphs(c, left, top)],
        flat=[
            Rule(edge["top"] - top, edge["x0"] - left, edge["x1"] - left)
            for edge in drawn
            if edge["orientation"] == "h"
        ],
        upright=[
            Rule(edge["x0"] - left, edge["top"] - top, edge["bottom"] - top)
            for edge in drawn
            if edge["orientation"] == "v"
        ],
    )


def _is_paper(thing: Thing) -> bool:
    """Whether nothing is seen of a drawing: a clip path, or white paint.

    Office programs paint each line of a cell white, which pdfplumber takes for cells.
    """
    if thing["object_type"] == "char" or thing.get("stroke"):
        return False
    paint = thing.get("non_stroking_color")
    levels = paint if isinstance(paint, tuple) else (paint,)
    return not thing.get("fill") or levels in WHITE


def _is_upright(char: Thing) -> bool:
    """By its matrix: what pdfplumber calls upright may lean by up to a right angle."""
    a, b = char["matrix"][:2]
    return bool(a > 0 and abs(b) <= SLANT * a)


def _glyphs(char: Thing, left: float, top: float) -> Iterator[Glyph]:
    """The characters of a shape: two or three for a ligature, side by side."""
    text = UNNAMED.sub("\ufffd", char["text"])
    width = (char["x1"] - char["x0"]) / max(1, len(text))
    x, y0, y1 = char["x0"] - left, char["top"] - top, char["bottom"] - top
    for i, one in enumerate(text):
        yield Glyph(x + i * width, y0, x + (i + 1) * width, y1, one, char["size"])
