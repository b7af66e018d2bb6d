"""However a page is turned, cut or scaled in its file, it reads as it is shown."""

from collections.abc import Callable

import pymupdf
import pytest

from extract.readers import pdf
from normalize.text import Span
from tests.printed_pages import grids, prose

ROWS = [["药品名称", "示例替尼片"], ["规格", "20mg"]]
XS, YS = (100, 200, 400), (100, 130, 160)


def drawn(change: Callable[[pymupdf.Page], None]) -> bytes:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    shape = page.new_shape()
    for y in YS:
        shape.draw_line((XS[0], y), (XS[-1], y))
    for x in XS:
        shape.draw_line((x, YS[0]), (x, YS[-1]))
    shape.finish(width=0.7)
    shape.commit()
    for y, row in zip(YS, ROWS, strict=False):
        for x, words in zip(XS, row, strict=False):
            page.insert_text((x + 5, y + 18), words, fontname="china-s", fontsize=10)
    page.insert_text((100, 80), "一、基本信息", fontname="china-s", fontsize=10)
    change(page)
    data: bytes = document.tobytes()
    return data


def offset(page: pymupdf.Page) -> None:
    page.set_mediabox(pymupdf.Rect(-50, -100, 545, 842))


def cropped(page: pymupdf.Page) -> None:
    page.set_cropbox(pymupdf.Rect(60, 40, 500, 700))


def scaled(page: pymupdf.Page) -> None:
    page.parent.xref_set_key(page.xref, "UserUnit", "2")


def turned(degrees: int) -> Callable[[pymupdf.Page], None]:
    return lambda page: page.set_rotation(degrees)


CHANGES = {
    "as it is": lambda page: None,
    "mediabox with an offset": offset,
    "cropbox": cropped,
    "user unit": scaled,
    **{f"turned by {degrees}": turned(degrees) for degrees in (90, 180, 270)},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_table_reads_alike(change: Callable[[pymupdf.Page], None]) -> None:
    document = pdf.read(drawn(change), "form.pdf")
    assert grids(document) == [ROWS]
    assert prose(document) == ["一、基本信息"]


def box(change: Callable[[pymupdf.Page], None]) -> tuple[float, ...]:
    document = pdf.read(drawn(change), "form.pdf")
    at = document.raw.index("20mg")
    assert document.places is not None
    return document.places.box(Span(at, at + 4)) or ()


def test_a_box_is_counted_from_the_corner_of_what_is_shown() -> None:
    x0, y0, x1, y1 = box(CHANGES["as it is"])
    assert 204 < x0 < 207
    assert 130 < y0 < y1 < 160
    assert 220 < x1 < 250
    assert box(cropped) == pytest.approx((x0 - 60, y0 - 40, x1 - 60, y1 - 40), abs=0.2)


def test_a_page_that_a_stamping_tool_has_wrapped_and_shrunk_keeps_its_table() -> None:
    """The page is a form XObject drawn at .8: white paint and boxes shrink with it."""

    def painted(page: pymupdf.Page) -> None:
        shape = page.new_shape()
        for x0, x1 in ((100, 200), (200, 400)):
            for y0, y1 in ((100, 130), (130, 160)):
                shape.draw_rect(pymupdf.Rect(x0, y0, x1, y1))
        shape.finish(fill=(1, 1, 1), color=None)
        shape.draw_rect(pymupdf.Rect(100, 200, 110, 210))
        shape.finish(width=0.7)
        shape.commit(overlay=False)
        page.insert_text((114, 209), "是", fontname="china-s", fontsize=10)

    inner = pymupdf.open(stream=drawn(painted))
    outer = pymupdf.open()
    page = outer.new_page(width=595, height=842)
    page.show_pdf_page(pymupdf.Rect(59, 84, 535, 758), inner, 0)
    document = pdf.read(outer.tobytes(), "stamped.pdf")
    assert grids(document) == [ROWS]
    assert "□" in document.raw
