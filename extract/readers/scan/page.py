"""A picture of a page becomes a printed page: made ready, found, read, placed."""

from collections.abc import Sequence

import numpy as np

from extract.readers.printed.page import Glyph, Page
from extract.readers.scan import upright
from extract.readers.scan.glyphs import glyphs
from extract.readers.scan.letters import Letter
from extract.readers.scan.lines import Line, find_lines, within_cells
from extract.readers.scan.models import Image
from extract.readers.scan.sheet import Sheet, closed, sheet
from extract.readers.scan.tick_boxes import judged, tick_boxes
from extract.readers.scan.words import words
from normalize.places import UNSURE

FEW, SURE = 40, 0.75
SPECK, SURE_SPECK = 2, 0.95  # So few letters may be strokes of a seal.
OF_SEAL = 0.3  # Of the box around some letters, in the color of a seal.


def read(image: Image, dpi: float, number: int) -> Page:
    """Read a page, a BGR image of so many dots per inch."""
    ready, found, turn = _upright(image, dpi)
    ready = closed(ready, found)
    lines = words(ready, within_cells(found, ready.rules, ready.ink, ready.dpi))
    letters = [letter for line in lines for letter in line]
    if _is_no_text(letters):
        lines, letters = [], []
    left = [line for line in lines if _is_of_seal(line, ready.seals)]
    lines = [line for line in lines if line not in left]
    found_boxes = tick_boxes(ready.ink, ready.dpi) if letters else []
    boxes = [judged(box, letters) for box in found_boxes]
    printed = glyphs(lines, [box for box in boxes if box is not None], ready.dpi)
    height, width = (edge * 72 / ready.dpi for edge in ready.gray.shape)
    return Page(
        number=number,
        width=round(width, 2),
        height=round(height, 2),
        glyphs=printed,
        loose=glyphs(left, [], ready.dpi),
        flat=ready.rules.flat,
        upright=ready.rules.upright,
        method="ocr",
        notes=_notes(number, turn, printed),
    )


def _upright(image: Image, dpi: float) -> tuple[Sheet, list[Line], int]:
    """The sheet of a page, its lines, and by how much the page was turned for them."""
    ready = sheet(image, dpi)
    found = find_lines(ready.gray, ready.dpi)
    turn = upright.turn(ready.gray, found)
    if turn:
        ready = sheet(np.ascontiguousarray(np.rot90(image, -turn // 90)), dpi)
        found = find_lines(ready.gray, ready.dpi)
    return ready, found, turn


def _is_no_text(letters: Sequence[Letter]) -> bool:
    """Whether a few letters are specks on the back of a page, or shapes in a photo."""
    sure = sum(letter.sure >= SURE for letter in letters)
    return len(letters) < FEW and 2 * sure < len(letters)


def _is_of_seal(line: Sequence[Letter], seals: Image) -> bool:
    """Whether unsure letters stand where a seal was: they are what is left of it."""
    enough = UNSURE if len(line) > SPECK else SURE_SPECK
    if not line or any(letter.sure >= enough for letter in line):
        return False
    x0, x1 = min(it.x0 for it in line), max(it.x1 for it in line)
    y0, y1 = min(it.y0 for it in line), max(it.y1 for it in line)
    part = seals[y0:y1, x0:x1]
    return bool(part.size) and float(part.mean()) > OF_SEAL


def _notes(number: int, turn: int, printed: Sequence[Glyph]) -> list[tuple[str, str]]:
    """What a person should know who compares the page with its picture."""
    notes = []
    if turn:
        told = f"Page {number} was turned by {turn} degrees before it was read."
        notes.append(("page_turned", told))
    if not printed:
        notes.append(("no_words", f"The picture of page {number} shows no words."))
    return notes
