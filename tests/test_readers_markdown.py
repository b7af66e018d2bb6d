"""Markdown: front matter, headings, tables, inline marks, HTML in between."""

import pytest

from extract.readers import markdown
from normalize.document import Heading, Paragraph
from tests.test_readers_plain import outline


def test_front_matter_becomes_values_and_leaves_the_text() -> None:
    raw = (
        "\n---\ntitle: '甲药获批：年内上市'\n\ncategories: \n - 金融\n - 某网\n    - 国內\nauthor: 某网\n"
        'comments: false\ndate: "2031-11-25"\nimage: \nsummary: >\n  第一行\n  第二行\ntags: [甲, "乙"]\n'
        "# 注释\n---\n\n正文。\n"
    )
    document = markdown.read(raw, "a.md")
    assert [(m.name, str(m.text)) for m in document.meta] == [
        ("title", "甲药获批：年内上市"),
        ("categories", "金融"),
        ("categories", "某网"),
        ("categories", "国內"),
        ("author", "某网"),
        ("comments", "false"),
        ("date", "2031-11-25"),
        ("summary", "第一行"),
        ("summary", "第二行"),
        ("tags", "甲"),
        ("tags", "乙"),
    ]
    assert [raw[m.text.span.start : m.text.span.end] for m in document.meta[:1]] == [
        "甲药获批：年内上市"
    ]
    assert str(document.text).strip() == "正文。"
    repaired = document.repaired(document.text.replace("正", "証", "x"))
    assert repaired.meta == document.meta


def test_front_matter_that_never_ends_is_text_and_says_so() -> None:
    document = markdown.read("---\ntitle: 公告\n正文。\n", "a.md")
    assert document.meta == ()
    assert [code for code, _ in document.notes] == ["front_matter_broken"]
    assert outline(document) == ["title: 公告", "正文。"]


def test_two_rules_around_prose_are_no_front_matter() -> None:
    document = markdown.read("---\n正文，没有键。\n---\n后文。", "a.md")
    assert (document.meta, document.notes) == ((), ())
    assert outline(document) == ["正文，没有键。", "后文。"]


def test_headings_lists_quotes_and_rules() -> None:
    raw = "# 公告 #\n\n## **二**级\n- 甲\n* 乙\n> 引文\n\n***\n1. 第一项\n**一、总则**\n```\n代码\n```\n#标签\n"
    assert outline(markdown.read(raw, "a.md")) == [
        (1, "公告"),
        (2, "二级"),
        "甲",
        "乙",
        "引文",
        "1. 第一项",
        (1, "一、总则"),
        "代码",
        "#标签",
    ]


def test_pipe_tables_with_escaped_strokes_and_empty_cells() -> None:
    raw = "表1 价格\n| 名称 | **规格** | 价 |\n|:---|:-:|---:|\n| 甲\\|乙 |  | 3 |\n| 丙 | 5mg |\n后文\n"
    assert outline(markdown.read(raw, "a.md")) == [
        "表1 价格",
        [["名称", "规格", "价"], ["甲|乙", "", "3"], ["丙", "5mg"]],
        "后文",
    ]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("**甲**药与__乙__药", "甲药与乙药"),
        ("*甲*药 _乙_ 药", "甲药 乙 药"),
        ("***甲***药", "甲药"),
        ("规格`5mg`", "规格5mg"),
        ("0.25*10^8 与 2*3*4", "0.25*10^8 与 2*3*4"),
        ("a_b_c.pdf", "a_b_c.pdf"),
        ("支付标准 * 与 *", "支付标准 * 与 *"),
        ("**未结束", "**未结束"),
        ("$0.25 \\times 10^8 \\sim x_1*y*z$", "$0.25 \\times 10^8 \\sim x_1*y*z$"),
        ("价格$5000至$6000", "价格$5000至$6000"),
        ("\\*号\\*", "*号*"),
        ("甲&nbsp;乙 &lt;5 &amp; R&D", "甲\xa0乙 <5 & R&D"),
        ("甲<br>乙<sup>2</sup><!-- 注 -->", "甲乙2"),
        ("![图一](http://a.example/x.png)正文", "正文"),
        ("[**甲**公司](http://a.example '题')", "甲公司"),
        ("P<0.05，[1]，(见图)", "P<0.05，[1]，(见图)"),
    ],
)
def test_marks_go_and_words_stay(raw: str, seen: str) -> None:
    assert str(markdown.read(raw, "a.md").text) == seen


def test_links_keep_their_address() -> None:
    raw = "见[附件](/f/1.pdf)与<p>后文</p>\n<p><a href='/f/2.doc?a=1&amp;b=2'>附件2</a></p>\n"
    document = markdown.read(raw, "a.md")
    assert [(str(link.text), link.address) for link in document.links] == [
        ("附件", "/f/1.pdf"),
        ("附件2", "/f/2.doc?a=1&b=2"),
    ]


def test_html_between_markdown_is_read_as_html_in_place() -> None:
    raw = (
        "---\ntitle: 甲\n---\n前文*一*。\n\n<div>\n<style>.x{}</style>\n<p>　　段落<b>一</b>。</p><!-- 注 -->\n\n"
        "<table><tr><td>名</td><td>值</td></tr></table>\n<div class='share_box'>分享到微博</div>\n</div>\n\n## 后文\n"
    )
    document = markdown.read(raw, "a.md")
    assert outline(document) == ["前文一。", "段落一。", [["名", "值"]], (2, "后文")]
    starts = [
        b.text.span.start for b in document.blocks if isinstance(b, Heading | Paragraph)
    ]
    assert starts == sorted(starts)
    assert "page_furniture" in {repair.rule for repair in document.text.repairs(raw)}


def test_html_without_an_end_tag_ends_at_a_blank_line() -> None:
    assert outline(markdown.read("<p>甲\n\n## 乙\n\n<div>丙\n", "a.md")) == [
        "甲",
        (2, "乙"),
        "丙",
    ]
