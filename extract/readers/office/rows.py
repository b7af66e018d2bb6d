"""Rows of a table whose cells span rows and columns, each readable alone.

A cell that spans rows stands again in each of them.  In a table of records, where most
rows have a cell in every column, one that spans columns is followed by empty ones, so
that columns stay aligned.  A form is drawn otherwise, with rows of two, four and six
cells over columns of no meaning: there cells follow one another without gaps.

>>> from dataclasses import replace
>>> from extract.readers.transcript import Transcript
>>> transcript = Transcript()
>>> label, value, other = (Written([transcript.write(w)]) for w in "甲乙丙")
>>> form = [{0: replace(label, colspan=2), 2: value}, {0: label, 1: value}]
>>> [len(row) for row in aligned(form)]
[2, 2]
>>> records = [{0: label, 1: value, 2: other}] * 2 + [{0: label, 2: other}]
>>> [len(row) for row in aligned(records)]
[3, 3, 3]
"""

from collections.abc import Iterator, Mapping, Sequence

from extract.readers.transcript import Written

NOTHING = Written([])
MOST_COLUMNS = 1_000


def aligned(rows: Sequence[Mapping[int, Written]]) -> Iterator[list[Written]]:
    """Yield the cells of each row, given by the column where they begin."""
    columns = sorted({column for row in rows for column in row})
    full = sum(len(row) == len(columns) for row in rows)
    keep_gaps = full * 2 >= len(rows) and len(columns) <= MOST_COLUMNS
    for row in rows:
        places = columns if keep_gaps else sorted(row)
        if cells := _trimmed([row.get(column, NOTHING) for column in places]):
            yield cells


def _trimmed(row: list[Written]) -> list[Written]:
    """The cells of a row without empty ones at the end."""
    while row and all(start == end for start, end in row[-1].spans):
        row.pop()
    return row
