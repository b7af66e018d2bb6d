"""Words on a ReportLab page: fonts, raised digits, fake bold, watermarks."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.prints.furniture import MARK
from tests.prints.lines import Line, Measure

CID = "STSong-Light"
FOLDERS = Path("/usr/share/fonts")
FILES = {"song": "gbsn00lp.ttf", "kai": "gkai00mp.ttf", "hei": "wqy-zenhei.ttc"}
SMALLER = 0.62
RISE = 0.38


@cache
def font(name: str) -> str:
    """Register a font and return its name: embedded where installed, else the CID font."""
    found = sorted(FOLDERS.rglob(FILES[name])) if name in FILES else []
    if found:
        pdfmetrics.registerFont(TTFont(name, str(found[0])))
        return name
    pdfmetrics.registerFont(UnicodeCIDFont(CID))
    return CID


def has_fonts() -> bool:
    """Whether a Chinese font is installed, which pictures of pages need."""
    return any(sorted(FOLDERS.rglob(FILES["hei"])))


def pieces(words: str, name: str) -> Iterator[tuple[str, str]]:
    """Words with the font of each piece: the CID font for what another lacks."""
    for lacks, chars in groupby(words, lambda char: _lacks(name, char)):
        yield "".join(chars), font(CID) if lacks else name


def _lacks(name: str, char: str) -> bool:
    face = pdfmetrics.getFont(name).face
    return name != CID and ord(char) not in face.charToGlyph


def _width(words: str, name: str, size: float) -> float:
    return sum(pdfmetrics.stringWidth(w, n, size) for w, n in pieces(words, name))


def measure(name: str, size: float) -> Measure:
    """How wide words are in a font of a size; raised ones are smaller."""

    def width(words: str, raised: bool) -> float:
        return _width(words, name, size * (SMALLER if raised else 1))

    return width


def write(
    canvas: Canvas,
    at: tuple[float, float],
    line: Line,
    name: str,
    size: float,
    bold: str,
) -> None:
    """Write a line on its base line; bold is `printed` four times, or `stroked`."""
    shifts = (0, 0.12, 0.24, 0.36) if bold == "printed" else (0,)
    for shift in shifts:
        x, y = at[0] + shift, at[1]
        for words, raised in line:
            written = size * (SMALLER if raised else 1)
            canvas.setLineWidth(size * 0.03)
            mode = 2 if bold == "stroked" else 0
            for piece, face in pieces(words, name):
                canvas.setFont(face, written)
                canvas.drawString(x, y + size * RISE * raised, piece, mode=mode)
                x += _width(piece, face, written)


def watermark(canvas: Canvas, kind: str, name: str, size: tuple[float, float]) -> None:
    """Print a faint slanted text, once or in tiles."""
    width, height = size
    tiles = [(x, y) for x in (0.2, 0.6) for y in (0.15, 0.45, 0.75)]
    places = {"none": [], "one": [(0.3, 0.35)], "tiles": tiles}[kind]
    for x, y in places:
        canvas.saveState()
        canvas.setFillGray(0.75, alpha=0.35)
        canvas.translate(x * width, y * height)
        canvas.rotate(38)
        canvas.setFont(name, 46 if kind == "one" else 22)
        canvas.drawString(0, 0, MARK)
        canvas.restoreState()
