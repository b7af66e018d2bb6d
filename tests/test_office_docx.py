"""Word documents: what is printed is read, and nothing else."""

import random

import pytest

from extract.readers import office
from extract.readers.unreadable import Unreadable
from normalize.document import Document, Heading
from tests.office_files import (
    WORD_STRICT,
    abstract,
    docx,
    num,
    numbered,
    p,
    r,
    tbl,
    tc,
    zipped,
)

RAISED = '<w:vertAlign w:val="superscript"/>'
LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "(%4)"),
)


def read(body: str, **more: object) -> Document:
    return office.read(docx(body, **more), "a.docx")  # type: ignore[arg-type]


def words(body: str, **more: object) -> str:
    return str(read(body, **more).text).rstrip("\n")


def rows(document: Document, at: int = 0) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in document.grids()[at].rows]


# --- numbers that are not stored


def test_numbers_of_lists_are_written() -> None:
    levels = [0, 1, 1, 2, 3, 2, 0, 1]
    body = "".join(p("条款", numbered(1, level)) for level in levels)
    found = words(body, numbering=abstract(0, *LEVELS) + num(1, 0))
    assert found.split("\n") == [
        "一、条款", "（一）条款", "（二）条款", "1. 条款", "(1)条款", "2. 条款", "二、条款", "（一）条款",
    ]  # fmt: skip


def test_numbered_titles_are_headings() -> None:
    body = p("总则", numbered(1)) + p("本办法自发布之日起施行。", numbered(1, 1))
    document = read(body, numbering=abstract(0, *LEVELS) + num(1, 0))
    assert [type(block).__name__ for block in document.blocks] == [
        "Heading",
        "Paragraph",
    ]
    assert isinstance(document.blocks[0], Heading) and document.blocks[0].level == 1


