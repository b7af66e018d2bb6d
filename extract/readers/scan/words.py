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
LOWEST = 0.45  # of the height of a usual line
BLOT_SURE = 0.9
RAISED = 0.62  # of the height of a line: the foot of a raised figure is above it
ROUND = frozenset("oO0°º〇○")  # as a small ring is read


def words(sheet: Sheet, pieces: Sequence[Line]) -> list[list[Letter]]:
    """Return the letters of each line of a sheet, and of each word outside of them."""
    # Cut to its ink, a lone dash would be blown up to the height of a letter.
    low = LOWEST * _usual(pieces)
    pieces = [piece for piece in pieces if piece.y1 - piece.y0 > low]
    lines = _with_blots(sheet, *_lines(sheet, pieces))
    taken = [piece for piece, line in zip(pieces, lines, strict=True) if line]
    usual = _usual(taken) or round(sheet.dpi / 5)
    bands = [Line(*band) for band in ruling.bands(sheet.rules, sheet.dpi)]
    rest = leftover.leftover(sheet.ink, [*taken, *bands], sheet.dpi, usual)
    alone = _alone(sheet, rest if taken else [], usual)
    lost = [piece for piece, word in zip(rest, alone, strict=False) if not word]
    return [*_beside(lines, lost, usual), *alone]


def _beside(
    lines: Iterable[list[Letter]], lost: Sequence[Line], usual: int
) -> list[list[Letter]]:
    """Doubt the letters beside which there is ink that nobody could read."""
    return [[_near_lost(letter, lost, usual) for letter in line] for line in lines]


def _near_lost(letter: Letter, lost: Iterable[Line], usual: int) -> Letter:
    middle = (letter.y0 + letter.y1) / 2
    near = any(
        piece.y0 <= middle <= piece.y1
        and piece.x0 - usual <= letter.x1
        and letter.x0 <= piece.x1 + usual
        for piece in lost
    )
    return letter._replace(sure=min(letter.sure, doubt.DIFFERS)) if near else letter


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
        char = _sign(blot, read, line)
        if char:
            most = doubt.DIFFERS if char.isdecimal() else BLOT_SURE
            sure = min(read[0].sure, most)
            line.append(Letter(*blot, char=char, sure=sure))
        else:
            near = min(range(len(line)), key=lambda i: abs(line[i].x0 - blot.x0))
            line[near] = line[near]._replace(sure=min(line[near].sure, doubt.DIFFERS))
    return sorted(line)


def _sign(blot: Line, read: Sequence[Letter], line: Sequence[Letter]) -> str:
    """The sign that a blot alone was read as; "" for what is no sign."""
    char = read[0].char if len(read) == 1 else ""
    top, foot = min(it.y0 for it in line), max(it.y1 for it in line)
    if char in ROUND and blot.y0 > (top + foot) / 2 and blot.x0 > line[-1].x0:
        return "。"
    if char.isdecimal() and blot.y1 < top + RAISED * (foot - top):
        before = [it.char for it in line if it.x1 <= blot.x0 + 1]
        return char if before[-1:] == ["0"] else ""  # 10⁶CFU is read as 10CFU
    return "" if char.isalnum() or char == " " else char


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
