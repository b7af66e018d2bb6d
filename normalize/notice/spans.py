"""Stretches of time in a sentence (期间): from a day to a day, until one, so many days.

Ends that are not stated stay open.  A length is kept in its own words; it gives days
only where it is counted from a day that stands beside it (2024年5月6日起7天).

>>> said = "申报时间为2025年6月30日至7月15日，公示期自发布之日起5个工作日"
>>> for span in spans(Text.raw(said), None):
...     print(span.start and span.start.date, span.end and span.end.date, span.length)
2025-06-30 2025-07-15 None
None None 自发布之日起5个工作日
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from normalize.text import Found, Text
from normalize.values.date_prose import find, ranges, resolve
from normalize.values.dates import PartialDate
from normalize.values.numerals import numeral

_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_UNIT = r"\s*(?P<unit>个?(?:工作|自然|日历)?[日天]|个月|年)"
_LENGTH = rf"{_N}{_UNIT}(?:之?内)?"
_WEEKDAY = r"(?:\s*[（(][^（()）]{1,8}[）)])?"
_HOUR = r"(?:\s*(?:[上下]午)?\s*\d{1,2}\s*[:：时点]\s*(?:\d\d分?)?)?"
BEFORE = re.compile(
    rf"{_WEEKDAY}{_HOUR}{_WEEKDAY}\s*(?:或?(?:之前|以前)|前|止|截止|下班前)"
)
_UNTIL = re.compile(
    r"(?:截[至止][^，,。\d]{0,8}|[期时限][间限]?(?:为|至|到|延长至|截至))$"
)
_COUNTED = re.compile(
    r"(?:文到(?:之?(?:次|翌)?日|后)?"
    r"|(?:自[^，,。；;自\d]{1,18}?|刊登[^，,\d]{0,4}?|收到[^，,\d]{1,10}?|公告|公布|公示|发布|印发)"
    rf"之?(?:(?:次|翌)?日|后))起?[^，,。\d]{{0,4}}?{_LENGTH}"
)
_FROM_DAY = re.compile(rf"(?P<next>之?(?:次|翌)日)?起[^，,。\d]{{0,6}}?{_LENGTH}")
_ALONE = re.compile(
    rf"(?:(?<=期)|(?<=期[限间为是])|(?<=期限为)|(?<=期间为)|(?<=时间为)|(?<=期[：:])|(?<=公示))\s*{_LENGTH}"
)
_ASIDE = re.compile(rf"\s*[（(，,]\s*(?:共|计|为期)?\s*(?P<words>{_LENGTH})")
_BEHIND = re.compile(rf"(?P<words>{_LENGTH})\s*[（(，,：:]\s*(?:即|自|从)?$")
_EVERY = re.compile(r"每(?:年|季度?|月)?的?$")  # 每年3月1日至3月31日: of no year
_VAGUE = re.compile(
    r"(?:(?:\d{4}\s*年)?\s*\d{1,2}\s*月(?:份)?)\s*(?:上旬|中旬|下旬|底|初|末)"
    r"(?:(?P<to>\s*(?:至|到|[-—~～]+)\s*)|(?=\s*(?:之?前|以前)))"
)
# 2025年5月12日上午9:00—11:30: a part of one day
_HOURS = re.compile(
    rf"{_WEEKDAY}\s*(?:[上下]午)?\s*\d{{1,2}}[:：时]\d{{0,2}}分?\s*(?:[-—–~～]+|至|到)"
    r"\s*(?:[上下]午)?\s*\d{1,2}[:：时]\d{0,2}分?"
)


class TimeSpan(NamedTuple):
    """A stretch of time and its place in the sentence; `length` is its words."""

    at: int
    stop: int
    start: PartialDate | None
    end: PartialDate | None
    length: Text | None


def spans(sentence: Text, anchor: date | None) -> list[TimeSpan]:
    """List the stretches of time a sentence states, in order, none within another.

    `anchor` is the date of the document, for days without a year.
    """
    found: list[TimeSpan] = []
    looks = (_stretches, _vague, _from_day, _counted, _last_days, _hours, _alone)
    for look in looks:
        for span in look(sentence, anchor):
            if not any(span.at < o.stop and o.at < span.stop for o in found):
                found.append(span)
    return sorted(found, key=attrgetter("at"))


def _stretches(sentence: Text, anchor: date | None) -> Iterator[TimeSpan]:
    for found in ranges(sentence, anchor):
        at = sentence.chars.find(found.quote.chars)
        stop = at + len(found.quote)
        now = PartialDate(anchor, "day") if anchor else None
        aside = sentence[stop:].match(_ASIDE)
        behind = sentence[:at].search(_BEHIND)
        length = (aside or behind or {"words": None})["words"]
        first = behind.match.start() if behind and not aside else at
        last = stop + aside.match.end() if aside else stop
        start, end = ahead(found.quote, found.start, found.end, anchor)
        if not sentence[:first].search(_EVERY):
            yield TimeSpan(first, last, start or now, end, length)


def ahead(
    quote: Text, start: PartialDate | None, end: PartialDate | None, anchor: date | None
) -> tuple[PartialDate | None, PartialDate | None]:
    """Take days without a year to the year in which they are not over yet.

    >>> day = PartialDate(date(2024, 12, 31), "day")
    >>> ahead(Text.raw("12月31日"), None, day, date(2025, 2, 10))[1].date.isoformat()
    '2025-12-31'
    """
    if anchor is None or end is None or end.date >= anchor or quote.search("年|\\d{4}"):
        return start, end
    return _next_year(start), _next_year(end)


def _next_year(day: PartialDate | None) -> PartialDate | None:
    if day is None or (day.date.month, day.date.day) == (2, 29):
        return day
    return day._replace(date=day.date.replace(year=day.date.year + 1))


def _vague(sentence: Text, anchor: date | None) -> Iterator[TimeSpan]:
    """A stretch with an end in a part of a month: 11月下旬至12月20日, 4月底前."""
    for found in sentence.finditer(_VAGUE):
        named = next(find(found[0]), None)
        part = resolve(named, anchor, None) if named else None
        at, stop = found.match.span()
        rest = sentence[stop:]
        last = next(find(rest), None)
        if "to" not in found:
            yield TimeSpan(at, stop, None, part and part.date, None)
        elif last and last.day and rest.chars.startswith(last.quote.chars):
            end = resolve(last, anchor, None)
            stop += len(last.quote)
            yield TimeSpan(at, stop, part and part.date, end and end.date, None)


def _hours(sentence: Text, anchor: date | None) -> Iterator[TimeSpan]:
    for at, stop, day in _days(sentence, anchor):
        if day and (found := sentence[stop:].match(_HOURS)):
            yield TimeSpan(at, stop + found.match.end(), day, day, None)


def _from_day(sentence: Text, anchor: date | None) -> Iterator[TimeSpan]:
    """A length from a stated day, which is its first, or the day before its first."""
    for at, stop, day in _days(sentence, anchor):
        found = sentence[stop:].match(_FROM_DAY)
        if found and day:
            first = day.date + timedelta(days="next" in found)
            begun = at - bool(sentence[:at].search("[自从]$"))
            length = sentence[begun : stop + found.match.end()]
            start, end = PartialDate(first, "day"), _last(first, found)
            yield TimeSpan(begun, begun + len(length), start, end, length)


def _last(first: date, found: Found) -> PartialDate | None:
    """The last of so many days; working days need a calendar that no page states."""
    if not re.fullmatch("个?(?:自然|日历)?[日天]", found["unit"].chars):
        return None
    return PartialDate(first + timedelta(days=count(found["n"].chars) - 1), "day")


def count(words: str) -> int:
    """Read a small number: 3, 三, 两; raises Rejected for anything else."""
    return int(numeral(words))


def _counted(sentence: Text, anchor: date | None) -> Iterator[TimeSpan]:
    for found in sentence.finditer(_COUNTED):
        yield TimeSpan(*found.match.span(), None, None, found[0])


def _alone(sentence: Text, anchor: date | None) -> Iterator[TimeSpan]:
    """A mere length behind the word for the period: 公示期7天."""
    for found in sentence.finditer(_ALONE):
        start, stop = found.match.start("n"), found.match.end()
        yield TimeSpan(start, stop, None, None, sentence[start:stop])


def _last_days(sentence: Text, anchor: date | None) -> Iterator[TimeSpan]:
    for at, stop, day in _days(sentence, anchor):
        is_last = sentence[stop:].match(BEFORE) or sentence[:at].search(_UNTIL)
        if day and is_last and not sentence[:at].search(_EVERY):
            yield TimeSpan(at, stop, None, day, None)


def _days(
    sentence: Text, anchor: date | None
) -> Iterator[tuple[int, int, PartialDate | None]]:
    """Yield place and date of every day; one without a year takes it from before."""
    stop, previous = 0, None
    for found in find(sentence):
        at = sentence.chars.find(found.quote.chars, stop)
        stop = at + len(found.quote)
        whole = resolve(found, anchor, previous) if found.day or found.month else None
        previous = whole.date if whole else previous
        day = whole.date if whole else None
        yield at, stop, ahead(found.quote, None, day, anchor)[1]
