"""When to apply (申报时间): a stretch of days, or the last one.

A window is a stretch of time in a sentence about applying, or its last day alone
(于6月30日前报送).  One counted from the day of publication has no dates, and 4月下旬
is no day: such ends stay open, and `open` says why.

>>> said = "数据统计时间为2024年1月1日至12月31日。申报时间为2025年6月30日至7月15日。"
>>> found = window([Text.raw(said)])
>>> found.start.date.isoformat(), found.end.date.isoformat(), str(found.quote)
('2025-06-30', '2025-07-15', '2025年6月30日至7月15日')
>>> window([Text.raw("请于2025年4月下旬前报名。")]).open
'vague'
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from normalize.notice.flow import Item
from normalize.notice.sentences import sentences
from normalize.notice.spans import BEFORE, ahead
from normalize.text import Text
from normalize.values.date_prose import find, ranges, resolve
from normalize.values.dates import PartialDate

_APPLY = r"(?:报名|申报|受理|申请|征集|提交|报送|填报|推荐|投标|应征)"
_ABOUT = re.compile(rf"{_APPLY}[^，,]{{0,6}}(?:时间|期限|日期|窗口|截止|起止)")
_COMMENT = re.compile(
    r"(?:反馈|提出|提交|陈述|发送|征求)[^。]{0,40}(?:意见|建议)|意见[^。]{0,20}反馈"
)
_OTHER = re.compile(
    "(?:公示|统计|评审|培训|有效|执行|检查|数据|会议|考核|核查)[^，,]{0,8}$"
)
_NONE = re.compile(rf"{_OTHER.pattern}|每年度?的?$")
# 于11月15日前将检查总结报送省局: a report on the work, and no application.
_WORK = "(?:总结|报告|情况|台账|进展|统计|报表|整改|自查|联络员)"
_REPORT = re.compile(
    rf"[^，,]{{0,8}}[前止](?:[^。]{{0,24}}{_WORK}[^。]{{0,14}}(?:报送|提交|上报|反馈|报)"
    rf"|[^，,。]{{0,8}}(?:报送|提交|上报|反馈)[^，,。]{{0,8}}{_WORK})"
)
_HELD = re.compile("[^，,]{0,6}(?:召开|举办|举行)")  # 定于5月20日至22日举办培训班
_UNTIL = re.compile(r"截[至止][^，,。\d]{0,8}$")
_RELATIVE = re.compile(
    r"(?:刊登|公告|公布|发布|印发|下发|挂网)[^，。,]{0,4}日起[^，。,]{0,4}?\d+\s*个?\s*(?:工作|自然)?日内"
)
_VAGUE = re.compile(
    r"(?:\d{4}\s*年)?\s*\d{1,2}\s*月(?:份)?\s*(?:上旬|中旬|下旬|底|初|末)"
    r"(?P<to>\s*(?:至|到|[-—~～]+)\s*)?"
)
_TITLE = 20  # characters; a short sentence before another says what it is about


class Window(NamedTuple):
    """When applications are taken; `open` says why an end of it has no date."""

    quote: Text
    start: PartialDate | None
    end: PartialDate | None
    open: Literal["relative", "vague"] | None = None


def window(items: Iterable[Item], anchor: date | None = None) -> Window | None:
    """Find the window for applying; `anchor` is the date of the notice."""
    said = list(sentences(items))
    clear = list(_clear(said))
    loose = [each for each in said if each.search(_APPLY)]
    comment = [each for each in said if each.search(_COMMENT)]
    for look in (_stretch, _last_day, _counted, _vague):
        for sentence in (*clear, *loose, *comment):
            if found := look(sentence, anchor):
                return found
    return None


def first_window(texts: Iterable[Sequence[Item]], anchor: date | None) -> Window | None:
    """Find the window in the first of several texts that states one."""
    return next((found for items in texts if (found := window(items, anchor))), None)


def _clear(said: Sequence[Text]) -> Iterator[Text]:
    """Yield the sentences about the time for applying, by their words or a title."""
    title: Text | None = None
    for each in said:
        if each.search(_ABOUT) or (title is not None and title.search(_ABOUT)):
            yield each
        title = each if len(each) <= _TITLE else None


def _stretch(sentence: Text, anchor: date | None) -> Window | None:
    for found in ranges(sentence, anchor):
        at = str(sentence).find(str(found.quote))
        before, after = sentence[:at], sentence[at + len(found.quote) :]
        if not (before.search(_NONE) or after.match(_HELD)):
            now = PartialDate(anchor, "day") if anchor else None
            start, end = ahead(found.quote, found.start, found.end, anchor)
            return Window(found.quote, start or now, end)
    return None


def _last_day(sentence: Text, anchor: date | None) -> Window | None:
    for found in find(sentence):
        at = str(sentence).find(str(found.quote))
        before, after = sentence[:at], sentence[at + len(found.quote) :]
        if not (after.match(BEFORE) or before.search(_UNTIL)):
            continue
        if before.search(_OTHER) or after.match(_REPORT):
            continue
        if found.day and (day := resolve(found, anchor, None)):
            return Window(found.quote, *ahead(found.quote, None, day.date, anchor))
    return None


def _counted(sentence: Text, anchor: date | None) -> Window | None:
    found = sentence.search(_RELATIVE)
    return Window(found[0], None, None, "relative") if found else None


def _vague(sentence: Text, anchor: date | None) -> Window | None:
    """A window one end of which is a part of a month: 11月下旬至12月20日."""
    found = sentence.search(_VAGUE)
    if found is None or sentence[: found.match.start()].search(_OTHER):
        return None
    rest = sentence[found.match.end() :]
    last = next(find(rest), None) if "to" in found else None
    named = last is not None and rest.chars.startswith(last.quote.chars) and last.day
    day = resolve(last, anchor, None) if last is not None and named else None
    return Window(found[0], None, day.date if day else None, "vague")
