"""The second reader of a PDF gives pages like the first, and pictures of them."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extract.readers.pdf import picture, second
from extract.readers.pdf.pages import read_page
from extract.readers.pdf.trust import distrust
from extract.readers.unreadable import Unreadable

WORDS = "药品通用名称：示例替尼片"


def written(turned: int = 0, crop: tuple[int, int, int, int] | None = None) -> bytes:
    """A page with a line of words, a table of two cells and a slanted watermark."""
    document = pymupdf.open()
    page = document.new_page(width=600, height=800)
    page.insert_text((60, 100), WORDS, fontname="china-s", fontsize=12)
    for y in (200, 240):
        page.draw_line((60, y), (300, y), width=1)
    for x in (60, 180, 300):
        page.draw_line((x, 200), (x, 240), width=1)
    page.insert_text((70, 225), "规格", fontname="china-s", fontsize=12)
    page.insert_text((190, 225), "10mg", fontname="china-s", fontsize=12)
    lean = pymupdf.Matrix(35)
    page.insert_text(
        (300, 500), "SAMPLE", fontsize=40, morph=(pymupdf.Point(300, 500), lean)
    )
    page.draw_rect((70, 205, 100, 215), color=None, fill=(1, 1, 1))
    if crop:
        page.set_cropbox(crop)
    page.set_rotation(turned)
    data: bytes = document.tobytes()
    return data


@pytest.mark.parametrize("crop", [None, (20, 30, 580, 700)])
def test_both_readers_see_the_same_page(crop: tuple[int, int, int, int] | None) -> None:
    data = written(crop=crop)
    document = pdfium.PdfDocument(data)
    ours = read_page(document, 0).page
    document.close()
    [theirs] = second.pages(data, [0])
    assert (theirs.number, theirs.width, theirs.height) == (1, ours.width, ours.height)
    assert re.sub(r"\s", "", theirs.words) == re.sub(r"\s", "", ours.words)
    assert "".join(g.char for g in theirs.loose) == "SAMPLE"
    top = crop[1] if crop else 0  # and no rule around the white paint at 205 to 215
    assert [round(rule.at) for rule in sorted(theirs.flat)] == [200 - top, 240 - top]
    first = ours.runs[0] if ours.runs else ours.glyphs[0]
    assert theirs.glyphs[0].x0 == pytest.approx(first.x0, abs=0.5)
    assert (theirs.glyphs[0].y0 + theirs.glyphs[0].y1) / 2 == pytest.approx(
        (first.y0 + first.y1) / 2, abs=2
    )


def test_tables_are_rows_of_cells() -> None:
    assert list(second.tables(written(), [0])) == [[[["规格", "10mg"]]]]


def test_a_page_that_is_no_pdf_is_damaged() -> None:
    with pytest.raises(Unreadable) as reason:
        list(second.pages(b"%PDF-1.7 and nothing more", [0]))
    assert reason.value.code == "damaged"


def test_a_page_that_is_not_there_is_damaged() -> None:
    for read in (second.pages, second.tables, picture.images):
        with pytest.raises(Unreadable) as reason:
            list(read(written(), [7]))
        assert reason.value.code == "damaged"


def test_an_embedded_font_gives_what_the_file_does_not_say(shared: Path) -> None:
    data = (shared / "corpora/pdf/synthetic_form_notounicode.pdf").read_bytes()
    pages = list(second.pages(data, range(16)))
    assert [distrust(page.words) for page in pages] == [None] * 16
    assert "申报时间" in pages[1].words and "\ufffd" not in pages[1].words
    # The head of each page is in a font that does not say it either.
    assert {code for page in pages for code, _ in page.notes} == {"lost_characters"}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_crop_shows_the_box_with_its_text_upright(turned: int) -> None:
    upright = Image.open(io.BytesIO(picture.crop(written(), 0, (60, 200, 300, 240))))
    assert upright.size == (500, 84) or upright.size == (501, 84)
    shown = Image.open(
        io.BytesIO(picture.crop(written(turned), 0, (60, 200, 300, 240)))
    )
    assert shown.size == upright.size
    same = sum(a == b for a, b in zip(shown.tobytes(), upright.tobytes(), strict=True))
    assert same > 0.97 * len(upright.tobytes())


def test_a_whole_page_and_a_box_beside_it() -> None:
    page = Image.open(io.BytesIO(picture.crop(written(), 0, dpi=72)))
    assert page.size == (600, 800)
    with pytest.raises(ValueError, match="no part of page 1"):
        picture.crop(written(), 0, (700, 10, 900, 20))


def test_images_are_rows_of_blue_green_red() -> None:
    document = pymupdf.open()
    document.new_page(width=72, height=144).draw_rect(
        (0, 0, 72, 72), color=None, fill=(1, 0, 0)
    )
    [image] = picture.images(document.tobytes(), [0], dpi=100)
    assert image.shape == (200, 100, 3)
    assert image[50, 50].tolist() == [0, 0, 255]
    assert image[150, 50].tolist() == [255, 255, 255]


def empty(side: float) -> bytes:
    document = pymupdf.open()
    document.new_page(width=side, height=side)
    data: bytes = document.tobytes()
    return data


def test_a_large_page_is_drawn_coarsely_or_not_at_all() -> None:
    [image] = picture.images(empty(5_000), [0], dpi=300)
    assert 50_000_000 < image.shape[0] * image.shape[1] <= 61_000_000
    with pytest.raises(Unreadable, match="cannot be drawn"):
        next(picture.images(empty(14_000), [0]))


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def test_the_slow_libraries_are_loaded_for_the_files_that_need_them() -> None:
    loaded = run(
        "import sys, extract.readers.pdf.opening, extract.readers.pdf.second,"
        "extract.readers.pdf.picture\n"
        "print({'pymupdf', 'pdfplumber'} & set(sys.modules))"
    )
    assert loaded.strip() == "set()"


def damaged(data: bytes) -> bytes:
    return data[: data.rindex(b"xref", 0, data.rindex(b"startxref"))]


def test_a_file_without_its_table_is_read_all_the_same() -> None:
    [page] = second.pages(damaged(written()), [0])
    assert WORDS in page.words


@pytest.mark.parametrize("change", [bytes, damaged])
def test_nobody_writes_to_the_terminal(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(change(written()))
    said = run(
        "from extract.readers.pdf import second, repairing, opening\n"
        f"data = open({str(tmp_path / 'a.pdf')!r}, 'rb').read()\n"
        "repairing.repaired(data); list(second.pages(opening.opened(data).data, [0]))"
    )
    assert said == ""
