"""Scoring tables (评分表): a column of items, one of points, one that says how.

Any table whose head has a column of points and one of items is one.  The first column,
merged over the items of a section, is often there on the section's first row only, and
a converter then moves the others to the left; the points say by how much.

>>> from normalize.document import Cell
>>> rows = ["一级指标 二级指标 分值 评分标准"]
>>> rows += ["一、质量（15分） （1）标准 10 齐全的得10分"]
>>> rows += ["（2）检验 5分 合格的得5分", "合计 15"]
>>> grid = Grid(tuple(tuple(Cell(Text.raw(c)) for c in row.split()) for row in rows))
>>> found = scoring(grid)
>>> for each in found.criteria:
...     print(each.section, each.item, each.points, each.standard)
一、质量 （1）标准 10 齐全的得10分
一、质量 （2）检验 5 合格的得5分
>>> [(str(each.quote), each.declared, each.counted) for each in found.sums]
[('一、质量（15分）', 15.0, 15.0), ('合计', 15.0, 15.0)]
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from normalize import vocab
from normalize.document import Grid
from normalize.text import Text
from normalize.values.plain import squash

_ROLES = tuple(
    (re.compile(row["pattern"]), row["role"]) for row in vocab.load("criteria_headers")
)
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*分?")
_TOTAL = re.compile(
    r"(?:合\s*计|总\s*分|总\s*计|小\s*计|得\s*分|满\s*分)\s*(?:[（(].*)?"
)
_DECLARED = re.compile(
    r"[（(]\s*(?:满分|总分|共计?|计|合计)?\s*[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*分\s*[）)]"
)
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


class Head(NamedTuple):
    """Which column holds what."""

    section: int | None
    item: int
    points: int
    standard: int | None


def scoring(grid: Grid) -> Scoring | None:
    """Read a scoring table; None for any other table."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    for at, row in enumerate(rows[:3]):
        if head := _head(row):
            return _read(list(_lines(rows[at + 1 :], head)))
    return None


class _Line(NamedTuple):
    """A row that gives points: the cell of its section, or that of a row above."""

    section: Text | None
    item: Text
    points: Text
    standard: Text | None


def _head(row: Sequence[Text]) -> Head | None:
    roles = [_role("".join(str(cell).split())) for cell in row]
    if "points" not in roles:
        return None
    points = roles.index("points")
    items = [at for at, role in enumerate(roles[:points]) if role == "item"]
    if not items:
        return None
    first = 0 if roles[0] in ("section", "item", None) and items[-1] > 0 else None
    ordinal = first is not None and row[0].search("^(?:序\\s*号|编\\s*号|No)")
    standard = roles.index("standard") if "standard" in roles else None
    return Head(None if ordinal else first, items[-1], points, standard)


def _role(words: str) -> str | None:
    return next((role for pattern, role in _ROLES if pattern.search(words)), None)


def _lines(rows: Sequence[Sequence[Text]], head: Head) -> Iterator[_Line]:
    section: Text | None = None
    for row in rows:
        at = _points(row, head.points)
        if at is None:
            continue
        left = head.points - at
        if head.section is not None and head.section >= left:
            section = _once(row[head.section - left]) or section
        item, points = _item(row, head.item - left, at), row[at].fullmatch(_POINTS)
        if item and points:
            yield _Line(section, item, points[1], _cell(row, head.standard, left))


def _item(row: Sequence[Text], column: int, points: int) -> Text | None:
    """The item of a row; 合计 may stand anywhere to the left of the points."""
    total = (cell for cell in row[:points] if cell.fullmatch(_TOTAL))
    return next(total, None) or row[max(0, column)] or None


def _points(row: Sequence[Text], at: int) -> int | None:
    """The column of the points: that of the head, or one to the left of it."""
    columns = range(min(at, len(row) - 1), 0, -1)
    return next((i for i in columns if row[i].fullmatch(_POINTS)), None)


def _cell(row: Sequence[Text], column: int | None, left: int) -> Text | None:
    at = -1 if column is None else column - left
    return row[at] if 0 <= at < len(row) else None


def _once(cell: Text) -> Text:
    """A cell without the copies that a converter prints for every row it spanned."""
    lines = [line for line in cell.lines() if line.strip()]
    same = len({squash(str(line)) for line in lines}) == 1
    return lines[0].strip() if same else cell


def _read(lines: list[_Line]) -> Scoring | None:
    items = [line for line in lines if not line.item.fullmatch(_TOTAL)]
    totals = [line for line in lines if line.item.fullmatch(_TOTAL)]
    if not items:
        return None
    criteria = [
        Scored(**line._replace(section=_name(line.section))._asdict()) for line in items
    ]
    return Scoring(criteria, [*_section_sums(items), *_total_sums(items, totals[-1:])])


def _name(section: Text | None) -> Text | None:
    """The name of a section without the points it says it has."""
    points = section.search(_DECLARED) if section else None
    if section is None or points is None:
        return section
    return section[: points.match.start()].strip()


def _section_sums(items: Iterable[_Line]) -> Iterator[Sum]:
    for _, lines in groupby(items, key=lambda line: str(line.section or "")):
        group = list(lines)
        section = group[0].section
        if section is not None and (points := section.search(_DECLARED)):
            yield Sum(section, float(str(points[1])), _sum(group))


def _total_sums(items: list[_Line], totals: Iterable[_Line]) -> Iterator[Sum]:
    """Compare a total with all items, or all but a bonus, whichever comes closer."""
    base = [
        line for line in items if not (line.section and line.section.search(_BONUS))
    ]
    for total in totals:
        declared = float(str(total.points))
        counted = min(_sum(items), _sum(base), key=lambda each: abs(each - declared))
        yield Sum(total.item, declared, counted)


def _sum(lines: Iterable[_Line]) -> float:
    return sum(float(str(line.points)) for line in lines)
