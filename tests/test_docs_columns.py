"""docs/columns.md, in both languages, says what the tables of the samples say."""

from pathlib import Path

from tests.columns import LANGUAGES, published, stale


def test_the_pages_are_current(tmp_path: Path) -> None:
    names = [words.path.name for words in stale(published(tmp_path))]
    assert names == [], "write them anew: python -m tests.columns"


def test_every_percentage_is_one_of_all() -> None:
    for words in LANGUAGES:
        page = words.path.read_text(encoding="utf-8")
        assert "| `generic_name` | 药品通用名称 |  | 100 % |" in page
        assert "101 %" not in page
