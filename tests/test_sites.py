"""Pages of sites that the reader has never seen: all of the article, nothing else.

`tests/sites` lays known answers out as content systems do, and damages the pages. What
is not read right yet is listed by name, and expected to fail.
"""

import pytest

from tests.sites import ANSWERS, LAYOUTS
from tests.sites.damages import DAMAGES, with_bad_byte
from tests.sites.scores import Score, scored

CLEAN = [(name, a) for name, layout in LAYOUTS.items() for a in layout.answers]
DAMAGED = [(name, damage) for name in LAYOUTS for damage in DAMAGES]

ADVERT = "an advert in one element with the article stays"

LINES_LOST_OR_KEPT: dict[tuple[str, str], str] = {
    ("print_view", "advert_above"): ADVERT,
    ("wechat", "advert_above"): ADVERT,
}


def _case(name: str, damage: str, known: dict[tuple[str, str], str]) -> object:
    reason = known.get((name, damage))
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(name, damage, marks=marks, id=f"{name}-{damage}")


def _answer(name: str, damage: str) -> str:
    """The answer that a damage is shown with: not the same for all layouts."""
    answers = LAYOUTS[name].answers
    return answers[list(DAMAGES).index(damage) % len(answers)]


def _scored(name: str, answer: str, damage: str | None = None) -> Score:
    page = LAYOUTS[name].page(ANSWERS[answer])
    page = DAMAGES[damage](page) if damage else page
    return scored(page.encode(), ANSWERS[answer])


@pytest.mark.parametrize(("name", "answer"), CLEAN)
def test_the_lines_of_a_page(name: str, answer: str) -> None:
    score = _scored(name, answer)
    assert (score.lost, score.furniture, score.notes) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "damage"), [_case(*case, LINES_LOST_OR_KEPT) for case in DAMAGED]
)
def test_the_lines_of_a_damaged_page(name: str, damage: str) -> None:
    score = _scored(name, _answer(name, damage), damage)
    assert (score.lost, score.furniture, score.notes) == ((), (), ())


@pytest.mark.parametrize("name", LAYOUTS)
def test_one_bad_byte_costs_no_line(name: str) -> None:
    answer = ANSWERS[LAYOUTS[name].answers[0]]
    score = scored(with_bad_byte(LAYOUTS[name].page(answer)), answer)
    assert (score.lost, score.furniture) == ((), ())
    assert "bad_bytes" in score.notes or not score.notes


@pytest.mark.parametrize("name", LAYOUTS)
def test_captions_and_tables_stand_where_they_did(name: str) -> None:
    for answer in LAYOUTS[name].answers:
        assert _scored(name, answer).ordered, answer


@pytest.mark.parametrize(("name", "damage"), DAMAGED)
def test_the_headline_of_a_page(name: str, damage: str) -> None:
    answer = _answer(name, damage)
    assert _scored(name, answer, damage).title, answer


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_headline_of_a_clean_page(name: str) -> None:
    for answer in LAYOUTS[name].answers:
        assert _scored(name, answer).title, answer
