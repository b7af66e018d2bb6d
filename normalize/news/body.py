"""The article itself (正文): below headline and dateline, above the closing credits.

>>> from normalize.text import Text
>>> shown = "首张处方|2025-03-01|作者：段一|首例患者用上新药。|（责编：普三）|略"
>>> page = [Line(Text.raw(words)) for words in shown.split("|")]
>>> [str(line.text) for line in body(page, top=0, below=2)]
['首例患者用上新药。']
"""

import re
from collections.abc import Sequence

from normalize.news.credits import is_credit
from normalize.news.lines import Line

HEAD, FOOT = 8, 12  # lines in which credits stand before and behind the article
SHORT = 80  # characters of a line with nothing but credits
REST = 300  # characters that may follow the closing credits
SENTENCE = 20  # characters of a sentence that is prose
_SENTENCE_ENDS = tuple(f"{end}{mark}" for end in "。！？" for mark in ("", *"”’）)」"))
# What a site says of itself below an article.
_OF_SITE = re.compile(
    r"声明|版权|转载|免责|侵权|授权|不代表|仅供参考|投资|风险|联系|公众号|关注|扫码|二维码|客户端|热线|举报"
    r"|邮箱|电话|来源|本[文网站刊报]|编辑|记者|作者|订阅|下载|图片"
)
_LABEL_ALONE = re.compile(r"[:：]\s*$")
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
    """The first line that is neither credit, nor its value, nor tool of the page."""
    at, last = first, min(first + HEAD, len(lines))
    while at < last and _is_apart(lines[at]):
        at += 2 if lines[at].text.search(_LABEL_ALONE) else 1
    return min(at, len(lines))


def _closing(lines: Sequence[Line], first: int) -> int:
    """The number of the line where the closing credits begin, or of none."""
    whole, rest = sum(len(line.text) for line in lines[first:]), 0
    found = len(lines)
    for at in range(len(lines) - 1, max(first, len(lines) - FOOT), -1):
        rest += len(lines[at].text)
        if rest > min(REST, whole / 2) or _goes_on(lines[at]):
            break
        if _is_credits(lines[at]):
            found = at
    return found


def is_prose(line: Line) -> bool:
    """Tell whether a line is a sentence, or more."""
    words = line.text
    return len(words) >= SENTENCE and words.chars.endswith(_SENTENCE_ENDS)


def _goes_on(line: Line) -> bool:
    """Whether a line is of the article: credits in its middle are those of a part."""
    return is_prose(line) and not line.text.search(_OF_SITE)


def _is_apart(line: Line) -> bool:
    is_tool = len(line.text) <= SHORT and line.text.fullmatch(_TOOLS) is not None
    return is_tool or _is_credits(line)


def _is_credits(line: Line) -> bool:
    asks = line.text.search("[？?]$")  # 记者：这种药何时获批？
    return len(line.text) <= SHORT and not asks and is_credit(line.text)
