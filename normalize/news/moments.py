"""The time on a dateline (时间): the day, and the hour where one stands beside it.

>>> def shown(line):
...     found = moment_in(Text.raw(line))
...     return found and str(found.text)
>>> shown("发布时间：2025年02月21日 22：39 来源：示例网")
'2025年02月21日 22：39'
>>> shown("民国114年2月21日"), shown("二〇二五年二月二十一日 星期五 下午3:05")
('民国114年2月21日', '二〇二五年二月二十一日 星期五 下午3:05')
>>> shown("02-21 22:39"), shown("3小时前"), shown("2025年2月21日，示例局发布通知")
(None, None, None)

A time that lacks its year, or is told from the present, is open: `open_in` finds it.

>>> open_in(Text.raw("02-21 22:39 来源：示例网")), open_in(Text.raw("3小时前"))
(Text('02-21 22:39'), Text('3小时前'))
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.facts.offsets import end, offset
from normalize.text import Text
from normalize.values.date_prose import find
from normalize.values.date_words import ENGLISH, GREENWICH, HALVES, PLACES, fold

_NTH = "[一二三四五六日天]"
_WEEKDAY = rf"[(（](?:星期|[周週])?{_NTH}[)）]|(?:星期|[周週]){_NTH}"
_CLOCK = re.compile(
    rf"(?:[\sT　·|,，]|{_WEEKDAY})*(?:(?:{GREENWICH}|{PLACES})\s*)?(?:{HALVES})?\s*"
    r"(?:[01]?\d|2[0-4])\s*[:：時时点]\s*[0-5]\d(?:\s*分(?!享))?"
    r"(?:\s*[:：]?\s*[0-5]\d(?:\.\d+)?(?:\s*秒)?)?"
    r"(?:\s*[AaPp][Mm](?![a-z]))?(?:Z|[+-]\d\d:?\d\d)?"
)
_TIME_ONLY = re.compile(r"\s*[0-2]?\d\s*[:：]\s*[0-5]\d(?:\s*[:：]\s*[0-5]\d)?\s*")
# Shapes that are dates on a dateline alone; in prose they are numbers.
_COMPACT = re.compile(
    r"(?<![\w.\-/])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\w.\-/])"
)
_ENGLISH = re.compile(ENGLISH, re.VERBOSE)
_OPEN = re.compile(
    r"(?<![\d.\-/年:])(?:\d\d[-/.](?=\d\d[-/.]))?(?:1[0-2]|0?[1-9])\s*[-/.月]\s*"
    r"(?:3[01]|[12]\d|0?[1-9])(?:\s*[日号])?\s+(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：][0-5]\d)?"
    r"|(?:(?<!\d)1[01]\d年|(?<![\d:：年]))(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日"
    r"(?:\s*(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：][0-5]\d)?)?"
    r"|(?<![\w.\-/])1[01]\d([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])"
    r"(?![\w.\-/])(?:\s+(?:[01]?\d|2[0-3])[:：][0-5]\d)?"
    r"|\d{1,3}\s*(?:秒[钟鐘]?|分[钟鐘]|[个個]?小[时時]|天)之?前|[刚剛]{2}(?=\s|$)"
    r"|(?:今[天日]|昨[天日]|前天)\s*(?:[01]?\d|2[0-3])[:：][0-5]\d"
)
# 2月21日，某局… and 在2月21日的… tell a story; a dateline stands for itself.
_TELLS_ON = re.compile(
    r"\s?[，,、。](?!\s*(?:来源|作者))|\s*[-–—~～至]+\s*\d"
    r"|(?!来源|来自|发布|发表|作者|记者|编辑|责任|责编|星期|周|字|阅|点|浏|稿|打印|更新"
    r"|我要|评论|分享|收藏)[\u4e00-\u9fff]"
)
_LEADS_IN = re.compile(
    r"(?:[时時][间間]|日期|[发發][布佈表稿]|更新|修改|刊登|[于於]|[网網社报報台刊])$"
)
_YEAR = re.compile(r"[12１２][90９０]\d\d|民[国國]|[〇○零一二三四五六七八九]\s?年")
_ENDS_RANGE = re.compile(r"[\d日]\s*[-–—~～至]+\s*$")
_HAN = re.compile("[\u4e00-\u9fff]$")
_UPDATED = re.compile(r"(?:更新|修改|编辑|最后)[^\s|]{0,4}[:：]?\s*$")
_PUBLISHED = re.compile(
    r"(?:(?:[发發][布佈表稿]|刊登|[时時][间間]|日期)[^\s|]{0,4}[:：]?|[发發][布佈表][于於])\s*$"
)
# 有效期至：, 报名截止：, 活动时间： say when something else is.
_LABEL = re.compile(r"([\u4e00-\u9fff]+)\s*[:：]\s*$")
_OWN_LABEL = re.compile(
    r"(?:信息|文章|新闻|稿件|本文|页面|最[后近])?(?:[发發][布佈表稿文]|刊[登发载]|上[传线]|录入|公[开布示]|推送|创建"
    r"|添加|更新|修改|编辑|撰写|提交|加入|上网)?"
    r"(?:[时時][间間]|日期|[于於])?"
)
_CREDIT = re.compile(r"来源|稿源|作者|编辑|记者|责编|出处$")


class Moment(NamedTuple):
    """The words for a time; `rank` is 2 after 发布时间, 0 after 更新时间, else 1."""

    text: Text
    rank: int


def moment_in(line: Text) -> Moment | None:
    """Return the time a line states for itself, the one of publication first."""
    found = [_with_clock(line, day) for day in _days(line) if _stands_alone(line, day)]
    moments = [Moment(text, _rank(line, text)) for text in found]
    return max(moments, key=lambda moment: moment.rank, default=None)


def open_in(line: Text) -> Text | None:
    """Return a time that a line states for itself, without year or from the present."""
    for found in _OPEN.finditer(fold(line.chars)):
        words = line[found.start() : found.end()]
        if _stands_alone(line, words):
            return words
    return None


def is_label(line: Text) -> bool:
    """Tell whether a line is the label of a time of publication and nothing else."""
    words = line.strip("[]【】:： ")
    return _OWN_LABEL.fullmatch(words.chars) is not None and len(words) > 1


def is_time(line: Text) -> bool:
    """Tell whether a line is a time of day and nothing else."""
    return line.fullmatch(_TIME_ONLY) is not None


def has_time(moment: Text) -> bool:
    """Tell whether the words for a moment state the time of day."""
    return moment.search(r"\d\s*[:：時时点]") is not None


def _days(line: Text) -> Iterator[Text]:
    """Yield the whole days that a line names."""
    if not _YEAR.search(line.chars):
        return
    yield from (date.quote for date in find(line) if date.kind == "full")
    folded = fold(line.chars)
    for pattern in (_COMPACT, _ENGLISH):
        for found in pattern.finditer(folded):
            yield line[found.start() : found.end()]


def _with_clock(line: Text, day: Text) -> Text:
    start, stop = offset(line, day), end(line, day)
    clock = _CLOCK.match(fold(line.chars[stop : stop + 30]))
    return line[start : stop + (clock.end() if clock else 0)]


def _stands_alone(line: Text, day: Text) -> bool:
    start = offset(line, day)
    before = line[:start].chars
    if _ENDS_RANGE.search(before):
        return False
    if _HAN.search(before) and not _LEADS_IN.search(before):
        return False
    label = _LABEL.search(before)
    if label and not (_OWN_LABEL.fullmatch(label[1]) or _CREDIT.search(label[1])):
        return False
    after = line[start:][len(_with_clock(line, day)) :]
    return _TELLS_ON.match(after.chars) is None


def _rank(line: Text, moment: Text) -> int:
    before = line[: offset(line, moment)].chars
    if _UPDATED.search(before):
        return 0
    return 2 if _PUBLISHED.search(before) else 1
