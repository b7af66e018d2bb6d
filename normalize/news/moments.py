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
"""

import re
from typing import NamedTuple

from normalize.facts.offsets import end, offset
from normalize.text import Text
from normalize.values.dates import find

_CLOCK = re.compile(
    r"(?:[\sT　·|,，]|[(（]?(?:星期|[周週])[一二三四五六日天][)）]?)*"
    r"(?:上午|下午|晚上?|凌晨|中午|早上|[AaPp][Mm])?\s*"
    r"(?:[01]?\d|2[0-4])\s*[:：時时点]\s*[0-5]\d(?:\s*分)?"
    r"(?:\s*[:：]?\s*[0-5]\d(?:\.\d+)?(?:\s*秒)?)?(?:Z|[+-]\d\d:?\d\d)?"
)
_TIME_ONLY = re.compile(r"\s*[0-2]?\d\s*[:：]\s*[0-5]\d(?:\s*[:：]\s*[0-5]\d)?\s*")
# 2月21日，某局… and 在2月21日的… tell a story; a dateline stands for itself.
_TELLS_ON = re.compile(
    r"\s?[，,、。]|(?!来源|来自|发布|发表|作者|记者|编辑|责任|责编|星期|周|字|阅|点|浏|稿|打印"
    r"|我要|评论|分享|收藏)[\u4e00-\u9fff]"
)
_LEADS_IN = re.compile(
    r"(?:[时時][间間]|日期|[发發][布佈表稿]|更新|修改|刊登|[于於]|[网網社报報台刊])$"
)
_HAN = re.compile("[\u4e00-\u9fff]$")
_UPDATED = re.compile(r"(?:更新|修改|编辑|最后)[^\s|]{0,4}[:：]?\s*$")
_PUBLISHED = re.compile(
    r"(?:(?:[发發][布佈表稿]|刊登|时间|日期)[^\s|]{0,4}[:：]?|[发發][布佈表][于於])\s*$"
)


class Moment(NamedTuple):
    """The words for a time; `rank` is 2 after 发布时间, 0 after 更新时间, else 1."""

    text: Text
    rank: int


def moment_in(line: Text) -> Moment | None:
    """Return the time a line states for itself, the one of publication first."""
    found = [
        _with_clock(line, date.quote)
        for date in find(line)
        if date.kind == "full" and _stands_alone(line, date.quote)
    ]
    moments = [Moment(text, _rank(line, text)) for text in found]
    return max(moments, key=lambda moment: moment.rank, default=None)


def is_time(line: Text) -> bool:
    """Tell whether a line is a time of day and nothing else."""
    return line.fullmatch(_TIME_ONLY) is not None


def has_time(moment: Text) -> bool:
    """Tell whether the words for a moment state the time of day."""
    return moment.search(r"\d\s*[:：時时点]") is not None


def _with_clock(line: Text, day: Text) -> Text:
    start, stop = offset(line, day), end(line, day)
    clock = line[stop : stop + 30].match(_CLOCK)
    return line[start : stop + (clock.match.end() if clock else 0)]


def _stands_alone(line: Text, day: Text) -> bool:
    start = offset(line, day)
    before = line[:start].chars
    if _HAN.search(before) and not _LEADS_IN.search(before):
        return False
    after = line[start:][len(_with_clock(line, day)) :]
    return _TELLS_ON.match(after.chars) is None


def _rank(line: Text, moment: Text) -> int:
    before = line[: offset(line, moment)].chars
    if _UPDATED.search(before):
        return 0
    return 2 if _PUBLISHED.search(before) else 1
