"""Lines of a text with their places, and how to take some of them out.

>>> page = Text.raw("标题\\n\\n正文\\n脚注")
>>> [(line.start, line.words) for line in spoken(str(page))]
[(0, '标题'), (4, '正文'), (7, '脚注')]
>>> str(without(page, spoken(str(page))[-1:], "spam"))
'标题\\n\\n正文\\n'
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from normalize.text import Text

_LINE = re.compile(r"[^\r\n]+(?:\r\n|\r|\n)?")


class Line(NamedTuple):
    """A line that is not blank: its range with the line end, its words without."""

    start: int
    end: int
    words: str


def spoken(chars: str, start: int = 0) -> tuple[Line, ...]:
    """List the lines that are not blank, from the one that holds `start` on."""
    return _spoken(chars, chars.rfind("\n", 0, start) + 1)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Compile a quick look for any of some words, the cheap test before a dear one.

    >>> any_of(["客服", "客户"]).search("客户热线") is not None
    True
    """
    return re.compile("|".join(map(re.escape, sorted(words))))


def without(text: Text, lines: Iterable[Line], rule: str) -> Text:
    """Take whole lines out, each with its line end."""
    return text.change([(line.start, line.end, "") for line in lines], rule)


@lru_cache(maxsize=8)  # the repairs of a page ask one after another
def _spoken(chars: str, start: int) -> tuple[Line, ...]:
    return tuple(
        Line(*match.span(), words)
        for match in _LINE.finditer(chars, start)
        if (words := match[0].strip())
    )
