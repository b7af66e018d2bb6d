"""OFD: where each character and line is printed, whatever the producer writes."""

import itertools
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import ofd, pdf, printed
from extract.readers.ofd import pages
from extract.readers.ofd.text import advances
from extract.readers.pdf.pages import read_page
from extract.readers.printed.page import Page, Rule
from extract.readers.unreadable import Unreadable
from extract.verify import verify
from normalize.document import Document
from normalize.repairs import repair_all
from normalize.rows import Rows, type_drafts
from parsers import nhsa_form
from tests import ofds, prints
from tests.ofds import document, line, package, page, path, picture, text, zipped
from tests.prints import answers
from tests.running import ran

MM = 72 / 25.4


def only(*objects: str, **options: str) -> Page:
    [found] = pages(package(document([page(*objects, **options)])))
    return found


def words(found: Page) -> str:
    return ofds.words_of(found.glyphs)


def loose(found: Page) -> str:
    return ofds.words_of(found.loose)


def near(rules: "tuple[Rule, ...] | list[Rule] | object") -> list[tuple[float, ...]]:
    """Rules in millimeters, to a tenth."""
    assert isinstance(rules, (list, tuple))
    return [tuple(round(value / MM, 1) for value in rule) for rule in rules]


def boxes(found: Page) -> list[tuple[float, ...]]:
    return [
        tuple(round(value / MM, 2) for value in glyph[:4]) for glyph in found.glyphs
    ]


# --- characters


def test_a_character_stands_on_its_base_line() -> None:
    found = only(text(10, 20, "公告", 4))
    assert words(found) == "公告"
    assert boxes(found) == [(10, 20, 14, 24), (14, 20, 18, 24)]
    assert found.glyphs[0].size == pytest.approx(4 * MM, abs=0.001)
    assert (found.width, found.height) == (595.276, 841.89)
    assert (found.number, found.method, found.notes) == (1, "text", ())


def coded(codes: str, more: str = "") -> Page:
    head = f'<ofd:TextObject Boundary="10 20 90 9" Size="4" {more}>'
    return only(f"{head}{codes}</ofd:TextObject>")


@pytest.mark.parametrize(
    ("steps", "lefts"),
    [
        ('DeltaX="4 4 4"', [10, 14, 18, 22]),
        ('DeltaX="g 3 4"', [10, 14, 18, 22]),
        ('DeltaX="5 g 2 4"', [10, 15, 19, 23]),
        ('DeltaX="5,4,4"', [10, 15, 19, 23]),
        ('DeltaX="g 1 6 5"', [10, 16, 21, 26]),
        ('DeltaX="g"', [10, 14, 18, 22]),
        ("", [10, 14, 18, 22]),
    ],
)
def test_steps_across(steps: str, lefts: list[float]) -> None:
    found = coded(f'<ofd:TextCode X="0" Y="4" {steps}>药品名称</ofd:TextCode>')
    if steps == 'DeltaX="g"':
        assert {left for left, *_ in boxes(found)} == {10}
    else:
        assert [left for left, *_ in boxes(found)] == lefts


def test_letters_without_steps_stand_side_by_side() -> None:
    found = coded('<ofd:TextCode X="0" Y="4">片2mg</ofd:TextCode>')
    assert [left for left, *_ in boxes(found)] == [10, 14, 16, 19.2]


def test_steps_down() -> None:
    found = coded('<ofd:TextCode X="0" Y="4" DeltaY="g 2 5">附件一</ofd:TextCode>')
    assert [(left, top) for left, top, *_ in boxes(found)] == [
        (10, 20.48), (10, 25.48), (10, 30.48),
    ]  # fmt: skip


def test_several_codes_of_one_object() -> None:
    found = coded(
        '<ofd:TextCode X="1" Y="4">甲</ofd:TextCode><ofd:TextCode X="9">乙</ofd:TextCode>'
    )
    assert words(found) == "甲乙"
    assert [(left, top) for left, top, *_ in boxes(found)] == [(11, 20.48), (19, 20.48)]


def test_the_matrix_stretches_before_the_boundary_shifts() -> None:
    found = coded(
        '<ofd:TextCode X="2" Y="4" DeltaX="4">甲乙</ofd:TextCode>', 'CTM="2 0 0 2 3 0"'
    )
    assert [left for left, *_ in boxes(found)] == [17, 25]
    assert found.glyphs[0].size == pytest.approx(8 * MM, abs=0.001)


