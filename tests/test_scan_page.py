"""Pages as scanners and phones see them, read to glyphs, rules and confidences."""

from pathlib import Path

import numpy as np
import pytest

from extract.readers.printed.page import Page
from extract.readers.printed.sheet import laid_out
from extract.readers.scan import UNSURE, read_page
from extract.readers.scan.extra import installed
from tests import scan_pages as prints

pytestmark = pytest.mark.skipif(
    not installed(), reason="what reads pictures is not installed: make ocr"
)

FORM = [
    ["药品通用名称", "泽诺替昔单抗注射液", "是否为独家", "□是 ☑否"],
    ["说明书全部注册规格", "每瓶20mL，含不低于1.5×10^8个活细胞"],
    ["注册证号/批准文号", "国药准字S20310052", "首次上市时间", "2029-03"],
    ["传承性（仅中成药填写）", "-", "当前是否存在专利纠纷", "否"],
]
WORDS = {bare for row in FORM for cell in row if (bare := cell.replace("^", ""))}


def cells(page: Page) -> list[str]:
    return [
        slot.region.words.replace("\n", "").replace(" ", "")
        for table in laid_out(page).tables
        for row in table.rows
        for slot in row
    ]


def known(page: Page) -> int:
    """How many cells were read as they were printed, whatever the width of signs."""
    narrow = str.maketrans("（），：", "(),:")
    wanted = {words.translate(narrow).replace(" ", "") for words in WORDS}
    return sum(words.translate(narrow) in wanted for words in cells(page))


def unsure(page: Page) -> str:
    return "".join(glyph.char for glyph in page.glyphs if glyph.confidence < UNSURE)


@pytest.fixture(scope="module")
def clean() -> Page:
    return read_page(prints.form(FORM), 150, 3)


def test_a_clean_page_gives_all_cells(clean: Page) -> None:
    assert known(clean) == 14
    assert (clean.number, clean.method, clean.notes) == (3, "ocr", [])
    assert (round(clean.width), round(clean.height)) == (595, 842)


def test_rules_are_found_where_they_were_drawn(clean: Page) -> None:
    assert len(clean.flat) == 5
    assert abs(clean.upright[0].at - 45) < 1
    assert abs(clean.flat[0].at - 70) < 1
    assert all(abs(rule.start - 45) < 2 for rule in clean.flat)


def test_glyphs_have_boxes_in_points_and_a_confidence(clean: Page) -> None:
    first = next(g for g in clean.glyphs if g.char == "药" and g.x0 < 60)
    assert 48 < first.x0 < 52
    assert 8 < first.x1 - first.x0 < 12
    assert 9.5 < first.size < 11.5
    assert all(0 <= glyph.confidence <= 1 for glyph in clean.glyphs)


def test_tick_boxes_are_found_on_the_picture(clean: Page) -> None:
    assert "□是☑否" in cells(clean)


def test_an_exponent_is_small_and_raised(clean: Page) -> None:
    at = next(i for i, g in enumerate(clean.glyphs) if g.char == "×")
    one, zero, eight = clean.glyphs[at + 1 : at + 4]
    assert (one.char, zero.char, eight.char) == ("1", "0", "8")
    assert eight.size < 0.7 * zero.size
    assert eight.y0 + eight.y1 < zero.y0 + zero.y1


def test_a_lone_dash_is_not_lost(clean: Page) -> None:
    assert "-" in cells(clean)


def test_two_readings_of_the_same_picture_are_the_same(clean: Page) -> None:
    again = read_page(prints.form(FORM), 150, 3)
    assert again == clean


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_turned_page_is_turned_back(turn: int) -> None:
    picture = np.ascontiguousarray(np.rot90(prints.form(FORM), turn))
    page = read_page(picture, 150, 1)
    assert known(page) >= 13
    assert page.notes == [
        ("page_turned", f"Page 1 was turned by {90 * turn} degrees before it was read.")
    ]


