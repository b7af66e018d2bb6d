"""Cells from ruling lines: the rule of pdfplumber, plus borders left open at a break.

Rules that nearly touch are one, crossings of rules are corners, and the smallest
closed rectangle below and right of a corner is a cell.  Chromium and ReportLab leave
the border of a cell open where the page ends; a rule is put there, and remembered.

>>> flat = [Rule(100, 50, 550), Rule(150, 50, 550)]
>>> upright = [Rule(x, 100, 200) for x in (50, 200, 550)]  # they run past the last rule
>>> [table] = tables(flat, upright)
>>> [tuple(map(int, cell)) for cell in table.cells if cell.y0 == 150]
[(50, 150, 200, 200), (200, 150, 550, 200)]
>>> table.open_top, table.open_bottom
((), ((50.0, 550.0),))
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extract.readers.printed.page import Rule
from extract.readers.printed.sides import sides

SNAP = JOIN = CROSS = 3.0  # Points, as in pdfplumber.
SHORTEST = 3.0
MOST_RULES = 20_000  # A page with more is a drawing.


Ranges = tuple[tuple[float, float], ...]  # From x to x.


class Frame(NamedTuple):
    """A cell: its four edges."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells of one table on one page; open where no drawn rule ends it, by x."""

    cells: tuple[Frame, ...]
    open_top: Ranges
    open_bottom: Ranges
    edges: Frame = field(init=False)  # The box around all cells.

    def __post_init__(self) -> None:
        """Find the edges, once."""
        x0, y0, x1, y1 = zip(*self.cells, strict=True)
        edges = Frame(min(x0), min(y0), max(x1), max(y1))
        object.__setattr__(self, "edges", edges)


def tables(
    flat: Sequence[Rule], upright: Sequence[Rule], tolerance: float = SNAP
) -> list[Lattice]:
    """Return the tables that rules draw, from top to bottom; a lone box is none."""
    if not flat or not upright or len(flat) + len(upright) > MOST_RULES:
        return []
    lying = joined(flat, tolerance)
    standing = joined(upright, tolerance)
    if missing := sides(lying, standing, tolerance):
        standing = joined(standing + missing, tolerance)
    closing = closed(lying, standing, tolerance)
    ended = joined(lying + closing, tolerance) if closing else lying
    cells = _cells(ended, standing, tolerance)
    groups = [group for group in _groups(cells) if len(group) > 1]
    found = [_lattice(group, closing, lying, tolerance) for group in groups]
    return sorted(found, key=lambda table: (table.edges.y0, table.edges.x0))


def _lattice(
    cells: list[Frame], closing: list[Rule], drawn: list[Rule], tolerance: float
) -> Lattice:
    table = Lattice(tuple(sorted(cells, key=lambda c: (c.y0, c.x0))), (), ())
    if not closing:
        return table
    _, top, _, bottom = table.edges
    ends = [rule for rule in closing if rule.start < table.edges.x1]
    return replace(
        table,
        open_top=tuple(_open(ends, drawn, top, table.edges, tolerance)),
        open_bottom=tuple(_open(ends, drawn, bottom, table.edges, tolerance)),
    )


def _open(
    closing: Sequence[Rule],
    drawn: Sequence[Rule],
    at: float,
    edges: Frame,
    tolerance: float,
) -> Iterator[tuple[float, float]]:
    """Yield where a table ends at a height and nothing is drawn."""
    rules = [rule for rule in drawn if abs(rule.at - at) <= tolerance]
    for rule in closing:
        if abs(rule.at - at) > tolerance:
            continue
        x, end = max(rule.start, edges.x0), min(rule.end, edges.x1)
        for over in sorted(rules, key=lambda one: one.start):
            if over.start - x > tolerance:
                yield x, min(over.start, end)
            x = max(x, over.end)
        if end - x > tolerance:
            yield x, end


def joined(rules: Sequence[Rule], tolerance: float = SNAP) -> list[Rule]:
    """Bring nearly collinear rules to one line, and touching pieces to one rule.

    >>> joined([Rule(10, 0, 50), Rule(10.5, 52, 90), Rule(40, 0, 1)])
    [Rule(at=10.25, start=0, end=90)]
    """
    kept: list[Rule] = []
    for group in _near(sorted(rules), tolerance):
        at = sum(rule.at for rule in group) / len(group)
        spans = sorted((rule.start, rule.end) for rule in group)
        start, end = spans[0]
        for first, last in spans[1:]:
            if first <= end + tolerance:
                end = max(end, last)
            else:
                kept.append(Rule(at, start, end))
                start, end = first, last
        kept.append(Rule(at, start, end))
    return [rule for rule in kept if rule.end - rule.start >= SHORTEST]


