"""Numbers on which sources disagree: one problem, and quiet where studies differ."""

from collections.abc import Iterable
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from normalize.column import columns_of
from normalize.entities.disagreements import disagreements
from normalize.rows import Row
from normalize.tables import Outcome, Trial

TRIAL = {"trial_id": "t", "field": "trials.result", "n": None}
REPORT = {"trial_id": None, "field": "filings.cde_effectiveness"}


def outcome(value: float | None, **said: Any) -> Row:
    blank: Row = {column.name: None for column in columns_of(Outcome)}
    known = {
        "doc_id": "d",
        "drug_id": "g",
        "endpoint": "ORR",
        "statistic": "rate",
        "value": value,
        "unit": "%",
        "n": 38,
    }
    row = blank | known | REPORT | said
    row["quote"] = f"{row['endpoint']}为{value}"
    row["outcome_id"] = f"{row['doc_id']}/{row['trial_id']}/{row['field']}/{value}"
    return row


def trial(patients: int | None = 38, **said: Any) -> Row:
    blank: Row = {column.name: None for column in columns_of(Trial)}
    return blank | {"trial_id": "t", "enrolled": patients} | said


def found(outcomes: Iterable[Row], *trials: Row) -> list[Row]:
    return list(disagreements({"outcomes": list(outcomes), "trials": list(trials)}))


def test_a_trial_and_the_review_report_of_the_same_patients_disagree() -> None:
    mrd = {"endpoint": "MRD_negative"}
    rows = [
        outcome(100, **mrd, **TRIAL, population="达CR/CRi的患者"),
        outcome(92.0, **mrd | {"n": 25}, n_events=23, population="缓解患者"),
        outcome(65.8),
        outcome(65.8, **TRIAL),
    ]
    [problem] = found(rows, trial())
    assert (problem["code"], problem["severity"]) == ("outcome_conflict", "warning")
    assert (problem["table_name"], problem["column_name"]) == ("outcomes", "value")
    for words in (
        "MRD_negative (rate) is",
        "100%",
        "92% (n=25)",
        "filings.cde_effectiveness",
        "trials.result",
        "MRD_negative为92.0",
        "MRD_negative为100",
    ):
        assert words in problem["message"]
    assert problem["row_id"] in {row["outcome_id"] for row in rows}


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [outcome(60), outcome(65.8, **TRIAL), outcome(70, doc_id="e")]
    told = [found(order, trial()) for order in permutations(rows)]
    assert all(one == told[0] for one in told)
    assert len(told[0]) == 3


@pytest.mark.parametrize(
    "said",
    [
        {"population": "PD-L1阳性患者"},
        {"arm": "对照组"},
        {"assessor": "investigator"},
        {"timepoint_months": 6.0},
        {"is_best": True},
        {"statistic": "difference"},
        {"endpoint": "DCR"},
        {"endpoint": None},
        {"drug_id": "h"},
        {"drug_id": None},
        {"n": 97},
        {"unit": "月"},
    ],
)
def test_numbers_of_different_facts_do_not_disagree(said: dict[str, Any]) -> None:
    assert found([outcome(60, **said), outcome(65.8, **TRIAL)], trial()) == []


@pytest.mark.parametrize(
    ("one", "other"), [(66, 65.8), (65.8, 65.8), (0.7, 0.72), (None, None)]
)
def test_rounding_is_no_disagreement(one: float, other: float) -> None:
    assert found([outcome(one), outcome(other, **TRIAL)], trial()) == []


def test_words_for_everybody_and_for_the_own_arm_are_none() -> None:
    rows = [
        outcome(60, population="接受本品治疗的患者", arm="试验组"),
        outcome(65.8, **TRIAL, population="ITT人群"),
    ]
    assert len(found(rows, trial())) == 1


def test_two_trials_of_one_form() -> None:
    rows = [outcome(60, **TRIAL), outcome(65.8, **TRIAL | {"trial_id": "u"})]
    same, later = {"design": "单臂", "cutoff_date": date(2023, 1, 2)}, date(2024, 1, 2)
    assert len(found(rows, trial(**same), trial(**same, trial_id="u"))) == 1
    other = trial(**same | {"cutoff_date": later}, trial_id="u")
    assert found(rows, trial(**same), other) == []
    assert found(rows, trial(**same), trial(97, **same, trial_id="u")) == []
    design = trial(**same | {"design": "随机对照"}, trial_id="u")
    assert found(rows, trial(**same), design) == []


def test_one_source_may_say_two_things() -> None:
    assert found([outcome(60), outcome(65.8)]) == []


def test_two_documents_of_one_drug() -> None:
    [problem] = found([outcome(60), outcome(65.8, doc_id="e")])
    assert "document d" in problem["message"]
    assert "document e" in problem["message"]


def test_a_claim_without_patients_could_be_of_any_of_several_studies() -> None:
    claim = outcome(92.8, n=None, field="filings.innovation")
    one, other = outcome(65.8, **TRIAL), outcome(60, **TRIAL | {"trial_id": "u"})
    assert len(found([claim, one], trial())) == 1
    assert found([claim, one, other], trial(), trial(97, trial_id="u")) == []
    assert found([claim, one], trial(None)) == []


def test_a_median_that_one_source_has_not_reached() -> None:
    os = {"endpoint": "OS", "statistic": "median", "unit": "月"}
    reached = outcome(20.7, **os)
    missing = outcome(None, **os, **TRIAL, not_reached=True)
    [problem] = found([reached, missing], trial())
    assert "not reached in trials.result" in problem["message"]
