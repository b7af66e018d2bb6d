"""Whole short documents, from bytes to rows: what each is, its day, and all its events.

Wire items, filings of companies, hospital pages, digests, timelines, interviews and
prices; a third are traps.  A case lists every event as kind, modality, date to its
precision, drug and, where it matters, amount.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.rows import Row, Rows

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "event_pages.jsonl")
    .read_text("utf-8")
    .splitlines()
]
WIDTH = {"day": 10, "month": 7, "year": 4}


def rows_of(case: dict[str, Any], folder: Path) -> Rows:
    path = folder / case.get("file", "page.txt")
    path.write_text(case["text"], "utf-8")
    return extract_file(Input(path, path.name))


def said(event: Row, width: int) -> list[str | None]:
    day = event["event_date"]
    when = day and day.isoformat()[: WIDTH[event["event_date_precision"]]]
    amount = event["amount"]
    money = format(amount.normalize(), "f") if amount is not None else None
    cells = [event["event_type"], event["modality"], when, event["drug_name"], money]
    return cells[:width]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_page_tells_its_events_and_no_other(
    case: dict[str, Any], tmp_path: Path
) -> None:
    rows = rows_of(case, tmp_path)
    [document] = rows["documents"]
    at = document["published_at"]
    width = max(map(len, case["events"]), default=4)
    wanted = [[*event, *[None] * (width - len(event))] for event in case["events"]]
    found = [said(event, width) for event in rows["events"]]
    assert sorted(map(str, found)) == sorted(map(str, wanted))
    assert document["source_type"] == (case["type"] or "unknown")
    assert (at and at.date().isoformat()) == case["at"]


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 60
    assert 3 * sum(not case["events"] for case in CASES) >= len(CASES) / 2
