"""Row spans and blank labels at a page break: a new row is no rest of the last one."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.readers import pdf

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
XS = (60.0, 180.0, 300.0, 520.0)


def page(canvas: Canvas, rows: list[tuple[str, ...]], top: float, tall: str) -> None:
    """Draw rows 40 points high; `tall` leaves a side of the first column open."""
    canvas.setFont("STSong-Light", 10)
    bottom = top - 40 * len(rows)
    for at, row in enumerate(rows):
        for x, words in zip(XS, row, strict=False):
            canvas.drawString(x + 4, top - 40 * at - 24, words)
    for at in range(len(rows) + 1):
        is_open = (tall == "below" and at == len(rows)) or (tall == "above" and at == 0)
        inner = 0 < at < len(rows) and tall
        start = XS[1] if is_open or inner else XS[0]
        canvas.line(start, top - 40 * at, XS[-1], top - 40 * at)
    for x in XS:
        canvas.line(x, top, x, bottom)
    canvas.showPage()


def grid(*pages: tuple[list[tuple[str, ...]], str]) -> list[list[str]]:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for rows, tall in pages:
        page(canvas, rows, 780, tall)
    canvas.save()
    (only,) = pdf.read(out.getvalue(), "form.pdf").grids()
    return [[str(cell.text) for cell in row] for row in only.rows]


def test_a_label_over_several_rows_goes_on_but_its_rows_do_not() -> None:
    first = [("分组", "甲项", "10.5"), ("", "乙项", "11.5")]
    second = [("", "丙项", "12.5"), ("", "丁项", "13.5")]
    assert grid((first, "below"), (second, "above")) == [
        ["分组", "甲项", "10.5"],
        ["分组", "乙项", "11.5"],
        ["分组", "丙项", "12.5"],
        ["分组", "丁项", "13.5"],
    ]


@pytest.mark.parametrize("blank", ["", "乙类"])
def test_a_row_with_a_blank_first_cell_is_a_row(blank: str) -> None:
    first = [("甲类", "甲替尼片", "12.50"), ("甲类", "乙替尼片", "13.50")]
    second = [(blank, "丙替尼片", "14.50"), ("丙类", "丁替尼片", "15.50")]
    assert [row[1] for row in grid((first, ""), (second, ""))] == [
        "甲替尼片", "乙替尼片", "丙替尼片", "丁替尼片",
    ]  # fmt: skip


def test_rows_of_data_that_are_equal_are_no_heads() -> None:
    rows = [("甲", "是", "10"), ("乙", "否", "20")]
    assert grid((rows, ""), (rows, "")) == [*map(list, rows), *map(list, rows)]
