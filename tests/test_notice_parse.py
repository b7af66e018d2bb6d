"""A notice as a whole: what it yields, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.tables import Citation, Criterion, DocumentRow, Event, Policy, Provision
from parsers import notice
from tests.notices import SIMPLE, doubts, drafts, page


def policy(*lines: str) -> dict[str, object]:
    found: dict[str, object] = drafts(page(*lines), Policy)[0]
    return found


def swapped(old: str, *new: str) -> list[str]:
    """The simple notice with one of its lines replaced."""
    at = SIMPLE.index(old)
    return [*SIMPLE[:at], *new, *SIMPLE[at + 1 :]]


def test_every_cell_of_a_simple_notice() -> None:
    assert policy(*SIMPLE) == {
        "title": "湖南省医疗保障局 湖南省卫生健康委员会关于开展示例药品挂网工作的通知",
        "doc_number": "湘示发〔2023〕912号",
        "doc_type": "通知",
        "agencies": ["湖南省医疗保障局", "湖南省卫生健康委员会"],
        "level": "provincial",
        "region": "湖南省",
        "region_code": "430000",
        "issued_on": "2023年4月3日",
        "published_on": "2023-04-06 10:20",
        "effective_on": "2023年5月1日",
        "apply_to": "2023-04-30",
        "summary": "为规范示例药品采购，现将有关事项通知如下：",
        "addressees": "各市州医疗保障局，有关企业",
        "attachments": [
            {"ordinal": "1", "title": "示例目录"},
            {"ordinal": "2", "title": "示例评分表"},
        ],
        "contacts": [
            {"agency": "省医保局", "person": "王某", "phone": "0731-55550101"}
        ],
        "is_full_text": True,
    }


def test_rows_that_belong_to_it() -> None:
    document = page(*SIMPLE)
    assert drafts(document, DocumentRow) == [
        {
            "title": "湖南省医疗保障局 湖南省卫生健康委员会关于开展示例药品挂网工作的通知",
            "publisher": "湖南省医疗保障局",
            "published_at": "2023-04-06 10:20",
            "published_basis": "label",
        }
    ]
    assert [
        (row["event_type"], row["event_date"]) for row in drafts(document, Event)
    ] == [
        ("policy_issued", "2023年4月3日"),
        ("policy_effective", "2023年5月1日"),
    ]
    assert [row["path"] for row in drafts(document, Provision)] == [
        "一", "一/(一)", "一/(二)", "一/(二)/1", "一/(二)/2", "二",
    ]  # fmt: skip
    assert [
        (row["attachment"], row["points"]) for row in drafts(document, Criterion)
    ] == [
        ("附件2", "40"),
        ("附件2", "20"),
    ]
    assert doubts(document) == []


def test_without_signature_the_title_names_the_offices() -> None:
    lines = [line for line in SIMPLE[:15] if "附件" not in line]
    assert policy(*lines)["agencies"] == ["湖南省医疗保障局", "湖南省卫生健康委员会"]


def test_the_order_of_the_signature_counts() -> None:
    lines = list(SIMPLE)
    lines[16], lines[17] = lines[17], lines[16]
    assert policy(*lines)["agencies"] == ["湖南省卫生健康委员会", "湖南省医疗保障局"]


def test_in_force_from_its_issue() -> None:
    lines = swapped("本通知自2023年5月1日起施行。", "本通知自印发之日起施行。")
    assert policy(*lines)["effective_on"] == "2023年4月3日"


def test_a_cut_title_is_taken_from_where_it_is_quoted() -> None:
    full = SIMPLE[0]
    quoted = f"根据《{full}》，制定本表。"
    lines = [*swapped(full, "湖南省"), quoted]
    assert policy(*lines)["title"] == full
    assert "title_recovered" in doubts(page(*lines))


def test_a_title_of_other_offices_is_not_taken() -> None:
    lines = [
        *swapped(SIMPLE[0], "湖南省"),
        "根据《湖南省示例厅关于示例工作的通知》，制定本表。",
    ]
    assert policy(*lines)["title"] == "湖南省"
    assert "title_incomplete" in doubts(page(*lines))


def test_cited_policies_leave_out_the_notice_and_its_annexes() -> None:
    said = f"按《{SIMPLE[0]}》《示例评分表》和《国务院办公厅关于示例发展的意见》（国办发〔2021〕2号）执行。"
    document = page(*swapped("（一）目录内品种。", "（一）" + said))
    assert [row["title"] for row in drafts(document, Citation)] == [
        "国务院办公厅关于示例发展的意见"
    ]
    cited = drafts(document, Policy)[1:]
    assert [(row["doc_number"], row["is_full_text"]) for row in cited] == [
        ("国办发〔2021〕2号", False)
    ]
    assert (
        policy(*swapped("（一）目录内品种。", "（一）" + said))["doc_number"]
        == "湘示发〔2023〕912号"
    )


def test_headings_and_list_that_differ_are_told() -> None:
    assert "attachment_not_listed" in doubts(page(*SIMPLE, "附件3", "示例表"))
    differs = [*SIMPLE[:20], "示例评分表（修订）", *SIMPLE[21:]]
    assert "attachment_title_differs" in doubts(page(*differs))


def test_points_that_do_not_add_are_told() -> None:
    lines = [line.replace("（60分）", "（70分）") for line in SIMPLE]
    assert "points_do_not_add" in doubts(page(*lines))


def test_the_adverts_of_whoever_copied_it_are_not_read() -> None:
    adverts = [
        "1.为企业提供示例许可证新办、变更、延续一站式服务。",
        "2.专业团队上门指导，帮助企业顺利通过检查，报价透明。",
    ]
    document = page(*SIMPLE, *adverts, "3.示例课程每周更新，在线答疑。", *adverts)
    assert drafts(document, Provision) == drafts(page(*SIMPLE), Provision)


def test_a_decree_has_the_title_of_what_it_publishes() -> None:
    lines = [
        "国家药品监督管理局令", "第97号",
        "《药品示例管理办法》已经2022年5月31日第5次局务会议审议通过，现予公布，自2022年12月1日起施行。",
        "局　长　甲某", "2022年9月1日", "药品示例管理办法", "第一章 总则",
        "第一条 为了规范药品示例活动，制定本办法。",
    ]  # fmt: skip
    found = policy(*lines)
    assert found["title"] == "药品示例管理办法"
    assert found["doc_number"] == "国家药品监督管理局令第97号"
    assert (found["doc_type"], found["agencies"]) == ("办法", ["国家药品监督管理局"])
    assert [row["path"] for row in drafts(page(*lines), Provision)] == [
        "第一章",
        "第一章/第一条",
    ]


def test_a_reply_is_an_event_of_its_own_kind() -> None:
    lines = [
        "示例省药监局关于示例会议第12号建议的答复", "示药函〔2025〕46号", "甲某某代表：",
        "您提出的建议收悉，现答复如下：感谢您的关心。", "云南省药品监督管理局", "2025年4月24日",
    ]  # fmt: skip
    assert [row["event_type"] for row in drafts(page(*lines), Event)] == [
        "regulator_reply"
    ]
    assert policy(*lines)["addressees"] == "甲某某代表"


GREETED = "您好，欢迎访问甲省药监局网站。 甲省药监局关于示例的公告 2024年第3号 现予发布，请遵照执行。"
TAIWAN = "发文日期：中华民国114年3月1日 发文字号：卫授示字第1140000001号 主旨：公告示例事项。"


@pytest.mark.parametrize(
    "lines",
    [
        SIMPLE,
        [
            "关于示例的公示",
            "现将名单公示如下，欢迎社会监督。",
            "甲省药监局",
            "2024年3月1日",
        ],
        [
            "甲省药监局关于示例的公告（2024年第3号）",
            "为规范示例，现予发布，请遵照执行。",
        ],
        [
            "各有关单位：",
            "现将有关事项通知如下，请遵照执行。",
            "甲省药监局",
            "2024年3月1日",
        ],
        GREETED.split(),
        TAIWAN.split(),
    ],
)
def test_notices(lines: list[str]) -> None:
    assert notice.recognizes(page(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [
            "国家药监局发布关于示例药的公告",
            "来源：示例网 记者 甲某",
            "国家药监局今日发布公告，批准示例药上市。",
        ],
        ["示例药获批上市", "甲公司宣布，其产品获批。", "声明：本文仅代表作者观点。"],
        ["药品名称\t示例片", "企业名称\t示例公司", "申报时间\t2025-07-17"],
        [
            "示例公司关于示例药获批的公告",
            "公司于近日收到通知，示例药获批上市，请投资者注意风险。",
        ],
    ],
)
def test_no_notices(lines: list[str]) -> None:
    assert not notice.recognizes(page(*lines))


@given(
    st.lists(
        st.sampled_from([*SIMPLE, "附件", "附件：", "备注：", "　", "一、", "2023年"]),
        max_size=25,
    )
)
def test_any_lines_in_any_order_are_read(lines: list[str]) -> None:
    document = page(*lines)
    assert isinstance(notice.recognizes(document), bool)
    found = list(notice.parse(document))
    assert found[1].table is Policy  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words", ["联系", "《关于", "附件：", "一、", "申报", "2025年6月20日", "甲局 "]
)
def test_a_line_without_end_is_read_in_time(words: str) -> None:
    long = words * 20_000
    assert not notice.recognizes(page(long))
    assert notice.recognizes(page(*SIMPLE, long))
