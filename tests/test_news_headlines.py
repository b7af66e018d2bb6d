"""The headline and the channel of a page, in every layout of its head.

A case is what stands above and below the headline, whether that is a heading (level),
and what the metadata call the page.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

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
