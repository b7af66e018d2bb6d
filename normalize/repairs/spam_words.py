"""What spam says: words of adult and gambling pages, and how they call themselves.

>>> has_keywords("真人视讯百家乐"), has_keywords("赌博"), has_keywords("登录入口")
(True, False, False)

A word that another word reaches into is none: 注册送检 is not 注册送.

>>> [match[0] for match in hits("娱乐场所与注册送检，官网投诉，某娱乐城")]
['娱乐城']
"""

import re
from collections.abc import Iterator
from functools import cache

from normalize.repairs.lines import any_of
from normalize.repairs.traditional import characterwise
from normalize.repairs.words import dictionary
from normalize.vocab import load

FEWEST = 2
# How houses of betting call themselves: 某某体育(中国)官方网站, 某某娱乐-登录.
_HOUSE = re.compile(
    r"(?:体育|娱乐|棋牌|电竞)(?:[ _·-]*[(（]中国[)）][ _·-]*|[ _·-]*)"
    r"(?:官网|官方|app|登录|登陆|入口|平台|下载|注册|网页|手机)"
)


def has_keywords(words: str) -> bool:
    """Whether two different words of spam stand here, not both of them any site's."""
    plain = characterwise(words).lower()
    if _HOUSE.search(plain):
        return True
    found = list(hits(plain))
    known = {match[0] for match in found}
    rest = _without(plain, found)
    return len(known) + bool(known and _portal().search(rest)) >= FEWEST


def hits(words: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the words of spam that are words here, and no parts of others."""
    last = -1
    for match in keywords().finditer(words, start):
        # 新葡京官网 has no 京官 in it, and 娱乐城下注 no 城下.
        end = match.end()
        another = _portal().match(words, end) or keywords().match(words, end)
        if another or last == match.start() or not _reached_into(words, *match.span()):
            yield match
            last = end


def _reached_into(words: str, start: int, end: int) -> bool:
    """Whether a longer word holds a range, or a word reaches over one of its ends.

    It does not where a commoner word begins at that end: 娱乐城|管理 has no 城管.
    """
    longer = words[start : end + 1], words[start : end + 2]
    if any(len(word) > end - start and word in dictionary() for word in longer):
        return True
    before, behind = words[max(0, start - 2) : start], words[end : end + 2]
    return _times(before[-1:] + words[start]) > _times(before) or _times(
        words[end - 1] + behind[:1]
    ) > _times(behind)


def _times(word: str) -> int:
    """Return how often a word of two characters is counted."""
    return dictionary().get(word) if len(word) > 1 else 0


def _without(words: str, found: list[re.Match[str]]) -> str:
    """Return what stands around some matches: 登录 in 娱乐登录 is no second word."""
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(words)]
    return "\n".join(words[a:b] for a, b in zip(ends, starts, strict=True))


@cache
def keywords() -> re.Pattern[str]:
    """Compile the words that only spam says."""
    rows = load("spam_words")
    return any_of(row["word"] for row in rows if row["kind"] != "portal")


@cache
def _portal() -> re.Pattern[str]:
    """Compile the words that any site has."""
    rows = load("spam_words")
    return any_of(row["word"] for row in rows if row["kind"] == "portal")
