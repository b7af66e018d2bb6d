"""The head of a notice, in every shape: index number, number, days apart, offices, files.

A case is what stands between title and text (a line with tabs is a row of a table),
the metadata, and what follows the text with its links.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from normalize.document import Document, Link, Meta
from normalize.draft import Doubt
from normalize.rows import type_drafts
from normalize.text import Text
from parsers import notice
from tests.notices import page

CASES = Path(__file__).parent / "cases" / "notice_heads.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
TITLE = "示例省医疗保障局关于开展示例工作的通知"
BODY = ("各市医疗保障局：", "为做好2024年11月28日印发的目录落地，现将有关事项通知如下：",
        "一、各地要及时完成示例药品的挂网工作，确保患者买得到药。")  # fmt: skip
SIGNED = ("示例省医疗保障局", "2025年6月20日")
PLAIN = {"doc_number", "index_number", "publisher"}


def document(case: dict[str, Any]) -> Document:
    lines = [TITLE, *case["head"], *BODY, *case.get("tail", ()), *SIGNED]
    whole = page(*lines)
    return replace(
        whole,
        meta=tuple(
            Meta(name, Text.raw(words)) for name, words in case.get("meta", {}).items()
        ),
        links=tuple(
            Link(_words(whole.text, words), address)
            for words, address in case.get("links", ())
        ),
    )


def _words(text: Text, words: str) -> Text:
    at = text.chars.rindex(words)
    return text[at : at + len(words)]


def _said(case: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """What the rows say of the head, but for what every case says alike."""
    drafts = list(notice.parse(document(case)))
    rows = type_drafts(document(case), drafts)
    [row] = rows["documents"]
    policy = next(row for row in rows["policies"] if row["is_full_text"])
    assert policy["title"] == row["title"] == TITLE
    assert policy["agencies"] == ["示例省医疗保障局"]
    assert policy["issued_on"].isoformat() == "2025-06-20"
    for name in ("doc_number", "index_number", "published_on", "effective_on"):
        yield name, policy[name] and str(policy[name])
    yield "publisher", row["publisher"]
    yield "basis", row["published_basis"]
    yield "published_at", row["published_at"] and row["published_at"].isoformat()
    yield (
        "doubts",
        [
            each.code
            for each in drafts
            if isinstance(each, Doubt) and each.code == "date_conflict"
        ],
    )
    yield "urls", [each["url"] for each in policy["attachments"] or ()]


def _wanted(case: dict[str, Any]) -> dict[str, object]:
    told: dict[str, object] = case["want"]
    day = told.get("published_on")
    alike: dict[str, object] = {
        "publisher": "示例省医疗保障局",
        "doubts": [],
        "urls": [],
    }
    return alike | {"published_at": day and f"{day}T00:00:00+08:00"} | told


def _name(case: dict[str, Any]) -> str:
    return "|".join([*case["head"], *case.get("tail", ())])


@pytest.mark.parametrize("case", ROWS, ids=_name)
def test_the_head_says_what_the_notice_is(case: dict[str, Any]) -> None:
    wanted = {name: value for name, value in _wanted(case).items() if value}
    assert {name: value for name, value in _said(case) if value} == wanted


def test_there_are_cases_enough() -> None:
    names = [name for name, _ in groupby(sorted(map(_name, ROWS)))]
    assert len(ROWS) >= 60 and len(names) > 60
