"""Which titles and numbers are citations of a policy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.facts.citations import citations
from normalize.text import Text
from normalize.vocab import load


def cited(raw: str) -> list[tuple[str | None, str | None, str | None]]:
    return [
        tuple(
            None if part is None else str(part)
            for part in (c.title, c.doc_number, c.date)
        )
        for c in citations(Text.raw(raw))
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("落实《国务院关于示例的通知》（示发〔2018〕6号）", ("国务院关于示例的通知", "示发〔2018〕6号", None)),
        ("根据示药监〔2020〕3号文件《关于示例的意见》", ("关于示例的意见", "示药监〔2020〕3号", None)),
        ("《关于示例的意见》(2015年2月9日 国办发[2015]7号)", ("关于示例的意见", "国办发[2015]7号", "2015年2月9日")),
        ("《示例技术指导原则（试行）》（2019年第8号）", ("示例技术指导原则（试行）", "2019年第8号", None)),
        ("《示例示例办法（试行）》（征求意见稿）", ("示例示例办法（试行）", None, None)),
        ("遵守《中华人民共和国示例管理法》", ("中华人民共和国示例管理法", None, None)),
        ("纳入《国家示例药物目录（2018年版）》", ("国家示例药物目录（2018年版）", None, None)),
        ("国家卫生健康委等部门《第一批示例病目录》", ("第一批示例病目录", None, None)),
        ("《关于转发《示例办法》的通知》", ("关于转发《示例办法》的通知", None, None)),
        ("2021年3月5日国家医保局印发的《示例管理办法》", ("示例管理办法", None, "2021年3月5日")),
        ("见示发〔2018〕6号。", (None, "示发〔2018〕6号", None)),
        ("你局关于示例的请示（示监〔2023〕9号）收悉", ("关于示例的请示", "示监〔2023〕9号", None)),
        ("按照国家药监局关于示例的通知（示监〔2023〕9号）", ("国家药监局关于示例的通知", "示监〔2023〕9号", None)),
        ("根据国家药监局2020年第46号公告", (None, "2020年第46号", None)),
        ("我委会同有关部门发布《第二批示例病目录》", ("第二批示例病目录", None, None)),
        ("你厅《关于示例的请示》收悉", ("关于示例的请示", None, None)),
        ("按照《示例评价管理指南（2031年版试行）》要求", ("示例评价管理指南（2031年版试行）", None, None)),
        ("参照《示例评价技术规范（暂行）》", ("示例评价技术规范（暂行）", None, None)),
        ("依据《示例评价工作规程》有关规定", ("示例评价工作规程", None, None)),
        ("就《示例药品集中采购文件》（编号：EX-2031-1）补充", ("示例药品集中采购文件", None, None)),
        ("依据：示例健康保险法第41条第3项。", ("示例健康保险法", None, None)),
        ("违反示例药品管理条例第五十二条", ("示例药品管理条例", None, None)),
        ("根据中华人民共和国示例管理法第9条", ("中华人民共和国示例管理法", None, None)),
        ("您提出的《关于示例的提案》收悉", ("关于示例的提案", None, None)),
        ("《关于支持示例发展的建议》（第12号）收悉", ("关于支持示例发展的建议", None, None)),
    ],
)  # fmt: skip
def test_a_policy_is_cited_by_title_number_or_both(
    raw: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert cited(raw) == [expected]


@pytest.mark.parametrize(
    "raw",
    [
        "《示例学会示例癌诊疗指南2025》推荐",
        "《示例病诊断与治疗专家共识意见》",
        "《示例疗法》《示例方法》",
        "《医疗机构执业许可证》《药品注册批件》",
        "《示例省示例申报指南》（附件1）",
        "按照《申报指南》和《意见》",
        "《药品再注册批准通知书》",
        "《关于开展示例先行先试的建议》",
        "委员在《关于示例的提案》中说",
        "按照《采购文件》要求",
        "按照《示例癌诊疗指南》要求",
        "根据《示例评价管理指南》作者介绍",
        "推荐《示例家庭用药指南（2031年版）》",
        "公告2019年第8号",
        "根据本办法第三条",
        "按照上述管理办法第三条",
        "依照同一方法第二条",
        "根据合同法定条款",
        "示例学会发布《第二批示例病目录》",
    ],
)
def test_other_titles_are_no_policies(raw: str) -> None:
    assert cited(raw) == []


def test_the_quote_holds_title_and_number() -> None:
    text = Text.raw(
        "依据示发〔2020〕3号《关于示例的意见》、《示例规定》（示办〔2021〕1号）。"
    )
    assert [str(c.quote) for c in citations(text)] == [
        "示发〔2020〕3号《关于示例的意见》",
        "《示例规定》（示办〔2021〕1号）",
    ]


def test_every_citation_is_yielded() -> None:
    assert len(cited("《示例管理办法》规定，按《示例管理办法》办理")) == 2


@pytest.mark.parametrize("row", load("cited_titles"), ids=lambda row: row["ending"])
def test_an_ending_makes_a_policy_of_a_title_with_a_mark(row: dict[str, str]) -> None:
    assert len(cited(f"《关于示例的{row['ending']}》")) == 1
    assert len(cited(f"《示例示例示{row['ending']}》")) == (row["needs"] == "")


@given(st.text(alphabet="《》（）〔2021〕第14号国发关于的通知办法\n，。", max_size=60))
def test_any_text_is_read_and_every_quote_stands_in_it(raw: str) -> None:
    for found in citations(Text.raw(raw)):
        assert raw[found.quote.span.start : found.quote.span.end] == str(found.quote)