def test_text_in_points_that_a_matrix_shrinks() -> None:
    item = (
        '<ofd:TextObject Boundary="114.8 185.2 4.1 4.7" CTM="0.3527 0 0 0.3527 -114.8 '
        '111.35" Size="14.749"><ofd:TextCode X="324.419" Y="-303.723">局</ofd:TextCode>'
        "</ofd:TextObject>"
    )
    [box] = boxes(only(item))
    assert box == pytest.approx((114.42, 184.85, 119.62, 190.05), abs=0.02)


def test_blanks_are_kept_and_what_is_unseen_is_not() -> None:
    found = coded(
        '<ofd:TextCode X="0" Y="4" DeltaX="g 9 4">\n甲 乙&#xAD;&#x200B;</ofd:TextCode>'
    )
    assert words(found) == "甲 乙"


@given(
    steps=st.lists(st.tuples(st.integers(1, 5), st.integers(0, 9)), max_size=5),
    count=st.integers(0, 30),
)
def test_runs_of_steps_mean_the_steps_one_by_one(
    steps: list[tuple[int, int]], count: int
) -> None:
    short = " ".join(f"g {times} {step}" for times, step in steps)
    long = " ".join(f"{step}" for times, step in steps for _ in range(times))
    assert advances(short, count) == advances(long, count)
    assert len(advances(short, count)) in (0, count)


# --- lines


def test_lines_lie_and_stand() -> None:
    found = only(line(10, 20, 110, 20), line(10, 20, 10, 80))
    assert near(found.flat) == [(20, 10, 110)]
    assert near(found.upright) == [(10, 20, 80)]


@pytest.mark.parametrize(
    "data",
    [
        "M 10 20 L 110 20 L 110 30 L 10 30 C",
        "M 10 20 L 110 20 L 110 30 L 10 30 Z",
        "S 10 20 L110 20L110,30 L 10 30 C",
        "M 10 20 L 110 20 M 110 20 L 110 30 M 110 30 L 10 30 M 10 30 L 10 20",
        "M 1e1 20 L 110 20.1 L 110 30 L 10 30 C",
    ],
)
def test_a_box_is_four_rules(data: str) -> None:
    found = only(path(data))
    assert sorted(near(found.flat)) == [
        pytest.approx((20, 10, 110), abs=0.11), (30, 10, 110),
    ]  # fmt: skip
    assert sorted(near(found.upright)) == [
        (10, 20, 30), pytest.approx((110, 20, 30), abs=0.11),
    ]  # fmt: skip


def test_a_thin_box_is_one_rule() -> None:
    found = only(ofds.bar(10, 20, 110, 20), ofds.bar(10, 20, 10, 80))
    assert near(found.flat) == [(20.1, 10, 110.0)] or near(found.flat) == [
        (20.2, 10, 110)
    ]
    assert len(found.upright) == 1


@pytest.mark.parametrize(
    "item",
    [
        path("M 10 20 L 60 70"),
        path("M 10 20 B 20 10 30 40 110 20"),
        path("M 10 20 Q 20 10 110 20 A 5 5 0 0 1 10 20"),
        path("M 10 20 L 110 20", 'Stroke="false"'),
        path("M 10 20 L 110 20", inner='<ofd:StrokeColor Value="255 255 255"/>'),
        path("M 10 20 L 10.2 20"),
        path("M 10 L 20"),
        path("nonsense"),
        path("M 0 0 " + "L 0 9 L 9 9 " * 300),
    ],
)
def test_what_is_no_rule(item: str) -> None:
    found = only(item)
    assert (found.flat, found.upright) == ([], [])


def test_the_boundary_and_the_matrix_move_lines_too() -> None:
    item = path("M 0 0 L 50 0", 'CTM="2 0 0 2 1 0"', boundary="10 20 100 1")
    assert near(only(item).flat) == [(20, 11, 111)]


def test_a_line_turned_by_a_quarter_stands() -> None:
    item = path("M 0 0 L 50 0", 'CTM="0 1 -1 0 0 0"', boundary="10 20 1 50")
    assert near(only(item).upright) == [(10, 20, 70)]


# --- what is no text of the page


def test_slanted_text_is_loose() -> None:
    mark = 'CTM="0.7 -0.7 0.7 0.7 0 0"'
    found = only(text(10, 20, "正文"), text(50, 150, "内部资料", 12, mark))
    assert (words(found), loose(found)) == ("正文", "内部资料")


