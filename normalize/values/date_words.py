"""How a date is printed (日期的写法): the patterns that `dates` reads and finds.

Every shape ends up in the same groups: `year`, `roc` (民国), `word` (今年), `month`,
`day`.  Python wants group names to be unique, so a second place for a group has a
number at its end (`year2`); `part` looks in all of them.

>>> match = DATE.search(fold("發布於２０２５年２月21日"))
>>> part(match, "year"), part(match, "month"), part(match, "day")
('2025', '2', '21')
>>> match = DATE.search("counted 58662017-10-30")
>>> match[0], part(match, "year")
('2017-10-30', '2017')
"""

import re
from datetime import date
from typing import Literal, NamedTuple

from normalize import vocab
from normalize.values.numerals import numeral, positional
from normalize.values.plain import WIDE

Precision = Literal["day", "month", "year"]

RELATIVE = {row["words"]: row for row in vocab.load("relative_dates")}
_WEEKDAYS = "一二三四五六日天"


def fold(words: str) -> str:
    """Fold width character by character: offsets stay."""
    return words.translate(WIDE)


def part(match: re.Match[str], name: str) -> str | None:
    """Return what a group matched, in whichever place; None if nowhere."""
    for key, value in match.groupdict().items():
        if value is not None and key.rstrip("0123456789") == name:
            return value
    return None


def _relative() -> str:
    words = []
    for word, row in RELATIVE.items():
        after = f"(?<!{row['not_after']})" if row["not_after"] else ""
        before = f"(?!{row['not_before']})" if row["not_before"] else ""
        words.append(f"{after}{word}{before}")
    return "|".join(words)


# 两个月后，获批: counted from the date told before; 一周前 from the document's own.
_COUNTED = re.compile(
    r"(?:大?[约概]|近)?(?P<count>半|[一二两三四五六七八九十]{1,3}|\d{1,2})多?个?"
    r"(?P<unit>[年月周天日]|星期)(?:之|以)?(?P<way>[前后])"
)
_COUNTED_WORDS = re.sub(r"\?P<\w+>", "?:", _COUNTED.pattern)
# 上周五; but 上周一项研究 is of no Monday.
_WEEKDAY = (
    rf"(?:(?:周|星期)?(?:(?<=周)|(?<=星期))(?P<weekday>[{_WEEKDAYS}])"
    "(?![项个种款批家名位次场篇份些]))?"
)
_UNITS = {"年": "year", "月": "month", "周": "week", "星期": "week"}


class Relative(NamedTuple):
    """What a word for a date goes by: its base, and the shift from there."""

    base: str
    unit: str
    shift: int


def relative(word: str) -> Relative:
    """Read a word for a date.

    >>> tuple(relative("去年")), tuple(relative("半年后"))
    (('anchor', 'year', -1), ('previous', 'month', 6))
    """
    if row := RELATIVE.get(word):
        return Relative(row["base"], row["unit"], int(row["shift"]))
    match = _COUNTED.fullmatch(word)
    assert match is not None, word
    unit, count = _UNITS.get(match["unit"], "day"), match["count"]
    if count == "半":
        unit, count = ("month", "6") if unit == "year" else ("day", "15")
    by = int(numeral(count.replace("两", "二")))
    return (
        Relative("previous", unit, by)
        if match["way"] == "后"
        else Relative("anchor", unit, -by)
    )


