"""Forms printed as PDF by different printers, from known answers.

>>> from tests import forms
>>> form(forms.CHEMICAL, draw(3)).pdf[:5]
b'%PDF-'
>>> from tests.prints.compared import TABLES
>>> nothing = {table: [] for table in TABLES}
>>> compare(nothing, forms.CHEMICAL).wrong[0]
"drugs[0].generic_name: None, not '盐酸示诺替尼片'"
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests import forms
from tests.prints import chromium, drawn, ink, sheet, turned, word, writer
from tests.prints.compared import Score, compare
from tests.prints.options import Options, Printer, draw
from tests.prints.scanned import Color, scan

__all__ = [
    "Color", "Options", "Order", "Print", "Score", "compare", "draw", "form", "missing",
    "printed", "scan",
]  # fmt: skip

Order = tuple[forms.Answer, Options]


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A printed form, what it says, and how it was printed."""

    pdf: bytes
    answer: forms.Answer
    options: Options


def missing(printer: Printer) -> str | None:
    """What must be installed before this printer prints; None if nothing."""
    absent = {
        "reportlab": None,
        "chromium": None if chromium.available() else "Debian package chromium",
        "writer": None
        if writer.available()
        else "Debian package libreoffice-writer-nogui",
    }[printer]
    return absent or (
        None
        if ink.has_fonts() or printer == "reportlab"
        else "Debian package fonts-wqy-zenhei"
    )


def form(answer: forms.Answer, options: Options) -> Print:
    """Print one form."""
    return printed([(answer, options)])[0]


def printed(orders: Sequence[Order]) -> list[Print]:
    """Print many forms for one printer, which starts once."""
    (printer,) = {options.printer for _, options in orders}
    pdfs = PRINTERS[printer](orders)
    return [
        Print(pdf=pdf, answer=answer, options=options)
        for pdf, (answer, options) in zip(pdfs, orders, strict=True)
    ]


def _with_reportlab(orders: Sequence[Order]) -> list[bytes]:
    return [drawn.pdf(sheet.sheet(a, o), a, o) for a, o in orders]


def _with_chromium(orders: Sequence[Order]) -> list[bytes]:
    pdfs = chromium.pdfs([(sheet.sheet(a, o), a, o) for a, o in orders])
    return _turned(pdfs, orders)


def _with_writer(orders: Sequence[Order]) -> list[bytes]:
    documents = [word.docx(sheet.sheet(a, o), a, o) for a, o in orders]
    return _turned(writer.converted(documents), orders)


def _turned(pdfs: Sequence[bytes], orders: Sequence[Order]) -> list[bytes]:
    turn = {True: turned.sideways, False: turned.upright}
    return [
        turn[options.sideways](pdf, options.turned)
        for pdf, (_, options) in zip(pdfs, orders, strict=True)
    ]


PRINTERS: dict[Printer, Callable[[Sequence[Order]], list[bytes]]] = {
    "reportlab": _with_reportlab,
    "chromium": _with_chromium,
    "writer": _with_writer,
}
