"""The labels of the catalog (政府信息公开目录) above a notice: 索引号, 成文日期, 来源.

They stand in a table or on lines, in any order, each before its value or above it;
some portals print them with a blank for a colon, or one right behind the other.

>>> for field, value in labels([Text.raw("文 号：无 来源: 示例网 2025-06-23")]):
...     print(field, value)
number 无
source 示例网
>>> [(field, str(value)) for field, value in labels(
...     [Text.raw("索引号"), Text.raw("0001/2025-1"), Text.raw("主题分类")])]
[('index', '0001/2025-1')]
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, zip_longest

from normalize import vocab
from normalize.document import Grid
from normalize.notice.flow import Item
from normalize.text import Text

_LABELS = {row["label"]: row["field"] for row in vocab.load("notice_labels")}
_SPACED = "|".join(
    r"\s*".join(label) for label in sorted(_LABELS, key=len, reverse=True)
)
LABEL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:[【\[]\s*({_SPACED})\s*[】\]]\s*[:：]?|({_SPACED})\s*[:：])"
)

# 主题分类：药品发布机构：示例局: glued together, where an earlier label shows the kind.
_GLUED = re.compile(
    "|".join(
        rf"{label}\s*[:：]"
        for label in sorted(_LABELS, key=len, reverse=True)
        if len(label) > 3
    )
)
_BLANK = re.compile(
    rf"(?<![^\s|｜])({_SPACED})[\s|｜]+(?=\S*\d|[\u4e00-\u9fff]{{2,20}}(?:\s|$))"
)
_BY_BLANK = frozenset(("index", "number", "signed", "posted", "agency"))
# 来源：示例网 2025-06-23 10:20 [打印]: what else stands on the line.
_BESIDE = re.compile(
    r"[\s|｜\[【(（]+(?:(?:19|20)\d\d\s*[-/.年]|字[体号]|分享|打印|浏览|阅读)"
)
_LONGEST_VALUE = 120  # characters of a value on the line below its label


def labels(items: Iterable[Item]) -> Iterator[tuple[str, Text]]:
    """Yield (field, value) of the known labels that fill a column."""
    listed = list(items)
    is_list = sum(isinstance(item, Text) and _is_bare(item) for item in listed) > 1
    for item, below in zip_longest(listed, listed[1:]):
        if isinstance(item, Grid):
            found = [*_in_grid(item)]
        else:
            found = [*_in_line(item), *_by_blank(item), *_above(item, below, is_list)]
        yield from ((field, value) for field, value in found if field and value)


def _is_bare(line: Text) -> bool:
    """Whether a line is a label and nothing else: 索 引 号."""
    return _named(line) is not None and len(line) > 1


def _named(words: Text) -> str | None:
    """The field of a label; empty for one that fills no column, None for no label."""
    return _LABELS.get("".join(words.chars.split()).strip("【】[]:："))


def _above(line: Text, below: Item | None, is_list: bool) -> Iterator[tuple[str, Text]]:
    """Read a label whose value stands on the next line, as lists of a page do."""
    field = _named(line)
    if not field or not isinstance(below, Text) or len(below) > _LONGEST_VALUE:
        return
    is_label = is_list or line.search("[:：】]\\s*$") is not None
    if is_label and not below.match(LABEL) and not _is_bare(below):
        yield field, below.strip()


def _by_blank(line: Text) -> Iterator[tuple[str, Text]]:
    """Read labels that only a blank parts from their values: 文号 示发〔2025〕1号."""
    found = [] if LABEL.search(line.chars) else list(line.finditer(_BLANK))
    if not found or found[0].match.start() > 0:
        return
    ends = [*(each.match.start() for each in found[1:]), len(line)]
    for each, end in zip(found, ends, strict=True):
        field = _named(each[1])
        if field in _BY_BLANK:
            yield field, line[each.match.end() : end].strip("|｜ \t\u3000\xa0")


def _in_line(line: Text) -> Iterator[tuple[str, Text]]:
    found = [found.match.span() for found in line.finditer(LABEL)]
    if found:
        inside = (glued.span() for glued in _GLUED.finditer(line.chars, found[0][1]))
        taken = {end for _, end in found}
        found = sorted([*found, *(span for span in inside if span[1] not in taken)])
    ends = [*(start for start, _ in found[1:]), len(line)]
    for (start, stop), end in zip(found, ends, strict=False):
        field = _named(line[start:stop]) or ""
        value = line[stop:end].strip("【】[]|｜ \t\u3000\xa0")
        beside = value.search(_BESIDE) if field in ("source", "agency") else None
        yield field, value[: beside.match.start()] if beside else value


def _in_grid(grid: Grid) -> Iterator[tuple[str, Text]]:
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    for row, below in zip(rows, [*rows[1:], []], strict=True):
        known = [_named(cell) for cell in row]
        if len(row) > 1 and None not in known and len(below) == len(row):
            yield from zip((name or "" for name in known), below, strict=True)
        for (field, _), (other, value) in pairwise(zip(known, row, strict=True)):
            if field and other is None:
                yield field, value
        for cell in row:
            yield from _in_line(cell)
