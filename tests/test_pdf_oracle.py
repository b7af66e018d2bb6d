"""The tables of real PDFs, cell by cell, as pdfplumber reads them too.

pdfplumber is slow and has the best understood tables, so it is the oracle: two programs
that share no code and agree on a cell are both right.  Where they differ, the reasons
are known:

- white paint: pdfplumber makes a cell of each line that an office program has painted
  white (7 % of the cells here); `second.tables` looks away from paint that nobody sees;
- a table within a cell: pdfplumber reads its words twice, in both tables.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pymupdf
import pypdfium2 as pdfium

from extract.readers.pdf import second
from extract.readers.pdf.pages import read_page
from extract.readers.printed.aligned import aligned
from extract.readers.printed.sheet import laid_out

AGREED = 0.998  # Of the cells of all files.

SPACES = dict.fromkeys(map(ord, " \t\n\r\v\f\u00a0\u3000"))

Cells = Counter[str]
Tables = Callable[[bytes, range], Iterable[list[str]]]


def ours(data: bytes, indexes: range) -> Iterator[list[str]]:
    """The cells of pages as this project reads them, each once."""
    document = pdfium.PdfDocument(data)
    for index in indexes:
        [sheet] = aligned([laid_out(read_page(document, index).page)], set())
        slots = (slot for table in sheet.tables for row in table.rows for slot in row)
        yield [slot.region.words for slot in slots if slot.first]
    document.close()


def theirs(data: bytes, indexes: range) -> Iterator[list[str]]:
    """The cells of pages as pdfplumber reads them."""
    for tables in second.tables(data, indexes):
        yield [cell for table in tables for row in table for cell in row]


def bare(words: str) -> str:
    """A cell for comparison: no white space, and radicals are characters."""
    return "".join(map(_plain, words.replace("^", ""))).translate(SPACES)


def _plain(char: str) -> str:
    is_radical = "\u2e80" <= char <= "\u2fdf"
    return unicodedata.normalize("NFKC", char) if is_radical else char


def cells(words: list[str]) -> Cells:
    return Counter(text for text in map(bare, words) if text)


def differences(
    data: bytes, one: Tables = ours, other: Tables = theirs
) -> Iterator[tuple[Cells, Cells, int]]:
    """For each page: cells that only one has, that only the other has, and both."""
    document = pdfium.PdfDocument(data)
    indexes = range(len(document))
    document.close()
    for mine, known in zip(one(data, indexes), other(data, indexes), strict=True):
        yield (
            cells(mine) - cells(known),
            cells(known) - cells(mine),
            (cells(mine) & cells(known)).total(),
        )


REAL = (
    "annual_report_biopharma_excerpt", "attachment_course_guide_54p",
    "bond_prospectus_chinese_tables", "brokerage_finance_table_borderless",
    "standard_enterprise_sizes_5p", "standard_land_use_p173",
)  # fmt: skip


def test_the_cells_of_real_pdfs_are_those_of_the_oracle(shared: Path) -> None:
    both, missed = 0, Counter[str]()
    for name in REAL:
        data = (shared / "corpora" / "pdf" / "real" / f"{name}.pdf").read_bytes()
        for _, lost, agreed in differences(data):
            both += agreed
            missed += lost
    assert both > 3_000
    assert both / (both + missed.total()) >= AGREED, missed


def test_a_difference_is_seen() -> None:
    document = pymupdf.open()
    document.new_page()
    data: bytes = document.tobytes()
    found = differences(
        data, lambda *_: [["甲\n片", "乙"]], lambda *_: [["甲片", "丙", ""]]
    )
    assert list(found) == [(Counter({"乙": 1}), Counter({"丙": 1}), 1)]
