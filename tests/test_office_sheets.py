"""Worksheets: grids of what is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import office
from extract.readers.office.sheets import dates, numbers
from extract.readers.office.sheets.biff import survey
from extract.readers.unreadable import Unreadable
from normalize.document import Document, Heading, Paragraph
from tests.office_files import c, cells, column_name, ole, xlsx, zipped


def read(*sheets: str, **more: object) -> Document:
    return office.read(xlsx(*sheets, **more), "a.xlsx")  # type: ignore[arg-type]


def rows(document: Document, at: int = 0) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in document.grids()[at].rows]


def styles(*codes: str) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode="{code}"/>'
        for i, code in enumerate(codes)
    )
    return (
        f"<numFmts>{formats}</numFmts><cellXfs>"
        + "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(codes)))
        + "</cellXfs>"
    )


def test_a_sheet_is_a_heading_and_a_grid() -> None:
    document = read(cells([["药品", "单价"], ["甲片", "1.20"]]), names=["目录"])
    assert document.raw == "目录\n药品\t单价\n甲片\t1.20\n"
    assert isinstance(document.blocks[0], Heading)
    assert rows(document) == [["药品", "单价"], ["甲片", "1.20"]]


def test_the_name_that_excel_gives_is_left_out() -> None:
    document = read(cells([["药品", "单价"], ["甲片", "1"]]))
    assert document.raw.startswith("Sheet1\n")
    assert len(document.blocks) == 1


def test_lines_above_and_below_are_prose() -> None:
    document = read(
        cells(
            [
                ["附件1"],
                ["示例目录"],
                ["药品", "单价"],
                ["甲片", "1"],
                ["注：单价以元计。"],
            ]
        )
    )
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Heading", "Paragraph", "Grid", "Paragraph"]
    assert isinstance(document.blocks[-1], Paragraph)


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    document = read(
        cells([["甲", "乙"]]), cells([["丙", "丁"]]), states=["visible", "hidden"]
    )
    assert "丙" not in document.raw
    assert [code for code, _ in document.notes] == ["hidden_sheet"]


def test_hidden_rows_are_read_and_noted() -> None:
    sheet = cells([["甲", "乙"], ["丙", "丁"]]).replace(
        '<row r="2"', '<row r="2" hidden="1"'
    )
    document = read(sheet)
    assert rows(document) == [["甲", "乙"], ["丙", "丁"]]
    assert [code for code, _ in document.notes] == ["hidden_cells"]


def test_merged_cells() -> None:
    sheet = cells(
        [
            ["名称", "价格", ""],
            ["", "单价", "总价"],
            ["甲", "1", "2"],
            ["乙", "", "3"],
            ["丙", "1", "1"],
        ]
    )
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in ("A1:A2", "B1:C1", "A4:B4"))
    document = read(sheet + f"<mergeCells>{merged}</mergeCells>")
    assert rows(document) == [
        ["名称", "价格"],
        ["名称", "单价", "总价"],
        ["甲", "1", "2"],
        ["乙", "", "3"],
        ["丙", "1", "1"],
    ]
    first = document.grids()[0].rows[0]
    assert (first[0].rowspan, first[1].colspan) == (2, 2)


@pytest.mark.parametrize(
    ("code", "stored", "printed"),
    [
        ("General", "1", "1"), ("General", "1.0", "1"), ("General", "0.1", "0.1"), ("General", "1E-3", "0.001"),
        ("General", "0.30000000000000004", "0.3"), ("General", "123456789012345", "123456789012345"),
        ("0.00", "118.5", "118.50"), ("#,##0.00", "86505", "86,505.00"), ("0%", "0.45", "45%"),
        ("000000", "1234", "001234"), ("@", "45000", "45000"), ("0.00_);[Red](0.00)", "-2.5", "(2.50)"),
        ("yyyy/m/d", "45485", "2024/7/12"), ("yyyy-mm-dd hh:mm:ss", "45485.4384837963", "2024-07-12 10:31:25"),
        ("yyyy&quot;年&quot;m&quot;月&quot;", "45000", "2023年3月"), ("[$-804]yyyy\\.mm", "45485", "2024.07"),
        ("h:mm", "0.75", "18:00"), ("[h]:mm", "1.5", "36:00"), ("yyyy/m/d", "-1", "-1"), ("yyyy/m/d", "1", "1900/1/1"),
    ],
)  # fmt: skip
def test_numbers_and_days_are_printed_by_their_format(
    code: str, stored: str, printed: str
) -> None:
    sheet = f'<sheetData><row r="1"><c r="A1" s="0"><v>{stored}</v></c>{c("B1", "值")}</row></sheetData>'
    assert rows(read(sheet, styles=styles(code))) == [[printed, "值"]]


def test_days_may_count_from_1904() -> None:
    sheet = f'<sheetData><row r="1"><c r="A1" s="0"><v>44023</v></c>{c("B1", "值")}</row></sheetData>'
    document = read(
        sheet, styles=styles("yyyy/m/d"), workbook='<workbookPr date1904="1"/>'
    )
    assert rows(document) == [["2024/7/12", "值"]]


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_stays_whole(number: int) -> None:
    assert numbers.shown(float(number), "General") == str(number)


@given(st.integers(61, 2_900_000))
def test_a_day_is_the_day_it_was(days: int) -> None:
    moment = dates.from_serial(days)
    assert moment and (moment - dates.EPOCH).days == days


def test_kinds_of_cells() -> None:
    sheet = (
        '<sheetData><row><c t="s"><v>0</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>算出</v></c>'
        '<c t="s"><v>99</v></c><c t="d"><v>2024-07-12T00:00:00</v></c></row></sheetData>'
    )
    strings = [
        '<r><t>1×10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>8</t></r><rPh><t>读音</t></rPh>'
    ]
    document = read(sheet, strings=strings)
    assert rows(document) == [["1×10^8", "TRUE", "#N/A", "算出", "", "2024-07-12"]]


def test_a_formula_without_result_is_noted() -> None:
    sheet = f'<sheetData><row r="1">{c("A1", "合计")}<c r="B1"><f>SUM(A1:A2)</f></c><c r="C1"><v>3</v></c></row></sheetData>'
    document = read(sheet)
    assert rows(document) == [["合计", "", "3"]]
    assert [code for code, _ in document.notes] == ["formula_unread"]


def test_a_table_may_begin_anywhere() -> None:
    sheet = f'<sheetData><row r="7">{c("C7", "规格")}{c("D7", "2mg")}</row><row r="9">{c("C9", "用法")}{c("D9", "口服")}</row></sheetData>'
    assert rows(read(sheet)) == [["规格", "2mg"], ["用法", "口服"]]


# --- limits


def test_a_far_cell_costs_nothing() -> None:
    sheet = f'<sheetData><row r="1">{c("A1", "甲")}{c("B1", "乙")}</row><row r="1048576">{c("XFD1048576", "远")}</row></sheetData>'
    assert rows(read(sheet))[0] == ["甲", "乙"]


def test_a_merge_over_everything_costs_nothing() -> None:
    sheet = (
        cells([["甲", "乙"], ["丙", "丁"]])
        + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    assert "甲" in read(sheet).raw


def test_many_merges_are_capped() -> None:
    merged = '<mergeCell ref="A1:ZZ3000"/>' * 300
    sheet = cells([["甲"] * 30] * 400) + f"<mergeCells>{merged}</mergeCells>"
    assert "spans_capped" in [code for code, _ in read(sheet).notes]


def test_scattered_cells_are_not_padded() -> None:
    inside = "".join(
        f'<row r="{i}">{c(f"{column_name(i)}{i}", "甲")}{c(f"{column_name(i + 1)}{i}", "乙")}</row>'
        for i in range(1, 3000)
    )
    assert len(read(f"<sheetData>{inside}</sheetData>").raw) < 100_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xlsx(cells([[""]])), "empty"),
        (zipped({"xl/media/a.png": b"x", "xl/workbook.xml": "<workbook/>"}), "picture_only"),
        (zipped({"xl/other.xml": "<a/>"}), "damaged"),
        (xlsx("<sheetData><row>"), "damaged"),
        (xlsx(cells([["甲", "乙"]]))[:-30], "damaged"),
        (xlsx("<sheetData>" + ("<row>" + "<c/>" * 16_000 + "</row>") * 38 + "</sheetData>"), "too_large"),
        (ole({"EncryptedPackage": b"x"}), "encrypted"),
        (ole({"Workbook": b"\x09\x08\x04\0\0\6\5\0\x2f\0\0\0"}), "encrypted"),
        (ole({"Workbook": b"\x09\x08\x04\0\0\6\5\0"}), "empty"),
        (ole({"PowerPoint Document": b"x"}), "office"),
        (ole({"Other": b"x"}), "office"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "office"),
        (b"{\\rtf1 }", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000), "damaged"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as reason:
        office.read(data, "a.xls")
    assert reason.value.code == code
    assert reason.value.message.endswith(".")


def test_cells_far_apart_in_an_old_workbook_are_refused() -> None:
    begin = b"\x09\x08\x04\0\0\6\x10\0"
    number = b"\x03\x02\x0e\0\xff\xff\xff\0\0\0" + bytes(8)
    [sheet] = survey(begin + number).sheets
    assert sheet.is_too_wide()
    with pytest.raises(Unreadable, match="millions"):
        office.read(ole({"Workbook": begin + number}), "a.xls")


def test_what_is_no_office_file_has_no_kind() -> None:
    assert [
        office.kind(data)
        for data in (b"", b"PK\x03\x04", zipped({"a.txt": "x"}), b"%PDF-1.7")
    ] == [None] * 4
