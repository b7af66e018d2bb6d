"""The five real documents come out right, field by field."""

from pathlib import Path

import pytest

from tests.gold.score import report, score

FLOOR = 0.95


@pytest.mark.shared
def test_no_seed_falls_below_the_floor(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checks = score(shared)
    with capsys.disabled():
        print("\n" + report(checks))
    shares = {
        name: sum(c.found for c in own) / len(own) for name, own in checks.items()
    }
    assert len(shares) == 5
    assert {name: share for name, share in shares.items() if share < FLOOR} == {}