def test_lists_of_one_kind_count_on_and_may_begin_anew() -> None:
    body = "".join(p("项", numbered(one)) for one in (1, 1, 2, 3, 3, 2))
    lists = abstract(0, ("decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, start=7)
    assert words(body, numbering=lists).split() == [
        "1.",
        "项",
        "2.",
        "项",
        "3.",
        "项",
        "7.",
        "项",
        "8.",
        "项",
        "9.",
        "项",
    ]


@pytest.mark.parametrize(
    ("style", "pattern", "first", "second"),
    [
        ("decimalEnclosedCircleChinese", "%1", "① 项", "② 项"),
        ("ideographTraditional", "%1．", "甲．项", "乙．项"),
        ("chineseLegalSimplified", "%1、", "壹、项", "贰、项"),
        ("chineseCountingThousand", "第%1条", "第一条 项", "第二条 项"),
        ("lowerLetter", "%1)", "a)项", "b)项"),
        ("upperRoman", "%1.", "I. 项", "II. 项"),
        ("bullet", "\uf06c", "项", "项"),
        ("none", "", "项", "项"),
    ],
)
def test_systems_of_numbers(style: str, pattern: str, first: str, second: str) -> None:
    body = p("项", numbered(1)) * 2
    found = words(body, numbering=abstract(0, (style, pattern)) + num(1, 0))
    assert found.split("\n") == [first, second]


def test_a_style_numbers_and_list_zero_does_not() -> None:
    styles = (
        '<w:style w:styleId="a"><w:name w:val="标题 1"/><w:pPr>'
        + numbered(1)
        + "</w:pPr></w:style>"
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = "".join(
        p(t, f'<w:pStyle w:val="{s}"/>{n}')
        for t, s, n in (("甲", "a", ""), ("乙", "b", ""), ("丙", "a", numbered(0)))
    )
    document = read(body, styles=styles, numbering=abstract(0, *LEVELS) + num(1, 0))
    assert [
        str(block.text) for block in document.blocks if isinstance(block, Heading)
    ] == ["一、甲", "二、乙", "丙"]


def test_an_empty_paragraph_counts_but_writes_no_number() -> None:
    body = p("甲", numbered(1)) + p(r(""), numbered(1)) + p("乙", numbered(1))
    assert words(body, numbering=abstract(0, *LEVELS) + num(1, 0)) == "一、甲\n三、乙"


# --- headings


@pytest.mark.parametrize(
    ("name", "outline", "level"),
    [
        ("heading 2", "", 2),
        ("标题 3", "", 3),
        ("Title", "", 1),
        ("副标题", "", 2),
        ("正文", "1", 2),
        ("heading 1", "9", None),
        ("Normal", "", None),
    ],
)
def test_styles_make_headings(name: str, outline: str, level: int | None) -> None:
    stated = f'<w:pPr><w:outlineLvl w:val="{outline}"/></w:pPr>' if outline else ""
    styles = f'<w:style w:styleId="x"><w:name w:val="{name}"/>{stated}</w:style>'
    [block] = read(p("适用范围", '<w:pStyle w:val="x"/>'), styles=styles).blocks
    assert (block.level if isinstance(block, Heading) else None) == level


def test_a_long_paragraph_in_a_heading_style_is_prose() -> None:
    [block] = read(p("这是一段很长的话。" * 20, '<w:outlineLvl w:val="0"/>')).blocks
    assert not isinstance(block, Heading)


# --- tables


def test_merged_cells() -> None:
    document = read(
        tbl(
            [tc("名称", merge="restart"), tc("价格", span=2)],
            [tc("", merge="continue"), tc("单价"), tc("总价")],
            [tc("甲片"), tc("1"), tc("2")],
            [tc("合计", span=2), tc("3")],
            [tc("乙片"), tc("4"), tc("5")],
        )
    )
    assert rows(document) == [
        ["名称", "价格"],
        ["名称", "单价", "总价"],
        ["甲片", "1", "2"],
        ["合计", "", "3"],
        ["乙片", "4", "5"],
    ]
    name = document.grids()[0].rows[0][0]
    assert (name.rowspan, document.grids()[0].rows[0][1].colspan) == (2, 2)
    assert document.raw.count("名称") == 1


def test_a_form_over_many_columns_has_no_gaps() -> None:
    document = read(
        tbl(
            [
                tc("类别", span=2),
                tc("西药", span=3),
                tc("独家", span=2),
                tc("是", span=1),
            ],
            [tc("规格", span=1), tc("20mg", span=7)],
            [tc("持有人", span=3), tc("甲公司", span=5)],
        )
    )
    assert rows(document) == [
        ["类别", "西药", "独家", "是"],
        ["规格", "20mg"],
        ["持有人", "甲公司"],
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = tbl([tc("甲"), tc("乙")], [tc("丙"), tc("丁")])
    document = read(
        tbl([tc("外"), tc(p("前") + inner + p("后"))], [tc("尾"), tc("值")])
    )
    assert [rows(document, at) for at in range(3)] == [
        [["外", "前\n后"]],
        [["甲", "乙"], ["丙", "丁"]],
        [["尾", "值"]],
    ]


def test_a_frame_is_no_table() -> None:
    document = read(
        tbl([tc(p("注意") + p("事项"))])
        + tbl([tc("标签"), tc(p("前") + tbl([tc("框中")]))])
    )
    assert [str(line) for line in document.lines()] == ["注意", "事项"]
    assert rows(document) == [["标签", "前\n框中"]]


def test_lines_with_tabs_are_a_table_but_a_list_item_is_not() -> None:
    document = read(p("规格\t20mg") + p("用法\t口服") + p("1.\t按说明书使用"))
    assert rows(document) == [["规格", "20mg"], ["用法", "口服"]]
    assert [str(line) for line in document.lines()] == ["1.\t按说明书使用"]


def test_a_deleted_row_is_left_out() -> None:
    table = tbl([tc("甲"), tc("乙")], [tc("丙"), tc("丁")]).replace(
        "<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1
    )
    assert rows(read(table)) == [["丙", "丁"]]


# --- looks


def test_raised_digits() -> None:
    body = p(
        r("为1×10")
        + r("8", RAISED)
        + r("个，每m")
        + r("2", RAISED)
        + r("；注")
        + r("1", RAISED)
    )
    document = read(body)
    assert str(document.text) == "为1×10^8个，每m²；注[1]\n"
    assert document.raw == "为1×108个，每m2；注1\n"
    assert {repair.rule for repair in document.text.repairs(document.raw)} == {
        "superscript"
    }


def test_raised_by_position_and_by_style() -> None:
    styles = '<w:style w:styleId="up"><w:rPr>' + RAISED + "</w:rPr></w:style>"
    body = p(r("10") + r("6", '<w:position w:val="6"/>')) + p(
        r("10") + r("-3", '<w:rStyle w:val="up"/>')
    )
    assert words(body, styles=styles) == "10^6\n10^-3"


def test_hidden_and_deleted_words_are_left_out_and_noted() -> None:
    body = p(
        r("甲") + r("隐", "<w:vanish/>") + r("乙", '<w:vanish w:val="0"/>')
        + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>" + f"<w:ins>{r('增')}</w:ins>"
    )  # fmt: skip
    document = read(body)
    assert document.raw == "甲乙增\n"
    assert [code for code, _ in document.notes] == ["hidden_text", "tracked_changes"]


def test_a_deleted_paragraph_end_joins_two() -> None:
    assert words(p("规格为", "<w:rPr><w:del/></w:rPr>") + p("20mg。")) == "规格为20mg。"


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "□"),
        (r("R", '<w:rFonts w:ascii="Wingdings 2"/>'), "☑"),
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>' + r("☒") + "</w:sdtContent></w:sdt>", "☑"),
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>' + r("☐") + "</w:sdtContent></w:sdt>", "□"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "☑"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "□"),
    ],
)  # fmt: skip
def test_boxes_to_tick(box: str, sign: str) -> None:
    assert words(p(box + r("西药"))) == sign + "西药"


def test_an_unknown_symbol_is_noted() -> None:
    document = read(p(r("甲") + '<w:r><w:sym w:font="Wingdings" w:char="F0FF"/></w:r>'))
    assert (document.raw, [code for code, _ in document.notes]) == (
        "甲\n",
        ["unknown_symbol"],
    )


def test_the_prompt_of_an_empty_field_is_no_value() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + r("单击此处输入文字。")
        + "</w:sdtContent></w:sdt>"
    )
    assert words(p(r("剂型：") + control)) == "剂型："


