"""Invented pages in the shapes of other sites: what their tables must and must not say."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.merge import merge
from normalize.rows import Rows

PAGES = Path(__file__).parent / "fixtures" / "news"
NAMES = ("title", "published_at", "published_at_precision", "publisher", "author",
         "reporter", "editor", "channel")  # fmt: skip

HEADS: dict[str, dict[str, Any]] = {
    "old_portal_gbk.html": {
        "title": "首批示例替尼胶囊运抵示例口岸", "published_at": "2011-12-09 08:16:00",
        "published_at_precision": "minute", "publisher": "示例晚报", "editor": "SN031",
    },
    "modern_spans.html": {
        "title": "示例医药与示例健康达成合作", "published_at": "2024-06-18 09:05:00",
        "published_at_precision": "second", "publisher": "示例财经", "author": "段一",
        "reporter": "段一", "editor": "普三",
    },
    "portal_two_days.html": {
        "title": "示例市开展谈判药品落地督导", "published_at": "2023-11-14 00:00:00",
        "published_at_precision": "day", "publisher": "示例市医保局",
        "channel": ["工作动态"],
    },
    "taiwan.html": {
        "title": "罕病新药纳健保 下月上路", "published_at": "2025-02-21 09:30:00",
        "published_at_precision": "minute", "author": "段一一", "reporter": "段一一",
    },
    "hijacked.html": {
        "title": "我省首例细胞治疗患者康复出院", "published_at": "2025-01-08 16:40:00",
        "published_at_precision": "minute", "publisher": "示例日报", "author": "段小一",
    },
    "full_width.txt": {
        "title": "示例疫苗今起开打", "published_at": "2025-03-01 10:22:00",
        "published_at_precision": "minute", "publisher": "示例县融媒体中心",
        "editor": "段小一",
    },
    "no_year.html": {"title": "社区义诊送健康", "publisher": "示例网"},
    "split_dateline.html": {
        "title": "基层药房能买到新药了", "published_at": "2024-05-20 09:37:00",
        "published_at_precision": "second", "publisher": "示例周刊", "editor": "和四",
    },
    "hours_ago.html": {"title": "一文读懂罕见病用药", "author": "段小一"},
    "film.html": {
        "title": "动作片《示例风云》开机", "published_at": "2023-04-05 12:00:00",
        "published_at_precision": "second", "publisher": "示例娱乐", "editor": "段一",
    },
    "article.md": {
        "title": "示例省集采中选结果开始执行", "published_at": "2025-04-01 08:00:00",
        "published_at_precision": "minute", "publisher": "示例时报", "author": "段一",
        "reporter": "段一", "editor": "普三",
    },
    "feed_dump.md": {
        "title": "首款示例细胞疗法在港获批", "published_at": "2021-11-26 07:02:46",
        "published_at_precision": "second", "publisher": "示例财经",
        "author": "示例财经", "channel": ["医药", "示例财经"],
    },
    "brief.html": {
        "title": "示例单抗注射液获批新适应症", "published_at": "2024-08-02 11:30:00",
        "published_at_precision": "minute", "publisher": "示例药闻",
    },
    "numerals.html": {
        "title": "千年古方今又来", "published_at": "2025-04-30 00:00:00",
        "published_at_precision": "day", "author": "段一",
    },
}  # fmt: skip

DRUGS = {
    "old_portal_gbk.html": {"示例替尼胶囊": 3000},
    "modern_spans.html": {"示例仑赛注射液": None},
    "portal_two_days.html": {},
    "taiwan.html": {"示例单抗注射液": 300000},
    "hijacked.html": {"示例仑赛注射液": None},
    "full_width.txt": {},
    "no_year.html": {"示例地平片": None},
    "split_dateline.html": {"示例列净片": 28},
    "hours_ago.html": {},
    "film.html": {},
    "article.md": {"示例沙坦胶囊": None, "注射用示例西林": None},
    "feed_dump.md": {"示例赛注射液": None},
    "brief.html": {"示例单抗注射液": None},
    "numerals.html": {"示例芪苓颗粒": None},
}

EVENTS = {
    "old_portal_gbk.html": {
        ("2011-10-01", "approval"),
        ("2011-12-08", "customs_clearance"),
        ("2011-12-09", "price_set"),
    },
    "modern_spans.html": {
        ("2023-11-01", "conditional_approval"),
        ("2024-06-17", "partnership"),
    },
    "portal_two_days.html": set(),
    "taiwan.html": {("2025-03-01", "reimbursement")},
    "hijacked.html": {("2024-12-01", "other"), ("2025-01-07", "patient_discharged")},
    "no_year.html": set(),
    "hours_ago.html": set(),
    "film.html": set(),
    "feed_dump.md": {("2021-06-01", "approval"), ("2021-11-25", "approval")},
    "brief.html": {("2024-08-01", "approval")},
}


@cache
def tables(name: str) -> Rows:
    return merge([extract_file(Input(PAGES / name, name))])


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_a_page_is_read(name: str) -> None:
    [document] = tables(name)["documents"]
    said = {key: document[key] for key in NAMES if document[key] is not None}
    if "published_at" in said:
        said["published_at"] = f"{said['published_at']:%Y-%m-%d %H:%M:%S}"
    assert (said, document["source_type"], document["status"]) == (
        HEADS[name],
        "news",
        "ok",
    )


@pytest.mark.parametrize("name", DRUGS)
def test_only_drugs_of_the_article_are_drugs(name: str) -> None:
    found = {row["generic_name"]: row["price"] for row in tables(name)["drugs"]}
    assert found == DRUGS[name]


@pytest.mark.parametrize("name", EVENTS)
def test_only_what_the_article_reports_are_events(name: str) -> None:
    found = {
        (str(row["event_date"]), row["event_type"]) for row in tables(name)["events"]
    }
    assert found == EVENTS[name]


def test_the_partners_and_the_sum_of_a_contract_are_read() -> None:
    [event] = [
        e
        for e in tables("modern_spans.html")["events"]
        if e["event_type"] == "partnership"
    ]
    assert (event["actors"], event["amount"]) == (["示例医药", "示例健康"], 200_000_000)


def test_comments_and_related_pages_are_not_the_article() -> None:
    text = tables("modern_spans.html")["documents"][0]["text"]
    assert "网友" not in text and "换帅" not in text


def test_a_policy_is_cited_once_with_its_number() -> None:
    [policy] = tables("article.md")["policies"]
    assert (policy["title"], policy["doc_number"], policy["is_full_text"]) == (
        "关于执行药品集中带量采购中选结果的通知", "示医保发〔2025〕21号", False)  # fmt: skip


def test_a_page_that_names_two_days_is_doubted() -> None:
    [problem] = tables("portal_two_days.html")["problems"]
    assert (problem["code"], problem["quote"]) == ("date_conflict", "2023年11月14日")


def test_a_film_is_no_medicine() -> None:
    page = tables("film.html")
    assert [page[name] for name in ("drugs", "events", "policies", "citations")] == [
        [],
        [],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("list_titles.html", "list_page"),
        ("list_teasers.html", "list_page"),
        ("thread.html", "forum_thread"),
    ],
)
def test_lists_and_threads_are_no_articles(name: str, code: str) -> None:
    page = tables(name)
    [document] = page["documents"]
    assert code in {problem["code"] for problem in page["problems"]}
    assert (document["status"], page["drugs"], page["events"]) == ("partial", [], [])


@pytest.mark.parametrize("name", ["home.html", "no_sentences.html"])
def test_a_page_without_prose_is_unknown(name: str) -> None:
    [document] = tables(name)["documents"]
    assert (document["source_type"], document["status"]) == ("unknown", "quarantined")
