"""Every vocabulary is one table, written in one way, each key once."""

from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest

from normalize import vocab

FILES = sorted(
    (entry for entry in files(vocab).iterdir() if entry.name.endswith(".tsv")),
    key=lambda entry: entry.name,
)
# In these the first column groups the rows, and the key is the first two together.
GROUPED = {"foreign_scripts", "page_furniture", "symbol_fonts"}
NAMES = [entry.name.removesuffix(".tsv") for entry in FILES]


@pytest.mark.parametrize("name", NAMES)
def test_every_vocabulary_loads_with_a_header_and_rows(name: str) -> None:
    rows = vocab.load(name)
    assert rows
    header = list(rows[0])
    assert all(header)
    assert all(list(row) == header for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_no_two_rows_share_a_key(name: str) -> None:
    size = 2 if name in GROUPED else 1
    keys = ["\t".join(list(row.values())[:size]) for row in vocab.load(name)]
    assert [key for key in keys if not key.strip()] == []
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


@pytest.mark.parametrize("entry", FILES, ids=NAMES)
def test_every_vocabulary_is_written_canonically(entry: Traversable) -> None:
    content = entry.read_bytes().decode("utf-8")
    assert not content.startswith("\ufeff")
    assert "\r" not in content
    assert content.endswith("\n")
    lines = content.removesuffix("\n").split("\n")
    assert all(lines)
    data = [line for line in lines if not line.startswith("#")]
    cells = [cell for line in data for cell in line.split("\t")]
    assert [c for c in cells if c != c.strip() and c != " "] == []  # \\quad is a blank


def test_a_row_with_a_cell_too_few_names_file_and_line() -> None:
    with pytest.raises(ValueError, match=r"demo\.tsv:3: 1 cells, the header has 2"):
        vocab.parse("# origin: here\nwords\tvalue\n是\n", "demo.tsv")


def test_rows_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        vocab.load("yes_no")[0]["words"] = "x"  # type: ignore[index]


def test_an_unknown_vocabulary_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        vocab.load("no_such_vocabulary")
