"""Which cells are one fact (合并): a number, its interval, its p value, its counts.

An interval in a column of its own is of the number beside it, one in a row of its own
of the number above; a p value is of the ratio it belongs to, else of all the groups.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalize.facts.outcome_tables.numbers import Shown, interval, p_value, shown
from normalize.facts.outcome_tables.stated import Stated
from normalize.text import Text

_OF_OTHERS = ("p", "interval", "n", "events", "skip")


@dataclass(slots=True)
class Value:
    """A number, and what other cells say of it."""

    of: Stated
    shown: Shown
    bounds: Shown | None = None
    p: Text | None = None
    events: Text | None = None
    more: list[Text] = field(default_factory=list)


def joined(cells: Sequence[Stated]) -> list[Value]:
    """List the numbers of a table, each with what hangs on it."""
    values, rest = list[Value](), list[Stated]()
    for cell in cells:
        if value := _value(cell):
            values.append(value)
        else:
            rest.append(cell)
    for cell in rest:
        _hang(values, cell)
    _deal_p(values, [cell for cell in cells if cell.role == "p"])
    return values


def _value(cell: Stated) -> Value | None:
    found = shown(cell.text) if cell.role not in _OF_OTHERS else None
    if found is None or (found.value is None and found.absent is None):
        return None
    return Value(cell, found, found if found.low is not None else None, found.p)


def _hang(values: Sequence[Value], cell: Stated) -> None:
    bounds = interval(cell.text) if cell.role in ("interval", "") else None
    count = shown(cell.text) if cell.role == "events" else None
    near = _near(values, cell)
    if bounds and (value := next((v for v in near if v.bounds is None), None)):
        value.bounds = bounds._replace(level=bounds.level or cell.level)
        value.more.append(cell.text)
    elif count and (value := next((v for v in near if v.events is None), None)):
        value.events = count.events or count.value
        value.more.append(cell.text)


def _near(values: Sequence[Value], cell: Stated) -> Iterator[Value]:
    """The values that a cell may tell more of: beside it, or else above and below."""
    same = [v for v in values if v.of.is_of(cell)]
    if cell.by_head:
        beside = [v for v in same if v.of.row == cell.row]
        yield from sorted(beside, key=lambda v: abs(cell.column - v.of.column))
        return
    column = [v for v in same if v.of.column == cell.column]
    far = {id(v): abs(cell.row - v.of.row) for v in column}
    yield from sorted(column, key=lambda v: (v.of.row > cell.row, far[id(v)]))


def _deal_p(values: Sequence[Value], cells: Sequence[Stated]) -> None:
    """Give each p value to the ratio or difference it is of, else to the groups."""
    for cell in cells:
        if p := p_value(cell.text):
            for value in _compared(values, cell, cells):
                value.p = p
                value.more.append(cell.text)


def _compared(
    values: Sequence[Value], cell: Stated, cells: Sequence[Stated]
) -> Sequence[Value]:
    free = [v for v in values if v.p is None]
    if not cell.by_head and _is_of_many(values, cell, cells):
        return []
    same = [v for v in free if v.of.key() == cell.key()]
    same = same or [v for v in free if v.of.row == cell.row]
    if sum(each.key() == cell.key() for each in cells) > 1:
        same = [v for v in same if _beside(v.of, cell)]
    ratios = [v for v in same if v.of.role in ("ratio", "difference")]
    return ratios or same


def _is_of_many(values: Sequence[Value], cell: Stated, cells: Sequence[Stated]) -> bool:
    """Whether a row of p values stands below several endpoints: it may be of any."""
    last = max((each.row for each in cells if each.row < cell.row), default=-1)
    column = (v.of for v in values if v.of.column == cell.column)
    above = {of.endpoint.chars for of in column if last < of.row < cell.row}
    return len(above) > 1


def _beside(one: Stated, cell: Stated) -> bool:
    return one.row == cell.row if cell.by_head else one.column == cell.column