def test_text_that_steps_aslant_is_loose() -> None:
    steps = '<ofd:TextCode X="0" Y="4" DeltaX="g 3 9" DeltaY="g 3 9">内部资料</ofd:TextCode>'
    assert loose(coded(steps)) == "内部资料"


@pytest.mark.parametrize("matrix", ["0 1 -1 0 0 0", "-1 0 0 -1 20 4", "1 0 0.2 1 0 0"])
def test_turned_and_italic_text_is_text(matrix: str) -> None:
    assert words(only(text(50, 60, "正文", 4, f'CTM="{matrix}"'))) == "正文"


def test_large_faint_text_is_loose_and_small_is_not() -> None:
    gray = '<ofd:FillColor Value="220 220 220"/>'
    found = only(text(10, 20, "正文" * 9), text(9, 99, "公示", 20, "", gray),
                 text(10, 40, "注", 4, "", gray))  # fmt: skip
    assert (words(found), loose(found)) == ("正文" * 9 + "注", "公示")


@pytest.mark.parametrize(
    ("more", "inner"),
    [('Visible="false"', ""), ('Alpha="0"', ""), ("", '<ofd:FillColor Alpha="0"/>')],
)
def test_invisible_text_is_loose_but_under_a_scan(more: str, inner: str) -> None:
    hidden = text(10, 20, "暗字", 4, more, inner)
    assert loose(only(text(10, 40, "正文"), hidden)) == "暗字"
    scan = only(hidden, picture(0, 0, 210, 297))
    assert (words(scan), scan.notes) == ("暗字", ())


def test_what_lies_beside_the_paper_is_loose() -> None:
    found = only(text(10, 20, "正文"), text(250, 20, "外"), text(10, -9, "上"))
    assert (words(found), loose(found)) == ("正文", "外上")


def test_white_text_is_text() -> None:
    """A head of a table is white on a dark box."""
    found = only(text(10, 20, "序号", 4, "", '<ofd:FillColor Value="255 255 255"/>'))
    assert words(found) == "序号"


def test_a_pattern_that_fills_is_no_text() -> None:
    pattern = (
        f"<ofd:FillColor><ofd:Pattern><ofd:CellContent>{text(0, 0, '底纹')}"
        f"{line(0, 0, 99, 0)}</ofd:CellContent></ofd:Pattern></ofd:FillColor>"
    )
    found = only(path("M 0 0 L 50 50", 'Fill="true"', pattern), text(10, 20, "正文"))
    assert (words(found), loose(found), near(found.flat)) == ("正文", "", [])


def annotated(kind: str, appearance: str, action: str = "") -> Page:
    listed = (
        f'<a:Annotations xmlns:a="{ofds.OFD}"><a:Page PageID="1"><a:FileLoc>'
        "Page_0/Annotation.xml</a:FileLoc></a:Page></a:Annotations>"
    )
    one = (
        f'<ofd:PageAnnot xmlns:ofd="{ofds.OFD}"><ofd:Annot Type="{kind}" ID="5">{action}'
        f'<ofd:Appearance Boundary="100 200 40 20">{appearance}</ofd:Appearance>'
        "</ofd:Annot></ofd:PageAnnot>"
    )
    parts = document(
        [page(text(10, 20, "正文"))],
        after="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
    )
    more = {"Annots/Annotations.xml": listed, "Annots/Page_0/Annotation.xml": one}
    [found] = pages(package(parts | more))
    return found


@pytest.mark.parametrize("kind", ["Stamp", "Watermark", "Highlight", "Path"])
def test_the_words_of_stamps_are_loose(kind: str) -> None:
    found = annotated(kind, text(2, 3, "骑缝章") + line(0, 0, 40, 0))
    assert (words(found), loose(found), found.flat) == ("正文", "骑缝章", [])
    assert round(found.loose[0].x0 / MM, 1) == 102.0


def test_links_lead_from_annotations_and_text() -> None:
    action = (
        '<ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="https://example.com/{}"/>'
        "</ofd:Action></ofd:Actions>"
    )
    [link] = annotated("Link", "", action.format("a")).links
    assert near([Rule(*link[:3])]) == [(100, 200, 140)]
    assert link.address == "https://example.com/a"
    [link] = only(text(10, 20, "网址", 4, "", action.format("b"))).links
    assert near([Rule(*link[:3])]) == [(10, 20, 18)]
    assert link.address == "https://example.com/b"


