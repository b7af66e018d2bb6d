"""Notices on paper (公文): one list of lines and tables, written in every format.

A line has a place on the page: the red head, the number, the title over several lines,
addressees, text, signature, the label of an attachment on a page of its own, and the
note of the printer (版记) at the very end.

>>> plain([Line("江南省药监局文件", "head"), [["序号", "药品名称"], ["1", "示例片"]]])
'江南省药监局文件\\n序号\\t药品名称\\n1\\t示例片'
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Literal

from tests import ofds
from tests import office_files as office
from tests.prints import chromium, word
from tests.prints.options import Options

Look = Literal[
    "head", "number", "title", "to", "text", "more", "sign", "open", "label", "center",
    "imprint",
]  # fmt: skip
RED = "C00000"
FONT = "仿宋"
SIZES = {"head": 30, "title": 22, "center": 18, "imprint": 14}
PLACES = {
    "head": "center", "number": "center", "title": "center", "center": "center",
    "sign": "right", "to": "left", "open": "left", "label": "left", "imprint": "left",
}  # fmt: skip
INDENTS = {"text": 2, "more": 5, "open": 2}
BREAK = '<w:r><w:br w:type="page"/></w:r>'


@dataclass(frozen=True, slots=True)
class Line:
    """Words and their place on the page; a label begins a page."""

    words: str
    look: Look = "text"


Table = list[list[str]]
Item = Line | Table


def plain(items: Iterable[Item]) -> str:
    """The notice as plain text; cells are parted by tabs."""
    return "\n".join(
        item.words if isinstance(item, Line) else "\n".join(map("\t".join, item))
        for item in items
    )


# --- HTML


def html(items: Iterable[Item], style: str = "") -> str:
    """The notice as a page; `style` is its CSS."""
    body = "\n".join(map(_element, items))
    return f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style><body>{body}"


def _element(item: Item) -> str:
    if isinstance(item, Line):
        return f'<p class="{item.look}">{escape(item.words)}</p>'
    rows = (
        "<tr>" + "".join(f"<td>{escape(words)}</td>" for words in row) + "</tr>"
        for row in item
    )
    return f"<table>{''.join(rows)}</table>"


PAPER = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 16pt/28pt "Noto Serif CJK SC"; margin: 0 }
p { margin: 0; text-align: justify } table { border-collapse: collapse; width: 100% }
td { border: 0.5pt solid black; padding: 2pt 4pt; font-size: 12pt; line-height: 16pt }
.head { color: #c00000; font-size: 30pt; line-height: 60pt; text-align: center }
.number { text-align: center; border-bottom: 2pt solid #c00000; margin-bottom: 20pt }
.title, .center { text-align: center; font-size: 22pt; line-height: 32pt }
.text, .open { text-indent: 2em } .more { text-indent: 5em } .sign { text-align: right }
.label { break-before: page } .imprint { font-size: 14pt; border-top: 0.7pt solid black }
"""


# --- Word


def docx(items: Iterable[Item], *, broken: bool = False) -> bytes:
    """The notice as a Word document; `broken` keeps a title in one paragraph."""
    runs = [list(run) for _, run in groupby(items, key=lambda i: _joins(i, broken))]
    body = "".join(_part(run, broken) for run in runs)
    options = Options(margin=79, margin_bottom=99, footer="dash")
    return word.document(body, options)


def _joins(item: Item, broken: bool) -> object:
    return isinstance(item, Line) and item.look == "title" and broken


def _part(run: Sequence[Item], broken: bool) -> str:
    if _joins(run[0], broken):
        lines = [escape(i.words) for i in run if isinstance(i, Line)]
        return _paragraph("title", "</w:t><w:br/><w:t>".join(lines))
    return "".join(_paragraph_of(i) if isinstance(i, Line) else _table(i) for i in run)


def _paragraph_of(line: Line) -> str:
    return _paragraph(line.look, escape(line.words))


