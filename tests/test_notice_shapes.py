"""Notices in shapes of their own: glued, of Taiwan, with a cut title, listing drugs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import vocab
from normalize.document import Cell, Grid
from normalize.draft import Doubt, Draft, Implied
from normalize.notice import contents
from normalize.notice.drug_list import listed_drugs, price_doubts
from normalize.notice.glued import cut
from normalize.notice.head import parts_of, title, unlabeled_date
from normalize.notice.subject import subject
from normalize.notice.titles import extended
from normalize.tables import Citation, Policy
from normalize.text import Text
from tests.notices import doubts, drafts, page, texts

# --- one line


def test_a_signature_in_the_middle_of_a_line_is_cut_out() -> None:
    line = Text.raw(
        "示发〔2025〕1号各市药监局、医保局：现将《示例办法》印发给你们，请认真贯彻执行，确保落实到位。甲省药监局　甲省医保局2025年6月20日（此件公开发布）"
    )
    assert [str(piece) for piece in cut(line)] == [
        "示发〔2025〕1号", "各市药监局、医保局：", "现将《示例办法》印发给你们，请认真贯彻执行，确保落实到位。",
        "甲省药监局　甲省医保局", "2025年6月20日", "（此件公开发布）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "根据《示例办法》第三条、第四条的规定，"
        + "请各单位遵照执行并及时报告有关情况，" * 4,
        "企业应当：（一）具有场地；（二）具有人员；（三）具有制度。"
        + "其他事项另行通知，" * 8,
        "该办法经审议通过。甲省药监局2025年6月20日印发了配套文件，"
        + "请遵照执行，" * 9,
    ],
)
def test_a_long_paragraph_is_left_whole(line: str) -> None:
    assert [str(piece) for piece in cut(Text.raw(line))] == [line]


@given(
    st.text(alphabet="第一二三条章（）。：；、甲乙局年月日2025 \u3000", max_size=300)
)
def test_cutting_loses_no_character(chars: str) -> None:
    pieces = cut(Text.raw(chars))
    if len(pieces) > 1:
        assert "".join("".join(map(str, pieces)).split()) == "".join(chars.split())


# --- titles


@pytest.mark.parametrize(
    ("printed", "other", "expected"),
    [
        (
            "关于示例的复函",
            "示例局综合司关于示例的复函-示例局",
            "示例局综合司关于示例的复函",
        ),
        ("关于示例的复函", "通知公告-关于示例的复函", "关于示例的复函"),
        ("示例局关于示例的复函", "甲局乙局关于示例的复函", "示例局关于示例的复函"),
        ("关于示例的复函", "示例局", "关于示例的复函"),
    ],
)
def test_the_offices_of_a_title_may_stand_elsewhere(
    printed: str, other: str, expected: str
) -> None:
    assert str(extended(Text.raw(printed), [Text.raw(other)])) == expected


def test_a_title_may_hold_a_colon_in_brackets() -> None:
    line = "关于发布《示例采购文件（编号：SJ-1）》的公告"
    assert str(title(texts(line))) == line


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("关于公开征求《示例规范（征求意见稿）》意见的公告", "公告"),
        ("示例管理办法（征求意见稿）", "办法"),
        ("关于印发示例目录的通知（2025年修订）", "通知"),
        ("示例药品集中采购文件", "采购文件"),
    ],
)
def test_the_kind_of_a_title(words: str, kind: str) -> None:
    assert str(parts_of(Text.raw(words))[1]) == kind


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("示发〔2025〕12号　2025-06-09", "2025-06-09"),
        ("（示发〔2025〕12号 2025年6月9日）", None),
        ("根据示发〔2025〕12号，2025年6月9日", None),
    ],
)
def test_a_date_may_stand_beside_the_number(line: str, day: str | None) -> None:
    found = unlabeled_date(texts("关于示例的通知", line))
    assert (found and str(found)) == day


def test_a_date_line_may_say_published() -> None:
    assert (
        str(unlabeled_date(texts("示例的通告", "2023年08月18日 发布")))
        == "2023年08月18日"
    )
    assert unlabeled_date(texts("2023年08月18日 施行")) is None


# --- Taiwan


def test_a_subject_may_wrap_and_need_no_office() -> None:
    found = subject(texts("主旨：關於示例，", "請查照。", "說明："))
    assert found is not None
    assert (str(found.title), found.kind, found.agency) == (
        "關於示例，請查照",
        None,
        None,
    )


@pytest.mark.parametrize("line", ["主旨", "主旨：", "演講主旨：示例", "会议主旨如下"])
def test_no_subject(line: str) -> None:
    assert subject(texts(line, "依據：示例法。")) is None


# --- lists of drugs


def grid(*rows: str) -> Grid:
    text = Text.raw("\x00".join(rows))
    return Grid(tuple(tuple(map(Cell, row.split(r"\|"))) for row in text.split("\x00")))


def plain(cell: Text | Implied) -> str:
    return str(cell.value if isinstance(cell, Implied) else cell)


def listed(*rows: str) -> list[dict[str, str]]:
    return [
        {k: plain(v) for k, v in each.items()} for each in listed_drugs(grid(*rows))
    ]


def test_a_list_gives_a_drug_a_row() -> None:
    assert listed(
        "序号|药品通用名称|规格|批准文号|中选企业|中选价（元/盒）",
        "1|示例片|10mg×7片|国药准字H20250001|示例甲制药有限公司|1,019.60",
        "2|示例胶囊|/|-|示例乙制药有限公司|面议",
        "合计||||2|",
    ) == [
        {
            "generic_name": "示例片", "specification": "10mg×7片", "price": "1,019.60元",
            "company": "示例甲制药有限公司", "approval_number": "国药准字H20250001",
            "price_text": "1,019.60", "price_unit": "盒",
        },
        {"generic_name": "示例胶囊", "company": "示例乙制药有限公司"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "price", ["面议", "12.50 13.50", "128.50[2]", "12.5万", "约9元"]
)
def test_a_price_that_is_no_amount_is_a_problem(price: str) -> None:
    rows = ["药品名称|中选价（元）|规格", f"示例片|{price}|5mg", "乙片|9.8|5mg"]
    assert [each.get("price") for each in listed(*rows)] == [None, "9.8元"]
    [doubt] = price_doubts(grid(*rows))
    assert (doubt.code, doubt.severity, str(doubt.quote)) == (
        "unparsed",
        "error",
        price,
    )
    assert price in doubt.message


def test_a_price_without_any_unit_is_a_problem() -> None:
    rows = grid("药品名称|中选价格|生产企业", "示例片|19.60|甲制药")
    assert [str(each.quote) for each in price_doubts(rows)] == ["19.60"]


@pytest.mark.parametrize(
    "rows",
    [
        ["药品名称|中选价（元）", "示例片|/", "示例乙片|", "示例丙片|-", "示例丁片"],
        ["药品名称|中选价", "示例片|19.60元", "合计|两种"],
        ["药品名称|执行标准|生产企业", "示例片|YBH00012025|甲制药"],
        ["药品名称|生产企业", "示例片|甲制药"],
        ["指标|价格（元）", "质量|面议"],
    ],
)
def test_empty_cells_and_other_columns_are_no_price_problem(rows: list[str]) -> None:
    assert list(price_doubts(grid(*rows))) == []


def test_a_notice_tells_of_a_price_it_can_not_read() -> None:
    items = [grid("药品名称|挂网价（元）", "示例片|面议")]
    [drug, doubt] = contents.drugs(items)
    assert isinstance(drug, Draft) and "price" not in drug.cells
    assert isinstance(doubt, Doubt) and doubt.code == "unparsed"


def test_what_varies_among_the_rows_of_a_drug_is_left_out() -> None:
    rows = [
        "药品名称|规格|挂网价（元）|生产企业",
        "示例片|5mg|9.8|甲",
        "示例片|10mg|18.6|甲",
    ]
    assert listed(*rows) == [{"generic_name": "示例片", "company": "甲"}]


@pytest.mark.parametrize(
    "rows",
    [
        ["序号|药品名称|不予挂网原因", "1|示例片|价格高"],
        ["指标|分值|评分标准", "质量|10|好"],
        ["单位名称|联系人|联系电话", "示例局|甲某|0100-5550101"],
        ["药品名称|生产企业"],
        ["药品名称|生产企业", "123|甲制药"],
    ],
)
def test_no_list_of_drugs(rows: list[str]) -> None:
    assert listed(*rows) == []


@pytest.mark.parametrize(
    "row", vocab.load("drug_list_headers"), ids=lambda r: r["role"]
)
def test_a_head_of_a_list_is_told_from_another(row: dict[str, str]) -> None:
    beside = {"name": "生产企业"}.get(row["role"], "药品名称")
    for head, expected in ((row["example"], True), (row["negative"], False)):
        got = listed(f"{head}|{beside}|批准文号", "示例甲片|示例乙片|国药准字H20250001")
        found = [cell for each in got for cell in each.values()]
        assert ("示例甲片" in found) is (
            expected and row["role"] not in ("price", "approval_number", "price_unit")
        )


# --- the whole notice


def test_a_notice_does_not_cite_itself() -> None:
    lines = ["国家示例局令", "第9号", "《示例办法》已审议通过，现予公布，自2025年7月1日起施行。", "局　长　甲某",
             "2025年6月20日", "示例办法", "（2025年6月20日国家示例局令第9号公布）", "第一条 甲。", "第二条 乙。"]  # fmt: skip
    document = page(*lines)
    assert drafts(document, Policy)[0]["doc_number"] == "国家示例局令第9号"
    assert drafts(document, Citation) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["请按要求填报申报表（见附件1）。", "甲省药监局", "2025年6月20日"], "attachment_list_missing"),
        (["请于2025年4月下旬前报名。", "甲省药监局", "2025年3月20日"], "vague_window"),
        (["请遵照执行。", "甲省药监局"], "issue_date_missing"),
        (["请遵照执行。", "2025年6月20日"], "signature_missing"),
        (["本办法自公布之日起30日后施行。", "甲省药监局", "2025年6月20日"], "relative_effective"),
        (["请自本公告发布之日起30日内提交申请。", "甲省药监局", "2025年6月20日"], "relative_window"),
    ],
)  # fmt: skip
def test_what_a_person_should_look_at(lines: list[str], code: str) -> None:
    assert doubts(page("甲省药监局关于示例的通知", "各单位：", *lines)) == [code]
