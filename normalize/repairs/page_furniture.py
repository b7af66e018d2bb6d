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
from collections.abc import Iterator
from functools import cache, lru_cache

from normalize.draft import Doubt
from normalize.repairs.lines import Line, any_of, spoken, without
from normalize.repairs.traditional import characterwise
from normalize.text import Text
from normalize.vocab import load

RULE = "page_furniture"
HEAD, FOOT = 8, 40  # lines, at most
PROSE = 60  # characters of a line that ends the search upwards
LONGEST = {"legal": 420}  # characters of a line
LONG = 160
_CREDITS = re.compile(
    "责任编辑|责编|编辑[:：]|^[（(【]?(?:来源|作者|记者|联系人|附件)[:：]"
)
# A site files one number; a document that has two lists sites.
_FILED = re.compile("ICP[备備](\\d{6,})")
_FAR = 20_000  # characters from either end


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take the furniture at the foot of a page out."""
    return without(text, found(text.chars), RULE), []


@lru_cache(maxsize=4)  # adverts are looked for above it
def found(chars: str) -> tuple[Line, ...]:
    """List the furniture in the first lines and behind the last prose, in order."""
    head = spoken(chars[:_FAR])[:HEAD]
    top = [line for line in head if _matches("head", line.words)]
    return (*top, *reversed(list(_foot(chars))))


def is_furniture(words: str) -> bool:
    """Whether a line is furniture wherever it stands at the foot of a page.

    >>> is_furniture("京ICP备00000000号-1"), is_furniture("地址:某市某路1号")
    (True, False)
    """
    if len(words) > max(LONGEST.values()) or not _may_be("line", "legal", words=words):
        return False
    return _matches("line", words) or _is_legal(words)


def _foot(chars: str) -> Iterator[Line]:
    """Yield furniture from the end upwards, until prose."""
    foot = spoken(chars, max(0, len(chars) - _FAR))[-FOOT:]
    listed = len({number for line in foot for number in _FILED.findall(line.words)}) > 1
    own = [
        is_furniture(line.words) and not (listed and _FILED.search(line.words))
        for line in foot
    ]
    first = own.index(True) if any(own) else len(foot)
    for at in range(len(foot) - 1, -1, -1):
        words = foot[at].words
        below = at > first and (_matches("below", words) or _matches("near", words))
        near = at + 1 == first < len(foot) and _matches("near", words)
        if own[at] or below or near:
            first = at if near else first
            yield foot[at]
        elif len(words) >= PROSE:
            return


def _is_legal(words: str) -> bool:
    """Whether a line is a copying site's disclaimer; who wrote and edited it stays."""
    return _matches("legal", words) and not _CREDITS.search(words)


def _matches(kind: str, words: str) -> bool:
    if len(words) > LONGEST.get(kind, LONG):
        return False
    if not _may_be(kind, words=words):
        return False
    return _patterns(kind).fullmatch(characterwise(words)) is not None


def _may_be(*kinds: str, words: str) -> bool:
    """Whether a line has a word that lines of these kinds need; most have none."""
    return _needs(*kinds).search(characterwise(words).casefold()) is not None


@cache
def _needs(*kinds: str) -> re.Pattern[str]:
    rows = [row for row in load("page_furniture") if row["where"] in kinds]
    return any_of({need for row in rows for need in row["needs"].split("、")})


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    """Join the patterns of furniture by itself, or of furniture below other such."""
    kinds = [row["pattern"] for row in load("page_furniture") if row["where"] == kind]
    return re.compile("|".join(f"(?:{each})" for each in kinds), re.IGNORECASE)
