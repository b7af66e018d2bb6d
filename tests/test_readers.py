"""Any bytes become a document, or a reason in words; the file's name is never asked."""

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import Unreadable, read
from extract.readers.sniff import MAX_BYTES, kind
from normalize.document import Document, Grid, doc_id
from normalize.text import Text, restore

PIECES = [
    "<p>", "</p>", "<div class=nav>", "</div>", "<table>", "<tr>", "<td rowspan=3>", "</table>",
    "<br>", "<a href='/x'>", "</a>", "<i hidden>", "</i>", "<!-- ", " -->", "<script>", "</script>",
    "&nbsp;", "&#x836F;", "&amp", "<h1>", "</h1>", "<pre>", "<title>", "</title>", "\n", "\n\n", "\t",
    " | ", "|", "||", "|---|---|\n", "# ", "- ", "**", "`", "[药](x)", "---\n", "title: 药\n", "\f",
    "第 1 页\n", "第 2 页\n", "一、总则", "药品", "规格：5mg。", "，", "　　", " ", "A", "$", "\\", "<", ">",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def texts(document: Document) -> list[Text]:
    """List the text of every block and cell."""
    found = []
    for block in document.blocks:
        if isinstance(block, Grid):
            found += [cell.text for row in block.rows for cell in row]
        else:
            found.append(block.text)
    return found


def check(document: Document) -> None:
    """Assert what holds for every document of every reader."""
    assert (
        restore(str(document.text), document.text.repairs(document.raw)) == document.raw
    )
    for text in texts(document):
        assert str(document.text.within(text.spans())) == str(text)
        assert str(text) == str(text).strip()
    assert all(
        block.rows if isinstance(block, Grid) else len(block.text)
        for block in document.blocks
    )


@given(PAGES)
def test_every_page_keeps_its_source(page: str) -> None:
    try:
        document = read(page.encode(), "any")
    except Unreadable as refused:
        assert refused.code in {"empty", "login_page"}
    else:
        assert document.raw == page
        check(document)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_document_or_a_reason(data: bytes) -> None:
    try:
        check(read(data, "any"))
    except Unreadable as refused:
        assert refused.code and refused.message.endswith(".")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<!DOCTYPE html><p>正文", "html"),
        ("\ufeff\n<!-- 存档 --><html><body>正文", "html"),
        ("公告<p>甲</p><p>乙</p><p>丙</p>", "html"),
        ("<table><tr><td>甲</td></tr></table>", "html"),
        ("标题</h1>\n正文一段，没有别的标签。", "plain"),
        (
            "差异显著（P<0.05），<b>甲药</b>与<b>乙药</b>相当。" + "正文。" * 200,
            "plain",
        ),
        ("---\ntitle: 公告\n\ntags: 甲\n---\n\n<div><p>正文</p></div>", "markdown"),
        ("---\ntitle: 公告\n没有结尾", "markdown"),
        ("# 标题\n\n## 小标题\n\n正文", "markdown"),
        ("甲 | 乙\n---|---\n1 | 2", "markdown"),
        ("------\n正文在横线下面", "plain"),
        ("名称 | 规格 | |||\n甲 | 乙 | |||", "plain"),
        ("药品类别\t西药\n------\t----\n", "plain"),
        ("#1 号方案有效", "plain"),
        ("**首张处方开出**\n\n![图](a.png)\n正文。", "markdown"),
        ("- **价格**：1元\n- **规格**：5mg", "markdown"),
        ("*P<0.05，**P<0.01，见[1](P<0.05)。\n**P<0.01", "plain"),
        ("**重点**只有一处，其余是正文。", "plain"),
        ("", "plain"),
    ],
)
def test_structure_tells_the_kind(page: str, expected: str) -> None:
    assert kind(page) == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ('{"title": "公告", "body": "正文。"}'.encode(), "json"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        ("　　\n".encode(), "empty"),
        (b"\xff\xfe\n\0", "empty"),
        (b"<html><script>render()</script><div id=app></div></html>", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "damaged"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"GIF89a", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "damaged"),
        (b"PK\x03\x04....OFD.xml", "damaged"),
        (b"{\\rtf1\\ansi", "office"),
        (
            b"<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?><x/>",
            "office",
        ),
        (b"PK\x03\x04....a.txt", "archive"),
        (b"Rar!\x1a\x07\x01\0", "archive"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"\0\1\2\3" * 50, "binary"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        ("<form>用户登录<input type=password></form>".encode(), "login_page"),
        ("<p>请输入图中字符</p><input name=captcha_code>".encode(), "login_page"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, "form.txt")
    assert refused.value.code == code
    assert str(refused.value) == refused.value.message
    assert refused.value.message.endswith(".")


def test_words_about_formats_are_no_signature() -> None:
    page = "附件格式为 %PDF-1.4，见 word/ 目录与 [Content_Types].xml，请用密码打开。"
    assert read(page.encode(), "a.pdf").media_type == "text/plain"


def test_an_article_with_a_login_box_is_no_login_page() -> None:
    page = (
        "<form><input type=password>登录</form><h1>公告</h1><p>" + "本品已获批准。" * 40
    )
    assert "本品已获批准。" in str(read(page.encode(), "a.html").text)


def test_a_document_carries_the_id_of_its_bytes_and_the_notes_of_its_decoding() -> None:
    data = "公告：甲药获批。".encode() + b"\xff" + "通知：乙药获批。".encode()
    document = read(data, "notice.txt")
    assert document.doc_id == doc_id(data)
    assert document.name == "notice.txt"
    assert [code for code, _ in document.notes] == ["bad_bytes"]


def test_a_reason_survives_the_way_to_another_process() -> None:
    refused = pickle.loads(pickle.dumps(Unreadable("pdf", "This is a PDF.")))
    assert (refused.code, refused.message, str(refused)) == (
        "pdf",
        *["This is a PDF."] * 2,
    )


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<a ", '<a x="', "</", "<div>", "<table><tr><td>", "<b><p></b>", "&#", "<script>",
     "**", "[", "`", "$", "|", " | ", "\t", "- ", "# ", "<a =", "---\n", "　", "<td rowspan=9>",
     "<p hidden>", "<i style='font-size:0'>", "甲\t\n\n\t", "甲:\n", "第 1 页\n"],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    began = time.process_time()
    for start in ("<html>", "# 题\n## 题\n", ""):
        try:
            check(read((start + unit * 8_000 + "正文").encode(), "hostile"))
        except Unreadable:
            continue
    assert time.process_time() - began < 20
