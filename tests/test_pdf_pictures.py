"""Pages that are pictures, hold pictures, or hide words: read, or told by number."""

import io
from collections.abc import Sequence

import pymupdf
import pytest
from PIL import Image

from extract.readers import pdf, scan
from extract.readers.pdf.trust import is_picture, pictured
from extract.readers.pdf.view import Frame
from extract.readers.printed.page import Page, Run
from extract.readers.printed.runs import runs_of
from extract.readers.unreadable import Unreadable
from tests.printed_pages import words as placed

WIDTH, HEIGHT = 595.0, 842.0
SHEET = Frame(0, 0, WIDTH, HEIGHT)
SCAN = (0.0, 0.0, WIDTH, HEIGHT)
FIGURE = (60.0, 300.0, 460.0, 600.0)  # A quarter of the page.
LOGO = (60.0, 100.0, 160.0, 200.0)
HEAD = (
    60.0,
    30.0,
    "示例医保局目录调整申报材料公示版第二批第三分册示例替尼片化学药品部分申报表",
)
NUMBER = (280.0, 825.0, "第 2 页 共 9 页")
TEXT = [(60.0, 220.0 + 20 * i, "本品用于治疗示例淋巴瘤成人患者。") for i in range(4)]
BACKGROUND = [(60.0, 220.0, "示例替尼片")]
READ = "pages read from their picture"

Words = tuple[float, float, str]
Box = tuple[float, float, float, float]


def png() -> bytes:
    file = io.BytesIO()
    Image.new("L", (60, 84), 200).save(file, "PNG")
    return file.getvalue()


def printed(*pages: tuple[Sequence[Box], Sequence[Words]], hidden: str = "") -> bytes:
    """Pages of pictures and words; some words on the first may be hidden."""
    document = pymupdf.open()
    for pictures, words in pages:
        page = document.new_page(width=WIDTH, height=HEIGHT)
        for box in pictures:
            page.insert_image(pymupdf.Rect(box), stream=png(), keep_proportion=False)
        for x, y, line in words:
            page.insert_text((x, y), line, fontname="china-s", fontsize=9)
    document[0].insert_text((60, 700), hidden, fontname="china-s", render_mode=3)
    return bytes(document.tobytes())


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "installed", lambda: False)


def runs(*words: Words) -> list[Run]:
    return runs_of([glyph for x, y, line in words for glyph in placed(x, y, line)])


@pytest.mark.parametrize(
    ("words", "share", "expected"),
    [
        ([], 1.0, True),
        ([HEAD, NUMBER], 1.0, True),
        ([HEAD, NUMBER], 0.2, True),  # a certificate
        (BACKGROUND, 0.6, True),
        (BACKGROUND, 0.4, False),
        (TEXT, 1.0, False),  # a letter on printed paper
        ([HEAD], 0.1, False),  # a logo
        ([], 0.0, False),  # a blank page
    ],
)
def test_a_scan_is_told_by_what_is_printed_on_it(
    words: list[Words], share: float, expected: bool
) -> None:
    assert is_picture(runs(*words), HEIGHT, share) is expected


def test_only_what_is_on_the_page_counts() -> None:
    assert pictured(SHEET, []) == 0
    assert pictured(SHEET, [SCAN, SCAN]) == 1
    assert pictured(SHEET, [(-WIDTH, -HEIGHT, 0, 0)]) == 0
    assert pictured(SHEET, [(0, 0, WIDTH, HEIGHT / 4), (0, 700, WIDTH, 9999)]) == (
        pytest.approx(0.25 + 142 / HEIGHT)
    )


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(
    ("pictures", "words", "code"),
    [
        ([SCAN], [HEAD, NUMBER], "page_unread"),
        ([SCAN], BACKGROUND, "page_unread"),
        ([FIGURE], [NUMBER], "page_unread"),
        ([FIGURE], TEXT, "pictures_unread"),
        ([SCAN], TEXT, "pictures_unread"),
        ([LOGO], TEXT, None),
        ([LOGO], [NUMBER], None),
    ],
)
def test_a_picture_whose_words_are_not_read_is_told(
    pictures: list[Box], words: list[Words], code: str | None
) -> None:
    found = pdf.read(printed(([], TEXT), (pictures, words)), "a.pdf")
    messages = {
        "page_unread": "page 2 could not be read (scan)",
        "pictures_unread": "page 2 holds a picture whose words are not read",
    }
    assert found.notes == (((code, messages[code]),) if code else ())
    assert str(found.text).count(TEXT[0][2]) == (8 if words is TEXT else 4)


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize("others", [[], [([], [])]])
def test_a_file_of_pictures_is_a_scan(
    others: list[tuple[list[Box], list[Words]]],
) -> None:
    with pytest.raises(Unreadable, match="make ocr") as raised:
        pdf.read(printed(([SCAN], [HEAD]), ([FIGURE], [NUMBER]), *others), "a.pdf")
    assert raised.value.code == "scan"


def test_a_file_without_a_word_says_what_to_do() -> None:
    with pytest.raises(
        Unreadable, match=r"pictures, install .* \(make ocr\)"
    ) as raised:
        pdf.read(printed(([LOGO], [])), "a.pdf")
    assert raised.value.code == "empty"


def test_a_scan_under_a_running_head_goes_to_its_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_page(image: object, dpi: float, number: int) -> Page:
        return Page(
            number=number, width=WIDTH, height=HEIGHT, glyphs=placed(60, 90, READ)
        )

    monkeypatch.setattr(scan, "installed", lambda: True)
    monkeypatch.setattr(scan, "read_page", read_page)
    found = pdf.read(printed(([], TEXT), ([SCAN], [HEAD, NUMBER])), "a.pdf")
    assert READ in str(found.text)
    assert found.notes == ()


@pytest.mark.parametrize(
    ("pictures", "words", "expected"),
    [
        ([], TEXT, [("hidden_text", "page 1 holds words that it does not show")]),
        (
            [SCAN],
            [],
            [("laid_over", "the text of page 1 lies invisibly over a picture")],
        ),
    ],
)
def test_hidden_words_are_told(
    pictures: list[Box], words: list[Words], expected: list[tuple[str, str]]
) -> None:
    found = pdf.read(
        printed((pictures, words), hidden="经多方验证本品有效率达百分之九十九" * 3),
        "a.pdf",
    )
    assert [(code, text[: len(start)]) for (code, text), (_, start) in zip(
        found.notes, expected, strict=True
    )] == expected  # fmt: skip
