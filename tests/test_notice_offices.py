"""Offices side by side, glued and cut; where they are."""

import pytest

from normalize.notice.head import title
from normalize.notice.issuer import NOBODY, issuer, of_number, place
from normalize.notice.offices import offices
from normalize.notice.signature import lone_date, signature
from normalize.tables import Policy
from normalize.text import Text
from tests.notices import doubts, drafts, page, texts


def names(line: str) -> list[str]:
    return [str(name) for name in offices(Text.raw(line))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("国家药监局公安部", ["国家药监局", "公安部"]),
        ("海关总署税务总局", ["海关总署", "税务总局"]),
        ("国家医保局财政部人力资源社会保障部", ["国家医保局", "财政部", "人力资源社会保障部"]),
        ("国家药监局药品审评中心", ["国家药监局药品审评中心"]),
        ("国家税务总局山西省税务局", ["国家税务总局山西省税务局"]),
        ("中华人民共和国财政部", ["中华人民共和国财政部"]),
        ("国家卫生健康委 办公厅 国家药监局 综合司", ["国家卫生健康委办公厅", "国家药监局综合司"]),
        ("甲省药监局，甲省医保局、甲省财政厅\xa0甲省科技厅",
         ["甲省药监局", "甲省医保局", "甲省财政厅", "甲省科技厅"]),
        ("新疆生产建设兵团医疗保障局", ["新疆生产建设兵团医疗保障局"]),
        ("（甲省医保局代章）", []),
    ],
)  # fmt: skip
def test_offices(line: str, expected: list[str]) -> None:
    assert names(line) == expected


def test_offices_of_a_title_are_told_apart_where_its_lines_meet() -> None:
    lines = texts("国家药监局 公安部", "国家卫生健康委", "海关总署关于示例的公告")
    assert (
        str(title(lines)) == "国家药监局 公安部 国家卫生健康委 海关总署关于示例的公告"
    )


def test_an_office_goes_on_below_itself() -> None:
    lines = texts("国家市场监督管理总局", "办公厅关于示例的通知")
    assert str(title(lines)) == "国家市场监督管理总局办公厅关于示例的通知"
    found = signature(
        texts("特此通知。", "国家市场监督管理总局", "办公厅", "2025年6月20日")
    )
    assert found is not None
    assert [str(name) for name in found.agencies] == ["国家市场监督管理总局办公厅"]


def test_who_stamps_for_another_does_not_sign() -> None:
    lines = texts(
        "特此公告。", "示例联盟采购办公室", "（甲省医保局代章）", "2025年6月20日"
    )
    found = signature(lines)
    assert found is not None
    assert [str(name) for name in found.agencies] == ["示例联盟采购办公室"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("海淀区市场监督管理局", ("county", "海淀区", "110108")),
        ("海宁市医疗保障局", ("county", "海宁市", "330481")),
        ("兴安盟医疗保障局", ("city", "兴安盟", "152200")),
        ("景宁畲族自治县卫生健康局", ("county", "景宁畲族自治县", "331127")),
        ("苏州工业园区管委会", (None, "苏州市", "320500")),
        ("水利部", ("national", None, None)),
        ("卫生福利部食品药物管理署", ("provincial", "台湾省", "710000")),
        ("朝阳区市场监督管理局", NOBODY),
        ("省药监局", NOBODY),
        ("示例联盟采购办公室", NOBODY),
    ],
)
def test_issuer(name: str, expected: tuple[str | None, ...]) -> None:
    assert issuer(Text.raw(name)) == expected


def test_a_letterhead_tells_the_region() -> None:
    assert place(Text.raw("香港特别行政区政府")).code == "810000"
    assert place(Text.raw("示例政府")) == NOBODY


def test_the_number_tells_the_province_of_an_office_of_a_province() -> None:
    number = Text.raw("宁医保发〔2023〕1号")
    assert of_number(Text.raw("自治区医保局"), number).region == "宁夏回族自治区"
    assert of_number(Text.raw("市医保局"), number) == NOBODY  # Nanjing writes 宁, too


def test_a_copy_without_the_offices_keeps_the_date() -> None:
    lines = [
        "甲省药监局关于示例的公告",
        "现将有关事项公告如下：",
        "一、甲。",
        "特此公告。",
    ]
    document = page(*lines, "2025年6月20日", "（公开属性：主动公开）")
    policy = drafts(document, Policy)[0]
    assert (policy["issued_on"], policy["agencies"]) == (
        "2025年6月20日",
        ["甲省药监局"],
    )
    assert doubts(document) == ["signature_missing"]


def test_a_date_in_the_text_is_no_signature() -> None:
    assert lone_date(texts("一、培训时间", "2025年6月20日")) is None


def test_a_signature_that_has_lost_offices_is_completed_from_the_title() -> None:
    lines = ["湖南省药监局 湖南省医保局关于示例的通知", "各单位：", "请遵照执行。"]
    policy = drafts(page(*lines, "湖南省药监局", "2025年6月20日"), Policy)[0]
    assert policy["agencies"] == ["湖南省药监局", "湖南省医保局"]
