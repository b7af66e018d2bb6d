"""Which sketches have much in common, counted for many pairs at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.entities import shingles
from normalize.entities.shingles import LEAST, Hashes, contained, pairs, together

SKETCHES = st.lists(st.frozensets(st.integers(0, 12), max_size=9), min_size=1)
HIGH = 0xFFFFFFFFFFFFFFF0  # the hashes take all 64 bits


def as_hashes(sketch: frozenset[int]) -> Hashes:
    return np.array([HIGH + each for each in sorted(sketch)], np.uint64)


@given(SKETCHES)
def test_what_is_contained_is_what_sets_have_in_common(
    sketches: list[frozenset[int]],
) -> None:
    places = range(len(sketches))
    asked = [(a, b) for a in places for b in places]
    told = contained([as_hashes(each) for each in sketches], np.array(asked))
    for (a, b), yes in zip(asked, told.tolist(), strict=True):
        smaller = min(len(sketches[a]), len(sketches[b]))
        common = len(sketches[a] & sketches[b])
        assert yes is (smaller > 0 and common >= LEAST * smaller)


def test_pairs_are_cut_into_runs_and_stay_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shingles, "READ", 4)
    asked = np.array([[0, 1], [1, 2], [0, 2], [2, 3]])
    runs = [run.tolist() for run in together(asked, np.array([1, 2, 9, 0]))]
    assert runs == [[[0, 1]], [[1, 2]], [[0, 2]], [[2, 3]]]
    assert [run.tolist() for run in together(asked, np.array([0, 0, 1, 0]))] == [
        asked.tolist()
    ]


def test_nothing_has_no_pairs() -> None:
    none = np.empty(0, np.uint64)
    assert pairs([]) == pairs([none]) == pairs([none, none]) == []
