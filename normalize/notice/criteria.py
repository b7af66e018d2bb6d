"""Scoring tables (评分表): a column of items, one of points, one that says how.

Any table whose head has a column of points and one of items is one.  The first column,
merged over the items of a section, is often there on the section's first row only, and
a converter then moves the others to the left; the points say by how much.

>>> from normalize.document import Cell
>>> def grid(*rows): return Grid(tuple(tuple(Cell(Text.raw(c)) for c in row) for row in rows))
>>> found = scoring(grid(("一级指标", "二级指标", "分值", "评分标准"),
...     ("一、质量（15分）", "（1）标准", "10", "齐全的得10分"), ("（2）检验", "5分", "合格的得5分"),
...     ("合计", "15", "")))
>>> [(str(c.section), str(c.item), str(c.points), str(c.standard)) for c in found.criteria]
[('一、质量', '（1）标准', '10', '齐全的得10分'), ('一、质量', '（2）检验', '5', '合格的得5分')]
>>> [(str(sum.quote), sum.declared, sum.counted) for sum in found.sums]
[('一、质量（15分）', 15.0, 15.0), ('15', 15.0, 15.0)]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize import vocab
from normalize.document import Cell, Grid
from normalize.text import Text
from normalize.values.plain import squash

_ROLES = tuple(
    (re.compile(row["pattern"]), row["role"]) for row in vocab.load("criteria_headers")
)
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*分?")
_TOTAL = re.compile(r"(?:合\s*计|总\s*分|总\s*计|小\s*计|得\s*分|满\s*分)\s*(?:[（(].*)?")
_DECLARED = re.compile(r"[（(]\s*(?:满分|总分|共计?|计|合计)?\s*[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*分\s*[）)]")
_BONUS = re.compile("加分|附加|奖励分")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One item of a scoring table."""

    section: Text | None
    item: Text
    points: Text
    standard: Text | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What a table says its items add to, and what they do."""

    quote: Text
    declared: float
    counted: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """A scoring table that has been read."""

    criteria: list[Scored]
    sums: list[Sum]


@dataclass(frozen=True, slots=True)
class Head:
    """Which column holds what."""

    section: int | None
    item: int
    points: int
    standard: int | None


def scoring(grid: Grid, head: Head | None = None) -> Scoring | None:
    """Read a scoring table; None if it is none.

    `head` is that of the table before, for one that a page break has cut.
    """
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    found = [(at, columns) for at, row in enumerate(rows[:3]) if (columns := heads(row))]
    if found:
        rows, head = rows[found[0][0] + 1 :], found[0][1]
    if head is None:
        return None
    criteria, headers, total = list[Scored](), list[Text](), None
