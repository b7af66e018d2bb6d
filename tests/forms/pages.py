"""Rows and pages (分行分页): cells side by side, and pages that end within a row."""

import re
from collections.abc import Callable

from tests.forms.order import SIDE_BY_SIDE
from tests.forms.shapes import Break, HeadRow, Item, Pairs, Part, Records, Row, TableRow


def laid_out(form: list[Part], columns: int) -> list[Item]:
    """The form as lines and rows of `columns` cells; a table has a header and rows."""
    items: list[Item] = []
    for part in form:
        if isinstance(part, Pairs):
            items += _rows(part.pairs, columns)
        elif isinstance(part, Records):
            items += [HeadRow(part.head), *map(TableRow, part.rows)]
        else:
            items.append(part)
    return items


def _rows(pairs: list[tuple[str, str]], columns: int) -> list[Row]:
    rows: list[Row] = []
    for label, value in pairs:
        short = len(value) <= SIDE_BY_SIDE
        if (
            rows
            and short
            and len(rows[-1]) < columns
            and len(rows[-1][-1]) <= SIDE_BY_SIDE
        ):
            rows[-1] += [label, value]
        else:
            rows.append([label, value])
    return rows


def cut(
    items: list[Item], how: str, every: int, first: int = 0, share: float = 0.5
) -> list[Item]:
    """Break a page through every n-th row, from the `first`; `how` is a name of CUTS."""
    pages: list[Item] = []
    rows = 0
    for item in items:
        if isinstance(item, list):
            rows += 1
            pieces = _cut(item, how, share) if rows % every == first % every else None
            pages += pieces or [item]
        else:
            pages.append(item)
    return pages


PREFIX = re.compile(r"[\d.①（）一-十\s【*]*[\s）.【*]")
UNBROKEN = re.compile(r"[\w.:%-]{2}", re.ASCII)


def _cut(row: Row, how: str, share: float) -> list[Item] | None:
    if isinstance(row, TableRow) and how != "before":
        return _through_table(row, share) if how == "value" else None
    return (
        None if isinstance(row, HeadRow) and how != "before" else CUTS[how](row, share)
    )


def _halves(words: str, share: float, least: int) -> tuple[str, str]:
    """Break words where a printer may: not inside a number or a Latin word."""
    prefix = PREFIX.match(words)
    at = max(
        2,
        min(len(words) - 2, int(len(words) * share)),
        prefix.end() + 1 if prefix else 0,
    )
    while at < len(words) and UNBROKEN.match(words, at - 1):
        at += 1
    return (words[:at], words[at:]) if len(words) >= least else (words, "")


def _columnwise(row: Row, share: float, labels: int, values: int) -> list[Item] | None:
    halves = [
        _halves(words, share, values if i % 2 else labels)
        for i, words in enumerate(row)
    ]
    below = [rest for _, rest in halves]
    return [[top for top, _ in halves], Break(), below] if any(below) else None


NEVER = 10_000


def _through_table(row: Row, share: float) -> list[Item] | None:
    """A cut that leaves the first cell whole, as names are short."""
    halves = [_halves(words, share, 8) for words in row[1:]]
    above = TableRow([row[0], *(top for top, _ in halves)])
    below = TableRow(["", *(rest for _, rest in halves)])
    return [above, Break(), below] if any(below) else None


def _value(row: Row, share: float) -> list[Item] | None:
    return _columnwise(row, share, NEVER, 8)


def _pair_only(
    cut_pair: Callable[[Row, float], list[Item] | None],
) -> Callable[[Row, float], list[Item] | None]:
    return lambda row, share: cut_pair(row, share) if len(row) == 2 else None


def _spill(row: Row, share: float) -> list[Item] | None:
    above, below = _halves(row[1], share, 30)
    return [[row[0], above], Break(), below] if below else None


def _label_spill(row: Row, share: float) -> list[Item] | None:
    above, below = _halves(row[0], share, 6)
    return [[above, row[1]], Break(), below] if below else None


def _late(row: Row, share: float) -> list[Item] | None:
    return [[row[0], ""], Break(), ["", row[1]]]


def _value_long(row: Row, share: float) -> list[Item] | None:
    return _columnwise(row, share, NEVER, 30)


CUTS: dict[str, Callable[[Row, float], list[Item] | None]] = {
    "none": lambda row, share: None,
    "before": lambda row, share: [Break(), row],
    "value": _value,
    "value_long": _value_long,
    "label": lambda row, share: _columnwise(row, share, 6, NEVER),
    "both": lambda row, share: _columnwise(row, share, 6, 8),
    "value_spills": _pair_only(_spill),
    "label_spills": _pair_only(_label_spill),
    "value_late": _pair_only(_late),
}
