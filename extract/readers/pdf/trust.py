"""Whether the characters that a PDF stores for a page are those it shows.

A PDF prints shapes; which characters they are is told apart from that, or not at all:
the table that says so (ToUnicode) is missing, or wrong, or was made by somebody's bad
OCR and laid invisibly over a scan.  The page looks right and its text is garbage, so a
text is only believed if it looks like one.

>>> distrust("药品通用名称：示例替尼片，规格 10mg，2024年6月27日"), distrust("")
(None, None)
>>> distrust("\\x13\\x11\\x13\\x16´\\x01¡ñÌð"), distrust("⡉垗ࢎ⬫ᆊၔ䠨ᙍ")
('no_characters', 'odd_characters')
>>> distrust("9:>9 年 ;<=? 月 8:>@ 日 9;=?")
'digits_as_punctuation'
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Literal

import pypdfium2 as pdfium
import pypdfium2.raw as fpdf

from extract.readers.charset import common_han
from extract.readers.pdf.calls import HANDLE, INT, handle, plain
from extract.readers.pdf.view import Frame
from extract.readers.printed.page import Run
from normalize.places import Box

SAMPLE = 100  # Characters of a page that PDFium is asked about one by one.
MANY = 0.05  # A share beyond which a kind of damage is the font's, not a bullet's.
FEW = 3
HALF = 0.5
RARE = 0.4  # Of the Han; good pages have 0.01, those without a table 0.7 and more.
ENOUGH_HAN = 10
MANY_LATIN = 0.2
MANY_SIGNS = 0.3  # Of the ASCII.
MANY_SHIFTED = 0.2  # Of the figures.
UNNAMED = "(cid:"  # So some programs write the number of a shape that has no name.
ENOUGH_ASCII = 24
LITTLE = 40  # Characters; a scan with fewer has a stamp or a title for text.
MARGIN = 0.09  # Of the height, above and below: running heads and page numbers.
LARGE = 0.15  # Of the page; a picture so large is a figure, or a certificate.
STEP = 3  # Every third character is asked: what is hidden is a word or more.

LINE_HYPHEN, LINE_HYPHEN_TOO = "\x02", "\ufffe"  # PDFium's marks, at the end of a line.
# Wingdings and Symbol keep their ticks and bullets in this part of the private use.
ICONS = frozenset(map(chr, range(0xF000, 0xF100)))
USUAL_LATIN = frozenset("°±²³·×÷µ®©§¥«»")
FAR = (  # Armenian to Vedic, Yi to Meetei Mayek: no Chinese document has these.
    frozenset(map(chr, range(0x0530, 0x1E00))),
    frozenset(map(chr, range(0xA000, 0xAC00))),
)


FIGURES = re.compile(r"[0-9:;<=>?@]{2,}")
# Digits shifted by a wrong table: 2024 is 9:;>. Signs before a number are no sign.
SHIFTED = re.compile(r"[0-9][<>?@]|[:;<=>?@]{2}|[:;<=>?@][<>?@]")
COMPARED = re.compile(r"[<>=]=|=>|<>|::")
SIGNS = frozenset("!\"#$&'*+;<=>?@[\\]^`{|}~")

thing_of = plain(fpdf.FPDFText_GetTextObject, HANDLE, HANDLE, INT)
mode_of = plain(fpdf.FPDFTextObj_GetTextRenderMode, INT, HANDLE)

Kind = Literal[
    "space", "good", "lost", "odd", "latin", "sign", "ascii", "rare_han", "han"
]


def distrust(text: str) -> str | None:
    """Say what is wrong with the stored characters of a page; None for a good page.

    `no_characters`, `odd_characters`, `latin_characters`, `rare_characters`,
    `signs_as_letters` or `digits_as_punctuation`.
    """
    kinds: Counter[Kind] = Counter(map(_kind, text))
    size = kinds.total() - kinds["space"]
    kinds["lost"] += text.count(UNNAMED)
    han = kinds["han"] + kinds["rare_han"]
    ascii_ = kinds["ascii"] + kinds["sign"]
    signs = {
        "no_characters": _is_many(kinds["lost"], size),
        "odd_characters": _is_many(kinds["odd"], size),
        "latin_characters": kinds["latin"] > max(FEW, MANY_LATIN * size),
        "rare_characters": han >= ENOUGH_HAN and kinds["rare_han"] > RARE * han,
        "signs_as_letters": ascii_ > max(ENOUGH_ASCII, HALF * size)
        and kinds["sign"] > MANY_SIGNS * ascii_,
        "digits_as_punctuation": _is_shifted(text),
    }
    return next((reason for reason, is_so in signs.items() if is_so), None)


@cache
def _kind(char: str) -> Kind:
    if char.isspace():
        return "space"
    if "\u3400" <= char <= "\u9fff":
        return "han" if char in common_han() else "rare_han"
    if "!" <= char <= "~":
        return "sign" if char in SIGNS else "ascii"
    category = unicodedata.category(char)
    if char == "\ufffd" or category == "Cc":
        return "good" if char == LINE_HYPHEN else "lost"
    if category in {"Cn", "Co", "Cs"}:
        return "good" if char in ICONS or char == LINE_HYPHEN_TOO else "odd"
    if "\xa1" <= char <= "\xff":
        return "good" if char in USUAL_LATIN else "latin"
    return "odd" if any(char in block for block in FAR) else "good"


def reason(text_page: pdfium.PdfTextPage) -> str | None:
    """Say why the text that PDFium finds on a page is not to be believed, or None.

    What `distrust` says, or `no_table`; control characters count, which the page as it
    is read has no more.
    """
    wrong = distrust(text_page.get_text_range())
    return wrong or ("no_table" if unmapped(text_page.raw) else None)


def unmapped(text_page: fpdf.FPDF_TEXTPAGE) -> bool:
    """Say whether PDFium itself had to guess what characters the shapes are."""
    count = fpdf.FPDFText_CountChars(text_page)
    sample = range(0, count, max(1, count // SAMPLE))
    guessed = sum(fpdf.FPDFText_HasUnicodeMapError(text_page, i) == 1 for i in sample)
    return _is_many(guessed, len(sample))


def invisible(text_page: fpdf.FPDF_TEXTPAGE) -> float:
    """Return which share of the characters is invisible, 0 to 1.

    Most are where some OCR read the picture that they lie over.
    """
    sample = range(0, fpdf.FPDFText_CountChars(text_page), STEP)
    things = filter(None, map(thing_of, repeat(handle(text_page)), sample))
    modes = Counter(map(mode_of, things))
    hidden = modes[fpdf.FPDF_TEXTRENDERMODE_INVISIBLE]
    return hidden / modes.total() if hidden else 0.0


def pictured(frame: Frame, pictures: Iterable[Box]) -> float:
    """Return which share of a page pictures cover; overlapping ones count twice.

    >>> pictured(Frame(0, 0, 100, 100), [(0, 0, 50, 20), (50, 0, 999, 20)])
    0.2
    """
    left, bottom, right, top = frame
    area = sum(
        max(min(x1, right) - max(x0, left), 0) * max(min(y1, top) - max(y0, bottom), 0)
        for x0, y0, x1, y1 in dict.fromkeys(pictures)
    )
    return area / max((right - left) * (top - bottom), 1.0)


def is_picture(runs: Sequence[Run], height: float, share: float) -> bool:
    """Say whether a page is a scan: pictures cover it, and its margins hold the text.

    `share` of it is pictured. On a scan somebody has printed a running head, the number
    of the page, a stamp of a few words.
    """
    top, bottom = MARGIN * height, (1 - MARGIN) * height
    inner = [run for run in runs if top < (run.y0 + run.y1) / 2 < bottom]
    if not inner:
        return share > LARGE
    return share > HALF and sum(len(run.chars) for run in inner) < LITTLE


def _is_many(bad: int, size: int) -> bool:
    return bad > FEW and bad > MANY * size


def _is_shifted(text: str) -> bool:
    figures = FIGURES.findall(text)
    shifted = sum(bool(SHIFTED.search(COMPARED.sub("", one))) for one in figures)
    return shifted > FEW and shifted > MANY_SHIFTED * len(figures)
