"""The word lists of the repairs: `normalize/vocab/*.tsv`, each read once.

A file may begin with `#` lines that say where its rows come from; then a header row.

>>> rows("traditional_mends")[1]["after"]
'麻疹'
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Read `name`.tsv, a mapping a row; FileNotFoundError if there is none."""
    source = files("normalize").joinpath("vocab", f"{name}.tsv")
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if not line.startswith("#"))
    return tuple(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def column(name: str, header: str) -> tuple[str, ...]:
    """List one column of a file, in its order."""
    return tuple(row[header] for row in rows(name))
