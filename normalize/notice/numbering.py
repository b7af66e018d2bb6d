"""Numbers of paragraphs (层次序数): 第一章, 第二条, 一、, （一）, 1., （1）, ①.

The order is that of GB/T 9704 一、（一）1.（1）, under the chapters and articles of a
regulation (第一章, 第一节, 第一条).  A notice may leave out a level, so a rank says
only which number ends the reach of which.

>>> for line in "三、支持政策", "（一）审评审批", "2．促进转化", "第三条 本办法适用于":
...     print(*marker(Text.raw(line)), sep="|")
三|3|三|支持政策
(一)|4|（一）|审评审批
2|5|2|促进转化
第三条|2|第三条|本办法适用于
>>> marker(Text.raw("2.5分")), marker(Text.raw("2025年6月20日"))
(None, None)
"""

import re
from typing import NamedTuple

from normalize.text import Text

_HAN = "[一二三四五六七八九十百零〇]{1,5}"
_STYLES = tuple(
    re.compile(rf"({label}){after}\s*")
    for label, after in (
        (rf"第{_HAN}章", r"(?=\s|[\u4e00-\u9fff]|$)"),
        (rf"第{_HAN}节", r"(?=\s|[\u4e00-\u9fff]|$)"),
        (rf"第{_HAN}条", r"(?![一二三第款项的、，,])"),
        (_HAN, r"(?:、|[.．](?!\d))"),
        (rf"[（(]\s*{_HAN}\s*[）)]", r"[、.．]?"),
        (r"\d{1,2}", r"(?:、|[.．](?!\d))"),
        (r"[（(]\s*\d{1,2}\s*[）)]", r"[、.．]?"),
        ("[①-⑳]", r"[、.．]?"),
    )
)

SECTION = 4
"""The lowest rank that opens a section; below it stand the items of a list."""


class Marker(NamedTuple):
    """The number before a paragraph: its place, its rank, the words after it."""

    label: str
    rank: int
    quote: Text
    rest: Text


def marker(line: Text) -> Marker | None:
    """Return the number a line begins with, brackets made half-width; None without."""
    for rank, style in enumerate(_STYLES):
        if found := line.match(style):
            return Marker(_label(str(found[1])), rank, found[1], line[len(found[0]) :])
    return None


def _label(printed: str) -> str:
    return "".join(printed.split()).translate(str.maketrans("（）", "()"))
