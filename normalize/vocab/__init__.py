"""Vocabularies (词表): lists of words that are data, one TSV file each.

A file is UTF-8, its lines ended by a bare newline: comments (`# origin: …`), then a
header row of column names, then rows, cells separated by tabs.  The first column is
the key, which no two rows share; where it groups them, the first two are.

>>> load("yes_no")[0]["words"]
'是'
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def load(name: str) -> tuple[Mapping[str, str], ...]:
    """Read `<name>.tsv`: a mapping of column name to cell for each row, in file order.

    Raises FileNotFoundError for an unknown name, and ValueError naming file and line
    for a row that has more or fewer cells than the header.
    """
    file = files(__package__) / f"{name}.tsv"
    return tuple(parse(file.read_text("utf-8"), file.name))


def parse(content: str, name: str) -> list[Mapping[str, str]]:
    """Split a vocabulary's text into rows; `name` stands in error messages.

    >>> [dict(row) for row in parse("# note\\nwords\\tvalue\\n是\\tyes\\n", "demo.tsv")]
    [{'words': '是', 'value': 'yes'}]
    >>> parse("words\\tvalue\\n是\\n", "demo.tsv")
    Traceback (most recent call last):
        ...
    ValueError: demo.tsv:2: 1 cells, the header has 2
    """
    header: list[str] = []
    rows: list[Mapping[str, str]] = []
    for at, line in enumerate(content.removesuffix("\n").split("\n"), start=1):
        cells = line.split("\t")
        if line.startswith("#"):
            continue
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise ValueError(
                f"{name}:{at}: {len(cells)} cells, the header has {len(header)}"
            )
        else:
            rows.append(MappingProxyType(dict(zip(header, cells, strict=True))))
    return rows
