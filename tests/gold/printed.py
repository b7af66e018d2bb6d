"""The made-up application form in its printings, beside its gold: cell by cell.

A pair is right when label and value are those of the gold, white space and width aside;
a raised figure must be there, behind `^`.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from extract.readers import pdf
from normalize.document import Cell, Document
from normalize.text import Span

FOLDER = Path("corpora") / "pdf"
PRINTINGS = (
    "synthetic_form", "synthetic_form_nowm", "synthetic_form_type3",
    "synthetic_form_rl_stsong", "synthetic_form_rot90_upright",
    "synthetic_form_rot90_sideways", "synthetic_form_notounicode",
)  # fmt: skip
WIDEST_PAIRS = 7  # Cells; a row of more is of a table of records.


class Scanned(NamedTuple):
    """Cells of a scan: the share that is right, and the wrong ones nobody is told of."""

    right: float
    unflagged: list[str]


def pairs_right(shared: Path, printing: str) -> float:
    """Return the share of the gold pairs that a printing gives."""
    gold = json.loads((shared / FOLDER / "synthetic_form.gold.json").read_text("utf-8"))
    wanted = Counter((bare(pair["k"]), bare(pair["v"])) for pair in gold["pairs"])
    document = pdf.read((shared / FOLDER / f"{printing}.pdf").read_bytes(), printing)
    found = Counter(_pairs(document))
    return (wanted & found).total() / wanted.total()


def scan_right(shared: Path, scan: str, first: int, last: int) -> Scanned:
    """Compare some pages of a scan with the same pages of the print it was made from."""
    truth = _pages(shared, "synthetic_form_nowm", first, last)
    wanted = Counter(bare(str(cell.text)) for cell in _cells(truth))
    read = _pages(shared, scan, first, last)
    unflagged, right = [], 0
    for cell in _cells(read):
        words = bare(str(cell.text))
        if wanted[words]:
            wanted[words] -= 1
            right += 1
        elif not any(_is_unsure(read, span) for span in cell.text.spans()):
            unflagged.append(words)
    return Scanned(right / (right + wanted.total()), unflagged)


def bare(words: str) -> str:
    """Return words without white space, in one width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))


def _pairs(document: Document) -> Iterator[tuple[str, str]]:
    for row in _rows(document):
        cells = [bare(str(cell.text)) for cell in row]
        if len(cells) <= WIDEST_PAIRS:
            yield from zip(cells[0::2], cells[1::2], strict=False)


def _rows(document: Document) -> Iterator[list[Cell]]:
    """The rows of all tables without the cells that a wide one stands over."""
    for grid in document.grids():
        for row in grid.rows:
            kept, covered = [], 0
            for cell in row:
                if not covered:
                    kept.append(cell)
                    covered = cell.colspan
                covered -= 1
            yield kept


def _cells(document: Document) -> Iterator[Cell]:
    return (cell for row in _rows(document) for cell in row if len(cell.text))


def _pages(shared: Path, name: str, first: int, last: int) -> Document:
    whole = pdfium.PdfDocument(shared / FOLDER / f"{name}.pdf")
    some = pdfium.PdfDocument.new()
    some.import_pages(whole, list(range(first, last)))
    out = BytesIO()
    some.save(out)
    return pdf.read(out.getvalue(), name)


def _is_unsure(document: Document, span: Span) -> bool:
    assert document.places
    return bool(document.places.unsure(span))