# --- pages, templates, documents


def templated(order: str) -> list[Page]:
    common = f'<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml" {order}/>'
    use = '<ofd:Template TemplateID="7"/>'
    contents = [page(text(10, 20, f"第{i}页"), before=use) for i in "一二"]
    template = page(text(10, 10, "页眉"), line(10, 16, 200, 16))
    parts = document(contents, common) | {"Tpls/Tpl_0/Content.xml": template}
    return pages(package(parts))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["页眉第一页", "页眉第二页"]),
        ('ZOrder="Background"', ["页眉第一页", "页眉第二页"]),
        ('ZOrder="Foreground"', ["第一页页眉", "第二页页眉"]),
    ],
)
def test_templates_lie_behind_a_page_or_before_it(
    order: str, expected: list[str]
) -> None:
    found = templated(order)
    assert [words(each) for each in found] == expected
    assert [near(each.flat) for each in found] == [[(16, 10, 200)]] * 2


def test_the_paper_of_a_page_and_where_it_begins() -> None:
    found = only(text(15, 27, "甲", 4), area="5 7 297 210")
    assert (round(found.width / MM), round(found.height / MM)) == (297, 210)
    assert boxes(found) == [(10, 20, 14, 24)]


def test_pages_of_several_documents_are_numbered_through() -> None:
    first = document([page(text(10, 20, "甲")), page(text(10, 20, "乙"))])
    second = document([page(text(10, 20, "丙"))])
    found = pages(package(first, second))
    assert [(each.number, words(each)) for each in found] == [
        (1, "甲"), (2, "乙"), (3, "丙"),
    ]  # fmt: skip


