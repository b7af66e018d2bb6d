"""Policies that a text cites (引用文件): by title, by document number, or by both.

《关于示例的通知》（示发〔2021〕3号）, or 示发〔2021〕3号 alone.  A title in 《》 is a
policy by how it ends (通知, 办法, 法); a word that also ends books and medical
guidelines (指南, 目录) counts only beside a mark of office.  A text's own annex (附件1)
is not cited.

>>> text = Text.raw("依据《国家示例〈规定〉的通知》（示发〔2021〕3号）和"
...                 "《示例癌诊疗指南》，见示办〔2020〕1号")
>>> for cited in citations(text):
...     print(cited.title, cited.doc_number, cited.quote, sep="|")
国家示例〈规定〉的通知|示发〔2021〕3号|《国家示例〈规定〉的通知》（示发〔2021〕3号）
None|示办〔2020〕1号|示办〔2020〕1号
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normalize.facts.offsets import end, offset
from normalize.facts.organizations import agency_names
from normalize.text import Found, Text
from normalize.values.dates import find
from normalize.values.doc_numbers import find_doc_numbers
from normalize.vocab import load

SHORTEST = 5  # 《意见》 and 《申报指南》 refer to a title given before

TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_VERSION = re.compile(
    r"(?:[（(][^（()）]{1,20}[）)]|(?:19|20)\d\d年?(?:修订)?版?|\s)+$"
)
_BRACKET = re.compile(
    r"\s*(?:[（(](?:试行|暂行|征求意见稿|草案|修订稿)[）)])*\s*"
    r"(?P<bracket>[（(][^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)])"
)
_ANNEX = re.compile(r"\s*[（(]\s*(?:见|详见)?附[件表录]")
_MARKED = re.compile("关于|国家|国务院|中华人民共和国|中国（|全国")
_BOOKISH = re.compile("专家|共识|诊疗|诊断|治疗|临床试验方案|研究方案|说明书|通知书")
_NOT_LAW = re.compile("(?:方|疗|用|手|技|算|说|看|做|写|设|想|书)法$")
_ISSUED = re.compile("印发|发布|出台|公布|颁布|下发|制定|施行|实施")
_NAMED_NUMBER = re.compile(r"[〔［【\[(（]|.*(?:令|字)")
_BEFORE = 40


class CitedPolicy(NamedTuple):
    """A policy as a text cites it; `date` is the words of its date, if told with it."""

    title: Text | None
    doc_number: Text | None
    quote: Text
    date: Text | None


def citations(text: Text) -> Iterator[CitedPolicy]:
    """Yield the policies that a text cites, in order, as often as it does."""
    numbers = list(find_doc_numbers(text))
    taken: set[int] = set()
    cited: list[CitedPolicy] = []
    for found in text.finditer(TITLE):
        policy = _titled(text, found, numbers)
        if policy is not None:
            cited.append(policy)
            taken |= {policy.doc_number.span.start} if policy.doc_number else set()
    cited += [
        CitedPolicy(None, number, number, None)
        for number in numbers
        if number.span.start not in taken and number.search(_NAMED_NUMBER)
    ]
    yield from sorted(cited, key=lambda policy: policy.quote.span)


def _titled(text: Text, found: Found, numbers: list[Text]) -> CitedPolicy | None:
    start, stop = found.match.span()
    title = found["title"]
    bracket = text[stop:].match(_BRACKET)
    inside = _within(bracket["bracket"], numbers) if bracket else None
    number = inside or _just_before(text, start, numbers)
    if text[stop:].match(_ANNEX) or not (number or _is_policy(text, title, start)):
        return None
    if inside is not None and bracket is not None:
        stop += bracket.match.end()
    begin = offset(text, number) if number and not inside else start
    date = (_first_date(bracket["bracket"]) if bracket else None) or _issued(
        text, start
    )
    return CitedPolicy(title, number, text[begin:stop], date)


def _within(bracket: Text, numbers: list[Text]) -> Text | None:
    low, high = bracket.span
    return next(
        (n for n in numbers if low <= n.span.start and n.span.end <= high), None
    )


def _just_before(text: Text, start: int, numbers: list[Text]) -> Text | None:
    """示发〔2021〕3号文件《关于示例的通知》."""
    for number in numbers:
        stop = end(text, number)
        if stop <= start and re.fullmatch(
            r"\s*(?:文件?)?(?:印发的)?", text.chars[stop:start]
        ):
            return number
    return None


@cache
def _endings(needs: str) -> re.Pattern[str]:
    endings = [row["ending"] for row in load("cited_titles") if row["needs"] == needs]
    return re.compile(f"(?:{'|'.join(endings)})$")


def _is_policy(text: Text, title: Text, start: int) -> bool:
    bare = _VERSION.sub("", str(title))
    if len(bare) < SHORTEST or _NOT_LAW.search(bare):
        return False
    if _endings("").search(bare):
        return not _BOOKISH.search(bare) or _is_marked(text, title, start)
    return bool(_endings("mark").search(bare)) and _is_marked(text, title, start)


def _is_marked(text: Text, title: Text, start: int) -> bool:
    """Whether an office speaks in a title, or stands right before it."""
    before = text[max(0, start - _BEFORE) : start]
    offices = agency_names(before)
    near = bool(offices) and len(before) - end(before, offices[-1]) <= 6
    return bool(title.match(_MARKED)) or bool(agency_names(title)) or near


def _first_date(words: Text) -> Text | None:
    return next((date.quote for date in find(words) if date.year), None)


def _issued(text: Text, start: int) -> Text | None:
    """Find the date of 2021年3月5日某局印发的《…》: a verb of issue follows it."""
    before = text[max(0, start - _BEFORE) : start]
    clause = before[max(before.chars.rfind(mark) for mark in "。；，,") + 1 :]
    dates = [date.quote for date in find(clause) if date.year]
    if not dates or not clause[end(clause, dates[-1]) :].search(_ISSUED):
        return None
    return dates[-1]
