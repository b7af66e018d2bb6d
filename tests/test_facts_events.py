"""What happened, when, to which drug: invented sentences, the vocabulary, the samples."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.draft import Doubt, Draft, Implied
from normalize.facts.dated import paragraphs, stretches
from normalize.facts.drugs import drug_names
from normalize.facts.event_modality import modality
from normalize.facts.events import events
from normalize.tables.events import EVENT_TYPES
from normalize.text import Text
from normalize.values.dates import PartialDate, partial_date
from normalize.vocab import load

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/events.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def day(words: str | None) -> PartialDate | None:
    return PartialDate(date.fromisoformat(words), "day") if words else None


def told(
    text: Text,
    anchor: PartialDate | None,
    subject: Text | None = None,
    undated: bool = False,
) -> list[Draft | Doubt]:
    names = drug_names(text)
    return list(
        events(text, anchor=anchor, drugs=names, subject=subject, undated=undated)
    )


PARTY = ("name", "kind", "role")


def says(draft: Draft, column: str) -> Any:
    """Give what a cell says: words, a list of words, or the implied value."""
    cell = draft.cells.get(column)
    if isinstance(cell, list):
        return [str(item) for item in cell]
    if isinstance(cell, Implied):
        return cell.value
    return str(cell) if cell is not None else None


def shown(draft: Draft) -> dict[str, Any]:
    when = partial_date(str(says(draft, "event_date") or "-"))
    iso = when.date.isoformat() if when else ""
    return {
        "date": {"day": iso, "month": iso[:7], "year": iso[:4]}[when.precision]
        if when
        else None,
        "modality": says(draft, "modality"),
        "participants": [
            ":".join(str(getattr(part[k], "value", part[k])) for k in PARTY)
            for part in draft.cells.get("participants", ())
        ],
        "region_code": says(draft, "region_code"),
        "amount_text": says(draft, "amount_text"),
        "type": says(draft, "event_type"),
        "drug": says(draft, "drug_name"),
        "actors": says(draft, "actors"),
        "region": says(draft, "region"),
        "amount": says(draft, "amount"),
        "basis": says(draft, "date_basis"),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_sentences_are_read_as_a_person_reads_them(case: dict[str, Any]) -> None:
    subject = Text.raw(case["subject"]) if case["subject"] else None
    undated = case.get("undated", False)
    facts = told(Text.raw(case["text"]), day(case["anchor"]), subject, undated)
    found = [shown(fact) for fact in facts if isinstance(fact, Draft)]
    assert [
        {key: event[key] for key in expected}
        for event, expected in zip(found, case["events"], strict=False)
    ] == case["events"]
    assert len(found) == len(case["events"]), found
    assert [f.code for f in facts if isinstance(f, Doubt)] == case["doubts"]


def test_there_are_cases_enough_and_of_every_type() -> None:
    types = {event["type"] for case in CASES for event in case["events"]}
    assert len(CASES) >= 40
    assert types == set(EVENT_TYPES)


@pytest.mark.parametrize(
    "row", load("event_types"), ids=lambda row: row["example"][:24]
)
def test_every_pattern_finds_its_example_and_not_its_negative(
    row: dict[str, str],
) -> None:
    assert row["event_type"] in EVENT_TYPES
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["negative"])


@pytest.mark.parametrize("row", load("event_hedges"), ids=lambda row: row["word"])
def test_every_hedge_says_so_of_its_example(row: dict[str, str]) -> None:
    sentence = Text.raw(row["example"])
    verb = sentence.search("获批上市")
    assert verb is not None
    said = modality(sentence, sentence, verb[0], "approval")
    assert said == ("forecast" if row["modality"] == "will" else row["modality"])


def test_the_description_holds_date_and_verb() -> None:
    for case in CASES:
        for fact in told(Text.raw(case["text"]), day(case["anchor"])):
            if isinstance(fact, Draft):
                description = str(fact.cells["description"])
                assert str(fact.cells["event_type"].quote) in description
                quote = fact.cells["date_basis"].quote
                assert str(quote) in description


def test_a_date_in_a_title_or_number_is_no_date_of_an_event() -> None:
    text = Text.raw("发布《2025年示例目录》（2024年第3号），国家药监局批准上市。")
    assert list(stretches(text, None)) == []


def test_the_wrapped_cell_of_a_form_is_one_paragraph() -> None:
    wrapped = Text.raw(
        "示例仑赛注射液2016年3月由CDE列入突破性治疗品种\n名单，2017年8月纳入优先审评程序之中，2018年5月获批\n上市。"
    )
    assert [str(p)[-3:] for p in paragraphs(wrapped)] == ["上市。"]
    facts = told(wrapped, None)
    assert [shown(fact)["date"] for fact in facts] == ["2016-03", "2017-08", "2018-05"]


@given(
    st.text(
        alphabet="2025年6月12日获批准上市，。示例仑赛注射液《》（）由于将和国家药监局\n",
        max_size=80,
    )
)
def test_any_text_is_read_and_every_cell_stands_in_it(raw: str) -> None:
    for fact in told(Text.raw(raw), PartialDate(date(2025, 6, 30), "day")):
        if isinstance(fact, Draft):
            for cell in fact.cells.values():
                if isinstance(cell, Text):
                    assert "".join(raw[s.start : s.end] for s in cell.spans()) == str(
                        cell
                    )


# What the gold calls an event, in the words of the vocabulary where they differ.
GOLD_TYPES = {
    "突破性治疗药物": "breakthrough_designation",
    "突破性治疗药物资格": "breakthrough_designation",
    "孤儿药资格": "orphan_designation",
    "优先审评": "priority_review",
    "优先审评资格": "priority_review",
    "附条件批准上市": "conditional_approval",
    "批准上市": "approval",
    "policy_reply": "regulator_reply",
    "guideline_issued": "policy_issued",
    "draft_for_comment": "policy_issued",
    "patient_apheresis": "other",
    "patient_infusion": "first_infusion",
    "patient_complete_response_and_discharge": "patient_discharged",
    "commercial_partnership": "partnership",
    "payment_guarantee_plan": "insurance_coverage",
    "first_patient_discharge_reported": "patient_discharged",
    "coverage": "other",
    "first_prescription_province": "first_prescription",
    "cross_border_entry": "customs_clearance",
    "pilot_started": "other",
    "guidance_refined": "policy_issued",
}
ANCHORS = {"002": "2021-11-25", "003": "2025-02-21", "000": "2025-07-17"}


@pytest.mark.parametrize("seed", ["000", "002", "003", "004"])
def test_the_events_of_the_samples_are_found(seed: str, shared: Path) -> None:
    from extract.one import repaired

    [path] = (shared / "seeds").glob(f"{seed}_*")
    [gold] = (shared / "corpora/gold").glob(f"seed_{seed}_*")
    text = repaired(path.read_bytes(), path.name)[0].text
    found = {
        (event["date"], event["type"])
        for fact in told(text, day(ANCHORS.get(seed)))
        if isinstance(fact, Draft)
        for event in [shown(fact)]
    }
    kinds = [
        (event["date"], event.get("event_type") or event["type"])
        for event in json.loads(gold.read_text("utf-8"))["events"]
    ]
    wanted = {(date, GOLD_TYPES.get(kind, kind)) for date, kind in kinds}
    print(f"{seed} extra: {sorted(found - wanted)}")
    assert sorted(wanted - found) == []
