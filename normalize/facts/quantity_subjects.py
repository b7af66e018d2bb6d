"""What a number in running text is a number of (计量对象): the words beside it.

A count has it behind (20家医院), a share behind 为 or 的 when it opens its clause
(55.5%为男性), everything else before (中位年龄为33.5岁); a number in brackets belongs
to the words before them.

>>> clause = Text.raw("大多数患者(约60%)会复发")
>>> str(subject(clause, Span(7, 10), "share"))
'大多数患者会复发'
"""

import re

from normalize.sentences import bracket_at, brackets
from normalize.text import Span, Text

_EDGE = " \t，,、。；;：:“”‘’\"'「」□|"
_END = r"[，,。；;、（）()：:\d“”‘’|□]"
_STOP = (
    r"获得|获|开始|正在|开展|通过|已|均|在|(?<!死)于|和|(?<!参)与|及|以及|或|为|是|被|将|严重|需要|需|可"
    r"|并|且|有|使用|接受|患有|中(?!心|药|医|国|西|位)|的(?=治疗|补偿|费用)"
)
_NOUN = r"[^，,。；;、（）()：:\d“”‘’|□\s][^，,。；;、（）()：:\d“”‘’|□]{0,24}?"
_COUNTED = re.compile(
    rf"\s*(?:左右|上下|以上|以内|内|来)?的?(?P<noun>{_NOUN})(?={_STOP}|{_END}|$)"
)
_SHARED = re.compile(r"\s*(?:的|为|是)+\s*(?P<noun>[^，,。；;、“”|]{1,30})")
_OPENING = re.compile(
    r"^(?:[及或]?以[上下]的|\d{1,2}[.、]|[（(]\d{1,2}[)）]|其中|同时|此外|另外|并且|而且|但是|目前|估算|预计|以及"
    r"|且|并|而|但|即|如|及|和|与|的|仅?为|在(?!报)|[：:\s、])+"
)
_CLOSING = re.compile(
    r"(?:大约|约|将近|接近|近|超过|超|逾|多达|高达|可达|至少|不超过|不足|不低于|不少于|大于|小于"
    r"|(?:[由从自]\s*)?(?:19|20)\d\d\s*年[度底初]?|[由从自]"
    r"|(?:上升|增加|增长|下降|降低|提高|减少|上调|下调|缩短|延长|[升增降涨跌减])[至到为]|分别|更新|估算|预估|预计|估计"
    r"|[达為達約僅为仅只占是至到有的也已均就每含即共(（:：,，~～±≥≤><\s])+$"
)
_COMMON = re.compile(
    r"(?:.*以)?(?P<noun>[^，,。；;\d]{1,24}?)(?:较为|较|更|最)?(?:多见|常见|居多|为主|占多数|较多|高发)"
)
_WAY = re.compile(
    r"[^，,。；;\d]{0,8}(?:滴注|输注|注射|口服|冲服|外用|给药|吸入|含服|涂抹|服用)"
)
_FAR = 120  # no subject is longer
_REACH = 30  # characters that may lead up to a number: 仅占 … 的约
_LABEL = re.compile(r".*[：:]")
_FIGURE = re.compile(r"(?<![A-Za-z\d.\-])\d")


def subject(clause: Text, number: Span, kind: str, after: int = 0) -> Text | None:
    """Return what the number of a clause is of; None where the clause does not say.

    `number` is its place in the clause and `kind` that of its unit: `count`, `share`,
    `time` and so on.  The words before `after` belong to an earlier number.
    """
    around = bracket_at(clause.chars, number.start)
    # Examplecel(150万元/剂)的一半: a number in brackets owns no words behind them.
    earlier = after if bracket_at(clause.chars, after - 1) in (None, around) else 0
    start = max(around.start + 1 if around else 0, earlier, number.start - _FAR)
    stop = min(around.end - 1 if around else len(clause), number.end + _FAR)
    behind = clause[number.end : stop]
    if kind == "count" and (found := behind.match(_COUNTED)):
        return _edged(found["noun"])
    if words := _trimmed(clause[start : number.start]):
        return words
    if around and (words := _outside(clause, around, kind)):
        return words
    shared = behind.match(_SHARED) or behind.match(_COUNTED)
    return _edged(shared["noun"]) if shared else None


def spoken_of(clause: Text) -> Text | None:
    """Return whom a clause without a number speaks of: 男性患者多见 is of 男性患者.

    >>> str(spoken_of(Text.raw("该病以男性患者居多")))
    '男性患者'
    """
    found = clause.fullmatch(_COMMON)
    if found:
        return _edged(found["noun"])
    return clause.strip() if clause.fullmatch(_WAY) else None


def _outside(clause: Text, around: Span, kind: str) -> Text | None:
    """Words before the brackets; of a share, also what its part of them does."""
    before = clause[max(around.start - _FAR, 0) : around.start]
    if figure := before.search(_FIGURE):
        before = before[: figure.match.start()]
    if kind != "share" or figure:
        return _trimmed(before)
    return _trimmed(Text.join([before, clause[around.end : around.end + _FAR]]))


def _trimmed(words: Text) -> Text | None:
    """Leave out what only leads up to the number: labels, conjunctions, 约为."""
    rest = _unbracketed(words)
    closing = _CLOSING.search(rest.chars, max(len(rest) - _REACH, 0))
    rest = rest[: closing.start() if closing else len(rest)]
    label = _LABEL.match(rest.chars)
    rest = rest[label.end() if label and label.end() < len(rest) else 0 :].strip(_EDGE)
    opening = _OPENING.match(rest.chars)
    return _edged(rest[opening.end() if opening else 0 :])


def _unbracketed(words: Text) -> Text:
    """Leave out brackets at the end."""
    bare = words.strip()
    pairs = brackets(bare.chars)
    return bare[: pairs[-1].start] if pairs and pairs[-1].end == len(bare) else bare


def _edged(words: Text) -> Text | None:
    return words.strip(_EDGE) or None
