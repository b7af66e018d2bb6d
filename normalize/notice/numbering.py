"""Numbers of paragraphs (层次序数): 第一章, 第二条, 一、, （一）, 1., 1.1, （1）, ①.

The order is that of GB/T 9704 一、（一）1.（1）, under the chapters and articles of a
regulation (第一章, 第一节, 第一条); guidelines go down in decimals (1. 1.1 1.1.1).  A
notice may leave out a level, so a rank says only which number ends the reach of which.

>>> for line in "三、支持政策", "（一）审评审批", "2．促进转化", "第三条 本办法适用于":
...     print(*marker(Text.raw(line)), sep="|")
三|5|三|支持政策
(一)|6|（一）|审评审批
2|7|2|促进转化
第三条|3|第三条|本办法适用于
>>> [marker(Text.raw(line)).label for line in ("1.2.3 记录要求", "⑵冷链", "a）甲")]
['1.2.3', '(2)', 'a)']
>>> marker(Text.raw("2.5分")), marker(Text.raw("2025年6月20日"))
(None, None)
"""

import re
from itertools import pairwise
from typing import NamedTuple

from normalize.text import Text

_HAN = "[一二三四五六七八九十百零〇]{1,5}"
_FORMAL = "[壹贰叁肆伍陆柒捌玖拾]{1,3}"
# 2.5分。 is an amount, with which a wrapped line may begin; 2.5 分类管理 is a title.
_UNIT = (
    "[分元万亿倍个岁年月日时度折次例项种批家人楼层号][的以及左至起元人个工月小内前后]?"
    r"(?:[^\u4e00-\u9fff]|$|工作|月|小时)|[万亿][元人份盒支片家户次]|[A-Za-z]{1,3}(?![A-Za-z])|[%％‰℃]"
)
_NO_UNIT = rf"(?=\s*[\u4e00-\u9fffA-Z《“（(「])(?!\s*(?:{_UNIT}))"
# 1 适用范围
_TITLE = r"[\s\u3000]+(?=[\u4e00-\u9fff、（）()]{2,24}$)(?![年月日个家号岁])"


def _decimals(depth: int) -> str:
    return rf"\d{{1,2}}(?:[.．][1-9]\d?){{{depth}}}(?![.．]?\d)"


_STYLES = tuple(
    (re.compile(rf"({label}){after}\s*"), level)
    for level, label, after in (
        (0, rf"第{_HAN}[编篇]", r"(?=\s|[\u4e00-\u9fff]|$)"),
        (1, rf"第{_HAN}章", r"(?=\s|[\u4e00-\u9fff]|$)"),
        (2, rf"第{_HAN}节", r"(?=\s|[\u4e00-\u9fff]|$)"),
        (3, rf"第\s*(?:{_HAN}|\d{{1,3}})\s*条", r"(?![一二三第款项的、，,之])"),
        (4, _FORMAL, r"\s*、"),
        (5, _HAN, r"\s*(?:、|[.．](?!\d))"),
        (5, rf"第{_HAN}", "[，,、]"),
        (6, rf"[（(]\s*{_HAN}\s*[）)]", r"[、.．]?"),
        (6, "[㈠-㈩]", r"[、.．]?"),
        (7, r"\d{1,2}", r"\s*(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d\s*年))"),
        (7, "[⒈-⒛]", ""),
        (7, r"\d{1,2}", _TITLE),
        (8, _decimals(1), rf"[.．、]?{_NO_UNIT}"),
        (9, _decimals(2), rf"[.．、]?{_NO_UNIT}"),
        (10, _decimals(3), rf"[.．、]?{_NO_UNIT}"),
        (11, r"[（(]\s*\d{1,2}\s*[）)]", r"[、.．]?"),
        (11, "[⑴-⒇]", r"[、.．]?"),
        (12, r"\d{1,2}\s*[）)]", r"[、.．]?"),
        (13, "[①-⑳]", r"[、.．]?"),
        (14, r"[（(]?[a-z][）)]", r"[、.．]?"),
    )
)

ARTICLE = 3
"""The rank of 第一条."""

SECTION = 6
"""The lowest rank that opens a section; below it stand the items of a list."""

# A list that runs on in its paragraph: 有下列情形的：（1）甲；（2）乙。
_INLINE = re.compile(
    rf"(?<=[。；;：:])\s*(?:(?P<han>[（(]\s*{_HAN}\s*[）)])|(?P<arabic>[（(]\s*\d{{1,2}}\s*[）)])"
    r"|(?P<ring>[①-⑳])|(?P<plain>\d{1,2}\s*[.．、](?!\d)))(?=\s*[\u4e00-\u9fffA-Z《“])"
)

_ASCII = str.maketrans("（）．", "().")


class Marker(NamedTuple):
    """The number before a paragraph: its place, its rank, the words after it."""

    label: str
    rank: int
    quote: Text
    rest: Text


def marker(line: Text) -> Marker | None:
    """Return the number a line begins with, brackets made half-width; None without."""
    for style, rank in _STYLES:
        if found := line.match(style):
            return Marker(_label(str(found[1])), rank, found[1], line[len(found[0]) :])
    return None


def unrolled(line: Text) -> list[Text]:
    """Cut a line before each item of a list that runs on in it: (1), (2) and so on.

    >>> [str(each) for each in unrolled(Text.raw("1.情形：（1）甲；（2）乙（3）丙。"))]
    ['1.情形：', '（1）甲；', '（2）乙（3）丙。']
    >>> len(unrolled(Text.raw("1.情形：（2）甲；（5）乙。")))
    1
    """
    own = marker(line)
    for style in ("han", "plain", "arabic", "ring"):
        marks = [each for each in line.finditer(_INLINE) if style in each]
        starts = [each.match.start(style) for each in marks]
        items = [marker(line[start:]) for start in starts]
        labels = [each.label.strip("()") if each else "" for each in items]
        below = items and items[0] and (own is None or items[0].rank > own.rank)
        if below and len(labels) > 1 and labels == _counted(style, len(labels)):
            edges = [0, *starts, len(line)]
            return [line[a:b].strip() for a, b in pairwise(edges)]
    return [line]


def _counted(style: str, n: int) -> list[str]:
    signs = {"han": "一二三四五六七八九十", "ring": "①②③④⑤⑥⑦⑧⑨⑩"}
    return list(signs[style][:n]) if style in signs else [*map(str, range(1, n + 1))]


def _label(printed: str) -> str:
    label = "".join(printed.split()).translate(_ASCII)
    return _spelled(label) if len(label) == 1 else label


def _spelled(sign: str) -> str:
    """Write a number that is one sign as it is set elsewhere: ㈠ (一), ⒈ 1, ⑴ (1)."""
    if "㈠" <= sign <= "㈩":
        return f"({'一二三四五六七八九十'[ord(sign) - ord('㈠')]})"
    if "⑴" <= sign <= "⒇":
        return f"({ord(sign) - ord('⑴') + 1})"
    if "⒈" <= sign <= "⒛":
        return str(ord(sign) - ord("⒈") + 1)
    return sign
