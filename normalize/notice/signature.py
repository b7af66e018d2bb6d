"""The signature (落款): the offices that issue the notice, and the date below them.

Offices stand one to a line or several side by side, in the order that counts; the date
is the first line below them, or the end of the last one.  A printer's note (印发) is no
signature.

>>> lines = [Text.raw(w) for w in ("特此通知。", "示例省药监局", "示例省医保局", "2025年6月20日")]
>>> found = signature(lines)
>>> found.start, found.end, [str(name) for name in found.agencies], str(found.date)
(1, 4, ['示例省药监局', '示例省医保局'], '2025年6月20日')
"""

from collections.abc import Sequence
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.dates import find, partial_date


class Signature(NamedTuple):
    """The signature and the items it takes up, `start` to `end`."""

    start: int
    end: int
    agencies: list[Text]
    date: Text | None


def signature(items: Sequence[Item]) -> Signature | None:
    """Find the signature: offices over a date, else offices at the very end."""
    for at, item in enumerate(items):
        if isinstance(item, Text) and (date := _date_at_end(item)):
            beside = offices(item[: len(item) - len(date)])
            start, above = _offices_above(items, at)
            if above or beside:
                return Signature(start, at + 1, [*above, *beside], date)
    start, above = _offices_above(items, len(items))
    return Signature(start, len(items), above, None) if above else None


def _offices_above(items: Sequence[Item], at: int) -> tuple[int, list[Text]]:
    """The offices on the lines right above `at`, and the first of these lines."""
    start, names = at, list[Text]()
    while start and isinstance(item := items[start - 1], Text) and (here := offices(item)):
        names = [*here, *names]
        start -= 1
    return start, names


def _date_at_end(line: Text) -> Text | None:
    """The day a line says and nothing else, or nothing but offices before it."""
    for found in find(line):
        before = str(line).find(str(found.quote))
        if before + len(found.quote) == len(line) and _is_day(found.quote):
            return found.quote if not before or offices(line[:before]) else None
    return None


def _is_day(words: Text) -> bool:
    try:
        date = partial_date(str(words))
    except Rejected:
        return False
    return date is not None and date.precision == "day"
