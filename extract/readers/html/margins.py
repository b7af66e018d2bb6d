"""What is kept around the content of a page: headline, dateline, index table, editor.

The dateline and the index table (索引号, 发文字号, 发布机构) of an official page stand
between the headline and the content or above both, the editor (责任编辑) below.
"""

import re
from collections.abc import Sequence

from extract.readers.html.flow import Line

DATELINE = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|民[國国]\s*\d|来源|來源|稿源|作者|[记記]者|编辑|編輯"
    r"|发布|發布|發佈|文号|文號"
)
INDEX = re.compile(
    r"索引号|索 引 号|文号|文 号|发布机构|发文机关|成文日期|发布日期|公开日期|生成日期|主题分类|有效性"
)
CREDIT = re.compile(
    r"责任编辑|責任編輯|(?:编辑|編輯|责编|責編|校对|审核|来源|來源|作者|供稿|撰稿)\s*[:：]"
)
LONGEST = 150  # Characters of a dateline; a credit has half of them.
NEAR = 15  # Lines behind the content that may hold the credit.
SHORTEST = 4  # Characters of a headline.
ANYWHERE = 7  # Characters that a part of the page's title must have to be the headline.
NOT_WORDS = re.compile(r"\W+")


def headline(lines: Sequence[Line], title: str) -> int | None:
    """Return the number of the headline: the best match with the title, else an h1."""
    bare_title = _bare(title)
    best, found = 0, None
    for i, line in enumerate(lines):
        score = _headline_score(line, bare_title)
        if score > best:
            best, found = score, i
    return found


def _headline_score(line: Line, title: str) -> int:
    words = _bare(line.words)
    if len(words) < SHORTEST or 2 * line.linked > len(line.words):
        return 0
    is_title = words in title and (len(words) >= ANYWHERE or line.heading > 0)
    return (1000 if is_title else 0) + (100 + len(words) if line.heading == 1 else 0) + (
        len(words) if is_title else 0
    )


def head(lines: Sequence[Line], kept: set[int], first: int | None) -> set[int]:
    """Return the kept lines from the headline on, with it and its datelines."""
    if first is None or first > max(kept):
        return kept
    before = {i for i in kept if i >= first}
    if not before:
        return kept
    start = min(before)
    between = {i for i in range(first + 1, start) if _is_dateline(lines[i])}
    index = {i for i in range(max(0, first - 2 * NEAR), first) if _is_index(lines, i)}
    return before | between | index | {first}


def _is_dateline(line: Line) -> bool:
    linked = 2 * line.linked > len(line.words)
    return len(line.words) < LONGEST and not linked and bool(DATELINE.search(line.words))


def _is_index(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a label of the index table, or the value beside one."""
    line = lines[at]
    if INDEX.match(line.words):
        return True
    return bool(at and INDEX.match(lines[at - 1].words)) or bool(line.cell and DATELINE.search(line.words))


def foot(lines: Sequence[Line], last: int) -> set[int]:
    """Return the numbers of the credit lines close behind the content."""
    behind = range(last + 1, min(last + 1 + NEAR, len(lines)))
    return {
        i
        for i in behind
        if 2 * len(lines[i].words) < LONGEST and CREDIT.search(lines[i].words)
    }


def _bare(words: str) -> str:
    return NOT_WORDS.sub("", words)
