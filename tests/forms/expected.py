"""What must come out of a form again (应得结果), and forms that keep silent."""

from dataclasses import replace
from typing import Any

from tests.forms.answers import Answer
from tests.forms.order import FAIRNESS, NOVELTY, SAFETY, TRIAL

STATED_IN = {
    "drugs": (
        "generic_name",
        "company",
        "catalog_code",
        "category",
        "registration_class",
        "specification",
        "holder",
        "indication",
        "dosage",
        "approval_number",
        "first_launch_country",
    ),
    "filings": (
        "catalog_status",
        "disease_background",
        "similar_drugs",
        "comparator_rationale",
        "other_notes",
        "cde_effectiveness",
        *SAFETY,
        *NOVELTY,
        *FAIRNESS,
    ),
}
TYPED_IN = {
    "drugs": (
        "is_exclusive",
        "patent_dispute",
        "is_otc",
        "first_launch_china",
        "first_launch_global",
    ),
    "filings": ("applied_at", "catalog_year", "catalog_kinds", "eligibility"),
}


def said(answer: Answer) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table that the form states, cells that print leaves alone."""
    cells = answer.cells
    rows: dict[str, list[dict[str, Any]]] = {
        table: [
            {c: _absent(cells.get(c)) for c in STATED_IN[table]}
            | {c: answer.values.get(c) for c in TYPED_IN[table]}
        ]
        for table in STATED_IN
    }
    rows["patents"] = [
        {"ordinal": i, "patent_number": number, "title": title}
        for i, (number, title, _) in enumerate(answer.patents, 1)
    ]
    rows["trials"] = [
        {"ordinal": i} | {c: _absent(trial.get(c)) for c in TRIAL}
        for i, trial in enumerate(answer.trials, 1)
    ]
    rows["recommendations"] = [
        {"ordinal": i, "text": text, "evidence_file": _absent(file)}
        for i, (text, file) in enumerate(answer.guidelines, 1)
        if _absent(text)
    ]
    rows["comparators"] = [
        {
            "ordinal": i,
            "name": row[0],
            "specification": _absent(row[2]),
            "dosage": _absent(row[4]),
            "cost_type": _absent(row[5]),
            "course": _absent(row[7]),
        }
        for i, row in enumerate(answer.comparators, 1)
    ]
    return rows


def _absent(words: str | None) -> str | None:
    """What a cell states: SCHEMA.md has `-`, `/` and 无 mean that there is nothing."""
    return None if words in SILENCES else words


def silent(answer: Answer, silence: str) -> Answer:
    """The answer of a form that has the marks of `silence` wherever it may."""
    kept = {f: w for f, w in answer.cells.items() if f in SPOKEN}
    return replace(
        answer,
        cells={**dict.fromkeys(answer.cells, silence), **kept},
        values={f: answer.values[f] for f in (*SPOKEN, "eligibility", "catalog_year")
                if f in answer.values},
        trials=tuple({**t, "comparator": silence, "evidence_file": silence}
                     for t in answer.trials),
        comparators=tuple((*row[:4], *[silence] * 2, row[6], silence)
                          for row in answer.comparators),
    )  # fmt: skip


SILENCES = ("", "-", "—", "——", "/", "无", "暂无", "不适用", "N/A")
SPOKEN = ("generic_name", "company", "applied_at", "category")
