"""Stored characters are believed where they look like a text, and only there."""

from pathlib import Path

import pymupdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.pdf.trust import (
    distrust,
    invisible,
    reason,
    unmapped,
)

CHINESE = "示例替尼片用于治疗复发或难治性示例淋巴瘤成人患者，规格为10mg，每日一次。" * 4
GOOD = [
    "",
    "- 12 -",
    "否",
    CHINESE,
    "１、本品性状：淡黄色片；２、贮藏：密封，不超过２５℃。" * 5,
    "The trial met its primary endpoint (HR 0.52; 95% CI, 0.40-0.68; P<0.001).[1;2]"
    * 4,
    "Café, naïve, Sjögren's, Crohn's disease; Müller et al. N Engl J Med 2018;379:2171"
    * 3,
    "1,108,509,231.31 4,647,275,880.19 -37.52% 0.00 2019 2020 12:30:45 " * 20,
    "17:44:02 2025-07-17 8:00-17:00 a>=5 b<=7 x=3 n=35 P<0.05 ≥20 <1/10,000 " * 5,
    "目 录\n一、基本信息....................................1\n" * 20,
    "姓名：______________ 日期：____年__月__日 " * 10,
    "\uf0fe 是 \uf0a8 否 \uf06f 其他：" * 20,  # ticks of Wingdings
    "國家藥品監督管理局關於發布藥品註冊申請的公告，請遵照執行。" * 5,
    "黄芪、茯苓、薏苡仁、枸杞子、蒺藜、白芍、川芎、羌活、葛根、麝香、蟾酥、僵蚕。" * 3,
    "α-突触核蛋白、β₂微球蛋白、γ-干扰素：μg/mL，×10⁸，℃，±0.5%，①②③，㎡ " * 5,
    "https://www.example.com/a?id=12&page=3#top info@example.com " * 5,
    "アジスロマイシン錠 250mg「サンプル」の添付文書" * 5,
]
GARBAGE = {
    "no_characters": [
        "\x13\x11\x13\x16\x19´\x01¡ñÌð目Ö\x17l&\x9e",
        "(cid:12)(cid:99)" * 9,
        "\ufffd" * 9 + "药品",
    ],
    "odd_characters": ["⡉垗ࢎ⬫ᆊၔ䠨ᙍ", "\ue123\ue124\ue125\ue126\ue127药品名称"],
    "latin_characters": ["¹ú¼ÒÒ©Æ·¼à¶½¹ÜÀí¾Ö¹«¸æ" * 3, "å\xa0½å®¶è\x8d¯ç\x9b‘å±€"],
    "rare_characters": ["㜡㢿䣝䎉䞒䠨㩾㪉㿅䂋" * 3, "垖垗埁堃塍墚壸夔奘妸娌嬖" * 2],
    "digits_as_punctuation": ["9:>9 年 ;< 月 ;@ 日，共 :9:> 元，>=9<? 户，:;9 项"],
    "signs_as_letters": ['!"#$%&\'()*+,-./!"$&%(*)+-,/!#"%$\'&)(' * 3],
}


@pytest.mark.parametrize("text", GOOD)
def test_a_text_is_believed(text: str) -> None:
    assert distrust(text) is None


@pytest.mark.parametrize(
    ("text", "why"), [(text, why) for why, texts in GARBAGE.items() for text in texts]
)
def test_garbage_is_not_believed(text: str, why: str) -> None:
    assert distrust(text) == why


@pytest.mark.parametrize("shift", range(5, 10))
def test_digits_shifted_by_a_wrong_table_are_noticed(shift: int) -> None:
    figures = (
        "2016年12月31日 1,108,509,231.31 37.52% 4008 2019 2020 17:44 10002638 " * 3
    )
    assert distrust(CHINESE + figures) is None
    shifted = "".join(chr(ord(c) + shift) if c.isdigit() else c for c in figures)
    assert distrust(CHINESE * 2 + shifted) == "digits_as_punctuation"


@given(st.text(st.characters(codec="gb2312"), max_size=300))
def test_it_never_fails(text: str) -> None:
    assert distrust(text) is None or isinstance(distrust(text), str)


def page_with(text: str, mode: int) -> pdfium.PdfDocument:
    document = pymupdf.open()
    document.new_page().insert_text(
        (60, 80), text, fontname="china-s", render_mode=mode
    )
    return pdfium.PdfDocument(document.tobytes())


@pytest.mark.parametrize(("mode", "share"), [(0, 0.0), (3, 1.0)])
def test_an_invisible_text_is_a_reading_of_the_picture(mode: int, share: float) -> None:
    document = page_with("药品通用名称：示例替尼片", mode)
    page = document[0]
    text_page = page.get_textpage()
    assert invisible(text_page.raw) == share
    assert reason(text_page) is None
    assert not unmapped(text_page.raw)
    text_page.close()
    page.close()
    document.close()


def reasons(path: Path) -> list[str | None]:
    document = pdfium.PdfDocument(path.read_bytes())
    found = []
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        found.append(reason(text_page))
        text_page.close()
        page.close()
    document.close()
    return found


def test_no_false_alarm_on_real_pages_and_none_missed(shared: Path) -> None:
    pages = 0
    for path in sorted((shared / "corpora" / "pdf").rglob("*.pdf")):
        found = reasons(path)
        if "notounicode" in path.name:
            assert set(found) == {"no_characters"}, path.name
        else:
            assert set(found) == {None}, path.name
        pages += len(found)
    assert pages > 200
