"""Scoring tables (评分表): a column of items, one of points, one that says how.

The first column, merged over the items of a section, is often there on the section's
first row only, and a converter then moves the others to the left; the points say by
how much.  Points merged over several items are those of the first.

>>> from normalize.document import Cell
>>> page = "一级指标 二级指标 分值 评分标准\\n一、质量（15分） （1）标准 10 齐全"
>>> page += "\\n（2）检验 5分 合格的得5分\\n合计 15"
>>> rows = [line.split(" ") for line in Text.raw(page).lines()]
>>> found = scoring(Grid(tuple(tuple(map(Cell, row)) for row in rows)))
>>> for each in found.criteria:
...     print(each.section, each.item, each.points, each.standard)
一、质量 （1）标准 10 齐全
一、质量 （2）检验 5 合格的得5分
>>> [(str(each.quote), each.declared, each.counted) for each in found.sums]
[('一、质量（15分）', 15.0, 15.0), ('合计', 15.0, 15.0)]
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from normalize.document import Grid
from normalize.notice.criteria_head import POINTS, TOTAL, Head, head
from normalize.text import Text
from normalize.values.plain import squash

_DECLARED = re.compile(
    r"[（(]\s*(?:满分|总分|共计?|计|合计)?\s*[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*分\s*[）)]"
)
_BONUS = re.compile("加分|附加|奖励分")
# 0-5分, 酌情, ≤10: points that are no number.
_UNREAD = re.compile(
    r"[^\u4e00-\u9fff]{0,4}\d{1,3}\s*分?\s*[-—~～至]\s*\d{1,3}\s*分?|[≤<＜不最]\D{0,4}\d{1,3}\s*分?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One item of a scoring table; no points where they are those of the one above."""

    section: Text | None
    item: Text
    points: Text | None
    standard: Text | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What a table says its items add to, and what they do."""

    quote: Text
    declared: float
    counted: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """A scoring table that has been read; `unread` are points that are no number."""

    criteria: list[Scored]
    sums: list[Sum]
    unread: list[Text]


def scoring(grid: Grid) -> Scoring | None:
    """Read a scoring table; None for any other table."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    found = head(rows)
    if found is None:
        return None
    columns, first = found
    return _read(list(_lines(rows[first:], columns)))


class _Line(NamedTuple):
    """A row that gives points: the cell of its section, or that of a row above."""

    section: Text | None
    item: Text
    points: Text | None
    standard: Text | None
    unread: Text | None = None


def _lines(rows: Sequence[Sequence[Text]], head: Head) -> Iterator[_Line]:
    section: Text | None = None
    above: Text | None = None
    for row in rows:
        at = _points(row, head.points)
        if at is None:
            continue
        left = head.points - at
        if head.section is not None and head.section >= left:
            section = _once(row[head.section - left]) or section
        item = _item(row, head.item - left, at)
        points = row[at].fullmatch(POINTS)
        again = above is not None and row[at].spans() == above.spans()
        above = row[at]
        if item:
            worth = points[1] if points and not again else None
            unread = None if points else row[at]
            yield _Line(section, item, worth, _cell(row, head.standard, left), unread)


def _item(row: Sequence[Text], column: int, points: int) -> Text | None:
    """The item of a row; 合计 may stand anywhere to the left of the points."""
    total = (cell for cell in row[:points] if cell.fullmatch(TOTAL))
    return next(total, None) or row[max(0, column)] or None


def _points(row: Sequence[Text], at: int) -> int | None:
    """The column of the points: that of the head, or one to the left of it."""
    columns = range(min(at, len(row) - 1), 0, -1)
    found = (i for i in columns if row[i].fullmatch(POINTS))
    ranged = (i for i in columns[:1] if row[i].fullmatch(_UNREAD))
    return next(found, next(ranged, None))


def _cell(row: Sequence[Text], column: int | None, left: int) -> Text | None:
    at = -1 if column is None else column - left
    return row[at] if 0 <= at < len(row) else None


def _once(cell: Text) -> Text:
    """A cell without the copies that a converter prints for every row it spanned."""
    lines = [line for line in cell.lines() if line.strip()]
    same = len({squash(str(line)) for line in lines}) == 1
    return lines[0].strip() if same else cell


def _read(lines: list[_Line]) -> Scoring | None:
    items = [line for line in lines if not line.item.fullmatch(TOTAL)]
    totals = [line for line in lines if line.item.fullmatch(TOTAL)]
    if not any(line.points for line in items):
        return None
    sums = [*_section_sums(items), *_total_sums(items, totals[-1:])]
    unread = [line.unread for line in items if line.unread]
    return Scoring([_scored(line) for line in items], [] if unread else sums, unread)


def _scored(line: _Line) -> Scored:
    return Scored(
        section=_name(line.section),
        item=line.item,
        points=line.points,
        standard=line.standard,
    )


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
        if total.points:
            declared = float(str(total.points))
            both = (_sum(items), _sum(base))
            counted = min(both, key=lambda each: abs(each - declared))
            yield Sum(total.item, declared, counted)


def _sum(lines: Iterable[_Line]) -> float:
    return sum(float(str(line.points)) for line in lines if line.points)