def test_blocks_and_composite_objects() -> None:
    block = f"<ofd:PageBlock><ofd:PageBlock>{text(10, 20, '甲')}</ofd:PageBlock></ofd:PageBlock>"
    use = (
        '<ofd:CompositeObject ResourceID="30" Boundary="50 60 9 9" CTM="2 0 0 2 0 0"/>'
    )
    unit = (
        f'<ofd:Res xmlns:ofd="{ofds.OFD}"><ofd:CompositeGraphicUnits>'
        '<ofd:CompositeGraphicUnit ID="30" Width="9" Height="9"><ofd:Content>'
        f"{text(1, 1, '乙', 4)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    parts = document([page(block, use)], "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    [found] = pages(package(parts | {"Res.xml": unit}))
    assert words(found) == "甲乙"
    assert boxes(found)[1] == (52, 62, 60, 70)


PARTS = document([page(text(10, 20, "甲"))])


def renamed(change: dict[str, str], name: str = "Doc_0/Document.xml") -> bytes:
    """The parts under other names, or written with other words."""
    parts = {f"Doc_0/{each}": xml for each, xml in PARTS.items()}
    parts["OFD.xml"] = (
        f'<ofd:OFD xmlns:ofd="{ofds.OFD}"><ofd:DocBody><ofd:DocRoot>{name}</ofd:DocRoot>'
        "</ofd:DocBody></ofd:OFD>"
    )
    for old, new in change.items():
        parts = {
            each.replace(old, new): xml.replace(old, new) for each, xml in parts.items()
        }
    return zipped(parts)


@pytest.mark.parametrize(
    "data",
    [
        renamed({}),
        renamed({}, "/Doc_0/Document.xml"),
        renamed({}, " doc_0/DOCUMENT.xml\n"),
        renamed({}, "Doc_0\\Document.xml"),
        renamed({ofds.OFD: "http://www.ofdspec.org"}),
        renamed({"ofd:": "", "xmlns:ofd": "xmlns"}),
        renamed({"ofd:": "x:", ":ofd": ":x"}),
        renamed({'BaseLoc="Pages': 'BaseLoc="/Doc_0/pages'}),
        renamed({'BaseLoc="Pages': 'BaseLoc="Doc_0/Pages'}),
        renamed({"OFD.xml": "ofd.XML"}),
    ],
)
def test_names_and_namespaces_of_any_producer(data: bytes) -> None:
    [found] = pages(data)
    assert words(found) == "甲"
    assert found.notes == ()


# --- what is wrong with a file


def test_a_page_that_is_a_picture_says_so() -> None:
    found = only(picture(0, 0, 210, 297))
    assert found.notes == (UNREAD,)
    assert only().notes == ()


UNREAD = ("page_unread", "Page 1 is a picture; pictures in OFD files are not read.")
SCAN = picture(0, 0, 210, 297)
STRIPS = picture(0, 0, 210, 100) + picture(0, 100, 210, 100)


@pytest.mark.parametrize(
    "objects",
    [
        (SCAN, text(10, 10, "申报材料" * 12), text(100, 285, "第2页")),
        (SCAN, text(90, 150, "仅供查阅")),
        (STRIPS, text(100, 285, "第2页")),
        (picture(0, 0, 90, 90),),
    ],
)
def test_a_picture_with_a_head_and_a_number_is_not_read(objects: tuple[str]) -> None:
    assert only(*objects).notes == (UNREAD,)


@pytest.mark.parametrize(
    "objects",
    [
        (SCAN, *(text(10, 20 * y, "正文一行十个字左右") for y in range(2, 9))),
        (picture(0, 0, 90, 90), text(10, 150, "图一")),
        (SCAN, text(10, 150, "暗字", 4, 'Visible="false"')),
        (text(100, 285, "第2页"),),
    ],
)
def test_text_beside_a_picture_is_the_text(objects: tuple[str]) -> None:
    assert only(*objects).notes == ()


def test_a_file_of_pictures_is_set_aside_and_of_some_is_read() -> None:
    pictured, blank = page(SCAN, text(100, 285, "第1页")), page()
    with pytest.raises(Unreadable, match="Print it to a PDF") as raised:
        ofd.read(package(document([pictured, blank])), "a.ofd")
    assert raised.value.code == "scan"
    found = ofd.read(package(document([page(text(10, 50, "甲")), pictured])), "a.ofd")
    assert "甲" in str(found.text)
    assert found.notes == (("page_unread", UNREAD[1].replace("1", "2")),)
    assert str(ofd.read(package(document([blank])), "a.ofd").text) == ""


def test_a_page_that_is_not_there_is_blank_and_told() -> None:
    parts = document([page(text(10, 20, "甲")), page(text(10, 20, "乙"))])
    del parts["Pages/Page_0/Content.xml"]
    first, second = pages(package(parts))
    assert (words(first), words(second)) == ("", "乙")
    assert first.notes == (
        (
            "pages_lost",
            "Page 1 is not whole: Its part Pages/Page_0/Content.xml is not in the file.",
        ),
    )
    assert second.notes == ()


def test_a_broken_page_costs_itself() -> None:
    parts = document([page(text(10, 20, "甲")), page(text(10, 20, "乙"))])
    parts["Pages/Page_0/Content.xml"] = parts["Pages/Page_0/Content.xml"][:-20]
    first, second = pages(package(parts))
    assert (words(first), words(second)) == ("", "乙")
    assert [code for code, _ in first.notes] == ["pages_lost"]


def test_a_template_that_is_not_there_is_told() -> None:
    [found] = pages(
        package(
            document([page(text(1, 2, "甲"), before='<ofd:Template TemplateID="7"/>')])
        )
    )
    assert (words(found), [code for code, _ in found.notes]) == ("甲", ["pages_lost"])


DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (zipped({"a.txt": "x"}), "damaged"),
        (zipped({"OFD.xml": "<OFD/>"}), "damaged"),
        (zipped({"OFD.xml": DTD + "<OFD>&b;</OFD>"}), "damaged"),
        (renamed({}, "Doc_9/Document.xml"), "damaged"),
        (package(document([])), "damaged"),
        (zipped({"OFD.xml": "<OFD>" + " " * 41_000_000 + "</OFD>"}), "too_large"),
    ],
)
def test_a_file_that_can_not_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        pages(data)
    assert raised.value.code == code


def test_units_that_draw_one_another_come_to_an_end() -> None:
    uses = "".join('<ofd:CompositeObject ResourceID="3"/>' for _ in range(10))
    unit = (
        f'<ofd:Res xmlns:ofd="{ofds.OFD}"><ofd:CompositeGraphicUnit ID="3"><ofd:Content>'
        f"{uses}</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>"
    )
    parts = document([page(uses)], "<ofd:PublicRes>Res.xml</ofd:PublicRes>")
    with pytest.raises(Unreadable) as raised:
        pages(package(parts | {"Res.xml": unit}))
    assert raised.value.code == "bomb"


