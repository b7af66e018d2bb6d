"""The signature (落款): the offices that issue the notice, and the date below them.

Offices stand one to a line or several side by side, in the order that counts; the date
is the first line below them, or the end of the last one.  A printer's note (印发) is no
signature.  Who copies a notice may leave the offices out and the date alone.

>>> lines = "特此通知。 示例省药监局 示例省医保局 2025年6月20日".split()
>>> found = signature([Text.raw(line) for line in lines])
>>> found.start, found.end, [str(name) for name in found.agencies], str(found.date)
(1, 4, ['示例省药监局', '示例省医保局'], '2025年6月20日')
>>> lone_date([Text.raw(line) for line in ("特此公告。", "2025年6月20日")])
1
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.notice.offices import offices, whole_names
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.dates import find, partial_date

_PRINTED = re.compile(r"^.{0,50}日\s*印\s*发$")
_LONGEST = 120  # characters of a line of offices with the date
_SIGNER = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:[局部署省市州区县]\s*长|主\s*任|总\s*理)\s+\S[\u4e00-\u9fff·\s]{1,6}"
)
_ENDED = re.compile(r"[。）)]$|^附\s*[件表录]|^\d{1,2}\s*[.．、]")  # text, or the list
_STAMPED = re.compile(
    r"[（(][^（）()]{2,30}代?章[）)]"
)  # （示例局代章） signs for another
# What may stand below the signature of the notice itself.
_BELOW = re.compile(
    r"[（(].{2,30}[）)]$|抄\s*送|附\s*[件表录]|(?:信息)?公开(?:属性|选项|方式|形式)|主动公开|.{0,40}印发$"
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
            by_person = at > 0 and is_signer(items[at - 1])
            if above or beside:
                return Signature(start, at + 1, [*above, *beside], date)
            if by_person and _precision(date) == "day":
                return Signature(at - 1, at + 1, [], date)
    end = _last(items)
    start, above = _offices_above(items, end)
    return Signature(start, end, above, None) if above else None


def lone_date(items: Sequence[Item]) -> int | None:
    """Find the date of a notice whose offices are left out: the line at its end."""
    end = _last(items)
    if end < 2:
        return None
    above, line = items[end - 2 : end]
    if not isinstance(line, Text) or not isinstance(above, Text):
        return None
    date = _date_at_end(line)
    whole = date is not None and len(date) == len(line) and _precision(date) == "day"
    return end - 1 if whole and above.search(_ENDED) else None


def imprint(items: Iterable[Item]) -> Text | None:
    """Return the date of the imprint (版记): 示例局办公室　2025年6月20日印发.

    >>> str(imprint([Text.raw("示例局办公室　　2025年6月20日印发")]))
    '2025年6月20日'
    """
    for item in items:
        if isinstance(item, Text) and item.search(_PRINTED):
            dates = [found.quote for found in find(item) if found.year and found.day]
            return dates[-1] if dates else None
    return None


def _last(items: Sequence[Item]) -> int:
    """Where the notice itself ends: what stands below a signature is left out."""
    end = len(items)
    while end and isinstance(item := items[end - 1], Text) and item.match(_BELOW):
        end -= 1
    return end


def is_signer(item: Item) -> bool:
    """Whether a line is that of a person who signs a decree: 局 长 某某."""
    return isinstance(item, Text) and item.fullmatch(_SIGNER) is not None


def _offices_above(items: Sequence[Item], at: int) -> tuple[int, list[Text]]:
    """The offices on the lines right above `at`, and the first of these lines."""
    start, names = at, list[Text]()
    while start:
        item = items[start - 1]
        here = _named(item)
        if not (here or (isinstance(item, Text) and item.fullmatch(_STAMPED))):
            break
        names = [*here, *names]
        start -= 1
    return start if names else at, list(whole_names(names))


def _named(item: Item) -> list[Text]:
    """The offices of a line, or of a table that sets them side by side."""
    if isinstance(item, Text):
        return offices(item)
    cells = [cell.text.strip() for row in item.rows for cell in row]
    named = [offices(cell) for cell in cells if len(cell)]
    return [name for names in named for name in names] if all(named) else []


def _date_at_end(line: Text) -> Text | None:
    """The date a line says and nothing else, or nothing but offices before it."""
    for found in find(line) if len(line) <= _LONGEST else ():
        before = str(line).find(str(found.quote))
        if before + len(found.quote) == len(line) and _precision(found.quote):
            return found.quote if not before or offices(line[:before]) else None
    return None


def _precision(words: Text) -> str | None:
    """How fine a date is, if a signature may have it: a day, or a month."""
    try:
        date = partial_date(str(words))
    except Rejected:
        return None
    return date.precision if date and date.precision != "year" else None
