"""The article itself (正文): below headline and dateline, above the closing credits.

>>> from normalize.text import Text
>>> shown = "首张处方开出|2025-03-01|作者：段一|首例用药。|（责编：普三）|声明：略。"
>>> page = [Line(Text.raw(words)) for words in shown.split("|")]
>>> [str(line.text) for line in body(page, top=0, below=2)]
['首例用药。']
"""

import re
from collections.abc import Sequence

from normalize.news.credits import is_credit
from normalize.news.lines import Line

HEAD, FOOT = 4, 12  # lines in which credits stand before and behind the article
SHORT = 80  # characters of a line with nothing but credits
REST = 300  # characters that may follow the closing credits
_TOOLS = re.compile(
    r"\W*(?:字[号体]|分享|打印|收藏|评论|阅读|浏览|点击|下载)\S*(?:\s\S{1,4})*\s*"
)


def body(lines: Sequence[Line], top: int | None, below: int) -> Sequence[Line]:
    """Return the lines of the article; `top` is that of the headline.

    `below` is the first line behind the dateline.
    """
    first = max(below, 0 if top is None else top + 1)
    first = _behind_credits(lines, first)
    last = _closing(lines, first)
    return lines[first:last]


def _behind_credits(lines: Sequence[Line], first: int) -> int:
    """The first line that is neither credit nor tool of the page."""
    for at in range(first, min(first + HEAD, len(lines))):
        if not _is_apart(lines[at]):
            return at
    return first


def _closing(lines: Sequence[Line], first: int) -> int:
    """The number of the line where the closing credits begin, or of none."""
    rest = 0
    found = len(lines)
    for at in range(len(lines) - 1, max(first, len(lines) - FOOT), -1):
        if _is_credits(lines[at]):
            found = at
        elif (rest := rest + len(lines[at].text)) > REST:
            break
    return found


def _is_apart(line: Line) -> bool:
    return _is_credits(line) or bool(line.text.fullmatch(_TOOLS))


def _is_credits(line: Line) -> bool:
    return len(line.text) <= SHORT and is_credit(line.text)
