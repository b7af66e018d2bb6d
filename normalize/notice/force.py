"""From when a notice is in force (施行日期): a date, or the day of its issue.

What the notice itself says counts: 本通知自…起施行, 现予公布，自…起施行, or the name of
what it issues.  Another policy's date does not.  自公布之日起30日后 is counted from the
issue (`since`); working days are not, for no page has their calendar.

>>> found = effective([Text.raw("本通知自2025年7月1日起施行，有效期3年。")])
>>> str(found[0].quote), found[0].basis
('2025年7月1日', 'stated')
>>> effective([Text.raw("本办法自印发之日起施行。")])[0].basis
'issue'
>>> counted = effective([Text.raw("本办法自公布之日起30日后施行。")])[0]
>>> counted.basis, since(counted, date(2025, 3, 2)).isoformat()
('counted', '2025-04-01')
>>> effective([Text.raw("《示例办法》自2024年1月1日起施行。")])
[]
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from normalize.notice.flow import Item
from normalize.notice.sentences import sentences
from normalize.text import Found, Text
from normalize.values.dates import find
from normalize.values.months import later_by
from normalize.values.numerals import numeral

_FORCE = "(?:正式)?(?:施行|实施|执行|生效|试行|启用)"
_THIS = re.compile(
    r"本(?:通知|公告|通告|意见|办法|规定|细则|方案|条例|指南|规范|措施|决定|目录|标准|程序|规则"
    r"|文件|要点|制度|函|清单|规程|计划)"
    r"|现(?:予|将|印发|发布|公布)|^(?:并|且|(?:以上|上述)[^，,《》]{0,10})?[自从]|^即日起"
    r"|^[^《》，,]{0,8}(?:中选结果|中选价格|采购结果|挂网价格|支付标准|新版目录)[^《》，,]{0,6}[自从]"
)
_ISSUE = (
    "自?即日起|[自从](?:印发|发布|公布|下发|公告|签发|发文|颁布|通过|发出)(?:之)?日"
    "(?:起|(?=施行))|发文之日起"
)
_ON_ISSUE = re.compile(rf"(?:{_ISSUE})[^，,\d]{{0,4}}?{_FORCE}")
# …决定废止《示例办法》，自公告之日起生效; 公告修正示例标准，并自114年1月1日生效
_DECIDED = re.compile(
    rf"[，,](?:(?:{_ISSUE})[^，,\d]{{0,4}}?{_FORCE}|并[自从])"
    r"|决定[^，,《》]{2,40}[，,][自从]"
)
_ANOTHER = re.compile("该|^《")
_COUNTED = re.compile(
    rf"(?:(?:{_ISSUE})|(?:印发|发布|公布|公告)(?:之?日?后|(?=\d+[日天]后)))[^，,]{{0,3}}?"
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*"
    rf"(?P<unit>个?(?:工作|自然)?[日天]|个?月|年)[^，,]{{0,4}}{_FORCE}"
    r"|自?(?:印发|发布|公布|公告|刊登)[^，,\d]{0,6}?之?"
    rf"(?P<next>[次翌]日)起?[^，,]{{0,4}}?{_FORCE}"
)
_AFTER = re.compile(
    rf"\s*(?:\d{{1,2}}[时点:：]\d{{0,2}}分?|零[时点])?\s*"
    rf"(?:(?:起|开始|正式)[^，,]{{0,4}}?{_FORCE}|(?:生效|施行|实施)(?!的))"
)


class Effective(NamedTuple):
    """From when: at the date of the quote, from the issue, or counted from it.

    `after` is how long after the issue, in days and months; None if not counted, or in
    working days.
    """

    quote: Text
    sentence: Text
    basis: Literal["stated", "issue", "counted"]
    after: tuple[int, int] | None = None


def since(said: Effective, issued: date) -> date | None:
    """Return the day in force that is counted from the day of issue."""
    if said.after is None:
        return None
    days, months = said.after
    return later_by(issued, months) + timedelta(days=days)


def effective(items: Iterable[Item], title: Text | None = None) -> list[Effective]:
    """List the statements of when this notice comes into force, in order.

    `title` is the notice's: what it names is put in force with it.
    """
    found = (in_force(each, title) for each in sentences(items))
    return [each for each in found if each]


def first_effective(
    texts: Iterable[Sequence[Item]], title: Text | None
) -> Effective | None:
    """Find what the first of several texts says of its coming into force."""
    found = (each for items in texts for each in effective(items, title))
    return next(found, None)


def in_force(sentence: Text, title: Text | None) -> Effective | None:
    """Tell from when a sentence puts this notice in force; None if it does not."""
    if not _is_of_this(sentence, title):
        return None
    for found in find(sentence):
        at = str(sentence).find(str(found.quote))
        if (
            found.year
            and found.month
            and sentence[at + len(found.quote) :].match(_AFTER)
        ):
            return Effective(found.quote, sentence, "stated")
    if counted := sentence.search(_COUNTED):
        return Effective(counted[0], sentence, "counted", _after(counted))
    if on_issue := sentence.search(_ON_ISSUE):
        return Effective(on_issue[0], sentence, "issue")
    return None


def _after(counted: Found) -> tuple[int, int] | None:
    """How many days and months are counted; None for working days."""
    if "next" in counted:
        return 1, 0
    unit, n = counted["unit"].chars, int(numeral(counted["n"].chars))
    if "工作" in unit:
        return None
    return (n, 0) if unit[-1] in "日天" else (0, n * (12 if unit == "年" else 1))


def _is_of_this(sentence: Text, title: Text | None) -> bool:
    """Whether a sentence speaks of this notice; what it decides has force with it."""
    decided = sentence.search(_DECIDED) and not sentence.search(_ANOTHER)
    return bool(sentence.search(_THIS) or decided or _is_issued_here(sentence, title))


def _is_issued_here(sentence: Text, title: Text | None) -> bool:
    """Whether a sentence begins with the name of what the title issues."""
    named = sentence.match("《([^《》]{4,})》[^，,《》]{0,6}[自从]")
    return named is not None and title is not None and str(named[1]) in title.chars