_ONES = "[一二三四五六七八九]"
_ROUND = "[〇零○◯O0一二三四五六七八九]"
_YEAR = rf"(?:19|20|21)\d\d|[一二](?:\s?{_ROUND}){{3}}"
_ROC = (
    rf"(?:中[华華])?民[国國]\s*(?P<roc>\d{{2,3}}|[〇零一二三四五六七八九]{{2,3}}"
    rf"|一百(?:[〇零]{_ONES}|{_ONES}?十{_ONES}?)?|{_ONES}?十{_ONES}?)"
    r"|[今去明]\s*\(\s*(?P<roc2>\d{2,3})\s*\)"
    # 113年12月1日, 114年10月: the month of such a year is of no other calendar.
    r"|(?<![\d元前第达逾近时])(?P<roc4>1[0-2]\d)(?=年(?:1[0-2]|0?[1-9])月(?!龄))"
)
# 第113年12月, 一一四年五月: whose year it is is not told, but no month of this one.
_UNREAD_YEAR = "".join(
    rf"(?<!{year}{gap}年)(?<!{year}{gap}年[ 　])"
    for year in (
        r"(?<!\d)1[01]\d",
        "(?<![一二三四五六七八九〇零])一[一〇零][〇零一二三四五六七八九]",
    )
    for gap in ("", " ")
)
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = rf"3[01]|[12]\d|0?[1-9]|三十一?|(?:二?十|廿){_ONES}?|{_ONES}"
_TO = r"\s*(?:[-‐‑–—―─~～至到]|--|——)\s*"

# 2025年第19号 is a document number; 2023-2025年 leaves the unit of the first year out.
_SERIAL = r"第\s*[\d〇一二三四五六七八九十百]+\s*[号號]"
_YEAR_UNIT = rf"\s*年度?(?!\s*{_SERIAL})|(?={_TO}(?:19|20)\d\d\s*年)"
_DAY_UNIT = rf"\s*[日号號]|(?={_TO}(?:3[01]|[12]?\d)\s*[日号號])"

# 12月龄 and 6月PFS率 are spans of time.
_NAMED = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_MONTHS = {name[:3]: n for n, name in enumerate(_NAMED.split("|"), start=1)}
_SPAN = r"[龄经薪租余内后均/]|\s*(?:OS|[PREDT]FS|DOR|ORR|TTP|随访|无|总?生存|缓解)"

DATE = re.compile(
    rf"""
    (?<![.vV本])(?P<year>20\d\d|19\d\d)(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])
        (?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?:(?!\d)|(?=\d\d:\d\d))  # 2025-07-17
    |
    (?<![\d.\-/A-Za-z])(?P<year2>20\d\d|19\d\d)[-./]
        (?P<month2>1[0-2]|0[1-9])(?![\d\-/号號]|\.\d)                 # 2040-11
    |
    中?[华華]?民[国國]\s*(?P<roc3>\d{{2,3}})(?P<mark2>[-./])
        (?P<month14>1[0-2]|0?[1-9])(?P=mark2)(?P<day14>3[01]|[12]\d|0?[1-9])(?!\d)
    |
    (?: (?:(?<!\d)(?P<year3>{_YEAR})|{_ROC})(?:{_YEAR_UNIT})
      | (?P<word>{_relative()}){_WEEKDAY} )
    (?: (?:\s|的)*(?P<month3>{_MONTH})\s*月份?
        (?:\s*(?P<day3>{_DAY})(?:{_DAY_UNIT}))?
      | \s*(?P<day4>{_DAY})(?:{_DAY_UNIT}) )?                         # 今年2月9日
    |
    [今昨]\s*\(\s*(?P<day15>3[01]|[12]\d|0?[1-9])\s*\)\s*日           # 今（16）日
    |
    (?:^|(?<=[，。；：,;:\s]))(?P<word2>{_COUNTED_WORDS})(?=[，,])
    |
    (?<![\d.第每]){_UNREAD_YEAR}(?P<month5>{_MONTH})\s*月
        \s*(?P<day5>{_DAY})(?:{_DAY_UNIT})                            # 7月17日
    |
    (?: (?<=月[至到\-~—])(?P<month6>{_MONTH})
      | (?<![\d.第每满\-~至—]){_UNREAD_YEAR}(?P<month10>1[0-2]|[1-9]) )
        \s*月(?!{_SPAN})份?                                            # 9月
    |
    (?: (?<=[日号][至到\-~—])(?P<day7>{_DAY})[日号]
      | (?<![\d.第每满前后内近约月])(?P<day10>3[01]|[12]?\d)日
        (?![内后前均龄游/期间志疗程以历常报元本语]|\s*[\d一二三四]\s*次) )  # 21日
    """,
    re.VERBOSE,
)

