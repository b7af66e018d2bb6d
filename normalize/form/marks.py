"""Words of a form that are neither label nor value: logos, titles, page numbers.

>>> role(Text.raw("中国医疗保障 CHINA HEALTHCARE SECURITY"))
'mark'
>>> printed = ("五（一）、公平性信息", "第 3 页 共 12 页", "----")
>>> [role(Text.raw(words)) for words in printed]
['section', 'page', 'ruler']
>>> role(Text.raw("药品类别")) is None
True
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from normalize.form.numbering import bare
from normalize.text import Text
from normalize.values.plain import squash
from normalize.vocab import load

Role = Literal["mark", "page", "ruler", "section"]

SECTION = re.compile(r"[\u4e00-\u9fff/、]{2,12}信息(?:表)?")
# A running head may stand on the line of the page number.
_NUMBER = (
    r"(?:第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?"
    r"|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?)"
)
PAGE = re.compile(
    rf"{_NUMBER}(?:\s+.{{1,60}})?|.{{1,60}}\s{_NUMBER}"
    r"|[-—–－]\s*\d{1,4}\s*[-—–－]|\d{1,4}\s*/\s*\d{1,4}"
)
WORD = re.compile(r"[^\W_]")
_BRACKETS = "()·"


def role(line: Text) -> Role | None:
    """Say what a line by itself is; None for words that may be label or value."""
    if len(line) > len("--") and not line.search(WORD):  # - and / are values
        return "ruler"
    if line.fullmatch(PAGE):
        return "page"
    if not _without_logos(squash(str(line))):
        return "mark"
    return "section" if is_section(line) else None


def is_section(line: Text) -> bool:
    """Say whether a line is the title of a part of the form."""
    words = bare(bare(line))
    return bool(words.fullmatch(SECTION)) or squash(str(words)) in _words("section")


def are_heads(cells: Iterable[Text]) -> bool:
    """Say whether the cells of a row only name the columns: 项目, 内容."""
    return all(squash(str(cell)) in _words("head") for cell in cells if len(cell))


def publisher_of(lines: Iterable[Text]) -> Text | None:
    """Return the printed mark of the publisher, or None."""
    for line in lines:
        for words in _words("publisher"):
            if found := line.search(r"\s*".join(map(re.escape, words))):
                return found[0]
    return None


def _without_logos(squashed: str) -> str:
    for words in (*_words("publisher"), *_words("mark")):
        squashed = squashed.replace(words, "")
    return squashed.strip(_BRACKETS)


@cache
def _words(role: str) -> tuple[str, ...]:
    rows = [row["words"] for row in load("form_marks") if row["role"] == role]
    return tuple(sorted(map(squash, rows), key=len, reverse=True))
