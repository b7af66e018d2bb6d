"""What a draft takes, what it leaves out, and what it refuses."""

import pytest

from normalize.draft import Draft, Implied
from normalize.tables import Drug, Filing, Patent, Trial
from normalize.text import Text

WORDS = Text.raw("甲磺酸示例片")
DRUG = Draft(Drug, generic_name=WORDS)


def test_none_and_empty_cells_are_left_out() -> None:
    drug = Draft(Drug, generic_name=WORDS, company=None, holder=WORDS[:0], aliases=[])
    assert list(drug.cells) == ["generic_name"]


def test_an_implied_nothing_is_kept() -> None:
    assert list(Draft(Drug, is_otc=Implied(False, "not said")).cells) == ["is_otc"]


def test_a_column_of_another_table_is_refused() -> None:
    with pytest.raises(TypeError, match="Drug has no column expires_on, titel"):
        Draft(Drug, titel=WORDS, expires_on=None)


def test_a_reference_leads_to_the_declared_table() -> None:
    assert Draft(Patent, drug_id=DRUG).cells["drug_id"] is DRUG
    with pytest.raises(TypeError, match=r"Patent\.drug_id takes a row of drugs, not D"):
        Draft(Patent, drug_id=Draft(Filing))


def test_words_are_no_reference_and_a_reference_is_no_words() -> None:
    with pytest.raises(TypeError, match=r"Patent\.drug_id takes a row of drugs, not T"):
        Draft(Patent, drug_id=WORDS)
    with pytest.raises(TypeError, match=r"Trial\.design takes words, not Draft"):
        Draft(Trial, design=DRUG)


def test_also_adds_and_replaces_without_touching_the_first() -> None:
    trial = Draft(Trial, design=WORDS)
    more = trial.also(drug_id=DRUG, design=WORDS[:2])
    assert str(more.cells["design"]) == "甲磺"
    assert more.cells["drug_id"] is DRUG
    assert list(trial.cells) == ["design"]
    assert more.table is Trial


def test_a_draft_shows_itself() -> None:
    assert repr(DRUG) == "Draft(Drug, {'generic_name': Text('甲磺酸示例片')})"
