"""Accuracy only goes up."""

from pathlib import Path

import pytest

from tests.gate import (
    CARD_PATH,
    fact_scores,
    fallen,
    own_scores,
    pinned,
    scorecard,
    shared_scores,
)


def test_no_score_of_the_samples_has_fallen() -> None:
    assert fallen(own_scores(), pinned()) == {}


def test_no_score_of_the_annotated_facts_has_fallen() -> None:
    assert fallen(fact_scores(), pinned()) == {}


@pytest.mark.shared
def test_no_score_of_the_reference_documents_has_fallen(shared: Path) -> None:
    assert fallen(shared_scores(shared), pinned()) == {}


def test_a_lower_score_falls_and_a_new_one_has_to_be_pinned() -> None:
    pins = {"one": 0.9, "two": 0.9}
    assert fallen({"one": 0.9, "two": 0.95}, pins) == {}
    assert fallen({"one": 0.89}, pins) == {"one": "0.89 < 0.9"}
    assert fallen({"three": 1.0}, pins) == {"three": "1.0 is not pinned"}


def test_the_scorecard_says_what_is_pinned() -> None:
    assert CARD_PATH.read_text(encoding="utf-8").startswith(scorecard(pinned()))
