"""Approval numbers, catalog codes, patents, phones and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import Text
from normalize.values import Rejected
from normalize.values.codes import (
    Patent,
    approval_numbers,
    catalog_code,
    emails,
    find_doc_numbers,
    patent,
    patents,
    phones,
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("国药准字S20230065", "国药准字S20230065"),
        ("国药准字 s2023 0065", "国药准字S20230065"),
        ("国药准字Ｓ２０２３００６５", "国药准字S20230065"),
        ("国药准字\nHJ20200012", "国药准字HJ20200012"),
        ("注册证号H20150001", "H20150001"),
        ("J20160001", "J20160001"),
        ("晋药制字Z20080001", "晋药制字Z20080001"),
        ("国械注准20233130001", "国械注准20233130001"),
        (
            "国药准字Z20230002（20g）；国药准字Z20230001（10g）；国药准字Z20230002",
            "国药准字Z20230002、国药准字Z20230001",
        ),
        ("-", None),
        ("无", None),
    ],
)
def test_approval_numbers(words: str, expected: str | None) -> None:
    assert approval_numbers(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "待批",
        "国药准字S2023006",
        "国药准字H2023000123",
        "国药准字H20230001、国药准字H202300",
        "20230065",
        "S2023",
    ],
)
def test_what_is_no_approval_number(words: str) -> None:
    with pytest.raises(Rejected):
        approval_numbers(words)


@given(
    st.lists(st.from_regex(r"国药准字[HZSBTJ]20[0-9]{6}", fullmatch=True), min_size=1)
)
def test_approval_numbers_keep_their_order(numbers: list[str]) -> None:
    assert approval_numbers("；".join(numbers)) == "、".join(dict.fromkeys(numbers))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("XL01XXN000B002010100001", "XL01XXN000B002010100001"),
        ("XL01XXN000B0020101 00001", "XL01XXN000B002010100001"),
        ("ZA04CAX0000010100001", "ZA04CAX0000010100001"),
        ("XL01XXN000B1，XL01XXN000B2", "XL01XXN000B1、XL01XXN000B2"),
        ("-", None),
    ],
)
def test_catalog_codes(words: str, expected: str | None) -> None:
    assert catalog_code(words) == expected


@pytest.mark.parametrize("words", ["西药", "20230065", "甲类"])
def test_what_is_no_catalog_code(words: str) -> None:
    with pytest.raises(Rejected):
        catalog_code(words)


@pytest.mark.parametrize(
    ("words", "number", "title"),
    [
        ("202010000001.1-一种示例", "202010000001.1", "一种示例"),
        ("ZL202010000001.1 一种示例", "202010000001.1", "一种示例"),
        ("专利号：ZL 2020 1 0000001.1，一种示例", "202010000001.1", "一种示例"),
        ("一种示例（ZL202010000001.1）", "202010000001.1", "一种示例"),
        ("发明专利：一种示例，专利号 202010000001.X", "202010000001.X", "一种示例"),
        ("２０２０１０００００01．1－一种示例", "202010000001.1", "一种示例"),
        ("202010000001.1-一种示例化合物（I）", "202010000001.1", "一种示例化合物（I）"),
        ("202010000001.1（一种示例）", "202010000001.1", "一种示例"),
        ("202010000001.1-CD00抗体", "202010000001.1", "CD00抗体"),
        ("02100001.X-一种示例", "02100001.X", "一种示例"),
        ("CN 110000001 B 一种示例", "CN110000001B", "一种示例"),
        ("PCT/CN2020/100001：一种示例", "PCT/CN2020/100001", "一种示例"),
        ("202010000001.1", "202010000001.1", None),
    ],
)
def test_patents(words: str, number: str, title: str | None) -> None:
    assert patent(words) == Patent(number, title)


def test_several_patents_are_listed_or_refused() -> None:
    words = "1.202010000001.1-一种甲\n2.202010000002.X-一种乙"
    assert patents(words) == [
        Patent("202010000001.1", "一种甲"),
        Patent("202010000002.X", "一种乙"),
    ]
    with pytest.raises(Rejected, match="2 patents"):
        patent(words)
    assert patents("一种甲（202010000001.1）；一种乙（202010000002.X）") == patents(
        words
    )


def test_no_patent() -> None:
    assert patent("无") is None
    with pytest.raises(Rejected):
        patent("一种示例")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("电话0351-8000001", ["0351-8000001"]),
        ("（0351-8000001，13000000001）", ["0351-8000001", "13000000001"]),
        ("010-80000001转1234", ["010-80000001转1234"]),
        ("(010)80000001", ["(010)80000001"]),
        ("400-800-0001", ["400-800-0001"]),
        ("+86-13000000001", ["+86-13000000001"]),
        ("130 0000 0001", ["130 0000 0001"]),
        ("0351—8000001、4000002", ["0351—8000001", "4000002"]),
        ("０３５１－８０００００１", ["０３５１－８０００００１"]),
    ],
)
def test_phones(words: str, expected: list[str]) -> None:
    assert [str(found) for found in phones(Text.raw(words))] == expected


@pytest.mark.parametrize(
    "words",
    [
        "202010000001.1",
        "国药准字S20230065、20230066",
        "2025-07-15",
        "58662017-10-30",
        "12320",
        "XL01XXN000B002010100001",
        "QQ 123456789",
        "0.25×10^8",
        "第4371号",
    ],
)
def test_what_is_no_phone(words: str) -> None:
    assert list(phones(Text.raw(words))) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("邮箱：name_01@example.com。", ["name_01@example.com"]),
        (
            "a.b-c@example.gov.cn；x＠example.org",
            ["a.b-c@example.gov.cn", "x＠example.org"],
        ),
        ("a@b", []),
        ("@example.com", []),
    ],
)
def test_emails(words: str, expected: list[str]) -> None:
    assert [str(found) for found in emails(Text.raw(words))] == expected


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("辽医保批复〔2021〕6号", ["辽医保批复〔2021〕6号"]),
        ("黔医保意见〔2021〕2号", ["黔医保意见〔2021〕2号"]),
        ("冀医保字「２０２２」１５号", ["冀医保字「２０２２」１５号"]),
        ("按照批复〔2020〕1号", []),
        ("关于同意示例公司批复〔2020〕6号", []),
        ("示例工作的意见〔2021〕2号", []),
    ],
)
def test_a_number_may_end_in_the_kind_of_its_document(
    words: str, found: list[str]
) -> None:
    assert [str(each) for each in find_doc_numbers(Text.raw(words))] == found
