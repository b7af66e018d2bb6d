"""When to apply, and from when a notice is in force (申报时间, 施行日期).

A window is a stretch of time in a sentence about applying, or its last day alone
(于6月30日前报送); one that is counted from the day of publication has no dates.

>>> said = "数据统计时间为2024年1月1日至12月31日。申报时间为2025年6月30日至7月15日。"
>>> found = window([Text.raw(said)])
>>> found.start.date.isoformat(), found.end.date.isoformat(), str(found.quote)
('2025-06-30', '2025-07-15', '2025年6月30日至7月15日')
>>> str(effective([Text.raw("本通知自2025年7月1日起施行，有效期3年。")])[0].quote)
'2025年7月1日'
>>> effective([Text.raw("本办法自印发之日起施行。")])[0].on_issue
True
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.text import Text
from normalize.values.date_prose import find, ranges, resolve
from normalize.values.dates import PartialDate

_APPLY = r"(?:报名|申报|受理|申请|征集|提交|报送|填报|推荐|投标|应征)"
_ABOUT = re.compile(rf"{_APPLY}[^，,]{{0,6}}(?:时间|期限|日期|窗口|截止|起止)")
_OTHER = re.compile(
    "(?:公示|统计|评审|培训|有效|执行|检查|数据|会议|考核|核查)[^，,]{0,8}$"
)
_BEFORE = re.compile(
    r"(?:\s*\d{1,2}\s*[:：时]\s*(?:\d\d)?)?\s*(?:[（(]含[^）)]*[）)])?(?:之前|以前|前|止|截止)"
)
_UNTIL = re.compile(r"截[至止][^，,。\d]{0,8}$")
_RELATIVE = re.compile(
    r"(?:刊登|公告|公布|发布|印发|下发|挂网)[^，。,]{0,4}日起[^，。,]{0,4}?\d+\s*个?\s*(?:工作|自然)?日内"
)
_FORCE = r"(?:正式)?(?:施行|实施|执行|生效|试行|启用)"
_THIS = re.compile(
    r"本(?:通知|公告|通告|意见|办法|规定|细则|方案|条例|指南|规范|措施|决定|目录|标准|程序|规则|文件)"
    r"|现(?:予|将|印发|发布|公布)|^(?:并|且)?[自从]|^即日起"
)
_ON_ISSUE = re.compile(
    rf"(?:自?即日起|[自从](?:印发|发布|公布|下发|公告|签发)之日起)[^，,]{{0,4}}?{_FORCE}"
)
_LONGEST = 1000  # characters of a sentence; a longer one is none
_TITLE = 20  # characters; a short sentence before another says what it is about
_SENTENCE = re.compile(r"[。；;！!]")


class Window(NamedTuple):
    """When applications are taken; no `end` where it is counted from another day."""

    quote: Text
    start: PartialDate | None
    end: PartialDate | None


class Effective(NamedTuple):
    """From when the notice is in force: a date, or the day of its issue."""

    quote: Text
    sentence: Text
    on_issue: bool


def window(items: Iterable[Item], anchor: date | None = None) -> Window | None:
    """Find the window for applying; `anchor` is the date of the notice."""
    said = list(_sentences(items))
    titles = [
        Text.join([]),
        *(each if len(each) <= _TITLE else each[:0] for each in said),
    ]
    told = list(zip(titles, said, strict=False))
    clear = [
        each for title, each in told if each.search(_ABOUT) or title.search(_ABOUT)
    ]
    loose = [each for each in said if each.search(_APPLY)]
    for look in (_stretch, _last_day, _counted):
        for sentence in (*clear, *loose):
            if found := look(sentence, anchor):
                return found
    return None


def first_window(texts: Iterable[Sequence[Item]], anchor: date | None) -> Window | None:
    """Find the window in the first of several texts that states one."""
    return next((found for items in texts if (found := window(items, anchor))), None)


def first_effective(texts: Iterable[Sequence[Item]]) -> Effective | None:
    """Find what the first of several texts says of its coming into force."""
    return next((found for items in texts for found in effective(items)), None)


def effective(items: Iterable[Item]) -> list[Effective]:
    """List the statements of when this notice comes into force, in order."""
    return [found for each in _sentences(items) if (found := _in_force(each))]


def _sentences(items: Iterable[Item]) -> Iterator[Text]:
    for item in items:
        if isinstance(item, Text):
            said = (each.strip() for each in item.split(_SENTENCE))
            yield from (each for each in said if 0 < len(each) <= _LONGEST)


def _stretch(sentence: Text, anchor: date | None) -> Window | None:
    for found in ranges(sentence, anchor):
        before = sentence[: str(sentence).find(str(found.quote))]
        if not before.search(_OTHER):
            now = PartialDate(anchor, "day") if anchor else None
            return Window(found.quote, found.start or now, found.end)
    return None


def _last_day(sentence: Text, anchor: date | None) -> Window | None:
    for found in find(sentence):
        at = str(sentence).find(str(found.quote))
        before, after = sentence[:at], sentence[at + len(found.quote) :]
        if not (after.match(_BEFORE) or before.search(_UNTIL)) or before.search(_OTHER):
            continue
        if found.day and (day := resolve(found, anchor, None)):
            return Window(found.quote, None, day.date)
    return None


def _counted(sentence: Text, anchor: date | None) -> Window | None:
    found = sentence.search(_RELATIVE)
    return Window(found[0], None, None) if found else None


def _in_force(sentence: Text) -> Effective | None:
    if not sentence.search(_THIS):
        return None
    for found in find(sentence):
        at = str(sentence).find(str(found.quote))
        if (
            found.year
            and found.day
            and sentence[at + len(found.quote) :].match(rf"\s*起[^，,]{{0,4}}?{_FORCE}")
        ):
            return Effective(found.quote, sentence, False)
    if on_issue := sentence.search(_ON_ISSUE):
        return Effective(on_issue[0], sentence, True)
    return None