def _paragraph(look: Look, words: str) -> str:
    size = SIZES.get(look, 16)
    sides = {"number": ("bottom", 18, RED), "imprint": ("top", 6, "000000")}
    border = ""
    if look in sides:
        side, width, color = sides[look]
        rule = (
            f'<w:{side} w:val="single" w:sz="{width}" w:space="6" w:color="{color}"/>'
        )
        border = f"<w:pBdr>{rule}</w:pBdr>"
    style = (
        f'{border}<w:spacing w:line="560" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="{20 * 16 * INDENTS.get(look, 0)}"/>'
        f'<w:jc w:val="{PLACES.get(look, "both")}"/>'
    )
    face = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>'
    color = f'<w:color w:val="{RED if look == "head" else "000000"}"/>'
    return (
        f"<w:p><w:pPr>{style}</w:pPr>{BREAK * (look == 'label')}<w:r><w:rPr>{face}"
        f'{color}<w:sz w:val="{2 * size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def _table(rows: Table) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = 8800 // max(map(len, rows))
    grid = f'<w:gridCol w:w="{width}"/>' * max(map(len, rows))
    inside = "".join(
        "<w:tr>" + "".join(_cell(words, width) for words in row) + "</w:tr>"
        for row in rows
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"
    )


def _cell(words: str, width: int) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr>'
        f'<w:sz w:val="24"/></w:rPr><w:t>{escape(words)}</w:t></w:r></w:p></w:tc>'
    )


# --- printed


def browser_pdfs(notices: Iterable[Sequence[Item]]) -> list[bytes]:
    """Each notice as a PDF that a browser prints from its page."""
    return [_browser_pdf(html(items, PAPER).encode()) for items in notices]


def _browser_pdf(page: bytes) -> bytes:
    command = next(filter(None, map(shutil.which, chromium.COMMANDS)))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, out = Path(folder) / "notice.html", Path(folder) / "notice.pdf"
        source.write_bytes(page)
        subprocess.run(
            [command, "--headless", "--no-sandbox", "--disable-gpu",
             f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
             f"--print-to-pdf={out}", source.as_uri()],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        return out.read_bytes()


MM = 25.4 / 72
LEFT, WIDTH, PITCH = 28.0, 156.0, 10.0  # Millimeters.


def ofd(items: Iterable[Item]) -> bytes:
    """The notice as an OFD file, with a page number at the foot of each page."""
    paper = _Paper(ofds.Printer([20.0], y=37.0))
    for item in items:
        if isinstance(item, Line):
            paper.line(item)
        else:
            paper.table(item)
    pages = [
        ofds.page(*objects, ofds.text(100.0, 275.0, f"— {at} —", 4.0))
        for at, objects in enumerate(paper.printer.pages, 1)
    ]
    return ofds.package(ofds.document(pages))


@dataclass
class _Paper:
    """Lines under one another, on a new page where one is full or a label asks."""

    printer: ofds.Printer

    def line(self, line: Line) -> None:
        if line.look == "label":
            self._turn()
        size = SIZES.get(line.look, 16) * MM
        most, indent = int(WIDTH / size), INDENTS.get(line.look, 0)
        words = "\u3000" * indent + line.words
        for at in range(0, len(words), most):
            self._words(words[at : at + most], size, PLACES.get(line.look, "both"))

    def _words(self, words: str, size: float, place: str) -> None:
        if self.printer.y > 255:
            self._turn()
        bare = words.lstrip("\u3000")
        free = WIDTH - size * len(words)
        share = {"center": 0.5, "right": 1.0}.get(place, 0.0)
        left = LEFT + share * free + size * (len(words) - len(bare))
        self.printer.pages[-1].append(ofds.text(left, self.printer.y, bare, size))
        self.printer.y += max(PITCH, 1.3 * size)

    def table(self, rows: Table) -> None:
        columns = max(map(len, rows))
        self.printer.widths = [WIDTH / columns] * columns
        for row in rows:
            self.printer.row(*row)
        self.printer.y += PITCH

    def _turn(self) -> None:
        self.printer.pages.append([])
        self.printer.y = 37.0


# --- Excel


def xlsx(items: Iterable[Item]) -> bytes:
    """An attachment as a sheet: a line is a row of one cell."""
    rows: list[Sequence[str]] = []
    for item in items:
        rows += [[item.words]] if isinstance(item, Line) else item
    return office.xlsx(office.cells(rows))
