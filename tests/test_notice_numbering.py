"""Numbers of paragraphs in every style, and what only looks like one."""

import pytest

from normalize.notice.numbering import ARTICLE, SECTION, marker
from normalize.notice.provisions import provisions
from normalize.text import Text
from tests.notices import texts


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("第二章 药品零售", "第二章", "药品零售"),
        ("第十二条 应当", "第十二条", "应当"),
        ("第3条 应当", "第3条", "应当"),
        ("一 、总体要求", "一", "总体要求"),
        ("壹、总則", "壹", "总則"),
        ("第一，提高认识", "第一", "提高认识"),
        ("㈡品种", "(二)", "品种"),
        ("⒊时限", "3", "时限"),
        ("1 适用范围", "1", "适用范围"),
        ("1.1 分类管理", "1.1", "分类管理"),
        ("1.2.3记录", "1.2.3", "记录"),
        ("2．3年度报告", "2.3", "年度报告"),
        ("⑷标签", "(4)", "标签"),
        ("1）标签", "1)", "标签"),
        ("a）标签", "a)", "标签"),
        ("③标签", "③", "标签"),
    ],
)
def test_every_style(line: str, label: str, rest: str) -> None:
    found = marker(Text.raw(line))
    assert found is not None
    assert (found.label, str(found.rest)) == (label, rest)


@pytest.mark.parametrize(
    "line",
    [
        "2.5分，合格", "10.3%的样品", "1.5mg每片", "3.2亿元", "2.0时代", "5 个工作日内",
        "2024.1.15 发布", "第三条第二款规定", "一次性告知", "12 月底前", "1.2个工作日",
    ],
)  # fmt: skip
def test_no_number(line: str) -> None:
    assert marker(Text.raw(line)) is None


def test_the_ranks_go_down() -> None:
    lines = [
        "第一章 甲",
        "第一条 甲",
        "一、甲",
        "（一）甲",
        "1.甲",
        "1.1甲",
        "（1）甲",
        "①甲",
        "a)甲",
    ]
    ranks = [found.rank for line in texts(*lines) if (found := marker(line))]
    assert ranks == sorted(set(ranks)) and len(ranks) == len(lines)
    assert ranks[1] == ARTICLE and ranks[3] == SECTION


def test_decimals_go_down_under_their_number() -> None:
    lines = [
        "1 总则",
        "1.1目的",
        "1.2依据",
        "1.2.1法律",
        "2 要求",
        "2.1人员",
        "（1）资质",
    ]
    assert [each.path for each in provisions(texts(*lines))] == [
        "1", "1/1.1", "1/1.2", "1/1.2/1.2.1", "2", "2/2.1", "2/2.1/(1)",
    ]  # fmt: skip


def test_a_decimal_out_of_turn_is_an_amount() -> None:
    (only,) = provisions(texts("2.接种对象应当为，", "3.5岁以下儿童。"))
    assert (only.path, str(only.text)) == ("2", "接种对象应当为，3.5岁以下儿童。")


def test_what_follows_the_list_of_an_article_belongs_to_the_article() -> None:
    lines = [
        "第三条 企业应当满足下列要求：",
        "（一）甲；",
        "（二）乙。",
        "疫苗不得网售。",
        "第四条 丙。",
    ]
    found = {each.path: str(each.text) for each in provisions(texts(*lines))}
    assert found["第三条"] == "企业应当满足下列要求：疫苗不得网售。"
    assert found["第三条/(二)"] == "乙。"


@pytest.mark.parametrize(
    "line", ["第二条【适用范围】本省适用。", "第二条（适用范围） 本省适用。"]
)
def test_an_article_may_say_what_it_is_about(line: str) -> None:
    (only,) = provisions(texts(line))
    assert (str(only.heading), str(only.text)) == ("适用范围", "本省适用。")
