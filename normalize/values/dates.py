"""Dates (日期): as coarse as they are stated, in every shape Chinese documents print.

>>> partial_date("2025年7月17日")
PartialDate(date=datetime.date(2025, 7, 17), precision='day')
>>> partial_date("二〇二四年六月"), partial_date("-")
(PartialDate(date=datetime.date(2024, 6, 1), precision='month'), None)
>>> moment("2025年02月21日22:39").isoformat(), moment_precision("2025年02月21日22:39")
('2025-02-21T22:39:00+08:00', 'minute')

>>> partial_date("113年12月1日"), partial_date("民国113/12/01")[0].isoformat()
(PartialDate(date=datetime.date(2024, 12, 1), precision='day'), '2024-12-01')
>>> moment("2025-04-03 晚上12:30").isoformat()
'2025-04-04T00:30:00+08:00'

Dates in prose are found by `date_prose`, whose functions stand here too.
"""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from normalize.values import Rejected
from normalize.values.date_prose import (
    DateFound,
    Range,
    Resolved,
    find,
    ranges,
    resolve,
)
from normalize.values.date_words import CELL, PartialDate, fold, part, partial, stated
from normalize.values.plain import plain

__all__ = [
    "DateFound",
    "PartialDate",
    "Range",
    "Resolved",
    "find",
    "moment",
    "moment_precision",
    "partial_date",
    "ranges",
    "resolve",
]

Fineness = Literal["second", "minute", "day"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
_LATE = frozenset(("下午", "傍晚", "夜间", "晚间", "晚", "晚上", "PM"))
_NIGHT = frozenset(("夜间", "晚间", "晚", "晚上"))
_EARLY = frozenset(("凌晨", "AM"))
# Fri Feb 21 22:39:05 CST 2025, as content systems write into <meta>.
_SYSTEM = re.compile(
    r"(?:[A-Z][a-z]{2}\s+)([A-Z][a-z]{2}\s+\d{1,2})\s+(\d\d:\d\d:\d\d)"
    r"(?:\s+(?:CST|GMT\+08:00))?\s+((?:19|20)\d\d)"
)


def partial_date(words: str) -> PartialDate | None:
    """Read a cell that holds one date; None where it says that there is none.

    Raises Rejected for anything else: 长期, a range, a date without its year.
    """
    cell = _read(words)
    return cell.date if cell else None


def moment(words: str) -> datetime | None:
    """Read a cell that holds a date and a time, in the time of China.

    A time zone in the words is honored; a date alone is its midnight, which
    `moment_precision` tells apart.  Raises Rejected as `partial_date`, and for a date
    coarser than a day.

    >>> moment("Thu, 25 Nov 2021 07:02:46 GMT").isoformat()
    '2021-11-25T15:02:46+08:00'
    """
    cell = _read(words)
    if cell and not cell.moment:
        raise Rejected(f"a {cell.date.precision}, not a moment: {words!r}")
    return cell.moment if cell else None


def moment_precision(words: str) -> Fineness | None:
    """Tell how finely the words that `moment` reads are stated; None for none.

    Midnight to the second is what a system prints for a day without a time.

    >>> moment_precision("2025-02-21 00:00:00"), moment_precision("Feb 21, 2025 9:05")
    ('day', 'minute')
    """
    cell = _read(words)
    return cell.fineness if cell else None


class _Cell(NamedTuple):
    date: PartialDate
    moment: datetime | None
    fineness: Fineness


def _read(words: str) -> _Cell | None:
    bare = plain(words)
    if bare is None:
        return None
    if match := CELL.fullmatch(_SYSTEM.sub(r"\1 \3 \2", fold(bare))):
        return _from_match(match, words)
    if re.match(r"(?:[A-Z][a-z]{2}, ?)?\d{1,2} [A-Z][a-z]{2} \d{4} \d", bare):
        return _from_moment(_mail_date(bare), "second")
    raise Rejected(f"not a date: {words!r}")


def _mail_date(words: str) -> datetime:
    """Read the date of a mail or feed (RFC 2822); without a zone it is Greenwich's."""
    try:
        read = parsedate_to_datetime(words)
    except ValueError:
        raise Rejected(f"not a date: {words!r}") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _from_moment(read: datetime, fineness: Fineness) -> _Cell:
    local = read.astimezone(SHANGHAI)
    return _Cell(PartialDate(local.date(), "day"), local, fineness)


def _from_match(match: re.Match[str], words: str) -> _Cell:
    year, month, day = stated(match)
    whole = partial(year, month, day)
    if not whole:
        raise Rejected(f"no such date: {words!r}")
    midnight = datetime.combine(whole.date, time(), SHANGHAI)
    if match["hour"] is None:
        return _Cell(whole, midnight if whole.precision == "day" else None, "day")
    if whole.precision != "day":
        raise Rejected(f"a time without a day: {words!r}")
    zone = "GMT" if match["greenwich"] else match["zone"]
    at = midnight.replace(tzinfo=_zone(zone)) + _clock(match)
    to_the_second = match["second"] is not None
    if to_the_second and _clock(match) == timedelta():
        return _from_moment(at, "day")
    return _from_moment(at, "second" if to_the_second else "minute")


def _clock(match: re.Match[str]) -> timedelta:
    hour, half = int(match["hour"]), part(match, "half")
    if half and half.upper() in _LATE and hour < 12:
        hour += 12
    elif half in _NIGHT and hour == 12:
        hour = 24  # 晚上12:30 is half past midnight, when the next day has begun.
    elif half and half.upper() in _EARLY and hour == 12:
        hour = 0
    elif half == "中午" and hour < 3:
        hour += 12
    return timedelta(
        hours=hour, minutes=int(match["minute"] or 0), seconds=int(match["second"] or 0)
    )


def _zone(words: str | None) -> tzinfo:
    if words is None:
        return SHANGHAI
    if words in ("Z", "GMT", "UTC"):
        return UTC
    offset = timedelta(hours=int(words[1:3]), minutes=int(words[3:].strip(":") or 0))
    return timezone(-offset if words[0] == "-" else offset)