def test_hostile_numbers_are_survived() -> None:
    item = (
        '<ofd:TextObject Boundary="1e999 nan x" CTM="1 0 0" Size="-1e308">'
        '<ofd:TextCode X="∞" DeltaX="g 1e99 1e308 g g">公告</ofd:TextCode></ofd:TextObject>'
    )
    found = only(item, path("M 1e999 0 L -1e999 0"))
    assert words(found) + loose(found) == "公告"


def test_an_encrypted_part_is_told() -> None:
    data = bytearray(package(PARTS))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    with pytest.raises(Unreadable) as raised:
        pages(bytes(data))
    assert raised.value.code == "encrypted"


# --- a form, printed and read back

LONG = "".join(f"第{i}项临床试验结果显示总体缓解率明显提高；" for i in range(1, 60))
TWO = [("药品通用名称", "示例替尼片"), ("申报企业", "示例药业有限公司"), ("适应症", LONG),
       ("是否独家", "是")]  # fmt: skip
FOUR = [("规格", "2mg", "剂型", "片剂"), ("批准文号", "无", "上市时间", "二〇二二年")]


@pytest.mark.parametrize("bars", [False, True])
def test_a_form_is_read_back_over_the_page_break(bars: bool) -> None:
    two, four = ofds.Printer([40, 120], bars), ofds.Printer([30, 50, 30, 50], bars)
    two.title("申报材料")
    for pair in TWO:
        two.row(*pair)
    for row in FOUR:
        four.row(*row)
    assert len(two.pages) == 2
    assert cells(two.ofd()) == TWO
    assert cells(four.ofd()) == FOUR


def cells(data: bytes) -> list[tuple[str, ...]]:
    """The rows of all tables of an OFD, as the readers of printed pages see them."""
    found = printed.document(pages(data), "a.ofd", "application/ofd")
    rows = itertools.chain.from_iterable(grid.rows for grid in found.grids())
    return [
        tuple("".join(str(cell.text).split()) for cell in row if str(cell.text))
        for row in rows
    ]


def test_a_title_printed_twice_for_a_bold_look_is_read_once() -> None:
    twice = only(text(10, 20, "申报材料"), text(10.1, 20, "申报材料"))
    found = printed.document([twice], "a.ofd", "application/ofd")
    assert str(found.text).strip() == "申报材料"


# --- forms of the printers of PDF, copied to OFD


def pdf_pages(data: bytes) -> list[Page]:
    opened = pdfium.PdfDocument(data)
    try:
        return [read_page(opened, at).page for at in range(len(opened))]
    finally:
        opened.close()


def rows_of(document: Document) -> Rows:
    document = document.repaired(repair_all(document.text)[0])
    return type_drafts(document, nhsa_form.parse(document))


@pytest.mark.parametrize("seed", range(12))
def test_a_form_reads_the_same_as_pdf_and_as_ofd(seed: int) -> None:
    options = replace(prints.draw(seed), turned=0)
    one = prints.form(answers.answer(seed), options)
    copy = ofds.copied(pdf_pages(one.pdf), seed)
    as_pdf, as_ofd = pdf.read(one.pdf, "form.pdf"), ofd.read(copy, "form.ofd")
    wrong = [
        {cell.split(":")[0] for cell in prints.compare(rows_of(each), one.answer).wrong}
        for each in (as_pdf, as_ofd)
    ]
    assert wrong[1] <= wrong[0]


def test_an_ofd_in_an_archive_becomes_tables_and_is_proved(tmp_path: Path) -> None:
    one = prints.form(answers.answer(4), replace(prints.draw(4), turned=0))
    copy = ofds.copied(pdf_pages(one.pdf), 2)
    (tmp_path / "raw").mkdir()
    with ZipFile(tmp_path / "raw" / "申报.zip", "w") as archive:
        archive.writestr("表.ofd", copy)
    tables = ran(tmp_path / "raw", tmp_path / "out").tables
    [document] = tables["documents"]
    assert (document["path"], document["media_type"]) == (
        "申报.zip/表.ofd", "application/ofd",
    )  # fmt: skip
    assert document["source_type"] == "nhsa_form"
    proof = verify(tmp_path / "raw", tmp_path / "out")
    assert (proof.documents, proof.failures) == (1, [])
    assert proof.cells > 30
