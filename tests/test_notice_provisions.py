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


def _paths(*lines: str) -> dict[str, str]:
    return {each.path: str(each.text or each.heading) for each in found(*lines)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "1.支持研发。(1)甲。(2)乙。",
            {"1": "支持研发", "1/(1)": "甲。", "1/(2)": "乙。"},
        ),
        (
            "二、有下列情形的，不得申报：（一）材料虚假的；（二）受过处罚的。",
            {
                "二": "有下列情形的，不得申报：",
                "二/(一)": "材料虚假的；",
                "二/(二)": "受过处罚的。",
            },
        ),
        (
            "（一）步骤：①填表；②盖章；③寄送。",
            {
                "(一)": "步骤：",
                "(一)/①": "填表；",
                "(一)/②": "盖章；",
                "(一)/③": "寄送。",
            },
        ),
        # No list: numbers out of turn, a single one, or in the middle of a sentence.
        ("1.款式参见，第三条。(3)款另有。", {"1": "款式参见，第三条。(3)款另有。"}),
        (
            "1.符合(1)甲、(2)乙条件的，可以申报。",
            {"1": "符合(1)甲、(2)乙条件的，可以申报。"},
        ),
        ("1.说明如下，供参考：(1)甲。", {"1": "说明如下，供参考：(1)甲。"}),
        # A list in a paragraph does not end the level that the paragraph is of.
        (
            "(1)按，一、二两项。一、甲。二、乙。",
            {"(1)": "按，一、二两项。一、甲。二、乙。"},
        ),
    ],
)
def test_a_list_within_a_paragraph(line: str, expected: dict[str, str]) -> None:
    assert _paths(line) == expected


def test_what_follows_a_list_is_of_its_head() -> None:
    lines = ["二、用药保障", "（一）甲。", "（二）乙。", "下一步，我局将继续做好工作。"]
    assert _paths(*lines) == {
        "二": "下一步，我局将继续做好工作。",
        "二/(一)": "甲。",
        "二/(二)": "乙。",
    }


@pytest.mark.parametrize(
    ("lines", "path", "text"),
    [
        # The items of this list are of several paragraphs.
        (
            ["一、总则", "（一）甲。", "甲又及。", "（二）乙。", "乙又及。"],
            "一/(二)",
            "乙。乙又及。",
        ),
        # An item that has not ended goes on.
        (
            ["一、总则", "（一）甲。", "（二）乙的范围", "由另文规定。"],
            "一/(二)",
            "由另文规定。",
        ),
        # One item is no list.
        (["一、总则", "（一）甲。", "甲又及。"], "一/(一)", "甲。甲又及。"),
        # Nothing stands above the list.
        (["一、甲。", "二、乙。", "请遵照执行。"], "二", "乙。请遵照执行。"),
    ],
)
def test_what_follows_an_item_is_of_the_item(
    lines: list[str], path: str, text: str
) -> None:
    assert _paths(*lines)[path] == text
