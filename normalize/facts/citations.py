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
from normalize.facts.organizations import agency_names, begins_with_place
from normalize.facts.relations import relation
from normalize.text import Found, Text
from normalize.values.dates import find
from normalize.values.doc_numbers import find_doc_numbers
from normalize.vocab import load

NEAR = 40  # characters around a title that belong to its citation
BESIDE = 6  # 国家卫生健康委|等部门|《第一批示例目录》
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
# 《示例评价管理指南（2031年版试行）》: no book and no society's paper is on trial.
_ON_TRIAL = re.compile("[（(][^（()）]*(?:试行|暂行|征求意见稿|修订稿)[）)]$")
# 按照《示例评价管理指南》要求, and what an office is asked: 您提出的《…的提案》收悉
_BINDING = re.compile("(?:按照|依据|根据|依照|遵照|严格执行|落实)$")
_BOUND = re.compile("(?:中|内)?的?(?:有关|相关|等|各项|具体)*(?:要求|规定|精神)")
_ASKED = re.compile("(?:提案|建议|议案|意见建议)$")
_RECEIVED = re.compile(
    r"\s*(?:[（(][^（()）]{1,30}[）)]|[、和及与]?《[^《》]{1,80}》)*\s*已?[均都]?收[悉到]"
)
_BOOKISH = re.compile("专家|共识|诊疗|诊断|治疗|临床试验方案|研究方案|说明书|通知书")
_NOT_LAW = re.compile("(?:方|疗|用|手|技|算|说|看|做|写|设|想|书)法$")
_ISSUED = re.compile("印发|发布|出台|公布|颁布|下发|制定|施行|实施")
_OF_OFFICE = re.compile(
    r"\s*(?:发布的?|印发的?|的)?(?:关于[^，,。；《》]{2,30}的)?(?:公告|通告)?[（(]?\s*"
)
_WITHOUT_QUOTES = re.compile(
    r"(关于[^，,。；;：:《》（）()]{2,60}(?:通知|公告|通告|意见|决定|批复|函|请示|报告|办法|规定))"
    r"\s*[（(]\s*$"
)
# 2.某省药品示例管理办法（某药〔2016〕15号）: an item of a list, not in 《》
_LISTED = re.compile(
    r"^\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,4})[）)]?\s*[.．、]?\s*"
    r"([^，,。；;：:《》（）()]{4,60}(?:通知|公告|通告|意见|决定|办法|规定|细则|方案|规则|规程|标准|制度|程序|条例))"
    r"\s*[（(]\s*$"
)
# 我委会同有关部门发布|《第一批示例目录》; not a society's, whose papers are guidelines.
_BY_OFFICE = re.compile(
    r"(?:[局委厅部署府]|部门|国务院)[^，,。；;《》]{0,12}"
    r"(?:印发|出台|颁布|发布|公布|制定)(?:的|了|实施)?$"
)
# 依据：示例保险法第41条第3项: who names its article means the law.
_BY_ARTICLE = re.compile(
    r"(?:依[据照]?|根据|按照|遵照|违反)\s*[:：]?\s*"
    r"(?P<title>(?:中华人民共和国)?(?![本该此其原新上前同])[^\W\d_及和与或的等为在以]{2,28}?"
    r"(?:法|条例|办法|规定|细则|规则|标准))第\s*[\d〇零一二三四五六七八九十百]+\s*条"
)
_NAMED_NUMBER = re.compile(r"[〔［【\[(（]|.*(?:令|字)")


class CitedPolicy(NamedTuple):
    """A policy as a text cites it; `date` is the words of its date, if told with it.

    `relation` is what the citing words do with it: rest on it, forward it, repeal it.
    """

    title: Text | None
    doc_number: Text | None
    quote: Text
    date: Text | None
    relation: str


def citations(text: Text) -> Iterator[CitedPolicy]:
    """Yield the policies that a text cites, in order, as often as it does."""
    titles = (_titled(text, found) for found in text.finditer(TITLE))
    cited: list[CitedPolicy | None] = list(filter(None, titles))
    cited += [_of_article(text, found) for found in text.finditer(_BY_ARTICLE)]
    taken = {c.doc_number.span.start for c in cited if c and c.doc_number}
    numbers = find_doc_numbers(text)
    cited += [_numbered(text, each) for each in numbers if each.span.start not in taken]
    yield from sorted(filter(None, cited), key=lambda policy: policy.quote.span)


def _of_article(text: Text, found: Found) -> CitedPolicy | None:
    title = found["title"]
    if len(title) < SHORTEST or _NOT_LAW.search(title.chars):
        return None
    start, stop = offset(text, title), end(text, title)
    return CitedPolicy(title, None, title, None, relation(text, start, stop))


