"""The day of a page told in passing (文末或题下的日期), for days without a year.

A page whose head is no dateline may still name its day on a short line at its top
（2031-05-20，《示例》杂志）, or below its text: 香港，2031年3月25日.

>>> page = "专访：从无到有\\n（2031-05-20，《示例医师》杂志）\\n4月27日，该药获批上市。"
>>> passing_day(Text.raw(page)).date.isoformat()
'2031-05-20'
>>> passing_day(Text.raw("该药获批\\n2030年3月4日，该药获国家药监局批准上市。"))
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from normalize.text import Text
from normalize.values.dates import PartialDate, find, resolve

HEAD, FOOT = 4, 4  # lines that may name the day
LONGEST = 40  # characters of such a line
# 一周药闻（2031.08.15—08.21）
_SPAN = re.compile(
    r"[（(](?P<first>(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)"
    r"\s*[-—–~～至到]+\s*(?P<last>[\d\-./年月日]+)[)）]\s*$"
)
_TELLS = re.compile(
    "[。！？；]|获|将|于|至|起|前|完成|批准|公布|施行|纳入|上市|受理|签|启动|入组"
)


def passing_day(text: Text) -> PartialDate | None:
    """Return the day that a line at the top names, else one at the foot.

    A digest says in its title of which days it is: it is of the last.

    >>> digest = Text.raw("一周药闻（2031.08.15—08.21）\\n8月16日，该药获批。")
    >>> passing_day(digest).date.isoformat()
    '2031-08-21'
    """
    lines = [line.strip() for line in text.lines() if line.strip()]
    if lines and (span := lines[0].search(_SPAN)):
        return _last_day(span["first"], span["last"])
    edges = [*lines[1:HEAD], *reversed(lines[HEAD:][-FOOT:])]
    return next((day for line in edges for day in _day(line)), None)


def _last_day(first: Text, last: Text) -> PartialDate | None:
    """Return the day that ends a span, whose year and month may stand once."""
    begin = next(_day(first), None)
    if begin is None:
        return None
    day = begin.date
    told = [int(number) for number in re.findall(r"\d+", last.chars)][-3:]
    year, month, number = [day.year, day.month, day.day][: 3 - len(told)] + told
    with suppress(ValueError):  # 08.32 is no day
        day = max(day, date(year, month, number))
    return PartialDate(day, "day")


def _day(line: Text) -> Iterator[PartialDate]:
    """Yield the only day of a short line that tells nothing."""
    if len(line) > LONGEST:
        return
    days = [found for found in find(line) if found.year and found.day]
    if len(days) == 1 and not line.search(_TELLS):
        found = resolve(days[0], None, None)
        if found is not None:
            yield found.date