@pytest.mark.parametrize("degrees", [-4.0, 2.5])
def test_a_tilted_page_is_straightened(degrees: float) -> None:
    page = read_page(prints.noisy(prints.tilted(prints.form(FORM), degrees), 8), 150, 1)
    assert len(cells(page)) == 14
    assert known(page) >= 12


def test_a_photo_from_the_side_is_straightened() -> None:
    page = read_page(prints.photographed(prints.form(FORM, dpi=200)), 200, 1)
    assert len(cells(page)) == 14
    assert known(page) >= 12


@pytest.mark.parametrize("color", [(200, 30, 30), (140, 20, 60), (30, 30, 190)])
def test_a_seal_leaves_the_words_below_it(color: tuple[int, int, int]) -> None:
    picture = prints.stamped(prints.form(FORM), 250, 110, 150, color)
    page = read_page(picture, 150, 1)
    assert len(cells(page)) == 14
    assert known(page) >= 12
    assert "★" not in "".join(glyph.char for glyph in page.glyphs)


def test_a_red_title_is_no_seal() -> None:
    title = "安岭省药品监督管理局文件"
    page = read_page(prints.form(FORM, title=title, color="red"), 150, 1)
    assert title in "".join(glyph.char for glyph in page.glyphs)


@pytest.mark.parametrize("dpi", [100, 300])
def test_other_resolutions_give_the_same_places(dpi: int) -> None:
    page = read_page(prints.form(FORM, dpi=dpi), dpi, 1)
    assert len(cells(page)) == 14
    assert abs(page.flat[0].at - 70) < 1.5
    assert known(page) >= 11


def test_what_a_coarse_scan_hides_is_doubted() -> None:
    picture = prints.jpeg(prints.noisy(prints.form(FORM, dpi=100, points=8), 14), 35)
    page = read_page(picture, 100, 1)
    assert known(page) == 14 or unsure(page)


def test_a_blank_page_says_so() -> None:
    page = read_page(np.full((1754, 1240, 3), 255, np.uint8), 150, 7)
    assert page.glyphs == []
    assert page.notes == [("no_words", "The picture of page 7 shows no words.")]


def test_the_back_of_a_page_has_no_words() -> None:
    dice = np.random.default_rng(3)
    picture = np.full((1754, 1240, 3), 236, np.uint8)
    for x, y in dice.integers(20, 1200, (40, 2)):
        picture[y : y + 3, x : x + 3] = 60
    picture[:, :12] = 50  # the shadow of the lid
    assert read_page(prints.noisy(picture, 7), 150, 1).glyphs == []


def test_white_words_on_a_dark_cell_are_read() -> None:
    picture = prints.form(FORM)
    [top, *_] = [np.flatnonzero((picture < 128).all(axis=2).mean(axis=1) > 0.5)[0]]
    row = picture[top + 3 : top + 36, 100:1140]
    picture[top + 3 : top + 36, 100:1140] = 255 - row // 1
    words = "".join(cells(read_page(picture, 150, 1)))
    assert "药品通用名称" in words
    assert "泽诺替昔单抗注射液" in words


@pytest.mark.shared
@pytest.mark.parametrize("name", ["scan150", "scan150_seal_skew"])
def test_the_reference_scans_read_to_cells(shared: Path, name: str) -> None:
    import pypdfium2

    path = shared / "corpora" / "pdf" / f"synthetic_form_{name}.pdf"
    picture = pypdfium2.PdfDocument(path)[2].render(scale=150 / 72).to_numpy()
    page = read_page(np.ascontiguousarray(picture[:, :, :3]), 150, 3)
    found = cells(page)
    assert len(found) == 32
    assert "仅供公示使用" not in "".join(found)
    assert "10^8" in "".join(_marked(page))


def _marked(page: Page) -> list[str]:
    usual = sorted(g.size for g in page.glyphs)[len(page.glyphs) // 2]
    return ["^" + g.char if g.size < 0.7 * usual else g.char for g in page.glyphs]
