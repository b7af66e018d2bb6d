"""A whole notice on one line, as left by who strips the tags and puts nothing there.

…的通知湘示发〔2022〕1号各市州局：…请遵照执行。示例局2022年9月8日示例办法第一条…第二条…
Such a line is long, and has a signature in its middle or numbers that count on; it is
cut where the pieces of a notice begin.  Any other line is left whole.

>>> words = "各市局：现将《示例办法》印发给你们，请遵照执行。示例省药监局2022年9月8日"
>>> words += "示例办法第一条 为示例，制定本办法。第二条 条件：（一）甲；（二）乙。"
>>> for line in cut(Text.raw(words)):
...     print(line)
各市局：
现将《示例办法》印发给你们，请遵照执行。
示例省药监局
2022年9月8日
示例办法
第一条 为示例，制定本办法。
第二条 条件：
（一）甲；
（二）乙。
>>> len(cut(Text.raw("第一条 甲。第二条 乙。")))
1
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from normalize.notice.offices import offices
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.doc_numbers import find_doc_numbers
from normalize.values.numerals import numeral

_LONG = 60  # characters of a line that may hold a notice
_HEAD = 200  # characters in which the number and the addressees stand
_HAN = "[一二三四五六七八九十百]{1,5}"
_SIGNED = re.compile(
    r"(?<=[。）)])\s*(?P<by>[\u4e00-\u9fff][\u4e00-\u9fff\s、（）]{3,80}?)\s*"
    r"(?P<on>(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
    r"(?P<note>\s*[（(][\u4e00-\u9fff]{4,20}[）)])?(?!\s*[，。、；的至到印发公召前起])"
)
_TO = re.compile(
    r"\s*(?:各|有关|[\u4e00-\u9fff]{2,30}[局委厅府处院]、)[^。；：:]{2,180}[：:]"
)
_COUNTED = (
    re.compile(rf"第(?P<n>{_HAN})章(?=[\s\u4e00-\u9fff])"),
    re.compile(rf"第(?P<n>{_HAN})条(?=[\s\u3000【（])"),
    re.compile(rf"(?<=[。：:])(?P<n>{_HAN})、"),
    re.compile(rf"(?<=[。：:；;])[（(](?P<n>{_HAN})[）)]"),
)


def cut(line: Text) -> list[Text]:
    """Cut a line that holds a whole notice into its paragraphs."""
    if len(line) < _LONG:
        return [line]
    signed, counted = set(_signatures(line)), set(_numbers(line))
    if not signed and len(counted) < 6:
        return [line]
    places = sorted({0, *signed, *counted, *_openings(line), len(line)})
    pieces = (line[a:b].strip() for a, b in pairwise(places))
    return [piece for piece in pieces if piece]


def _signatures(line: Text) -> Iterator[int]:
    """Yield where a signature in the middle of a line begins, parts and ends."""
    for found in line.finditer(_SIGNED):
        if offices(found["by"]):
            yield from (found.match.start("by"), found.match.start("on"))
            yield from (found.match.end("on"), found.match.end())


def _numbers(line: Text) -> Iterator[int]:
    """Yield where a number begins that counts on from 一."""
    for style in _COUNTED:
        last = 0
        for found in line.finditer(style):
            value = _value(str(found["n"]))
            if value == last + 1 or (value == 1 and last):
                yield found.match.start()
                last = value


def _value(words: str) -> int:
    try:
        return int(numeral(words))
    except Rejected:
        return 0


def _openings(line: Text) -> Iterator[int]:
    """Yield where the number of the notice begins and ends, and the addressees end."""
    at = 0
    for number in find_doc_numbers(line[:_HEAD]):
        start = line.chars.index(number.chars)
        if line[:start].search(r"(?:^|[）)》通知公告意见函复定]\s*)$"):
            yield from (start, start + len(number))
            at = start + len(number)
        break
    if found := line[at:].match(_TO):
        yield at + found.match.end()
