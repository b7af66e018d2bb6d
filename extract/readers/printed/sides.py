"""Tables without a left or a right border: their rules across run past the last column.

    ────────┬──────────┬─────────
     品种   │ 规格     │ 单价
    ────────┼──────────┼─────────
     示例片 │ 20mg     │ 12.5元

So are the tables of most reports, and forms whose labels are shaded and whose values
are not.  A border is put between two such rules that end at one place.

>>> flat = [Rule(y, 0, 90) for y in (0, 10)]
>>> sides(flat, [Rule(40, 0, 10)])
[Rule(at=0, start=0, end=10), Rule(at=90, start=0, end=10)]
>>> sides(flat, [Rule(x, 0, 10) for x in (0, 90)])
[]
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.readers.printed.page import Rule

PAST = 12.0  # Points that a rule runs past the last vertical one; a cell holds a word.


def sides(
    flat: Sequence[Rule], upright: Sequence[Rule], tolerance: float = 3.0
) -> list[Rule]:
    """Return the borders that tables leave out; both kinds of rules are sorted."""
    places = [rule.at for rule in upright]
    found: list[Rule] = []
    for standing in upright:
        rules = _crossing(flat, standing, tolerance)
        own = [
            Rule(x, over.at, under.at)
            for over, under in pairwise(rules)
            for x in _ends(over, under, standing.at, tolerance)
            if not _stands(upright, places, x, standing, (over.at + under.at) / 2)
        ]
        found += own
        found += _cut(rules, own, tolerance)
    return found


def _cut(
    rules: Sequence[Rule], own: Sequence[Rule], tolerance: float
) -> Iterator[Rule]:
    """Yield borders for rows that the page cuts: the paint of a label alone ends there.

    So it is beside a row that has both its rules.
    """
    for side in own:
        for last, next_to_last in ((rules[-1], rules[-2]), (rules[0], rules[1])):
            is_beside = next_to_last.at in side[1:] and last.at not in side[1:]
            if (
                is_beside
                and not last.start - tolerance < side.at < last.end + tolerance
            ):
                yield Rule(side.at, *sorted((last.at, next_to_last.at)))


def _crossing(flat: Sequence[Rule], standing: Rule, tolerance: float) -> list[Rule]:
    first = bisect_left(flat, (standing.start - tolerance,))
    last = bisect_right(flat, (standing.end + tolerance,))
    x = standing.at
    return [
        rule
        for rule in flat[first:last]
        if rule.start - tolerance <= x <= rule.end + tolerance
    ]


def _ends(over: Rule, under: Rule, x: float, tolerance: float) -> Iterator[float]:
    """Yield where two rules both end, beyond a vertical one that crosses both."""
    for one, other in zip(over[1:], under[1:], strict=True):
        if abs(one - other) <= tolerance and abs(one - x) > PAST:
            yield one


def _stands(
    upright: Sequence[Rule],
    places: Sequence[float],
    x: float,
    standing: Rule,
    height: float,
) -> bool:
    """Whether another vertical rule stands between a place and one, at a height."""
    first = bisect_left(places, min(x, standing.at) - 3.0)
    last = bisect_right(places, max(x, standing.at) + 3.0)
    return any(
        rule.start < height < rule.end and rule is not standing
        for rule in upright[first:last]
    )
