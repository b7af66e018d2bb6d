"""Decrees (令): an office's name and 令, a number of its own, and what is published.

A decree has no title; what it publishes has one, in 《》 in its first sentence.  Both
are one policy: the number and the dates of the decree, the title of what it publishes,
whose articles below it are the policy's provisions.

>>> lines = [Text.raw("国家示例局令"), Text.raw("第97号")]
>>> found = decree(lines, [Text.raw("《示例管理办法》已经审议通过，现予公布。")])
>>> str(found.number), str(found.agency), str(found.title)
('国家示例局令第97号', '国家示例局', '示例管理办法')
>>> decree([Text.raw("关于示例的通知")], [])
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Found, Text

_NUMBER = r"\s*[（(]?\s*第\s*[\d一二三四五六七八九十百〇零]+\s*号\s*[）)]?"
# 中华人民共和国财政部令 is cited as 财政部令; 主席 stands for the state itself.
_STATE = r"(?:中\s*华\s*人\s*民\s*共\s*和\s*国\s*(?!主\s*席))?"
_PUBLISHED = r"《((?:[^《》]|《[^《》]*》)+)》.*(?:公布|发布|通过|施行)"


class Decree(NamedTuple):
    """The number of a decree, the office, and the title of what it publishes."""

    number: Text
    agency: Text
    title: Text


def decree(lines: Sequence[Text], body: Sequence[Item]) -> Decree | None:
    """Read a decree's head, on one line or two; None for any other document."""
    first = next((item for item in body if isinstance(item, Text)), None)
    published = first.search(_PUBLISHED) if first is not None else None
    pairs = [*pairwise(lines), *((line, line[len(line) :]) for line in lines)]
    for above, below in pairs:
        found = Text.join([above, below]).fullmatch(
            rf"{_STATE}(([^《》]*)令)({_NUMBER})"
        )
        if found and published and offices(found[2]):
            return _read(found, published[1])
    return None


def _read(found: Found, title: Text) -> Decree:
    number = found[3].strip("（() ）\u3000")
    return Decree(Text.join([found[1], number]), found[2], title)
