"""Scans of the reference form: cells right, and every wrong one flagged."""

from pathlib import Path

import pytest

from extract.readers import scan
from tests.gold.printed import scan_right

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not scan.installed(), reason="make ocr installs what reads scans"
    ),
]


@pytest.mark.parametrize(
    ("name", "pages", "least"),
    [
        ("synthetic_form_scan150", (1, 5), 0.97),
        ("synthetic_form_scan150_seal_skew", (5, 9), 0.93),
    ],
)
def test_cells_of_a_scan(
    shared: Path, name: str, pages: tuple[int, int], least: float
) -> None:
    scanned = scan_right(shared, name, *pages)
    assert scanned.right >= least
    assert scanned.unflagged == []
