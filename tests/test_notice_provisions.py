"""Numbered paragraphs: the way down to each, what is heading, what it does."""

import pytest

from normalize.notice.flow import flow
from normalize.notice.numbering import marker
from normalize.notice.provisions import Numbered, provisions, summary
from normalize.text import Text
from tests.notices import page, texts


def found(*lines: str) -> list[Numbered]:
    return list(provisions(texts(*lines)))


def test_paths_follow_the_ranks() -> None:
    lines = [
        "一、甲",
        "（一）乙",
        "1.丙。",
        "（1）丁。",
        "①戊。",
        "2.己。",
        "（二）庚",
        "二、辛",
        "1.壬。",
    ]
    assert [each.path for each in found(*lines)] == [
        "一", "一/(一)", "一/(一)/1", "一/(一)/1/(1)", "一/(一)/1/(1)/①", "一/(一)/2",
        "一/(二)", "二", "二/1",
    ]  # fmt: skip


def test_articles_of_a_regulation() -> None:
    lines = [
        "第一章 总则",
        "第一条 为示例，制定本办法。",
        "（一）甲；",
        "第二章 附则",
        "第二条 自发布起施行。",
    ]
    assert [each.path for each in found(*lines)] == [
        "第一章", "第一章/第一条", "第一章/第一条/(一)", "第二章", "第二章/第二条",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        ("三、支持政策", "支持政策", None),
        ("（一）单位申报。申报时间另行通知。", "单位申报", "申报时间另行通知。"),
        ("1.近两年内受到行政处罚的；", None, "近两年内受到行政处罚的；"),
        (
            "二、自2025年6月1日起，应当公示价格。",
            None,
            "自2025年6月1日起，应当公示价格。",
        ),
        (
            "1.鼓励研发。(1)支持示例。(2)支持样例。",
            "鼓励研发",
            "(1)支持示例。(2)支持样例。",
        ),
        (
            "8.药材道地，资源可及。使用道地药材。",
            None,
            "药材道地，资源可及。使用道地药材。",
        ),
    ],
)
def test_a_short_first_sentence_is_the_heading(
    line: str, heading: str | None, text: str | None
) -> None:
    each = found(line)[0]
    assert (each.heading and str(each.heading), each.text and str(each.text)) == (
        heading,
        text,
    )


def test_lines_without_number_belong_to_the_one_above() -> None:
    each = found("4.使用历史。可提供以下资料：", "资料1：病历；", "资料2：记录。")[0]
    assert str(each.text) == "可提供以下资料：资料1：病历；资料2：记录。"


@pytest.mark.parametrize(
    "line",
    [
        "特此通知。",
        "附件：1.示例",
        "联系人：甲某 0100-5550101",
        "本通知自发布之日起施行。",
        "电子邮箱：a@b.cn",
    ],
)
def test_what_closes_the_notice_is_not_its_last_provision(line: str) -> None:
    assert [str(each.text) for each in found("一、甲乙丙丁。", line, "戊己。")] == [
        "甲乙丙丁。"
    ]


def test_numbers_of_a_note_are_no_provisions() -> None:
    lines = ["备注:1.以1分为单位；", "2.佐证不全的按最低档。", "1.代办许可证。"]
    assert found(*lines) == []
    assert [each.path for each in found(*lines, "一、甲")] == ["一"]


@pytest.mark.parametrize(
    "line", ["2025年6月20日", "2.5分", "1.50元", "三甲医院", "一站式服务", "10、"]
)
def test_no_number(line: str) -> None:
    found = marker(Text.raw(line))
    assert found is None or not found.rest


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["一、申报条件", "（一）有许可证。", "（二）有下列情形之一的，不得申报：", "1.受处罚的。", "（三）有人员。"],
         ["eligibility", "eligibility", "exclusion", "exclusion", "eligibility"]),
        (["二、支持措施", "（一）优化审评审批", "（二）加强医疗保障"], ["support"] * 3),
        (["三、工作程序", "（一）评审。80分以下不予纳入。"], ["procedure", "procedure"]),
        (["四、时间安排", "五、工作要求", "六、指导思想"], ["deadline", "requirement", "other"]),
        (["一、应当如实填报。", "二、对入选品种给予资金支持。"], ["requirement", "support"]),
        (["（四）每家单位申报不得超过3个。"], ["requirement"]),
    ],
)  # fmt: skip
def test_kinds(lines: list[str], kinds: list[str]) -> None:
    assert [each.kind for each in found(*lines)] == kinds


def test_summary_is_the_paragraph_before_the_first_number() -> None:
    assert (
        str(summary(texts("为示例，", "现通知如下：", "一、甲")))
        == "为示例，现通知如下："
    )
    assert summary(texts("一、甲")) is None


def test_a_table_ends_a_provision() -> None:
    document = page("一、名单。见下表", "序号\t名称", "1\t甲", "尾注。")
    assert [str(each.text) for each in provisions(flow(document))] == ["见下表"]