# Pages in two languages, and those made by systems that speak none of Chinese.
ENGLISH = rf"""
    (?<![A-Za-z])(?P<name>{_NAMED})[a-z]{{0,6}}\.?\ *
        (?P<day12>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\ *(?P<year12>(?:19|20)\d\d)
  | (?<![\w/-])(?P<day13>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?[\ -]
        (?P<name2>{_NAMED})[a-z]{{0,6}}\.?,?[\ -](?P<year13>(?:19|20)\d\d)
"""

HALVES = "上午|中午|下午|傍晚|夜间|晚间|晚上?|早上|早晨|清晨|凌晨|AM|PM|am|pm"
# Between the day and the hour: 香港时间18时30分, 格林尼治标准时间08:15, HKT 08:15.
GREENWICH = "格林(?:尼治|威治)(?:标准)?(?:时间)?|GMT|UTC"
PLACES = "(?:北京|香港|台北|当地|中国标准)[时時][间間]|HKT|CST"

# What one cell may hold beside: a bare year or month, eight digits, a season.
CELL = re.compile(
    rf"""
    (?: (?P<year7>{_YEAR})\s*年\s*(?P<month7>{_MONTH})\s*月\s*(?P<day6>{_DAY})
      | (?P<year8>(?:19|20)\d\d)(?P<month8>0[1-9]|1[0-2])(?P<day8>\d\d)
      | (?P<year9>(?:19|20)\d\d)(?:[-./](?P<month9>{_MONTH}))?
      | {ENGLISH}
      | {DATE.pattern}
    )
    (?: \s*(?:[上中下]旬|[初中底末]|[上下]半年|第?[一二三四1-4]季度|Q[1-4])
      | (?:\s*(?:\(?(?:星期|周)[一二三四五六日天]\)?|\([一二三四五六日天]\)))?
        (?:[\s,T|·]*(?:(?P<greenwich>{GREENWICH})|{PLACES})?\s*(?P<half>{HALVES})?\s*
            (?P<hour>[01]?\d|2[0-4])\s*[:时時点]\s*(?P<minute>[0-5]\d)?\s*分?
            (?:\s*:?\s*(?P<second>[0-5]\d)(?:\.\d+)?\s*秒?)?
            \s*(?P<half2>[AaPp][Mm](?![a-z]))?\s*(?P<zone>Z|GMT|UTC|[+-]\d\d(?::?\d\d)?)?)?
    )
    """,
    re.VERBOSE,
)

EDITION = re.compile(r"\s*(?:修订)?版")


def weekday(match: re.Match[str]) -> int | None:
    """Return the day of the week that follows a week's word: 0 for Monday."""
    day = part(match, "weekday")
    return min(_WEEKDAYS.index(day), 6) if day else None


class PartialDate(NamedTuple):
    """A date and how much of it is stated; the unstated rest is 1."""

    date: date
    precision: Precision


def stated(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """Return the year, month and day that a date's words state; None where unstated."""
    year, roc = part(match, "year"), part(match, "roc")
    month, day = part(match, "month"), part(match, "day")
    if name := part(match, "name"):
        month = str(_MONTHS[name[:3]])
    return (
        int(positional(year)) if year else int(numeral(roc)) + 1911 if roc else None,
        int(numeral(month)) if month else None,
        int(numeral(day)) if day else None,
    )


def partial(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    """Make a date of its stated parts; None without a year, or for no day there is."""
    if year is None or (day and not month):
        return None
    try:
        whole = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(whole, "day" if day else "month" if month else "year")
