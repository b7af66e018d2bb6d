"""Lines of a text with their places, and how to take some of them out.

>>> page = Text.raw("标题\\n\\n正文\\n脚注")
>>> [(line.start, line.words) for line in spoken(str(page))]
[(0, '标题'), (4, '正文'), (7, '脚注')]
>>> str(without(page, spoken(str(page))[-1:], "spam"))
'标题\\n\\n正文\\n'
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from normalize.text import Text

_LINE = re.compile(r"[^\r\n]+(?:\r\n|\r|\n)?")


class Line(NamedTuple):
    """A line that is not blank: its range with the line end, its words without."""

    start: int
    end: int
    words: str


def spoken(chars: str, start: int = 0) -> list[Line]:
    """List the lines that are not blank, from the one that holds `start` on."""
    return [
        Line(*match.span(), words)
        for match in _LINE.finditer(chars, chars.rfind("\n", 0, start) + 1)
        if (words := match[0].strip())
    ]


def without(text: Text, lines: Iterable[Line], rule: str) -> Text:
    """Take whole lines out, each with its line end."""
    return text.change([(line.start, line.end, "") for line in lines], rule)
