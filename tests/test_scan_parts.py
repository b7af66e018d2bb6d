"""The parts that need no model: context, raised figures, rules, picture files."""

import sys
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from extract.readers.printed.page import Rule
from extract.readers.scan import extra, picture
from extract.readers.scan.doubt import DIFFERS, agreed, is_risky, settled
from extract.readers.scan.letters import Letter
from extract.readers.scan.models import Sign
from extract.readers.scan.raised import raised
from extract.readers.scan.ruling import (
    Ruling,
    joined_up,
    of_tables,
    squared,
    without_strokes,
)
from extract.readers.unreadable import Unreadable


def signs(words: str, sure: float = 1.0, other: str = "") -> list[Sign]:
    return [
        Sign(char, i / len(words), sure, 0.0, other) for i, char in enumerate(words)
    ]


def words(read: list[Sign]) -> str:
    return "".join(sign.char for sign in read)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("国药准字S2O310052", "国药准字S20310052"),
        ("2031-O7", "2031-07"),
        ("关键1I期", "关键II期"),
        ("-—种靶向", "-一种靶向"),
        ("pl1ot", "pllot"),
    ],
)
def test_letters_that_look_alike_are_told_by_their_neighbors(
    read: str, meant: str
) -> None:
    settled_ = settled(signs(read))
    assert words(settled_) == meant
    assert min(sign.sure for sign in settled_) < 0.75


@pytest.mark.parametrize(
    ("read", "other", "meant"),
    [
        ("（95%C1：", "", "（95%CI："),
        ("溶于250m1 氯化", "l", "溶于250ml 氯化"),
        ("0.62", ",", "0.62"),
        ("P<0.001", "，", "P<0.001"),
        ("参照药品。", ".", "参照药品。"),
        ("双盲、", ".", "双盲、"),
        ("说明书.pdf", "，", "说明书.pdf"),
        ("一种靶向", "", "一种靶向"),
        ("12.3-一种", "—", "12.3-一种"),
        ("中位0S未达到", "O", "中位OS未达到"),
        ("（0RR）", "O", "（ORR）"),
        ("BICR", "1", "BICR"),
        ("结果一致", "—", "结果一致"),
        ("一、基本信息", "", "一、基本信息"),
    ],
)
def test_what_the_words_tell_is_not_doubted(read: str, other: str, meant: str) -> None:
    seen = [sign._replace(rival=0.05) for sign in signs(read, other=other)]
    settled_ = settled(seen)
    assert words(settled_) == meant
    assert min(sign.sure for sign in settled_) >= 0.75


@pytest.mark.parametrize(
    ("read", "other"),
    [
        ("1.286元", ","),  # thousands, or three decimals
        ("10.31", "："),
        ("使用；冷链", "："),
        ("药品。试验", "，"),
        ("2021一2022", "—"),
        ("关键1I期", "I"),
        ("一", "—"),
    ],
)
def test_what_the_words_leave_open_is_doubted(read: str, other: str) -> None:
    seen = [sign._replace(rival=0.05) for sign in signs(read, other=other)]
    assert min(sign.sure for sign in settled(seen)) < 0.75


def test_an_eight_after_ten_that_may_be_raised_is_raised() -> None:
    *ten, eight = signs("1×10") + signs("8", 0.6, "⁸")
    out = settled([*ten, eight._replace(rival=0.4)])
    assert words(out) == "1×10⁸"
    assert out[-1].sure == pytest.approx(1.0)
    plain = settled([*ten[:2], eight._replace(rival=0.4)])
    assert words(plain) == "1×8"


@pytest.mark.parametrize(
    ("char", "sure", "clear"),
    [("中", 0.93, False), ("中", 0.95, True), ("c", 0.95, False), ("c", 0.97, True)],
)
def test_a_letter_the_model_is_not_quite_sure_of_is_doubted(
    char: str, sure: float, clear: bool
) -> None:
    [sign] = settled(signs(char, sure))
    assert (sign.sure >= 0.75) == clear


@pytest.mark.parametrize(
    "read",
    ["2029—2031年", "B001020", "CD19", "0.5", "10级", "1级", "C1酯酶", "药品——总则"],
)
def test_letters_that_are_meant_stay(read: str) -> None:
    assert words(settled(signs(read))) == read


def test_a_full_stop_between_han_is_a_comma_if_the_model_saw_one() -> None:
    assert words(settled(signs("中.年", other=","))) == "中,年"
    assert words(settled(signs("中.年", other="·"))) == "中.年"


def test_where_two_readings_differ_both_are_doubted() -> None:
    out = agreed(signs("满目1"), signs("满日1", 0.9))
    assert words(out) == "满目1"
    assert [sign.sure for sign in out] == [1.0, DIFFERS, 1.0]


def test_the_surer_reading_is_taken() -> None:
    assert words(agreed(signs("满目1", 0.6), signs("满日1", 0.9))) == "满日1"


def test_the_width_of_a_sign_is_no_difference() -> None:
    assert [s.sure for s in agreed(signs("（1）"), signs("(1)"))] == [1.0, 1.0, 1.0]


def test_a_letter_only_the_second_reading_has_casts_doubt() -> None:
    out = agreed(signs("安生"), signs("安岭生"))
    assert (words(out), out[0].sure) == ("安生", DIFFERS)


