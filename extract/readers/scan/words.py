"""The words of a sheet, read line by line, and what the lines left over.

A line is read twice where a letter of it is doubtful.  What it leaves unread, and ink
that is in no line, is read alone.
"""

from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np

from extract.readers.scan import doubt, leftover, letters, models, ruling
from extract.readers.scan.letters import Letter
from extract.readers.scan.lines import Line
from extract.readers.scan.models import Image
from extract.readers.scan.sheet import Sheet

FIRST, SECOND = 0.0, 0.14  # margins of the two readings, of a line's height
BLOT_SURE = 0.9


def words(sheet: Sheet, pieces: Sequence[Line]) -> list[list[Letter]]:
    """Return the letters of each line of a sheet, and of each word outside of them."""
    lines = _with_blots(sheet, *_lines(sheet, pieces))
    taken = [piece for piece, line in zip(pieces, lines, strict=True) if line]
    usual = _usual(taken) or round(sheet.dpi / 5)
    bands = [Line(*band) for band in ruling.bands(sheet.rules, sheet.dpi)]
    rest = leftover.leftover(sheet.ink, [*taken, *bands], sheet.dpi, usual)
    return [*lines, *_alone(sheet, rest, usual)]


def _lines(
    sheet: Sheet, pieces: Sequence[Line]
) -> tuple[list[list[Letter]], list[list[Line]]]:
    """Read the lines, doubtful ones twice; also return what of each was not read."""
    signs = models.read([_crop(sheet.gray, line, FIRST) for line in pieces])
    risky = [i for i, line in enumerate(signs) if doubt.is_risky(line)]
    again = models.read([_crop(sheet.gray, pieces[i], SECOND) for i in risky])
    for i, second in zip(risky, again, strict=True):
        signs[i] = doubt.agreed(signs[i], second)
    placed = [
        letters.letters(doubt.settled(line), piece, sheet.ink)
        for line, piece in zip(signs, pieces, strict=True)
    ]
    return [line for line, _ in placed], [blots for _, blots in placed]


def _crop(gray: Image, line: Line, margin: float) -> Image:
    """The image of a line, with a margin of white all around."""
    part = gray[line.y0 : line.y1, line.x0 : line.x1]
    edge = round(margin * (line.y1 - line.y0))
    return np.pad(part, edge, constant_values=255)


def _with_blots(
    sheet: Sheet, lines: Sequence[list[Letter]], blots: Sequence[Sequence[Line]]
) -> list[list[Letter]]:
    """Read what was not read between the letters of a line, each blot alone."""
    framed = [_framed(blot, sheet) for line in blots for blot in line]
    alone = iter(_alone(sheet, framed, _usual(framed)))
    return [
        _mended(line, [(blot, next(alone)) for blot in own])
        for line, own in zip(lines, blots, strict=True)
    ]


def _framed(blot: Line, sheet: Sheet) -> Line:
    """A blot with white around it."""
    edge = max(2, round((blot.y1 - blot.y0) / 5))
    height, width = sheet.gray.shape
    return Line(
        max(0, blot.x0 - edge),
        max(0, blot.y0 - edge),
        min(width, blot.x1 + edge),
        min(height, blot.y1 + edge),
    )


def _mended(
    line: list[Letter], blots: Iterable[tuple[Line, list[Letter]]]
) -> list[Letter]:
    """The line with the signs that its blots were read as, or with a doubt.

    Only signs are taken (↓, +): a figure or a Han character would have been read in
    its line, so what looks like one is a piece of one, and its neighbor is doubted.
    """
    for blot, read in blots:
        if len(read) == 1 and not (read[0].char.isalnum() or read[0].char == " "):
            sure = min(read[0].sure, BLOT_SURE)
            line.append(Letter(*blot, char=read[0].char, sure=sure))
        else:
            near = min(range(len(line)), key=lambda i: abs(line[i].x0 - blot.x0))
            line[near] = line[near]._replace(sure=min(line[near].sure, doubt.DIFFERS))
    return sorted(line)


def _usual(pieces: Sequence[Line]) -> int:
    return round(median(line.y1 - line.y0 for line in pieces)) if pieces else 0


def _alone(sheet: Sheet, pieces: Sequence[Line], usual: int) -> list[list[Letter]]:
    """Read each piece by itself."""
    read = models.read([_crop(sheet.bare, piece, FIRST) for piece in pieces])
    found = []
    for signs, piece in zip(read, pieces, strict=True):
        part = sheet.ink[piece.y0 : piece.y1, piece.x0 : piece.x1]
        judged = leftover.read_alone(signs, part, usual)
        found.append(letters.letters(judged, piece, sheet.ink)[0])
    return found
