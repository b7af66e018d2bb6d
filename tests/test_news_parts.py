"""Headline, dateline and credits, one line at a time, with what they must not take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.draft import Implied
from normalize.news.body import body
from normalize.news.bylines import unlabeled
from normalize.news.credits import credits
from normalize.news.dateline import dateline
from normalize.news.headline import headline, without_site
from normalize.news.lines import Line
from normalize.news.moments import moment_in
from normalize.news.names import is_medium, is_person
from normalize.text import Text
from normalize.vocab import load


def page(*words: str) -> list[Line]:
    """Lines cut from one text, as a page has them."""
    whole = Text.raw("\n".join(words))
    return [Line(line) for line in whole.lines()]


def said(*words: str) -> dict[str, str]:
    return {name: str(value) for name, value in credits(page(*words)).items()}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2025-03-01 10:22:33", "2025-03-01 10:22:33"),
        ("2025年02月21日22：39", "2025年02月21日22：39"),
        ("２０２５年０２月２１日", "２０２５年０２月２１日"),
        ("發表於 2025/3/1 下午 3:05", "2025/3/1 下午 3:05"),
        ("2025.03.0105:39", "2025.03.0105:39"),
        ("民國114年2月21日", "民國114年2月21日"),
        ("二〇二五年二月二十一日", "二〇二五年二月二十一日"),
        ("2025-03-01T10:22:33+08:00", "2025-03-01T10:22:33+08:00"),
        ("2025年3月1日 星期六 10:22", "2025年3月1日 星期六 10:22"),
        ("www.example.com　2025-3-1 13:47:30　示例财经", "2025-3-1 13:47:30"),
        ("更新时间：2025-03-02 09:00 发布时间：2025-03-01", "2025-03-01"),
        ("03-01 10:22", None),
        ("3小时前", None),
        ("18-03-08 23:16", None),
        ("2025年3月", None),
        ("2025年3月1日，示例局发布通知", None),
        ("在2025年3月1日的会议上", None),
        ("2025年3月1日起施行", None),
    ],
)
def test_a_dateline_states_a_whole_day_for_itself(line: str, found: str | None) -> None:
    moment = moment_in(Text.raw(line))
    assert (str(moment.text) if moment else None) == found


def test_the_last_update_is_no_publication() -> None:
    found = dateline(
        page("标题在此", "更新时间：2025-03-02 09:00", "发布时间：2025-03-01"), 0
    )
    assert found and str(found.moment) == "2025-03-01"


def test_a_date_in_the_article_is_no_dateline() -> None:
    lines = page(
        "标题在此", "2025年3月1日上午，示例医院开出处方。", "2025年3月2日患者出院。"
    )
    assert dateline(lines, 0) is None


def test_related_pages_are_no_dateline() -> None:
    lines = page(
        "标题在此",
        "示例公司去年全年的营业收入同比增长了两成 2025-03-01 10:22",
        "正文。",
    )
    assert dateline(lines, 0) is None


def test_a_year_on_a_line_of_its_own_is_joined() -> None:
    found = dateline(page("标题在此", "2024", "05/20", "09:37:00", "正文。"), 0)
    assert found and isinstance(found.moment, Implied)
    assert (found.moment.value, found.end) == ("2024-05-20 09:37:00", 4)


def test_a_date_above_the_headline_counts_where_none_is_below() -> None:
    found = dateline(page("2025-03-01 10:22 来源：示例网", "标题在此", "正文在此。"), 1)
    assert found and (str(found.moment), found.at) == ("2025-03-01 10:22", 0)


@pytest.mark.parametrize("row", load("news_labels"), ids=lambda row: row["label"])
def test_every_label_finds_its_example(row: dict[str, str]) -> None:
    found = said(row["example"])
    assert list(found) == [row["field"]] * bool(row["field"])
    assert all(map(row["example"].endswith, found.values()))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("来源：示例晚报 记者：段一 通讯员：和二", {"publisher": "示例晚报", "reporter": "段一"}),
        ("时间 2025-1-12 17:58:00 来源 示例网 廖一凌", {"publisher": "示例网"}),
        ("稿源：示例早报编辑：张一二", {"publisher": "示例早报", "editor": "张一二"}),
        ("(责任编辑：UN608)", {"editor": "UN608"}),
        ("责任编辑：王晓一_NN12", {"editor": "王晓一"}),
        ("[编辑：dakang]", {"editor": "dakang"}),
        ("作者：段　一", {"author": "段一"}),
        ("文/段一 图/和二", {"author": "段一"}),
        ("（示例社记者段一一、何二）", {"reporter": "段一一、何二"}),
        ("【段一一╱台北报导】", {"reporter": "段一一"}),
        ("来源: 示例网-《示例日报》2025-05-20", {"publisher": "示例网-《示例日报》"}),
        ("来源：示例社(深圳) 有0人参与", {"publisher": "示例社"}),
        ("来源：资料图", {}),
        ("数据来源：示例库", {}),
        ("收入来源构成", {}),
        ("作者：佚名", {}),
        ("记者获悉，此事属实", {}),
        ("记者 发现", {}),
        ("记者：您怎么看，段医生？", {}),
        ("总编辑：段一", {}),
        ("责任编辑：", {}),
        ("原文：段一说", {}),
    ],
)  # fmt: skip
def test_credits_are_read_by_their_labels(line: str, found: dict[str, str]) -> None:
    assert said(line) == found


def test_a_label_may_stand_in_the_cell_before() -> None:
    assert said("来源：", "示例周刊", "责任编辑：", "和四") == {
        "publisher": "示例周刊", "editor": "和四"}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("http://www.example.com 2025-03-01 10:22 示例财经 我要评论(0)", {"publisher": "示例财经"}),
        ("2025-03-01 14:33·示例社", {"publisher": "示例社"}),
        ("示例网 www.example.com 2025-03-01 16:56", {"publisher": "示例网"}),
        ("2025-03-01 10:22 游一星空[整理]", {"publisher": "游一星空"}),
        ("2025-03-01 10:22 段一", {"author": "段一"}),
        ("2025-03-01 10:22 [打印] 字号：大 中 小", {}),
        ("2025-03-01 星期六 阅读 1.2万 评论 3", {}),
    ],
)  # fmt: skip
def test_a_name_beside_the_time_needs_no_label(
    line: str, found: dict[str, str]
) -> None:
    lines = page("标题在此", line, "正文在此。")
    names = unlabeled(dateline(lines, 0), lines)
    assert {name: str(value) for name, value in names.items()} == found


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("首张处方开出_要闻_示例网", "首张处方开出"),
        ("首张处方开出|示例_示例财经_示例网", "首张处方开出"),
        ("首张处方开出 - 示例网", "首张处方开出"),
        ("首张处方开出--健康·生活--示例网", "首张处方开出"),
        ("首张处方开出-今日头条", "首张处方开出"),
        ("CAR-T疗法-从实验室到病床", "CAR-T疗法-从实验室到病床"),
        ("示例网", "示例网"),
    ],
)
def test_the_site_is_cut_off_a_title(title: str, bare: str) -> None:
    assert str(without_site(Text.raw(title))) == bare


def test_the_page_prints_the_headline_its_own_way() -> None:
    lines = [Line(Text.raw("要闻中心")), Line(Text.raw("「首張」處方——在港開出"), 1)]
    found = headline(lines, [Text.raw("“首张”处方-在港开出_要闻中心_示例网")])
    assert found and str(found.text) == "「首張」處方——在港開出"


def test_a_title_that_the_page_does_not_know_is_not_believed() -> None:
    lines = page(
        "我省首例患者康复出院", "2025-01-08 16:40", "患者昨天从我省示例医院康复出院。"
    )
    found = headline(lines, [Text.raw("彩票平台官方网站_开户送彩金_手机版下载")])
    assert found and str(found.text) == "我省首例患者康复出院"


def test_a_picture_of_a_headline_leaves_the_title() -> None:
    lines = page("据了解，首张示例处方昨天在港开出。" * 3)
    found = headline(lines, [Text.raw("首张示例处方在港开出_示例网")])
    assert found and (str(found.text), found.at) == ("首张示例处方在港开出", None)


def test_nothing_is_a_headline_where_nothing_looks_like_one() -> None:
    assert headline(page("这是一句话。" * 20), []) is None


def test_what_follows_the_closing_credits_is_not_the_article() -> None:
    lines = page("标题", "2025-03-01 10:22", "作者：段一", *["正文写在这里，共有若干句话。"] * 5,
                 "（责任编辑：普三）", "声明：转载请注明出处。")  # fmt: skip
    assert [str(line.text) for line in body(lines, 0, 2)] == [
        "正文写在这里，共有若干句话。"
    ] * 5


def test_a_credit_at_the_top_does_not_end_the_article() -> None:
    lines = page(
        "标题",
        "2025-03-01 10:22",
        "责任编辑：普三",
        *["正文写在这里，共有若干句话。"] * 5,
    )
    assert len(body(lines, 0, 2)) == 5


@pytest.mark.parametrize("words", ["获悉", "发现", "了解到", "示例晚报", "张", "我们"])
def test_verbs_and_media_are_no_persons(words: str) -> None:
    assert not is_person(words)


@pytest.mark.parametrize("words", ["段一", "欧阳一二", "阿一·示例"])
def test_names_of_persons_are_told_by_their_family_names(words: str) -> None:
    assert is_person(words) and not is_medium(words)


@given(st.text("2025年3月1日 10:22来源：示例网记者段一|-/.\n", max_size=40))
def test_whatever_a_head_says_names_are_cut_from_it(words: str) -> None:
    lines = page(*words.split("\n"))
    found = dateline(lines, 0)
    for value in (*credits(lines).values(), *unlabeled(found, lines).values()):
        raw = "\n".join(words.split("\n"))
        assert (
            str(value)
            in raw[value.span.start : value.span.end].replace(" ", "").replace("\n", "")
            or str(value) in raw
        )
