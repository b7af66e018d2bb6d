"""Which column of a scoring table holds what: by its head, else by its numbers.

A head names a column of points (分值, 权重) and one of items to its left.  A table
whose head was lost still has a column of small numbers that add to 100, or to the
total that its last row states.

>>> page = "指标 内容 分值 评分标准\\n质量 检验 50 合格得50分\\n质量 追溯 10 全程得10分"
>>> page += "\\n供应 配送 40 及时得40分"
>>> rows = [line.split(" ") for line in Text.raw(page).lines()]
>>> head(rows)
(Head(section=0, item=1, points=2, standard=3), 1)
>>> head(rows[1:])
(Head(section=0, item=1, points=2, standard=3), 0)
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize import vocab
from normalize.text import Text

_ROLES = tuple(
    (re.compile(row["pattern"]), row["role"]) for row in vocab.load("criteria_headers")
)
POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(?:分|%|％)?\s*(?:[（(].*[）)])?")
TOTAL = re.compile(
    r"(?:合\s*计|总\s*分|总\s*计|小\s*计|得\s*分|满\s*分)\s*(?:[（(].*)?"
)
_SCORED = re.compile(r"\d\s*分|得分|扣分|不得分")
_ORDINAL = re.compile(r"序\s*号|编\s*号|No")
_HEAD_ROWS = 3
_FEWEST, _MOST = 3, 0.8  # rows of a table without head; share that has points
_WHOLE = 100.0


class Head(NamedTuple):
    """Which column holds what."""

    section: int | None
    item: int
    points: int
    standard: int | None


Rows = Sequence[Sequence[Text]]


def head(rows: Rows) -> tuple[Head, int] | None:
    """Find the columns of a scoring table, and its first row of items; None if none."""
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        if found := _named(row):
            return found, at + 1
    found = _counted(rows)
    return (found, 0) if found else None


def _named(row: Sequence[Text]) -> Head | None:
    roles = [_role("".join(cell.chars.split())) for cell in row]
    points = next((roles.index(r) for r in ("points", "deduction") if r in roles), None)
    if points is None:
        return None
    items = [at for at, role in enumerate(roles[:points]) if role == "item"]
    if not items:
        return None
    first = 0 if roles[0] in ("section", "item", None) and items[-1] > 0 else None
    ordinal = first is not None and row[0].match(_ORDINAL)
    standard = roles.index("standard") if "standard" in roles else None
    return Head(None if ordinal else first, items[-1], points, standard)


def _role(words: str) -> str | None:
    return next((role for pattern, role in _ROLES if pattern.search(words)), None)


def _counted(rows: Rows) -> Head | None:
    """Find the columns by the one whose numbers are points."""
    if len(rows) < _FEWEST:
        return None
    width = min(len(row) for row in rows)
    at = next((at for at in range(1, width) if _adds_up(rows, at)), None)
    if at is None or not all(row[at - 1] or _is_total(row) for row in rows):
        return None
    has_more = all(len(row) > at + 1 for row in rows) and any(
        row[at + 1] for row in rows
    )
    return Head(0 if at > 1 else None, at - 1, at, at + 1 if has_more else None)


def _adds_up(rows: Rows, at: int) -> bool:
    """Whether a column holds points: they add to 100, or to the total below them."""
    cells = [(row[at].fullmatch(POINTS), _is_total(row)) for row in rows]
    items = [
        float(str(found[1])) for found, is_total in cells if found and not is_total
    ]
    totals = [float(str(found[1])) for found, is_total in cells if found and is_total]
    if len(items) < max(_FEWEST - 1, _MOST * (len(rows) - len(totals))):
        return False
    declared = totals[-1] if totals else _WHOLE
    return abs(sum(items) - declared) < 0.01 and _is_scored(rows, at)


def _is_scored(rows: Rows, at: int) -> bool:
    """Whether most rows speak of points; an order of goods has a total, too."""
    scored = [row for row in rows if any(c.search(_SCORED) for c in row[at:])]
    return len(scored) >= len(rows) / 2


def _is_total(row: Sequence[Text]) -> bool:
    return any(cell.fullmatch(TOTAL) for cell in row)
