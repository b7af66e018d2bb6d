"""Dates in prose (文中日期): found, made whole by their context, paired into ranges.

>>> text = Text.raw("2019年3月29日发布；今年2月9日答复，同月10日实施。")
>>> known = None
>>> for found in find(text):
...     resolved = resolve(found, anchor=date(2021, 11, 25), previous=known)
...     known = resolved.date
...     print(found.quote, known.date, resolved.basis)
2019年3月29日 2019-03-29 stated
今年2月9日 2021-02-09 anchor_year
同月10日 2021-02-10 previous_month
>>> [str(window.end.date) for window in ranges(Text.raw("2025年6月30日至7月15日"))]
['2025-07-15']
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from normalize.text import Text
from normalize.values.date_words import (
    DATE,
    EDITION,
    PartialDate,
    fold,
    part,
    partial,
    relative,
    stated,
    weekday,
)

Kind = Literal["full", "month_day", "month", "day", "year", "edition", "relative"]

_KINDS: dict[tuple[bool, bool, bool], Kind] = {  # which of year, month, day is stated
    (True, True, True): "full",
    (False, True, True): "month_day",
    (True, True, False): "month",
    (False, True, False): "month",
    (False, False, True): "day",
    (True, False, False): "year",
    (False, False, False): "relative",
}

_DEPTH = {"year": 1, "month": 2, "week": 2, "day": 3}

# How much of a date has to be known to count weeks from it.
_NEEDED = _DEPTH | {"week": 3}

# What may stand between the two ends of a range: the hour, the weekday, 起.
_ASIDE = (
    r"(?:\s*(?:[上下]午)?\s*\d{1,2}\s*[:时]\s*\d{0,2}分?|\s*\([^()]{1,8}\)|\s*24时)?"
)
_TO = re.compile(rf"{_ASIDE}\s*起?\s*(?:至|到|[-‐‑–—―─~～]+)\s*")
_FROM_NOW = re.compile(r"[自从]?即日起\s*(?:至|到|[-–—―─~～]+)\s*$")


class DateFound(NamedTuple):
    """A date in prose: what is stated of it, and the word that stands for the rest."""

    quote: Text
    year: int | None
    month: int | None
    day: int | None
    kind: Kind
    word: str | None
    weekday: int | None = None  # of 上周五: 4


_Placed = tuple[slice, DateFound]


class Resolved(NamedTuple):
    """A date made whole, and where its unstated part was taken from."""

    date: PartialDate
    basis: str


class Range(NamedTuple):
    """A stretch of time, both ends included; no start where it says 即日起."""

    quote: Text
    start: PartialDate | None
    end: PartialDate


def find(text: Text) -> Iterator[DateFound]:
    """Yield every date in prose, left to right.

    2025年第19号 is no date, and the year of 2025年版 is an `edition`.
    """
    for _, found in _find(text):
        yield found


def _find(text: Text) -> Iterator[_Placed]:
    """Yield dates with their place in `text`."""
    folded = fold(str(text))
    for match in DATE.finditer(folded):
        year, month, day = stated(match)
        if partial(year or 2000, month or 1, day) is None or (
            year and day and not month
        ):
            continue
        kind = _KINDS[bool(year), bool(month), bool(day)]
        if kind == "year" and EDITION.match(folded, match.end()):
            kind = "edition"
        place = slice(*match.span())
        word = part(match, "word")
        of_week = weekday(match)
        yield place, DateFound(text[place], year, month, day, kind, word, of_week)


def resolve(
    found: DateFound, anchor: date | None, previous: PartialDate | None
) -> Resolved | None:
    """Make a found date whole.

    `anchor` is the document's own date, `previous` the date told before.  What is not
    stated comes from the date's word (去年, 同月), else from `previous`, else from
    `anchor`.  The basis says which: `stated`, or `anchor_year`, `previous_month` and so
    on by how much was taken.  None where the context does not tell.
    """
    if found.year:
        whole = partial(found.year, found.month, found.day)
        return Resolved(whole, "stated") if whole else None
    if found.word:
        return _by_word(found, anchor, previous)
    if found.kind == "day":
        return _by_month(found, anchor, previous)
    if previous:
        return _fill(found, previous.date, "year", "previous_year")
    return _by_anchor(found, anchor) if anchor else None


def _by_word(
    found: DateFound, anchor: date | None, previous: PartialDate | None
) -> Resolved | None:
    base, unit, by = relative(found.word or "")
    known = previous
    if base != "previous":
        known = PartialDate(anchor, "day") if anchor else None
    if not known or _DEPTH[known.precision] < _NEEDED[unit]:
        return None
    shifted = _shift(known.date, unit, by)
    if found.weekday is not None:
        shifted += timedelta(days=found.weekday - shifted.weekday())
        unit = "day"
    return _fill(found, shifted, unit, f"{base}_{'month' if unit == 'week' else unit}")


def _by_month(
    found: DateFound, anchor: date | None, previous: PartialDate | None
) -> Resolved | None:
    """Give a lone day its month; a day after the anchor may be of either month."""
    if previous and previous.precision != "year":
        return _fill(found, previous.date, "month", "previous_month")
    if anchor and found.day and found.day <= anchor.day:
        return _fill(found, anchor, "month", "anchor_month")
    return None


def _by_anchor(found: DateFound, anchor: date) -> Resolved | None:
    """Give a month and day their year: last year's where this one's is half a year off.

    A report of 5 January that says 12月28日 speaks of the December before.
    """
    whole = _fill(found, anchor, "year", "anchor_year")
    if whole and whole.date.date - anchor > timedelta(days=183):
        return _fill(found, _shift(anchor, "year", -1), "year", "year_before_anchor")
    return whole


def _shift(day: date, unit: str, by: int) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=by * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + by * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, 1)


def _fill(found: DateFound, known: date, unit: str, basis: str) -> Resolved | None:
    """Take what `found` does not state from `known`, as deep as `unit`."""
    depth = 0 if found.month else _DEPTH[unit]
    month = known.month if depth >= _DEPTH["month"] else found.month
    day = known.day if depth >= _DEPTH["day"] else found.day
    whole = partial(known.year, month, day)
    return Resolved(whole, basis) if whole else None


def ranges(text: Text, anchor: date | None = None) -> Iterator[Range]:
    """Yield every stretch of time in prose, left to right.

    Each end takes what it does not state from the one before: the year, the month.  A
    start that states no year needs the `anchor`.
    """
    folded = fold(str(text))
    before: _Placed | None = None
    for place, found in _find(text):
        if now := _FROM_NOW.search(folded, max(0, place.start - 9), place.start):
            if end := resolve(found, anchor, None):
                yield Range(text[now.start() : place.stop], None, end.date)
        elif (
            before
            and _TO.fullmatch(folded, before[0].stop, place.start)
            and (ends := _ends(before[1], found, anchor))
        ):
            yield Range(text[before[0].start : place.stop], *ends)
        before = place, found


def _ends(
    first: DateFound, last: DateFound, anchor: date | None
) -> tuple[PartialDate, PartialDate] | None:
    """Make both ends of a range whole; 11月至2月 runs into a new year."""
    start = resolve(first, anchor, None)
    end = resolve(last, anchor, start.date) if start else None
    if not start or not end:
        return None
    if end.date.date < start.date.date and last.month and not last.year:
        end = _fill(last, _shift(start.date.date, "year", 1), "year", "previous_year")
    if not end or end.date.date < start.date.date:
        return None
    return start.date, end.date
