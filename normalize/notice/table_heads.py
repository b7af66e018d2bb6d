"""Heads of tables (表头), of one row or of several: 价格（元） over 原价 and 现价.

A cell over several columns is printed on the first of them, or on all; one over several
rows is printed on all of them, or on the first.  A row goes on with the head above it
where it says something new under a cell over several columns only.

>>> page = "序号,药品,价格（元）,\\n序号,药品,原价,现价\\n1,示例片,10,8"
>>> rows = [line.split(",") for line in Text.raw(page).lines()]
>>> labels, first = head_at(rows, 0)
>>> [str(label.whole) for label in labels], first
(['序号', '药品', '价格（元）原价', '价格（元）现价'], 2)
>>> head_at(rows, 2)[1]
3
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.text import Text
from normalize.values.plain import squash

_MOST = 3  # rows of a head
_LONGEST = 30  # characters of a label
_VALUE = re.compile(r"[\d.,，%/-]+")

Row = Sequence[Text]


class Label(NamedTuple):
    """What a column is called: its own words, and those of the cell over it."""

    over: Text | None
    own: Text

    @property
    def whole(self) -> Text:
        """All the words, from the top."""
        return Text.join([self.over, self.own]) if self.over else self.own


def head_at(rows: Sequence[Row], at: int) -> tuple[list[Label], int]:
    """Return the labels of the head that begins with a row, and the row below it."""
    labels = [Label(None, cell) for cell in rows[at]]
    for stop in range(at + 1, min(at + _MOST, len(rows))):
        longer = _goes_on(labels, rows[stop])
        if longer is None:
            return labels, stop
        labels = longer
    return labels, min(at + _MOST, len(rows))


def _goes_on(labels: Sequence[Label], row: Row) -> list[Label] | None:
    """The labels with those of one row more; None where that row is not of the head.

    A form has labels below labels, too, but blanks for values between them.
    """
    if len(labels) != len(row):
        return None
    longer: list[Label] = []
    for columns in _groups([label.own for label in labels]):
        below = [row[at] for at in columns]
        over = labels[columns[0]]
        if all(not cell or _same(cell, over.own) for cell in below):
            longer += [labels[at] for at in columns]
        elif len(columns) > 1 and all(map(_is_label, below)):
            longer += [Label(over.whole, cell) for cell in below]
        else:
            return None
    kept = [one for one, other in zip(longer, labels, strict=True) if one == other]
    return longer if 0 < len(kept) < len(longer) else None


def _groups(row: Row) -> Iterator[list[int]]:
    """Yield the columns under each cell: it is blank, or the same, beside the first."""
    group: list[int] = []
    for at, cell in enumerate(row):
        if group and cell and not _same(cell, row[group[0]]):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _is_label(cell: Text) -> bool:
    return 0 < len(cell) <= _LONGEST and not cell.fullmatch(_VALUE)


def _same(one: Text, other: Text) -> bool:
    return squash(one.chars) == squash(other.chars)
