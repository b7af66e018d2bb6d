"""Times that lack their day (02-21 22:39, 3小时前), and what makes them whole.

>>> with_year("02-21 22:39", date(2025, 2, 22)), with_year("12月31日", date(2025, 1, 2))
('2025-02-21 22:39', '2024-12-31')
>>> now = datetime.fromisoformat("2025-03-01T01:30+08:00")
>>> from_present("3小时前", now), from_present("昨天 10:22", now)
('2025-02-28', '2025-02-28 10:22')
>>> address_days("https://example.com/2025-02/21/content_20250221.htm")
[datetime.date(2025, 2, 21), datetime.date(2025, 2, 21)]
"""

import re
from datetime import date, datetime, timedelta

from normalize.values.date_words import fold

NEAR = timedelta(days=31)  # between a shown day and the one that gives its year

_MONTH_DAY = re.compile(
    r"(?:(?P<short>\d\d)[-/.])?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"\s*(?P<clock>\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_REPUBLIC = re.compile(
    r"(?P<year>1[01]\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"\s*(?P<clock>\d{1,2}[:：]\d\d)?"
)
_AGO = re.compile(
    r"(?P<count>\d{1,3})\s*(?P<unit>秒[钟鐘]?|分[钟鐘]|[个個]?小[时時]|天)之?前"
)
_NAMED = re.compile(r"(?P<word>[今昨前])[天日]\s*(?P<clock>\d{1,2}[:：]\d\d)")
_DAYS_BACK = {"今": 0, "昨": 1, "前": 2}
_IN_ADDRESS = re.compile(
    r"(?<!\d)(20[0-4]\d)(?:([-/_.])(1[0-2]|0?[1-9])(?:[-/_.](3[01]|[12]\d|0?[1-9])|(0[1-9]|[12]\d|3[01]))"
    r"|(1[0-2]|0[1-9])[-/_.]?(3[01]|[12]\d|0[1-9])"
    r"|[-/_](1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9]))(?!\d)"
)


def with_year(words: str, near: date) -> str | None:
    """Return month and day with the year that puts them next to a day; else None."""
    found = _MONTH_DAY.fullmatch(fold(words).strip())
    if found is None:
        return None
    for year in (near.year, near.year - 1, near.year + 1):
        day = _date(year, int(found["month"]), int(found["day"]))
        same = found["short"] is None or int(found["short"]) == year % 100
        if day and same and abs(day - near) <= NEAR:
            return f"{day.isoformat()} {found['clock'] or ''}".strip()
    return None


def of_republic(words: str) -> str | None:
    """Return a day of the calendar of Taiwan (114/02/21) with its year as 2025 is."""
    found = _REPUBLIC.fullmatch(fold(words).strip())
    if found is None:
        return None
    day = _date(int(found["year"]) + 1911, int(found["month"]), int(found["day"]))
    return f"{day.isoformat()} {found['clock'] or ''}".strip() if day else None


def from_present(words: str, now: datetime) -> str | None:
    """Return the moment told from the present; hours and days ago tell only a day."""
    said = fold(words).strip()
    if said in ("刚刚", "剛剛"):
        return f"{now:%Y-%m-%d %H:%M}"
    if named := _NAMED.fullmatch(said):
        day = now.date() - timedelta(days=_DAYS_BACK[named["word"]])
        return f"{day.isoformat()} {named['clock']}"
    ago = _AGO.fullmatch(said)
    if ago is None:
        return None
    count, unit = int(ago["count"]), ago["unit"]
    if unit == "天":
        return (now.date() - timedelta(days=count)).isoformat()
    if unit.endswith(("小时", "小時")):
        return (now - timedelta(hours=count)).date().isoformat()
    seconds = count * (60 if unit[0] == "分" else 1)
    return f"{now - timedelta(seconds=seconds):%Y-%m-%d %H:%M}"


def address_days(address: str) -> list[date]:
    """List the days that an address names, left to right."""
    found = (
        (int(n) for n in each.groups() if n and n.isdigit())
        for each in _IN_ADDRESS.finditer(address)
    )
    return [day for parts in found if (day := _date(*parts))]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
