"""Page numbers that a printed document left between its lines (页码), and form feeds.

Only lines that hold nothing else, and only where several stand in one document and
count upwards: a single `- 3 -` may be anything.

>>> text = Text.raw("正文\\n第 1 页 共 2 页\\n\\f续\\n第 2 页 共 2 页\\n")
>>> cleaned = without_page_numbers(text)
>>> str(cleaned).split(), page_starts(str(text))
(['正文', '续'], (0, 16))
>>> str(without_page_numbers(Text.raw("正文\\n- 3 -\\n")))
'正文\\n- 3 -\\n'
"""

import re
from collections.abc import Iterator

from normalize.text import Text

RULE = "page_furniture"
NUMBERED = re.compile(
    r"^[ \t\u3000\f]*(?:第\s*(?P<page>\d{1,4})\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?"
    r"|[-—–－]\s*(?P<dashed>\d{1,4})\s*[-—–－]"
    r"|(?P<of>\d{1,4})\s?/\s?\d{1,4}"
    r"|[Pp]age\s+(?P<english>\d{1,4})(?:\s+of\s+\d{1,4})?)[ \t\u3000]*$",
    re.MULTILINE,
)


def without_page_numbers(text: Text) -> Text:
    """Return a text without page numbers; form feeds become line feeds."""
    changes = [(*found.span(), "") for found in _counting(str(text))]
    return text.change(changes, RULE).replace("\f", "\n", RULE)


def _counting(text: str) -> Iterator[re.Match[str]]:
    """The page numbers that come after a lower or before a higher one, kind by kind."""
    found = list(NUMBERED.finditer(text))
    for i, one in enumerate(found):
        near = found[max(0, i - 1) : i + 2]
        others = [other for other in near if other.lastgroup == one.lastgroup]
        if {_number(one) - 1, _number(one) + 1} & set(map(_number, others)):
            yield one


def _number(found: re.Match[str]) -> int:
    return int(found[found.lastgroup or "page"])


def page_starts(raw: str) -> tuple[int, ...]:
    """Return the raw offset of each page; none where no form feed stands."""
    starts = [found.end() for found in re.finditer("\f", raw)]
    return (0, *starts) if starts else ()
