"""When a page was published: every way a dateline says it, and what it must not take.

A case is the lines under a headline, what stands above it or at the foot, and the
metadata; the answer is the moment, how exact it is, and what of the page says so.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.document import Document
from normalize.draft import Doubt
from normalize.rows import type_drafts
from parsers import news
from tests.news_pages import document

CASES = Path(__file__).parent / "cases" / "datelines.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
HEADLINE = "首张示例处方在示例市开出"


def page(case: dict[str, Any]) -> Document:
    headline = case.get("headline", HEADLINE)
    above, foot = case.get("above", ()), case.get("foot", ())
    return document(
        headline, above=above, lines=case["lines"], foot=foot, meta=case.get("meta", {})
    )


@pytest.mark.parametrize("case", ROWS, ids=lambda case: "|".join(case["lines"]) or "-")
def test_a_page_says_when(case: dict[str, Any]) -> None:
    drafts = list(news.parse(page(case)))
    rows = type_drafts(page(case), drafts)
    [row] = rows["documents"]
    at = row["published_at"]
    assert at is None or at.tzinfo is not None
    assert (at and at.isoformat(), row["published_at_precision"]) == (
        case["at"],
        case.get("precision"),
    )
    assert row["published_basis"] == case.get("basis")
    doubts = [each.code for each in drafts if isinstance(each, Doubt)]
    told = [code for code in doubts if code in ("date_conflict", "open_date")]
    assert told == case.get("doubts", [])
    assert row["title"] == case.get("headline", HEADLINE)


def test_there_are_cases_enough() -> None:
    assert len(ROWS) >= 120
