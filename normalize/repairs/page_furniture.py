"""What a web page prints under every document: copyright, licenses, comment forms.

Only lines behind the last prose of a page, and only lines that are furniture from end
to end; names, dates and contacts between them stay.  Addresses and operators count as
furniture only below a copyright or filing line: elsewhere they are the document's.

>>> foot = "Copyright © 2025 版权所有\\n关于我们 | 网站地图"
>>> text, _ = repair(Text.raw("特此公告。\\n责任编辑：某某\\n" + foot))
>>> print(text)
特此公告。
责任编辑：某某
<BLANKLINE>
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalize.draft import Doubt
from normalize.repairs.lines import Line, spoken, without
from normalize.repairs.traditional import characters
from normalize.text import Text
from normalize.vocab import load

RULE = "page_furniture"
HEAD, FOOT = 8, 40  # lines, at most
PROSE = 60  # characters of a line that ends the search upwards
LONGEST = 160
_FAR = 20_000  # characters from either end


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take the furniture at the foot of a page out."""
    return without(text, found(text.chars), RULE), []


def found(chars: str) -> list[Line]:
    """List the furniture in the first lines and behind the last prose, in order."""
    head = spoken(chars[:_FAR])[:HEAD]
    top = [line for line in head if _matches("head", line.words)]
    return top + list(reversed(list(_foot(chars))))


def is_furniture(words: str) -> bool:
    """Whether a line is furniture wherever it stands at the foot of a page.

    >>> is_furniture("京ICP备00000000号-1"), is_furniture("地址:某市某路1号")
    (True, False)
    """
    return _matches("line", words)


def _foot(chars: str) -> Iterator[Line]:
    """Yield furniture from the end upwards, until prose."""
    foot = spoken(chars, max(0, len(chars) - _FAR))[-FOOT:]
    first = _first(foot)
    for at in range(len(foot) - 1, -1, -1):
        words = foot[at].words
        if is_furniture(words) or (at > first and _matches("below", words)):
            yield foot[at]
        elif len(words) >= PROSE:
            return


def _first(foot: Sequence[Line]) -> int:
    """Return the place of the first line that is furniture by itself."""
    places = (at for at, line in enumerate(foot) if is_furniture(line.words))
    return next(places, len(foot))


def _matches(kind: str, words: str) -> bool:
    if len(words) > LONGEST:
        return False
    return _patterns(kind).fullmatch(words.translate(characters())) is not None


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    """Join the patterns of furniture by itself, or of furniture below other such."""
    kinds = [row["pattern"] for row in load("page_furniture") if row["where"] == kind]
    return re.compile("|".join(f"(?:{each})" for each in kinds), re.IGNORECASE)
