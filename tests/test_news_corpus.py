"""Title, time, credits and body of 95 real pages, clean and damaged, against their gold."""

from pathlib import Path

import pytest

from tests.gold.html_scores import scores

FLOORS = {
    "clean": {
        "title": 0.97, "date": 0.95, "time": 0.97, "source": 0.96, "author": 0.96,
        "editor": 0.96, "5gF1": 0.945,
    },
    "hijack": {
        "title": 0.94, "date": 0.94, "time": 0.95, "source": 0.96, "author": 0.96,
        "editor": 0.96, "5gF1": 0.92,
    },
    "gb18030:utf-8": {
        "title": 0.97, "date": 0.95, "time": 0.97, "source": 0.96, "author": 0.96,
        "editor": 0.96, "5gF1": 0.945,
    },
}  # fmt: skip
# Two pages of authorities show one day and state another in <meta>, which is the gold.
CEILINGS = {"d_wrong": 0.025, "spam_t": 0.0, "spam_b": 0.0}


@pytest.mark.parametrize("damage", FLOORS)
def test_real_pages_are_read_as_well_as_before(shared: Path, damage: str) -> None:
    found = scores(shared, damage)
    short = {
        name: found[name]
        for name, least in FLOORS[damage].items()
        if found[name] < least
    }
    over = {name: found[name] for name, most in CEILINGS.items() if found[name] > most}
    assert (short, over) == ({}, {})
