"""Lists and headings of attachments."""

import pytest

from normalize.notice.attachments import heading, listing, titled
from normalize.notice.checks import all_attachments, attachment_doubts
from normalize.notice.layout import lay_out
from normalize.text import Text
from tests.notices import texts


@pytest.mark.parametrize(
    ("lines", "titles", "taken"),
    [
        (["附件：1.甲指南", "2.乙标准", "示例局"], ["1 甲指南", "2 乙标准"], 2),
        (["附件:1.甲指南 2.乙标准；3.丙表.docx"], ["1 甲指南", "2 乙标准", "3 丙表"], 1),
        (["附件：甲指南", "示例局"], ["None 甲指南"], 1),
        (["附件：", "1.甲指南", "2.乙标准"], ["1 甲指南", "2 乙标准"], 3),
        (["附件1：甲指南", "附件2：乙标准", "示例局"], ["1 甲指南", "2 乙标准"], 2),
        (["附件", "1.甲指南.pdf", "2.乙标准.pdf"], ["1 甲指南", "2 乙标准"], 3),
        (["附表：1.《甲表》", "2.《乙表》"], ["1 甲表", "2 乙表"], 2),
        (["附件一：甲表；附件二：乙表"], ["一 甲表", "二 乙表"], 1),
        (["附件1甲表", "附件2乙表", "示例局"], ["1 甲表", "2 乙表"], 2),
        (["附件：一、甲表", "二、乙表", "示例局"], ["一 甲表", "二 乙表"], 2),
        (["附：1.甲表", "2.乙表"], ["1 甲表", "2 乙表"], 2),
        (["附：甲名单"], ["None 甲名单"], 1),
        (["附件下载：甲表.xlsx"], ["None 甲表"], 1),
        (["相关附件：1.甲表.pdf", "2.乙表.pdf"], ["1 甲表", "2 乙表"], 2),
        (["附件：（1）甲表", "（2）乙表"], ["1 甲表", "2 乙表"], 2),
        (["附件1《甲办法》", "附件2《乙办法》"], ["1 甲办法", "2 乙办法"], 2),
        (["附件：1.示例省医疗机构制剂优选申报", "指南及说明", "2.乙表", "示例省药监局"],
         ["1 示例省医疗机构制剂优选申报指南及说明", "2 乙表"], 3),
        (["附件：1.关于示例的说明（第一批", "名单）", "2.乙表"],
         ["1 关于示例的说明（第一批名单）", "2 乙表"], 3),
    ],
)  # fmt: skip
def test_listing(lines: list[str], titles: list[str], taken: int) -> None:
    listed, items = listing(texts(*lines))
    assert [f"{each.number} {each.title}" for each in listed] == titles
    assert items == taken


@pytest.mark.parametrize("line", ["按附件1填报。", "1.甲指南", "附件1", "示例局"])
def test_no_listing(line: str) -> None:
    assert listing(texts(line)) == ([], 0)


def test_headings() -> None:
    assert heading(Text.raw("附 件 1")) == "附件1"
    assert heading(Text.raw("附件一：")) == "附件一"
    assert heading(Text.raw("附件2-1")) == "附件2-1"
    assert heading(Text.raw("附件：")) is None
    assert heading(Text.raw("附件1所列材料")) is None


def test_titled_needs_label_number_and_title() -> None:
    assert titled(Text.raw("附件1所列材料")) is None
    found = titled(Text.raw("附件1 甲指南"))
    assert found is not None
    assert (str(found.number), str(found.title)) == ("1", "甲指南")


def test_a_heading_with_its_title_opens_an_attachment() -> None:
    lines = ["关于示例的通知", "各单位：", "请遵照执行。", "甲省药监局", "2025年1月1日"]
    found = lay_out(
        texts(*lines, "附件1：甲指南", "一、范围", "附件2：乙表", "二、其他")
    )
    assert [part.label for part in found.parts] == ["附件1", "附件2"]
    assert [str(entry.title) for entry in all_attachments(found)] == ["甲指南", "乙表"]


def test_a_list_below_the_signature_opens_none() -> None:
    lines = ["关于示例的通知", "各单位：", "请遵照执行。", "甲省药监局", "2025年1月1日"]
    found = lay_out(texts(*lines, "附件1：甲指南", "附件2：乙表"))
    assert found.parts == []
    assert [str(entry.title) for entry in all_attachments(found)] == ["甲指南", "乙表"]


def test_the_title_may_wrap_under_its_heading() -> None:
    lines = [
        "关于示例的通知",
        "各单位：",
        "请遵照执行。",
        "附件：1.甲省制剂申报指南",
        "甲省药监局",
    ]
    found = lay_out(
        texts(*lines, "2025年1月1日", "附件1", "甲省制剂", "申 报 指 南", "一、范围")
    )
    assert list(attachment_doubts(found)) == []


def test_figures_and_numerals_are_one_number() -> None:
    lines = [
        "关于示例的通知",
        "各单位：",
        "请遵照执行。",
        "附件：1.甲表",
        "2.乙表",
        "甲省药监局",
        "2025年1月1日",
    ]
    found = lay_out(texts(*lines, "附件一", "甲表", "附件二", "乙表"))
    assert list(attachment_doubts(found)) == []
    assert len(all_attachments(found)) == 2


def test_files_below_the_signature_are_the_list_where_there_is_none() -> None:
    lines = ["关于示例的通知", "各单位：", "请遵照执行。", "甲省药监局", "2025年1月1日"]
    files = ["甲局2025年第9号公告附件1.docx", "甲局2025年第9号公告附件2.xlsx"]
    found = lay_out(texts(*lines, *files))
    assert [str(entry.title) for entry in all_attachments(found)] == [
        "甲局2025年第9号公告附件1", "甲局2025年第9号公告附件2",
    ]  # fmt: skip
