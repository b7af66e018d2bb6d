"""Whole notices: number, offices, days, validity, windows, and what they cite.

The answers of `cases/notice_policies.jsonl` were written before any of them was read.
A case states the columns that it is about; a line with tabs is a row of a table.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from normalize.document import Document
from normalize.draft import Doubt, Draft
from normalize.rows import type_drafts
from parsers import notice
from tests.notices import page

CASES = Path(__file__).parent / "cases" / "notice_policies.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
Tables = dict[str, list[dict[str, Any]]]


def document(case: dict[str, Any]) -> Document:
    return replace(page(*case["lines"]), name=case.get("name", "a.txt"))


def tables(case: dict[str, Any]) -> Tables:
    read = document(case)
    found = [each for each in notice.parse(read) if isinstance(each, Doubt | Draft)]
    return type_drafts(read, found)


# The columns that a case states of each row of a table.
COLUMNS = {
    "criteria": ("section", "item", "points"),
    "drugs": ("generic_name", "price", "price_unit"),
    "events": ("event_type", "modality", "event_date"),
    "fields": ("label", "value"),
    "provisions": ("path",),
    "quantities": ("value_low", "unit"),
}


def _row(row: dict[str, Any], name: str) -> object:
    cells = [row[column] for column in COLUMNS[name]]
    plain = [_plain(each) for each in cells]
    return plain if len(plain) > 1 else plain[0]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, date) else value


def _listed(policy: dict[str, Any]) -> object:
    entries = policy["attachments"]
    return entries and [[each["ordinal"] or "", each["title"]] for each in entries]


def _said(rows: Tables, name: str) -> object:
    if name == "windows":
        return [list(_window(row)) for row in rows.get("windows", [])]
    if name in COLUMNS:
        found = [_row(row, name) for row in rows.get(name, [])]
        return sorted(found, key=str) if name == "events" else found
    if name == "cites":
        return [
            [row["doc_number"] or row["title"], row["relation"]]
            for row in rows.get("citations", [])
        ]
    [policy] = [row for row in rows["policies"] if row["is_full_text"]]
    if name == "attachments":
        return _listed(policy)
    value = policy[name]
    return (
        str(value)
        if name.endswith(("_on", "_until", "_to", "_from")) and value
        else value
    )


def _window(row: dict[str, Any]) -> Iterator[object]:
    yield row["kind"]
    yield row["starts_on"] and str(row["starts_on"])
    yield row["ends_on"] and str(row["ends_on"])
    yield row["duration_text"]


def _wanted(case: dict[str, Any], name: str) -> object:
    value = case["want"][name]
    return [each[:4] for each in value] if name == "windows" else value


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case["id"])
def test_a_notice_is_read(case: dict[str, Any]) -> None:
    assert notice.recognizes(document(case)) is case["want"].get("is_notice", True)
    names = [name for name in case["want"] if name != "is_notice"]
    rows = tables(case) if names else {}
    assert {name: _said(rows, name) for name in names} == {
        name: _wanted(case, name) for name in names
    }


@pytest.mark.parametrize(
    "case", [each for each in ROWS if "windows" in each["want"]], ids=lambda c: c["id"]
)
def test_a_window_is_that_of_its_group(case: dict[str, Any]) -> None:
    told = [each for each in case["want"]["windows"] if len(each) > 4]
    if told:
        said = [row["subject"] for row in tables(case)["windows"]]
        assert said == [each[4] for each in told]
