"""Every sample and every variant yields what a person read in it."""

from pathlib import Path

import pytest

from tests.expected import documents, expected_of, missing, tables_of


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_expected_facts_come_out(path: Path) -> None:
    assert list(missing(expected_of(path), tables_of(path))) == []
