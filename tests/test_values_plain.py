"""Words without layout: what is dropped, what must stay, what means nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.values import Rejected
from normalize.values.plain import file_name, file_names, plain, squash


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("本品适用于成人复发或\n难治性疾病。", "本品适用于成人复发或难治性疾病。"),
        ("CAR-T\n细胞", "CAR-T细胞"),
        ("CAR-\nT", "CAR-T"),
        ("example\r\nautoleucel", "example autoleucel"),
        ("0.25×10^8 \n 个", "0.25×10^8个"),
        ("  甲 \t 乙　丙 ", "甲 乙 丙"),
        ("\ufeff甲\u200b乙\u00ad", "甲乙"),
        ("10⁸", "10⁸"),
        ("无参照药品", "无参照药品"),
        ("Na", "Na"),
        ("*", "*"),
        ("0", "0"),
        ("见附件。", "见附件。"),
    ],
)
def test_layout_goes_and_words_stay(words: str, expected: str) -> None:
    assert plain(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "\n",
        "-",
        "—",
        "——",
        "----",
        "－",
        "/",
        "／",
        "\\",
        "_",
        "- -",
        "无",
        "无。",
        " 无 ",
        "（无）",
        "暂无",
        "暂 无",
        "N/A",
        "n/a",
        "NA",
        "Ｎ／Ａ",
        "不适用",
        "登记人暂未填写该信息",
        "null",
    ],
)
def test_a_cell_that_says_there_is_nothing(words: str) -> None:
    assert plain(words) is None


@given(st.text(alphabet="甲a1 \n\t（。-无", max_size=20))
def test_plain_is_settled_at_once(words: str) -> None:
    once = plain(words)
    assert once is None or plain(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上市许可持有人（授权企业）", "上市许可持有人(授权企业)"),
        ("【文　号】", "(文号)"),
        ("“ＡＢ”—１", '"ab"-1'),
        ("甲、乙。", "甲,乙."),
        ("A\u200bb", "ab"),
    ],
)
def test_squash_folds_what_print_varies_in(one: str, other: str) -> None:
    assert squash(one) == squash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10⁸", "108"), ("①", "1"), ("½", "1/2"), ("甲乙", "乙甲")],
)
def test_squash_keeps_what_differs(one: str, other: str) -> None:
    assert squash(one) != squash(other)


@given(st.text(max_size=30))
def test_squash_is_settled_at_once(words: str) -> None:
    assert squash(squash(words)) == squash(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("↓ 下载文件 药品注册证书.pdf", "药品注册证书.pdf"),
        ("↓ 下载\n文件 示例承诺\n书.pdf", "示例承诺书.pdf"),
        ("下载附件：说明书.pdf ⬇", "说明书.pdf"),
        ("⬇️ 下载文件 甲.docx", "甲.docx"),
        ("[下载文件] 甲.pdf", "甲.pdf"),
        ("附件：说明书.pdf", "说明书.pdf"),
        ("说明书.pdf（下载）", "说明书.pdf"),
        ("下载说明.pdf", "下载说明.pdf"),
        ("2025示例-含价格.PDF", "2025示例-含价格.PDF"),
        ("↓ 下载文件 没有后缀", "没有后缀"),
        ("下载文件", None),
        ("↓ 下载文件 -", None),
        ("-", None),
        ("详见说明书", None),
        ("10.5mg", None),
    ],
)
def test_the_file_that_a_cell_offers(words: str, expected: str | None) -> None:
    assert file_name(words) == expected


def test_several_files_are_listed_or_refused() -> None:
    words = "↓ 下载文件 甲.pdf ↓ 下载文件 乙.pdf、丙.xlsx"
    assert file_names(words) == ["甲.pdf", "乙.pdf", "丙.xlsx"]
    with pytest.raises(Rejected, match="3 files"):
        file_name(words)
