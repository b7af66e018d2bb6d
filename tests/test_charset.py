"""Whatever the bytes are and whatever they claim, the characters come out right."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.charset import decode
from extract.readers.unreadable import Unreadable

SIMPLE = "国家药品监督管理局关于发布仿制药一致性评价有关事项的公告。"
TRADITIONAL = "國家藥品監督管理局關於發布仿製藥一致性評價有關事項的公告。"
ENCODINGS = ["utf-8", "gb18030", "big5hkscs"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [4, 12, 29])
def test_each_encoding_is_known_by_its_characters(encoding: str, length: int) -> None:
    text = TRADITIONAL[:length]
    assert decode(text.encode(encoding))[:2] == (text, encoding)


@pytest.mark.parametrize("label", ["utf-8", "gb2312", "iso-8859-1", "big5", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_wrong_label_changes_nothing(label: str, encoding: str) -> None:
    page = f'<meta charset="{label}"><p>{SIMPLE}</p>'
    assert decode(page.encode(encoding)).text == page


def test_gb2312_means_gb18030() -> None:
    page = "<meta charset=gb2312><p>王喆、朱镕、陈頔、䶮</p>"
    assert decode(page.encode("gb18030")) == (page, "gb18030", ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_left_out(mark: bytes, encoding: str) -> None:
    assert decode(mark + SIMPLE.encode(encoding)) == (SIMPLE, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zero_bytes(encoding: str) -> None:
    page = f"<html><body><p>{SIMPLE}</p></body></html>\r\n"
    assert decode(page.encode(encoding)) == (page, encoding, ())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_bad_byte_costs_one_character(encoding: str) -> None:
    text = TRADITIONAL * 3
    data = text.encode(encoding) + b"\n\xff\n" + text.encode(encoding)
    decoded = decode(data)
    assert decoded.text == f"{text}\n\ufffd\n{text}"
    at = len(text.encode(encoding)) + 1
    told = f"1 character could not be decoded as {encoding}, at byte {at}"
    assert decoded.notes == (("bad_bytes", told),)


def test_a_character_cut_off_at_the_end_is_told() -> None:
    decoded = decode(SIMPLE.encode()[:-1])
    assert decoded.text == SIMPLE[:-1] + "\ufffd"
    assert [code for code, _ in decoded.notes] == ["bad_bytes"]


def test_a_gbk_header_in_a_utf8_page_is_read_apart() -> None:
    data = f"<h1>{SIMPLE}</h1>".encode("gbk") + f"<p>{SIMPLE}</p>".encode() * 3
    decoded = decode(data)
    assert decoded.text == f"<h1>{SIMPLE}</h1>" + f"<p>{SIMPLE}</p>" * 3
    assert [code for code, _ in decoded.notes] == ["mixed_encodings"]


def test_a_utf8_fragment_in_a_gbk_page_is_read_apart() -> None:
    data = f"<p>{SIMPLE}</p>".encode("gbk") * 3 + "<b>公告通知</b>".encode()
    decoded = decode(data)
    assert decoded.text == f"<p>{SIMPLE}</p>" * 3 + "<b>公告通知</b>"
    assert decoded.encoding == "gb18030"


def test_gbk_that_happens_to_be_valid_utf8_stays_gbk() -> None:
    page = f"{SIMPLE}\n联通\n"
    assert decode(page.encode("gbk")).text == page


def test_noise_is_binary_and_not_text() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(bytes(range(256)) * 4)
    assert refused.value.code == "binary"


def test_bytes_that_fit_nothing_are_undecodable() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(b"\xff\xfa" * 2 + b"\x80 \xff \xff\xff\xff")
    assert refused.value.code == "undecodable"


@given(st.binary(max_size=200))
def test_any_bytes_end_in_text_or_a_reason(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Unreadable as refused:
        assert refused.code in {"binary", "undecodable"}
    else:
        lost = "\ufffd" in decoded.text and b"\xef\xbf\xbd" not in data
        assert (
            not lost
            or "bad_bytes" in dict(decoded.notes)
            or data[:2]
            in (
                codecs.BOM_UTF16_LE,
                codecs.BOM_UTF16_BE,
            )
        )


@given(st.text(alphabet=SIMPLE + TRADITIONAL + " <p>\n", min_size=8, max_size=80))
def test_utf8_is_never_doubted(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "식품의약품안전처는 오늘 새로운 항암제의 허가를 승인하였다고 밝혔다.",
            "euc-kr",
        ),
        (
            "厚生労働省は本日、新しい抗がん剤の製造販売を承認したと発表した。",
            "shift_jis",
        ),
        ("Министерство здравоохранения сегодня одобрило препарат", "cp1251"),
    ],
)
def test_another_language_is_no_chinese_and_told(text: str, encoding: str) -> None:
    codes = [code for code, _ in decode(text.encode(encoding)).notes]
    assert "charset_unsure" in codes


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_chinese_of_any_charset_is_sure(encoding: str) -> None:
    rare = "王喆、朱鎔、陳頔；菝葜、川貝、蒼朮"
    assert decode((TRADITIONAL * 3).encode(encoding)).notes == ()
    assert decode((rare + TRADITIONAL).encode(encoding, "ignore")).notes == ()
