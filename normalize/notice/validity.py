"""Until when a notice holds (有效期): so many years from its force, or a last day.

>>> said = validity([Text.raw("本通知自2024年1月1日起施行，有效期3年。")])
>>> str(said.quote), str(said.length), said.months
('有效期3年', '3年', 36)
>>> last_day(date(2024, 1, 1), said.months).isoformat()
'2026-12-31'
>>> said = validity([Text.raw("本办法自印发之日起施行，至2026年12月31日止。")])
>>> str(said.quote), str(said.until)
('至2026年12月31日止', '2026年12月31日')
>>> validity([Text.raw("许可证有效期5年。"), Text.raw("《示例办法》施行，有效期2年。")])
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from normalize.draft import Implied
from normalize.notice.flow import Item
from normalize.notice.force import in_force
from normalize.notice.sentences import sentences
from normalize.notice.spans import count
from normalize.text import Text
from normalize.values.dates import DateFound, find
from normalize.values.months import later_by

_TERM = r"(?:有效期[限间]?|试行期[限间]?|有效时间)"
_NOT_ITS_OWN = r"(?<![证照件许批文品同议册案告效果剂苗书药])"
_LENGTH = re.compile(
    rf"{_NOT_ITS_OWN}(?:{_TERM}[为是：:]?(?:暂定)?(?:为)?(?:自[^，,。\d]{{2,12}}起(?:计算)?)?"
    r"|(?:(?<=起)|(?<=[，,]))(?:暂定)?(?:试行|施行|执行)(?:期)?)\s*"
    r"(?P<length>(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(?P<unit>年|个月))"
)
_UNTIL = re.compile(
    rf"(?:{_NOT_ITS_OWN}{_TERM}[^，,。；《》]{{0,24}}?[至到]|(?:施行|实施|执行|有效|试行|[，,])[截]?至)\s*$"
)
_ENDED = re.compile(r"\s*(?:止|自[动行]?(?:废止|失效)|废止|失效|后?自动(?:失效|废止))")
_OWN = re.compile(
    rf"^(?:本[\u4e00-\u9fff]{{2,6}})?(?:的)?{_TERM}|^(?:本[\u4e00-\u9fff]{{2,6}})(?:长期有效|试行)"
)
_ALWAYS = re.compile("长期有效")


class Validity(NamedTuple):
    """How long a notice holds: `months` from its force, or `until` a day.

    `quote` is the words that say so, `length` those of the length alone.
    """

    quote: Text
    sentence: Text
    until: Text | Implied | None
    length: Text | None
    months: int | None


def validity(items: Iterable[Item], title: Text | None = None) -> Validity | None:
    """Find how long this notice says it holds; None where it speaks of other things."""
    said = (
        _until(each) or _for_years(each) or _always(each)
        for each in sentences(items)
        if in_force(each, title) or each.search(_OWN)
    )
    return next(filter(None, said), None)


def labeled(value: Text) -> Validity | None:
    """Read the value of a label: 有效期：5年, 失效日期：2028-06-30."""
    day = next((each.quote for each in find(value) if each.day), None)
    if day is not None:
        return Validity(day, value, day, None, None)
    found = value.fullmatch(
        r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(?P<unit>年|个月)"
    )
    if found:
        return Validity(value, value, None, value, _months(found["n"], found["unit"]))
    return None


def last_day(first: date, months: int) -> date:
    """Return the last of so many months that begin with this day."""
    next_day = later_by(first, months)
    return next_day - timedelta(days=1) if next_day.day == first.day else next_day


def _for_years(sentence: Text) -> Validity | None:
    found = sentence.search(_LENGTH)
    if found is None:
        return None
    return Validity(
        found[0], sentence, None, found["length"], _months(found["n"], found["unit"])
    )


def _months(n: Text, unit: Text) -> int:
    return count(n.chars) * (12 if unit.chars == "年" else 1)


def _until(sentence: Text) -> Validity | None:
    stop = 0
    for found in find(sentence):
        at = sentence.chars.find(found.quote.chars, stop)
        stop = at + len(found.quote)
        before = sentence[:at].search(_UNTIL)
        until = _last_of(found, sentence[stop:])
        if before is None or until is None:
            continue
        if sentence[stop:].match("的"):  # 有效期至…的，应当换证: a license's
            continue
        stop += isinstance(until, Implied)
        ended = sentence[stop:].match(_ENDED)
        if ended or "效" in before[0].chars or len(before[0]) > 2:
            start = before.match.start() + (before[0].chars[0] in "，,")
            end = stop + (ended.match.end() if ended else 0)
            return Validity(sentence[start:end], sentence, until, None, None)
    return None


def _last_of(found: DateFound, after: Text) -> Text | Implied | None:
    """The day that ends it as stated; 2024年底 is the last of its year."""
    if found.year and found.month:
        return found.quote
    if found.year and after.match("[底末]"):
        return Implied(f"{found.year}-12-31", "the last day of the year", found.quote)
    return None


def _always(sentence: Text) -> Validity | None:
    found = sentence.search(_ALWAYS)
    return Validity(found[0], sentence, None, None, None) if found else None
