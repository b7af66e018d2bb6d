"""The headline and the channel of a page, in every layout of its head.

A case is what stands above and below the headline, whether that is a heading (level),
and what the metadata call the page.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.one import repaired
from normalize.document import Document, Paragraph
from normalize.news.article import article
from normalize.news.page import channel
from tests.news_pages import document

CASES = Path(__file__).parent / "cases" / "headlines.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def page(case: dict[str, Any]) -> Document:
    whole = document(
        case["headline"],
        above=case["above"],
        lines=case["lines"],
        meta=case.get("meta", {}),
    )
    if case["level"]:
        return whole
    return replace(whole, blocks=tuple(map(Paragraph, whole.lines())))


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case["name"])
def test_a_page_has_one_headline(case: dict[str, Any]) -> None:
    found = article(page(case))
    assert found.title is not None
    assert str(found.title) == case["title"]
    said = channel(found.lines, page(case).meta, found.title)
    assert list(map(str, said)) == case.get("channel", [])


def test_the_heading_of_a_part_is_no_headline() -> None:
    lines = (
        "证券代码：600XXX　证券简称：示例药业　公告编号：临2031-012",
        "示例药业股份有限公司关于子公司获得药品注册证书的公告",
        "2031年5月13日，子公司收到国家药品监督管理局核准签发的《药品注册证书》。",
        "一、药品基本情况",
        "药品名称：示例替尼片",
        "二、风险提示",
        "药品的销售受政策等因素影响，敬请投资者注意风险。",
        "示例药业股份有限公司董事会",
        "2031年5月14日",
    )
    page, _ = repaired("\n".join(lines).encode(), "a.txt")
    found = article(page)
    assert str(found.title) == lines[1]
    assert str(found.body).splitlines()[0].startswith("2031年5月13日")
