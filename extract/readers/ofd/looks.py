"""From the drawings of a sheet to the page: which of its characters are its text.

Left out are slanted and large faint words (watermarks), those of stamps, those beside
the paper, and invisible ones; but under the picture of a scanned page, what is
invisible is its text.
"""

from collections.abc import Iterator
from math import inf
from statistics import median

from extract.readers.ofd.drawing import Piece
from extract.readers.ofd.sheets import Sheet
from extract.readers.ofd.text import reaching
from extract.readers.printed.page import Glyph, Page

LARGE = 1.5  # Times the usual size: faint letters so large are no text of the page.
LITTLE = 40  # Characters; the picture of a page with fewer is what the page says.
MARGIN = 0.09  # Of the height, above and below: running heads and page numbers.
COVER = 0.5  # Share of the page that the picture of a scanned page covers.


def printed_page(sheet: Sheet, number: int) -> Page:
    """Return the page that a sheet shows."""
    pieces = [piece for drawing in sheet.drawings for piece in drawing.pieces]
    sizes = [g.size for piece in pieces if piece.kind == "text" for g in piece.glyphs]
    usual = median(sizes or [inf])
    hidden = _is_scan(sheet)
    glyphs: list[Glyph] = []
    loose: list[Glyph] = []
    for piece in pieces:
        for glyph in piece.glyphs:
            own = _is_text(piece, glyph, usual, hidden) and _is_on(sheet, glyph)
            (glyphs if own else loose).append(glyph)
    loose += [glyph for piece in sheet.stamps.pieces for glyph in piece.glyphs]
    return Page(
        number=number,
        width=sheet.width,
        height=sheet.height,
        glyphs=[*map(reaching, glyphs, glyphs[1:]), *glyphs[-1:]],
        loose=loose,
        flat=[rule for drawing in sheet.drawings for rule in drawing.flat],
        upright=[rule for drawing in sheet.drawings for rule in drawing.upright],
        links=[
            link
            for drawing in (*sheet.drawings, sheet.stamps)
            for link in drawing.links
        ],
        notes=tuple(_notes(sheet, number, glyphs)),
    )


def _is_text(piece: Piece, glyph: Glyph, usual: float, hidden: bool) -> bool:
    if piece.kind == "faint":
        return glyph.size <= LARGE * usual
    return piece.kind == "text" or (piece.kind == "hidden" and hidden)


def _is_on(sheet: Sheet, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return 0 <= x <= sheet.width and 0 <= y <= sheet.height


def _is_scan(sheet: Sheet) -> bool:
    paper = sheet.width * sheet.height
    pictures = (box for drawing in sheet.drawings for box in drawing.pictures)
    return sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in pictures) >= COVER * paper


def _notes(sheet: Sheet, number: int, glyphs: list[Glyph]) -> Iterator[tuple[str, str]]:
    for sentence in sheet.lost:
        yield "pages_lost", f"Page {number} is not whole: {sentence}"
    if _is_unread(sheet, glyphs):
        yield (
            "page_unread",
            f"Page {number} is a picture; pictures in OFD files are not read.",
        )


def _is_unread(sheet: Sheet, glyphs: list[Glyph]) -> bool:
    """Whether a picture holds the words of a page, but for its head and number.

    Hidden words on a scan are somebody's reading of it.
    """
    pieces = [piece for drawing in sheet.drawings for piece in drawing.pieces]
    if any(piece.kind == "hidden" for piece in pieces):
        return False
    top, bottom = MARGIN * sheet.height, (1 - MARGIN) * sheet.height
    words = [glyph for glyph in glyphs if glyph.char.strip()]
    inner = sum(top < (glyph.y0 + glyph.y1) / 2 < bottom for glyph in words)
    pictured = any(drawing.pictures for drawing in sheet.drawings)
    return (pictured and not words) or (_is_scan(sheet) and inner < LITTLE)
