"""The piece of a page that proves a cell shows the words of the cell, in a box."""

from pathlib import Path

import pymupdf
import pytest

import extract
from extract.desk.crop import AROUND, DPI, crop
from extract.desk.shown import by_page, picture
from extract.desk.source import source
from extract.desk.tables import NotThere
from normalize.document import doc_id
from normalize.values.plain import squash
from tests.samples import SAMPLES, published

FORM = SAMPLES / "nhsa_form_printed.pdf"
SCALE = DPI / 72


def is_red(shown: pymupdf.Pixmap, x: float, y: float) -> bool:
    """Whether there is red around a place, as the edge of a box is."""
    near = [
        shown.pixel(int(x) + i, int(y) + j)
        for i in range(-2, 3) for j in range(-2, 3)
        if 0 <= int(x) + i < shown.width and 0 <= int(y) + j < shown.height
    ]  # fmt: skip
    return any(red > 150 and green < 90 and blue < 90 for red, green, blue in near)


def test_every_box_of_a_printed_form_holds_its_quote() -> None:
    """What stands under the box on the page is what the cell quotes."""
    raw, out = published()
    with extract.open(out, raw) as tables:
        proofs = tables.rows("""
            SELECT path, page, bbox, quote FROM evidence JOIN documents USING (doc_id)
            WHERE bbox IS NOT NULL AND path = 'nhsa_form_printed.pdf'
        """)
    assert len(proofs) > 100
    with pymupdf.open(FORM) as document:
        missing = []
        for proof in proofs:
            area = pymupdf.Rect(proof["bbox"]) + (-1, -1, 1, 1)  # noqa: RUF005 - points
            under = squash(document[proof["page"] - 1].get_text(clip=area))
            if not set(squash(proof["quote"])) <= set(under):
                missing.append((proof["quote"], under))
    assert missing == []


def test_the_box_is_drawn_around_the_words() -> None:
    box = (142.7, 682.4, 474.9, 694.3)
    shown = pymupdf.Pixmap(crop(FORM, 1, [box]))
    assert shown.height == pytest.approx((box[3] - box[1] + 2 * AROUND) * SCALE, abs=2)
    x0, x1, top, foot = (
        box[0] * SCALE,
        box[2] * SCALE,
        AROUND * SCALE,
        shown.height - AROUND * SCALE,
    )
    assert all(is_red(shown, x, (top + foot) / 2) for x in (x0 - 3, x1 + 3))
    assert all(is_red(shown, (x0 + x1) / 2, y) for y in (top - 3, foot + 3))
    red, green, blue = shown.pixel(int(x1) - 2, int(top) + 2)
    assert (
        red > 200 and green > 200 and blue < 230
    )  # yellow, and the words shine through


def test_boxes_of_one_page_are_on_one_picture() -> None:
    boxes = [(142.7, 302.1, 218.6, 314.1), (142.7, 682.4, 474.9, 694.3)]
    shown = pymupdf.Pixmap(crop(FORM, 1, boxes))
    assert is_red(shown, boxes[0][0] * SCALE - 3, (AROUND + 6) * SCALE)
    assert is_red(shown, boxes[1][0] * SCALE - 3, (AROUND + 386) * SCALE)


def test_without_a_box_the_whole_page_is_shown() -> None:
    whole, part = (
        pymupdf.Pixmap(crop(FORM, 2, boxes)) for boxes in ([], [(50, 94, 90, 106)])
    )
    assert whole.width == part.width
    assert whole.height > 3 * part.height


def test_what_has_no_pages_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公告", "utf-8")
    with pytest.raises(NotThere, match="Only a PDF and a picture"):
        crop(tmp_path / "a.txt", 1, [])
    with pytest.raises(NotThere, match="no such place"):
        crop(FORM, 1, [(0, 5000, 10, 5010)])


def test_a_cell_cut_by_a_page_break_has_a_picture_of_each() -> None:
    raw, out = published()
    asked = """
        SELECT table_name, row_id, column_name FROM evidence WHERE bbox IS NOT NULL
        GROUP BY ALL HAVING count(DISTINCT page) > 1 ORDER BY ALL LIMIT 1
    """
    with extract.open(out, raw) as tables:
        [cell] = tables.rows(asked)
        why = tables.why(cell["row_id"], cell["column_name"], cell["table_name"])
        pages = by_page(why.pieces)
        assert len(pages) == 2
        assert all(picture(raw, on_page).startswith(b"\x89PNG") for on_page in pages)
        assert why._repr_html_().count("<img ") == 2


# --- the file behind a document


def test_a_file_in_an_archive_is_found(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "包.zip", "w") as archive:
        archive.writestr("申报/甲.txt", "2031")
    assert source(tmp_path, "包.zip/申报/甲.txt", doc_id(b"2031")) == b"2031"
    with pytest.raises(NotThere, match=r"乙.txt is not in"):
        source(tmp_path, "包.zip/申报/乙.txt", doc_id(b"2031"))


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/passwd", "link.txt", "gone.txt", "folder"]
)
def test_no_path_leads_out_of_the_folder(path: str, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (raw / "folder").mkdir(parents=True)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (raw / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(NotThere, match="is not in"):
        source(raw, path, doc_id(b"secret"))


def test_a_file_that_has_changed_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 other")
    with pytest.raises(NotThere, match="has changed since it was read"):
        source(tmp_path, "a.pdf", doc_id(b"%PDF-1.4"))