def _near(rules: list[Rule], tolerance: float) -> Iterator[list[Rule]]:
    """Chains of rules that lie no further apart than the tolerance."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[-1].at > tolerance:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def closed(
    flat: list[Rule], upright: list[Rule], tolerance: float = SNAP
) -> list[Rule]:
    """Return a rule for each height at which a vertical ends in the air, beside others.

    >>> closed([Rule(0, 0, 40), Rule(0, 60, 90)], [Rule(x, 0, 50) for x in (0, 40, 90)])
    [Rule(at=50.0, start=0, end=90)]
    >>> boxes = [Rule(y, x, x + 10) for y in (0, 10) for x in (0, 60)]
    >>> closed(boxes, [Rule(x, 0, 10) for x in (0, 10, 60, 70)])
    []
    """
    ends = [Rule(end, rule.at, rule.at) for rule in upright for end in rule[1:]]
    heights = [rule.at for rule in flat]
    new: list[Rule] = []
    for group in _near(sorted(ends), tolerance):
        x0, x1 = min(end.start for end in group), max(end.end for end in group)
        # The paint of some cells may end in a rule where their border is open.
        if x1 - x0 > SHORTEST and not all(
            _is_met(end, flat, heights, tolerance) for end in group
        ):
            new.append(Rule(sum(end.at for end in group) / len(group), x0, x1))
    return new


def _is_met(
    end: Rule, flat: list[Rule], heights: list[float], tolerance: float
) -> bool:
    """Whether a horizontal rule touches the end of a vertical one."""
    first = bisect_left(heights, end.at - tolerance)
    near = flat[first : bisect_right(heights, end.at + tolerance)]
    return any(r.start - tolerance <= end.start <= r.end + tolerance for r in near)


def _cells(flat: list[Rule], upright: list[Rule], tolerance: float) -> list[Frame]:
    """The smallest closed rectangle at each crossing, if there is one."""
    crossings = _Crossings(flat, upright, tolerance)
    return [cell for corner in crossings.on for cell in crossings.cell(*corner)]


class _Crossings:
    """Where rules meet, by x and y, and which rules meet there."""

    def __init__(self, flat: list[Rule], upright: list[Rule], tolerance: float) -> None:
        self.on: dict[tuple[float, float], tuple[int, int]] = {}  # A bit per rule.
        heights = [rule.at for rule in flat]
        for i, standing in enumerate(upright):
            first = bisect_left(heights, standing.start - tolerance)
            last = bisect_right(heights, standing.end + tolerance)
            x = standing.at
            for j, (y, start, end) in enumerate(flat[first:last], first):
                if start - tolerance <= x <= end + tolerance:
                    upright_here, flat_here = self.on.get((x, y), (0, 0))
                    self.on[x, y] = upright_here | 1 << i, flat_here | 1 << j
        self.below: dict[float, list[float]] = defaultdict(list)
        self.right: dict[float, list[float]] = defaultdict(list)
        for x, y in sorted(self.on):
            self.below[x].append(y)
            self.right[y].append(x)

    def cell(self, x: float, y: float) -> Iterator[Frame]:
        """Yield the cell whose upper left corner is here."""
        on, (standing, lying) = self.on, self.on[x, y]
        downward, rightward = self.below[x], self.right[y]
        rights = rightward[bisect_right(rightward, x) :]
        for bottom in downward[bisect_right(downward, y) :]:
            left_here, bottom_here = on[x, bottom]
            if not left_here & standing:  # The vertical stops here.
                return
            for right in rights:
                right_here, top_here = on[right, y]
                if not top_here & lying:
                    break
                corner = on.get((right, bottom))
                if corner and corner[0] & right_here and corner[1] & bottom_here:
                    yield Frame(x, y, right, bottom)
                    return


def _groups(cells: list[Frame]) -> list[list[Frame]]:
    """Cells that share a corner are of one table."""
    parent = list(range(len(cells)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[tuple[float, float], int] = {}
    for i, (x0, y0, x1, y1) in enumerate(cells):
        for corner in ((x0, y0), (x0, y1), (x1, y0), (x1, y1)):
            other = first.setdefault(corner, i)
            if parent[other] != parent[i]:
                parent[root(i)] = root(other)
    groups: dict[int, list[Frame]] = defaultdict(list)
    for i, cell in enumerate(cells):
        groups[root(i)].append(cell)
    return list(groups.values())
