"""Real pages, clean and damaged: no wrong date, no spam; the gate pins the rest."""

from pathlib import Path

import pytest

from tests.gold.html_scores import DAMAGES, scores

# Two pages of authorities show one day and state another in <meta>, which is the gold.
CEILINGS = {"d_wrong": 0.025, "spam_t": 0.0, "spam_b": 0.0}


@pytest.mark.parametrize("damage", DAMAGES)
def test_real_pages_yield_nothing_wrong(shared: Path, damage: str) -> None:
    found = scores(shared, damage)
    over = {n: found[n] for n, most in CEILINGS.items() if found.get(n, 0.0) > most}
    assert over == {}
