"""A second opinion on a page: pdfplumber, which reads a PDF by other means.

Where the file has no table of characters it takes that of the embedded font, which
PDFium does not, and so reads whole pages that PDFium returns as garbage.  It takes ten
times as long, so it is asked about such pages only, and by the tests about all.

A Page of it is like any other: characters in the order of the file, upright ones in
`glyphs`, others in `loose`; a shape that it cannot name is U+FFFD, and all characters
of a font with many of those are loose, with the note `lost_characters`.
"""

import io
import logging
import re
from collections import Counter
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
# What it falls over where a damaged file holds other things than it says.
ODD_VALUES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
NAMELESS = 0.1  # Of the characters of a font.

WHITE = {(1,), (1, 1, 1), (0, 0, 0, 0)}  # In gray, RGB and CMYK.

Thing = dict[str, Any]


def pages(data: bytes, indexes: Iterable[int]) -> Iterator[Page]:
    """Yield pages of a PDF, by index from 0; Unreadable ("damaged") where it fails."""
    with _open(data) as pdf:
        for index in indexes:
            plumbed = pdf.pages[index]
            yield _page(plumbed)
            plumbed.close()  # or each page stays in memory with all of its objects


def tables(data: bytes, indexes: Iterable[int]) -> Iterator[list[list[list[str]]]]:
    """Yield the tables of pages as pdfplumber finds them: rows of cell texts."""
    with _open(data) as pdf:
        for index in indexes:
            seen = pdf.pages[index].filter(lambda thing: not _is_paper(thing))
            yield [
                [[cell or "" for cell in row] for row in table]
                for table in seen.extract_tables()
            ]
            pdf.pages[index].close()


@contextmanager
def _open(data: bytes) -> "Iterator[PDF]":
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # It tells the terminal about each odd font; what matters is whether text comes.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    own = PDFException, PSException, MalformedPDFException, PdfminerException
    failures = (*own, *ODD_VALUES)
    try:
        with _opened(data, failures) as pdf:
            yield pdf
    except failures as error:
        message = f"The second reader fails: {type(error).__name__}: {error}."
        raise Unreadable("damaged", message) from error


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
    left, top, right, bottom = plumbed.cropbox
    left, top = max(0, left), max(0, top)
    # Bold that is printed several times, each a hair beside the other.
    chars = plumbed.dedupe_chars().chars
    nameless = _nameless(chars)
    drawn = [edge for edge in plumbed.edges if not _is_paper(edge)]
    return Page(
        number=plumbed.page_number,
        width=float(right - left),
        height=float(bottom - top),
        glyphs=list(_glyphs(_of(chars, nameless, loose=False), left, top)),
        loose=list(_glyphs(_of(chars, nameless, loose=True), left, top)),
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
        notes=_notes(plumbed.page_number, chars, nameless),
    )


def _of(chars: list[Thing], nameless: set[str], loose: bool) -> Iterator[Thing]:
    """The characters of the text, or those that lean or that nobody can name."""
    for char in chars:
        is_text = _is_upright(char) and char["fontname"] not in nameless
        if is_text != loose:
            yield char


def _nameless(chars: list[Thing]) -> set[str]:
    """The fonts that name too few of their shapes for the others to be believed."""
    all_ = Counter(char["fontname"] for char in chars)
    lost = Counter(c["fontname"] for c in chars if UNNAMED.search(c["text"]))
    return {font for font, times in lost.items() if times > NAMELESS * all_[font]}


def _notes(
    number: int, chars: list[Thing], nameless: set[str]
) -> tuple[tuple[str, str], ...]:
    lost = sum(char["fontname"] in nameless for char in chars)
    if not lost:
        return ()
    message = f"{lost} characters of page {number} have no meaning in the file"
    return (("lost_characters", message),)


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


def _glyphs(chars: Iterable[Thing], left: float, top: float) -> Iterator[Glyph]:
    """The characters of shapes: two or three for a ligature, side by side."""
    for char in chars:
        text = UNNAMED.sub("\ufffd", char["text"])
        width = (char["x1"] - char["x0"]) / max(1, len(text))
        x, y0, y1 = char["x0"] - left, char["top"] - top, char["bottom"] - top
        for i, one in enumerate(text):
            start, end = x + i * width, x + (i + 1) * width
            yield Glyph(start, y0, end, y1, one, char["size"])
