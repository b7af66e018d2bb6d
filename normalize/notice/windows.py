"""When to apply (申报时间): the period of a notice that is for applying.

A notice that seeks comment takes that for its application, and one that only names a
day by which to hand in papers (请于…前提交资料) that.  A period counted from the
day of publication has no dates, and 4月下旬 is no day: such ends stay open, and `open`
says why.

>>> said = "数据统计时间为2024年1月1日至12月31日。申报时间为2025年6月30日至7月15日。"
>>> found = window([Text.raw(said)])
>>> found.start.date.isoformat(), found.end.date.isoformat(), str(found.quote)
('2025-06-30', '2025-07-15', '2025年6月30日至7月15日')
>>> window([Text.raw("请于2025年4月下旬前报名。")]).open
'vague'
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from normalize.notice.flow import Item
from normalize.notice.periods import Period, periods
from normalize.text import Text
from normalize.values.dates import PartialDate

_KINDS = ("application", "consultation", "deadline")
_HANDS_IN = re.compile("提交|填报")
_WORK = re.compile("总结|报告|情况|台账|进展|统计|报表|整改|自查|联络员")


class Window(NamedTuple):
    """When applications are taken; `open` says why an end of it has no date."""

    quote: Text
    start: PartialDate | None
    end: PartialDate | None
    open: Literal["relative", "vague"] | None = None


def first_window(texts: Iterable[Sequence[Item]], anchor: date | None) -> Window | None:
    """Find the window in the first of several texts that states one."""
    return next((found for items in texts if (found := window(items, anchor))), None)


def window(items: Iterable[Item], anchor: date | None = None) -> Window | None:
    """Find the window for applying; `anchor` is the date of the notice."""
    stated = [each for each in periods(items, anchor) if _may_apply(each)]
    for kind in _KINDS:
        if own := [_window(each) for each in stated if each.kind == kind]:
            return min(own, key=_rank)
    return None


def _may_apply(period: Period) -> bool:
    """Whether a term may be one for applying: no report on the work is due then."""
    said = period.text
    is_paper = said.search(_HANDS_IN) is not None and said.search(_WORK) is None
    return period.kind != "deadline" or is_paper


def _window(period: Period) -> Window:
    ends = (period.span.start, period.span.end)
    start, end = (day if day and day.precision == "day" else None for day in ends)
    if (start, end) != ends:
        return Window(period.quote, start, end, "vague")
    return Window(period.quote, start, end, None if start or end else "relative")


def _rank(window: Window) -> int:
    """A stretch of days tells more than its last day, and any day more than none."""
    if window.open:
        return {"relative": 2, "vague": 3}[window.open]
    return 0 if window.start and window.end else 1
