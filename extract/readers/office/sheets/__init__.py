"""Worksheets (.xlsx, .xls, .et): a heading and a grid for each sheet.

Numbers and days are written as they are printed: 118.50 and 2024年7月, never 118.5 and
45474.0.  A hidden sheet, which mostly holds the choices of a list, is not read, and
named.
"""

import re
from collections.abc import Iterable

from extract.readers.office.flow import Piece, Prose
from extract.readers.office.ole import open_ole, stream_of
from extract.readers.office.package import Package
from extract.readers.office.sheets import layout, xls, xlsx
from extract.readers.office.sheets.cells import Sheet
from extract.readers.office.writer import Writer
from extract.readers.transcript import Transcript
from extract.readers.unreadable import Unreadable
from normalize.document import Document

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
STREAMS = ("Workbook", "Book")


def read(data: bytes, name: str) -> Document:
    """Return the document that the bytes of a workbook of today (.xlsx) hold.

    Raises Unreadable: `damaged`, `encrypted`, `too_large`, `picture_only` or `empty`.
    """
    package = Package(data)
    document = _written(xlsx.sheets(package), name, XLSX)
    if not document.blocks:
        raise _without_words(any("/media/" in part for part in package.names()))
    return document


def read_old(data: bytes, name: str) -> Document:
    """Return the document that the bytes of a workbook of Excel 97 or WPS hold.

    Raises Unreadable: `damaged`, `encrypted`, `too_large` or `empty`.
    """
    stream = stream_of(open_ole(data), *STREAMS)
    document = _written(xls.sheets(data, stream), name, XLS)
    if not document.blocks:
        raise _without_words(False)
    return document


def _written(sheets: Iterable[Sheet], name: str, media_type: str) -> Document:
    transcript = Transcript()
    writer = Writer(transcript)
    for sheet in sheets:
        for note in sheet.notes:
            transcript.note(*note)
        if sheet.hidden:
            transcript.note(
                "hidden_sheet",
                f"The sheet {sheet.name!r} is hidden and was not read. Show it in "
                "Excel and save the file if it belongs to the document.",
            )
        elif sheet.rows:
            writer.write([_title(sheet.name)])
            layout.write(sheet, transcript, writer)
    return transcript.document(name, media_type)


def _title(name: str) -> Prose:
    furniture = bool(UNNAMED.fullmatch(name.strip()))
    return Prose([Piece(name)], level=1, furniture=furniture)


def _without_words(has_pictures: bool) -> Unreadable:
    if has_pictures:
        return Unreadable(
            "picture_only",
            "The workbook holds pictures and no words. Save it as PDF and add that: "
            "scanned PDF files are read.",
        )
    return Unreadable("empty", "The workbook holds no filled cell. Check it in Excel.")
