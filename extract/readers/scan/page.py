"""A picture of a page becomes a printed page: made ready, found, read, placed."""

from collections.abc import Sequence

from extract.readers.printed.page import Glyph, Page
from extract.readers.scan.glyphs import glyphs
from extract.readers.scan.lines import find_lines, within_cells
from extract.readers.scan.models import Image
from extract.readers.scan.sheet import closed, sheet
from extract.readers.scan.tick_boxes import judged, tick_boxes
from extract.readers.scan.words import words


def read(image: Image, dpi: float, number: int) -> Page:
    """Read a page, a BGR image of so many dots per inch."""
    ready = sheet(image, dpi)
    found = find_lines(ready.gray, ready.dpi)
    ready = closed(ready, found)
    lines = words(ready, within_cells(found, ready.rules, ready.ink, ready.dpi))
    letters = [letter for line in lines for letter in line]
    boxes = [judged(box, letters) for box in tick_boxes(ready.ink, ready.dpi)]
    printed = glyphs(lines, [box for box in boxes if box is not None], ready.dpi)
    height, width = (edge * 72 / ready.dpi for edge in ready.gray.shape)
    return Page(
        number=number,
        width=round(width, 2),
        height=round(height, 2),
        glyphs=printed,
        flat=ready.rules.flat,
        upright=ready.rules.upright,
        method="ocr",
        notes=_notes(number, ready.turn, printed),
    )


def _notes(number: int, turn: int, printed: Sequence[Glyph]) -> list[tuple[str, str]]:
    """What a person should know who compares the page with its picture."""
    notes = []
    if turn:
        told = f"Page {number} was turned by {turn} degrees before it was read."
        notes.append(("page_turned", told))
    if not printed:
        notes.append(("no_words", f"The picture of page {number} shows no words."))
    return notes
