"""A worksheet as far as it is filled: cells by row and column, and what is merged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.readers.office.flow import Piece

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")

Value = Sequence[Piece]


class Range(NamedTuple):
    """A block of cells, its last row and column included; all count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells that the file stores, also empty ones, by row and column."""

    name: str
    hidden: bool
    rows: Mapping[int, Mapping[int, Value]]
    merged: Sequence[Range]
    notes: Sequence[tuple[str, str]] = ()


def place(reference: str) -> tuple[int, int] | None:
    """Return row and column of a cell's name, or None if it is none.

    >>> place("B3"), place("XFD1048576"), place("3B")
    ((2, 1), (1048575, 16383), None)
    """
    found = REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def block(reference: str) -> Range | None:
    """Return the block of a reference such as A1:C2, or None if it is none.

    >>> block("A1:C2")
    Range(top=0, left=0, bottom=1, right=2)
    """
    first, _, last = reference.partition(":")
    start, end = place(first), place(last or first)
    return Range(*start, *end) if start and end else None
