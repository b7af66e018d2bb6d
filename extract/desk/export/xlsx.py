"""A workbook for Excel (工作簿): what a person filters, sorts and reads.

    说明            the snapshot, its tables, how many rows each has
    药品 drugs …    one sheet a table: 标签 above, the column's name below, a note with
                    its meaning; lists joined by 、, structs as JSON
    截断 cut        which cells were too long for Excel, if any

Rows are written as they are read, so that a table's size does not matter.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from xlsxwriter.workbook import Workbook

from extract.desk.export.sheets import ROWS, Cut, Sheets
from extract.desk.export.source import Source
from extract.desk.export.target import made

UNKNOWN = datetime(1980, 1, 1)  # The day of files in an archive that has none.
LISTED = 100_000  # cut cells


def write_xlsx(
    source: Source, place: Path, *, force: bool = False, rows_in_sheet: int = ROWS
) -> None:
    """Write the tables into a new workbook; raises InTheWay."""
    with made(place, force=force) as new:
        options = {
            "constant_memory": True,
            "tmpdir": str(new.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with Workbook(str(new), options) as book:
            book.use_zip64()
            book.set_properties({"created": source.published or UNKNOWN})
            _fill(Sheets(book), source, rows_in_sheet)


def _fill(sheets: Sheets, source: Source, rows_in_sheet: int) -> None:
    about = sheets.book.add_worksheet("说明")
    names = [sheets.add(table, rows_in_sheet) for table in source.tables]
    for at, cells in enumerate(_about(source, names, sheets.cuts)):
        for across, cell in enumerate(cells):
            about.write_string(at, across, cell)
    about.set_column(0, 0, 28)
    about.set_column(1, 1, 60)
    if sheets.cuts:
        _list_cuts(sheets)


def _about(
    source: Source, names: list[list[str]], cuts: list[Cut]
) -> Iterator[tuple[str, ...]]:
    yield "快照 snapshot", source.snapshot
    yield "发布 published", str(source.published or "")
    yield ()
    yield "工作表 sheet", "含义 meaning", "行数 rows"
    for table, sheets in zip(source.tables, names, strict=True):
        told = f"{table.declared.label}: {table.declared.meaning}"
        yield ", ".join(sheets), told, f"{table.n_rows:,}"
    yield ()
    yield (
        "每表首行为中文列名（单位），次行为列名，批注为含义；空单元格表示原文没有。",
    )
    yield ("Row 1 is the label (unit), row 2 the column's name, its note the meaning.",)
    yield ("An empty cell: no document states it. Moments are those of China.",)
    yield ("文字一律按文字写入，不会成为公式；不可见的控制字符显示为 ␀ 等符号。",)
    if cuts:
        yield (
            f"截断 cut: {len(cuts):,} cells are longer than a cell of Excel can be.",
        )


def _list_cuts(sheets: Sheets) -> None:
    sheet = sheets.book.add_worksheet("截断 cut")
    for across, name in enumerate(("表 table", "行 row", "列 column", "字数 length")):
        sheet.write_string(0, across, name)
    for at, cut in enumerate(sheets.cuts[:LISTED], start=1):
        for across, words in enumerate(cut[:3]):
            sheet.write_string(at, across, words)
        sheet.write_number(at, 3, cut.characters)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 3, 20)
