"""A scanned form with a seal, tilted and noisy: its facts come out."""

from pathlib import Path

import pytest

from extract.readers import scan
from tests.expected import expected_of, missing, tables_of

SCAN = Path(__file__).parent / "fixtures" / "prints" / "nhsa_form_scanned.pdf"


@pytest.mark.skipif(not scan.installed(), reason="make ocr installs what reads scans")
def test_a_sealed_scan_yields_what_a_person_reads() -> None:
    assert list(missing(expected_of(SCAN), tables_of(SCAN))) == []