def test_breaks_tabs_and_signs() -> None:
    run = '<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:lastRenderedPageBreak/><w:noBreakHyphen/><w:softHyphen/><w:t>丙</w:t></w:r>'
    assert words(p(run)) == "甲\n乙-丙"


def test_the_reading_above_a_character_is_left_out() -> None:
    ruby = (
        "<w:r><w:ruby><w:rt>"
        + r("huáng")
        + "</w:rt><w:rubyBase>"
        + r("黄")
        + "</w:rubyBase></w:ruby></w:r>"
    )
    assert words(p(ruby + r("芪"))) == "黄芪"


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>" + p("框中的字") + "</w:txbxContent>"
    run = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        + box
        + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>"
        + box
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert words(p(r("段落") + run) + p("下一段")) == "段落\n框中的字\n下一段"


def test_links() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://b.example/2"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("附件2")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p('<w:hyperlink r:id="x">' + r("附") + r("件1") + "</w:hyperlink>" + field)
    document = read(body, links=[("x", "hyperlink", "https://a.example/1")])
    assert [(str(link.text), link.address) for link in document.links] == [
        ("附件1", "https://a.example/1"),
        ("附件2", "https://b.example/2"),
    ]


def test_headers_and_contents_are_written_and_left_out() -> None:
    styles = '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    document = read(
        p("一、总则\t1", '<w:pStyle w:val="t"/>') + p("正文。"),
        styles=styles,
        links=[("h", "header", "header1.xml"), ("f", "footer", "footer1.xml")],
        parts={
            "word/header1.xml": "hdr:" + p("内部资料"),
            "word/footer1.xml": "ftr:" + p("第1页"),
        },
    )
    assert document.raw == "内部资料\n一、总则\t1\n正文。\n第1页\n"
    assert str(document.text).split() == ["正文。"]
    assert {repair.rule for repair in document.text.repairs(document.raw)} == {
        "page_furniture"
    }