def test_a_line_that_gave_nothing_is_read_again() -> None:
    assert is_risky([])
    assert is_risky(signs("日", 0.7))
    assert not is_risky(signs("日", 0.99))


def letter(x: int, char: str, top: int, foot: int) -> Letter:
    return Letter(x, top, x + 8, foot, char, 1.0)


def line(*placed: tuple[str, int, int]) -> list[Letter]:
    return [letter(10 * i, *it) for i, it in enumerate(placed)]


def test_a_lower_figure_above_the_foot_is_raised() -> None:
    power = line(("1", 10, 30), ("0", 10, 30), ("8", 7, 20), ("个", 6, 32))
    assert raised(power) == [False, False, True, False]


def test_a_minus_in_a_raised_run_is_raised() -> None:
    power = line(("1", 10, 30), ("0", 10, 30), ("-", 13, 15), ("6", 7, 20))
    assert raised(power) == [False, False, True, True]


def test_a_plus_above_the_middle_is_raised() -> None:
    assert raised(line(("3", 10, 30), ("+", 9, 19)))[1]
    assert not raised(line(("3", 10, 30), ("+", 13, 28)))[1]


def test_figures_on_one_foot_are_not_raised() -> None:
    plain = line(
        ("A", 9, 30), ("1", 10, 30), ("7", 11, 30), (".", 27, 30), ("5", 10, 29)
    )
    assert not any(raised(plain))


def test_superscript_characters_are_raised() -> None:
    assert raised(line(("m", 16, 30), ("²", 7, 18))) == [False, True]


def test_a_worn_rule_is_one_rule() -> None:
    pieces = [Rule(100, 0, 60), Rule(100.4, 66, 140), Rule(120, 0, 140)]
    assert [(r.start, r.end) for r in joined_up(pieces)] == [(0, 140), (0, 140)]


def test_pieces_far_apart_stay_two_rules() -> None:
    assert len(joined_up([Rule(100, 0, 60), Rule(100, 90, 140)])) == 2


def test_strokes_of_a_title_in_one_line_are_no_long_rule() -> None:
    strokes = [Rule(50, x, x + 19) for x in (0, 22, 44)]
    assert joined_up(strokes) == strokes


def test_corners_that_all_but_touch_are_closed() -> None:
    rules = squared(
        Ruling([Rule(100, 53, 297)], [Rule(50, 100, 200), Rule(300, 100, 200)]),
        600,
        800,
    )
    assert rules.flat[0] == Rule(100, 50, 300)


def test_a_table_that_runs_off_the_page_is_closed_at_its_edge() -> None:
    flat = [Rule(y, 40, 599) for y in (100, 150, 200)]
    rules = squared(Ruling(flat, [Rule(40, 100, 200)]), 600, 800)
    assert rules.upright[-1] == Rule(600, 100, 200)


def test_an_underline_is_no_table() -> None:
    table = Ruling([Rule(100, 50, 300), Rule(160, 80, 140)], [Rule(50, 100, 150)])
    assert of_tables(table).flat == [Rule(100, 50, 300)]


def test_the_strokes_of_a_title_are_no_rules() -> None:
    inside, across = Rule(50, 110, 150), Rule(50, 20, 500)
    kept = without_strokes(Ruling([inside, across], []), [(100, 30, 400, 70)])
    assert kept.flat == [across]


def picture_file(
    kind: str, size: tuple[int, int] = (200, 300), **more: object
) -> bytes:
    file = BytesIO()
    Image.new("L", size, 255).save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_picture_formats_give_bgr_images(kind: str) -> None:
    [(image, dpi)] = picture.pictures(picture_file(kind))
    assert image.shape == (300, 200, 3)
    assert dpi == pytest.approx(300 / 11.69, abs=0.01)


def test_a_tiff_has_pages() -> None:
    file = BytesIO()
    first, *rest = (Image.new("1", (1240, 1754), n % 2) for n in range(3))
    first.save(file, "TIFF", save_all=True, append_images=rest, dpi=(150, 150))
    found = list(picture.pictures(file.getvalue()))
    assert [(image.mean(), dpi) for image, dpi in found] == [
        (0, 150),
        (255, 150),
        (0, 150),
    ]


def test_what_shows_through_is_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(file, "PNG")
    [(image, _)] = picture.pictures(file.getvalue())
    assert image.min() == 255


def test_a_camera_says_which_way_is_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    [(image, _)] = picture.pictures(picture_file("JPEG", exif=exif))
    assert image.shape == (200, 300, 3)


def test_a_bomb_is_turned_away_before_it_unpacks() -> None:
    with pytest.raises(Unreadable) as reason:
        list(picture.pictures(picture_file("PNG", (30_000, 30_000))))
    assert reason.value.code in ("too_large", "image")


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 no picture"]
)
def test_a_broken_file_is_named_so(data: bytes) -> None:
    with pytest.raises(Unreadable) as reason:
        list(picture.pictures(data))
    assert reason.value.code == "image"


def test_a_cut_off_file_is_named_so() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300), np.uint8)
    file = BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    with pytest.raises(Unreadable):
        list(picture.pictures(file.getvalue()[:20_000]))


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(Unreadable) as reason:
        extra.cv2.imread("page.png")
    assert reason.value.code == "scan"
    assert "make ocr" in reason.value.message
