"""What a number in running text is a number of (计量对象): the words beside it.

A count has it behind (20家医院), a share behind 为 or 的 when it opens its clause
(60.5%为男性), everything else before (中位年龄为33.5岁); a number in brackets belongs to
the clause around them.

>>> clause = Text.raw("大多数患者(约60%)会复发")
>>> str(subject(clause, 6, 10, "share"))
'大多数患者会复发'
"""

import re

from normalize.facts.sentences import brackets
from normalize.text import Text

_STOP = (
    r"获得|获|开始|正在|开展|通过|已|均|在|于|和|与|及|以及|或|为|是|被|将|严重|需要|需|可|中(?!心|药|医|国|西|位)"
    r"|并|且|有|使用|接受|患有|的(?=治疗|补偿|费用)"
)
_COUNTED = re.compile(
    rf"\s*(?:左右|上下|以上)?的?(?P<noun>[^，,。；;、（）()：:\d\s][^，,。；;、（）()：:\d]{{0,24}}?)"
    rf"(?={_STOP}|[，,。；;、（）()：:\d]|$)"
)
_SHARED = re.compile(r"\s*(?:的|为|是)+\s*(?P<noun>[^，,。；;、]{1,30})")
_OPENING = re.compile(
    r"^(?:其中|同时|此外|另外|并且|而且|但是|目前|估算|预计|且|并|而|但|即|如|及|和|与|在(?!报)|：|:|\s)+"
)
_CLOSING = re.compile(
    r"(?:大约|约|将近|接近|近|超过|超|逾|多达|高达|可达|至少|不超过|不足|不低于|不少于|大于|小于"
    r"|提高至|降至|分别|更新|估算|预估|预计|估计|[达为仅只占是至到有的也已均就每含即共(（:：,，~～±≥≤><\s])+$"
)
_CUT = re.compile(r"[：:、）)]")


def subject(clause: Text, start: int, end: int, kind: str) -> Text | None:
    """Return what the number at `start:end` of a clause is of; None where unsaid.

    `kind` is that of its unit: `count`, `share`, `time` and so on.
    """
    around = next((b for b in brackets(clause.chars) if b.start < start < b.end), None)
    before = clause[around.start + 1 if around else 0 : start]
    behind = clause[end : around.end - 1 if around else len(clause)]
    if kind == "count" and (found := behind.match(_COUNTED)):
        return found["noun"].strip()
    if words := _trimmed(before):
        return words
    if around and not _trimmed(behind):
        return _trimmed(Text.join([clause[: around.start], clause[around.end :]]))
    found = behind.match(_SHARED) or behind.match(_COUNTED)
    return found["noun"].strip() if found else None


def _trimmed(words: Text) -> Text | None:
    """Take the words that lead up to the number off the end, and conjunctions off."""
    cut = max((m.end() for m in _CUT.finditer(words.chars.rstrip(" :：为"))), default=0)
    rest = words[cut:] if len(words) - cut > 1 else words
    opening = _OPENING.match(rest.chars)
    rest = rest[opening.end() if opening else 0 :]
    closing = _CLOSING.search(rest.chars)
    return rest[: closing.start() if closing else len(rest)].strip(" ，,。；;") or None
