"""Worksheets of Excel 97 (.xls) and of WPS (.et), read by calamine."""

import struct
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from extract.readers.office.flow import Piece
from extract.readers.office.package import damaged, too_large
from extract.readers.office.sheets import dates, formats
from extract.readers.office.sheets.biff import Workbook, survey
from extract.readers.office.sheets.cells import Range, Sheet, Value
from extract.readers.office.sheets.xlsx import HIDDEN_CELLS
from extract.readers.unreadable import Unreadable

Stored = int | float | str | bool | time | date | datetime | timedelta


def sheets(data: bytes, stream: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a file whose stream of records is given.

    Raises Unreadable: `damaged`, `encrypted` or `too_large`.
    """
    book = survey(stream)
    if any(one.is_too_wide() for one in book.sheets):
        raise too_large(
            "A sheet has cells far apart, so that it spans millions of them"
        )
    try:
        yield from _sheets(CalamineWorkbook.from_filelike(BytesIO(data)), book)
    except Unreadable:
        raise
    except PasswordError as error:
        raise Unreadable(
            "encrypted", "The workbook has a password. Save it without one."
        ) from error
    except (CalamineError, OSError, ValueError, struct.error) as error:
        raise damaged("The workbook", error) from error


def _sheets(workbook: CalamineWorkbook, book: Workbook) -> Iterator[Sheet]:
    worksheets = [
        one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet
    ]
    for at, one in enumerate(worksheets):
        if one.visible != SheetVisibleEnum.Visible:
            yield Sheet(one.name, True, {}, [])
            continue
        sheet = workbook.get_sheet_by_name(one.name)
        merged = [Range(*start, *end) for start, end in sheet.merged_cell_ranges or []]
        hides = at < len(book.sheets) and book.sheets[at].has_hidden_rows
        notes = [HIDDEN_CELLS] if hides else []
        yield Sheet(one.name, False, dict(_rows(sheet, book, at)), merged, notes)


def _rows(
    sheet: CalamineSheet, book: Workbook, number: int
) -> Iterator[tuple[int, Mapping[int, Value]]]:
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = {
            column: _value(value, book.code(number, (row, column)))
            for column, value in enumerate(values)
            if value != "" or book.is_stored(number, (row, column))
        }
        yield row, cells


def _value(value: Stored, code: str) -> Value:
    words = _printed(value, code)
    return [Piece(words)] if words else []


def _printed(value: Stored, code: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return formats.shown(value, code)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    moment = _moment(value)
    return dates.shown(moment, code if dates.is_date(code) else "yyyy-mm-dd")


def _moment(value: time | date | datetime | timedelta) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, timedelta):
        return dates.EPOCH + timedelta(days=1) + value
    if isinstance(value, time):
        return datetime.combine(dates.EPOCH, value)
    return datetime.combine(value, time())