def test_footnotes_follow_the_text() -> None:
    body = p(r("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("。"))
    notes = (
        'footnotes:<w:footnote w:id="0">'
        + p("分隔")
        + '</w:footnote><w:footnote w:id="2">'
        + p("脚注。")
        + "</w:footnote>"
    )
    assert (
        words(
            body,
            links=[("n2", "footnotes", "footnotes.xml")],
            parts={"word/footnotes.xml": notes},
        )
        == "正文。\n脚注。"
    )


def test_formulas() -> None:
    power = "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>8</m:t></m:r></m:sup></m:sSup></m:oMath>"
    assert words(p(r("约") + power)) == "约10^8"


def test_the_strict_dialect_is_read_alike() -> None:
    body = p("甲", numbered(1)) + tbl([tc("规格"), tc("20mg")])
    lists = abstract(0, *LEVELS) + num(1, 0)
    assert (
        read(body, numbering=lists, namespace=WORD_STRICT).raw
        == read(body, numbering=lists).raw
    )


def test_cut_runs_say_the_same() -> None:
    text = "每次40mg，每日一次，直至疾病进展或出现不可耐受的毒性。"
    for seed in range(20):
        dice = random.Random(seed)
        at = sorted(dice.sample(range(1, len(text)), 5))
        runs = "".join(
            r(text[a:b]) for a, b in zip([0, *at], [*at, len(text)], strict=True)
        )
        assert words(p(runs)) == text


# --- what can not be read

PICTURE = '<w:p><w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r></w:p>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(""), "empty"),
        (docx(PICTURE), "picture_only"),
        (docx(PICTURE + p("扫描件")), "picture_only"),
        (zipped({"word/document.xml": "<a><b></a>"}), "damaged"),
        (zipped({"word/other.xml": "<a/>"}), "damaged"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'}), "damaged"),
        (zipped({"word/document.xml": "<a>" * 5000}), "damaged"),
        (docx(p("正文"))[:-40], "damaged"),
        (docx("<w:ins>" * 100 + p("深") + "</w:ins>" * 100), "damaged"),
        (docx(p("x") + " " * 41_000_000), "too_large"),
    ],
    ids=["empty", "picture", "caption", "xml", "no-body", "dtd", "deep", "cut", "nested", "bomb"],
)  # fmt: skip
def test_what_can_not_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as reason:
        office.read(data, "a.docx")
    assert reason.value.code == code
    assert reason.value.message.endswith(".")


def test_large_pictures_beside_words_are_noted() -> None:
    noise = random.Random(1).randbytes(40_000)
    document = read(
        PICTURE + p("正文很长，足够说明这份文件不是扫描得来的图片。"),
        links=[("i", "image", "media/a.png")],
        parts={"word/media/a.png": noise},
    )
    assert [code for code, _ in document.notes] == ["pictures_unread"]


def test_a_tall_cell_is_not_repeated_without_end() -> None:
    long = "长" * 200_000
    table = tbl(
        [tc(long, merge="restart"), tc("1")],
        *([tc("", merge="continue"), tc("1")] for _ in range(200)),
    )
    grid = read(table).grids()[0]
    assert sum(len(row[0].text) for row in grid.rows) <= 5_200_000
    assert len(grid.rows) == 201
