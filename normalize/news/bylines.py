"""Names that stand beside the time without a label (无标签署名).

>>> line = Text.raw("http://www.example.com 2025-03-01 10:22 示例财经 我要评论(0)")
>>> {name: str(words) for name, words in beside(line, line[23:39]).items()}
{'publisher': '示例财经'}
>>> line = Text.raw("2025-03-01 10:22 段一 [打印]")
>>> {name: str(words) for name, words in beside(line, line[:16]).items()}
{'author': '段一'}
"""

import re
from collections.abc import Iterator, Sequence

from normalize.facts.offsets import end, offset
from normalize.news.dateline import ADDRESS, Dateline
from normalize.news.lines import Line
from normalize.news.names import is_medium, is_person, is_tool
from normalize.text import Text
from normalize.values.regions import region_of

LONGEST = 14
SHORTEST = 4  # characters of a name before the time that is not that of a medium
_PARTS = re.compile(r"[\s　_*|｜·／,，\[\]【】()（）]+")
_COLUMN = re.compile(
    r"(?:动态|公告|通知|公示|解读|观点|专题|专栏|要闻|快讯|政策|资料|文章|报告|知识|百科|法规"
    r"|行业|领域|中心|详情|类别|[期版]|\d)$|^(?:第\d|热度|全文|图文|位置|距离|共)"
)
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_LABEL = re.compile("[:：]")


def unlabeled(found: Dateline | None, lines: Sequence[Line]) -> dict[str, Text]:
    """Return the publisher or author that stands beside the time, or on a line near."""
    if found is None or not isinstance(found.moment, Text):
        return {}
    names = beside(lines[found.at].text, found.moment)
    near = [*lines[found.end : found.end + 1], *lines[max(0, found.at - 1) : found.at]]
    for line, level in near:
        words = line.strip()
        if not level and len(words) <= LONGEST and _is_source(words):
            names.setdefault("publisher", words)
    return names


def beside(line: Text, moment: Text) -> dict[str, Text]:
    """Return the publisher or author that a dateline names without a label."""
    start, stop = offset(line, moment), min(end(line, moment), len(line))
    found: dict[str, Text] = {}
    for part in (line[stop:], line[:start]):
        for words in _names(part):
            if is_person(words.chars):
                found.setdefault("author", words)
            elif _may_publish(words, is_before=part.span.start < moment.span.start):
                found.setdefault("publisher", words)
    return found


def _may_publish(words: Text, *, is_before: bool) -> bool:
    """Whether words may name a medium: those before the time are more often a column.

    Behind it pages of people print the place they write from (IP属地).
    """
    if is_medium(words.chars):
        return True
    if is_before:
        return len(words) >= SHORTEST and _COLUMN.search(words.chars) is None
    place = region_of(words.chars)
    return place is None


def _names(part: Text) -> Iterator[Text]:
    for words in part.split(_PARTS):
        bare = words.strip(" -—")
        if len(bare) <= LONGEST and _HAN.search(bare.chars) and _is_name(bare):
            yield bare


def _is_name(words: Text) -> bool:
    noise = is_tool(words.chars) or _LABEL.search(words.chars)
    return not noise and ADDRESS.search(words.chars) is None


def _is_source(words: Text) -> bool:
    return _is_name(words) and is_medium(words.chars) and not is_person(words.chars)