def _numbered(text: Text, number: Text) -> CitedPolicy | None:
    """Read a number alone; 2020年第46号 needs the office that counts so before it."""
    start, stop = offset(text, number), end(text, number)
    if title := _unquoted(text[max(0, start - 2 * NEAR) : start], text[stop:]):
        first = offset(text, title)
        quote = text[first : stop + 1]
        doing = relation(text, first, stop + 1)
        return CitedPolicy(title, number, quote, None, doing)
    if number.search(_NAMED_NUMBER):
        return CitedPolicy(None, number, number, None, relation(text, start, stop))
    offices = agency_names(text[max(0, start - NEAR) : start])
    before = text[end(text, offices[-1]) : start] if offices else None
    if before is None or not before.fullmatch(_OF_OFFICE):
        return None
    quote = text[offset(text, offices[-1]) : stop]
    return CitedPolicy(
        None, number, quote, None, relation(text, offset(text, quote), stop)
    )


def _unquoted(before: Text, after: Text) -> Text | None:
    """The title of 你局关于示例的请示（示〔2021〕3号）, with the office it names."""
    if not after.match(r"\s*[）)]"):
        return None
    if listed := before.match(_LISTED):
        return listed[1]
    found = before.search(_WITHOUT_QUOTES)
    if found is None:
        return None
    start = found.match.start(1)
    named = [each for each in agency_names(before) if end(before, each) == start]
    return before[offset(before, named[0]) if named else start : found.match.end(1)]


def _titled(text: Text, found: Found) -> CitedPolicy | None:
    start, stop = found.match.span()
    before = text[max(0, start - NEAR) : start]
    after = text[stop : stop + 2 * NEAR]
    around = before, after
    bracket = after.match(_BRACKET)
    inside = next(find_doc_numbers(bracket["bracket"]), None) if bracket else None
    number = inside or _just_before(before)
    is_policy = _is_policy(found["title"], before) or _is_used(found["title"], around)
    if after.match(_ANNEX) or not (number or is_policy):
        return None
    first = offset(text, number) if number and not inside else start
    last = stop + bracket.match.end() if bracket and inside else stop
    date = (_first_date(bracket["bracket"]) if bracket else None) or _issued(before)
    doing = relation(text, first, last)
    return CitedPolicy(found["title"], number, text[first:last], date, doing)


def _just_before(before: Text) -> Text | None:
    """Find the number of 示发〔2021〕3号文件《关于示例的通知》."""
    for number in find_doc_numbers(before):
        if before[end(before, number) :].fullmatch(r"\s*(?:文件?)?(?:印发的)?"):
            return number
    return None


@cache
def _endings(needs: str) -> re.Pattern[str]:
    endings = [row["ending"] for row in load("cited_titles") if row["needs"] == needs]
    return re.compile(f"(?:{'|'.join(endings)})$")


def _is_policy(title: Text, before: Text) -> bool:
    bare = _VERSION.sub("", str(title))
    if len(bare) < SHORTEST or _NOT_LAW.search(bare):
        return False
    if _endings("").search(bare):
        return not _BOOKISH.search(bare) or _is_marked(title, before)
    return bool(_endings("mark").search(bare)) and _is_marked(title, before)


def _is_used(title: Text, around: tuple[Text, Text]) -> bool:
    """Whether the words around a title take it for a policy: bound by it, or asked."""
    before, after = around
    bare = _VERSION.sub("", title.chars)
    if _ASKED.search(bare):
        return after.match(_RECEIVED) is not None
    if len(bare) < SHORTEST or _BOOKISH.search(bare):
        return False
    is_bound = bool(before.search(_BINDING) and after.match(_BOUND))
    return is_bound and _endings("mark").search(bare) is not None


def _is_marked(title: Text, before: Text) -> bool:
    """Whether an office speaks in a title, or stands right before it."""
    offices = agency_names(before)
    near = bool(offices) and len(before) - end(before, offices[-1]) <= BESIDE
    near = near or before.search(_BY_OFFICE) is not None
    near = near or title.search(_ON_TRIAL) is not None
    of_region = bool(title.match(_MARKED)) or begins_with_place(title)
    return of_region or bool(agency_names(title)) or near


def _first_date(words: Text) -> Text | None:
    return next((date.quote for date in find(words) if date.year), None)


def _issued(before: Text) -> Text | None:
    """Find the date of 2021年3月5日某局印发的《…》: a verb of issue follows it."""
    clause = before[max(before.chars.rfind(mark) for mark in "。；，,") + 1 :]
    dates = [date.quote for date in find(clause) if date.year]
    if not dates or not clause[end(clause, dates[-1]) :].search(_ISSUED):
        return None
    return dates[-1]
