"""Who a page names: every way of the credits, and what is none of them.

A case is the lines under the headline, the first sentence, the lines at the foot and
the metadata; the answer is what of source, author, reporter and editor they name.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.repairs.traditional import simplified
from normalize.rows import type_drafts
from parsers import news
from tests.news_pages import FIRST, document

CASES = Path(__file__).parent / "cases" / "credits.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
NAMES = ("publisher", "author", "reporter", "editor")
HEADLINE = "首张示例处方在示例市开出"


def words(case: dict[str, Any]) -> str:
    return "|".join(
        [*case.get("head", ()), case.get("body", ""), *case.get("foot", ())]
    )


@pytest.mark.parametrize("case", ROWS, ids=words)
def test_a_page_names_its_people(case: dict[str, Any]) -> None:
    page = document(
        HEADLINE,
        lines=[simplified(line) for line in case.get("head", ())],
        first=case.get("body", FIRST),
        foot=case.get("foot", ()),
        meta=case.get("meta", {}),
    )
    [row] = type_drafts(page, news.parse(page))["documents"]
    said = {name: row[name] for name in NAMES if row[name] is not None}
    named = case["said"]
    if "reporter" in named:  # Who reports has written it, where no author is named.
        named = {"author": named["reporter"]} | named
    assert said == named


def test_there_are_cases_enough() -> None:
    assert len(ROWS) >= 120
