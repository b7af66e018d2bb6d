"""The signature (落款): the offices that issue the notice, and the date below them.

Offices stand one to a line or several side by side, in the order that counts; the date
is the first line below them, or the end of the last one.  A printer's note (印发) is no
signature.

>>> lines = "特此通知。 示例省药监局 示例省医保局 2025年6月20日".split()
>>> found = signature([Text.raw(line) for line in lines])
>>> found.start, found.end, [str(name) for name in found.agencies], str(found.date)
(1, 4, ['示例省药监局', '示例省医保局'], '2025年6月20日')
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.dates import find, partial_date

_LONGEST = 120  # characters of a line of offices with the date
_SIGNER = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:[局部署省市州区县]\s*长|主\s*任|总\s*理)\s+\S[\u4e00-\u9fff·\s]{1,6}"
)


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
            by_person = at > 0 and _is_signer(items[at - 1])
            if above or beside or by_person:
                return Signature(start, at + 1, [*above, *beside], date)
    start, above = _offices_above(items, len(items))
    return Signature(start, len(items), above, None) if above else None


def _is_signer(item: Item) -> bool:
    """Whether a line is that of a person who signs a decree: 局 长 某某."""
    return isinstance(item, Text) and item.fullmatch(_SIGNER) is not None


def _offices_above(items: Sequence[Item], at: int) -> tuple[int, list[Text]]:
    """The offices on the lines right above `at`, and the first of these lines."""
    start, names = at, list[Text]()
    while (
        start and isinstance(item := items[start - 1], Text) and (here := offices(item))
    ):
        names = [*here, *names]
        start -= 1
    return start, names


def _date_at_end(line: Text) -> Text | None:
    """The day a line says and nothing else, or nothing but offices before it."""
    for found in find(line) if len(line) <= _LONGEST else ():
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
