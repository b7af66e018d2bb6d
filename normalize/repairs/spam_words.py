"""What spam says: words of adult and gambling pages, and how they call themselves.

>>> has_keywords("真人视讯百家乐"), has_keywords("赌博"), has_keywords("登录入口")
(True, False, False)
"""

import re
from functools import cache

from normalize.repairs.lines import any_of
from normalize.repairs.traditional import characterwise
from normalize.vocab import load

FEWEST = 2
# How houses of betting call themselves: 某某体育(中国)官方网站, 某某娱乐-登录.
_HOUSE = re.compile(
    r"(?:体育|娱乐|彩票|棋牌|电竞)[ _·(（-]*(?:中国)?[)）]?[ _·-]*"
    r"(?:官网|官方|app|登录|登陆|入口|平台|下载|注册|网页|手机)"
)


def has_keywords(words: str) -> bool:
    """Whether two different words of spam stand here, not both of them any site's."""
    plain = characterwise(words).lower()
    if _HOUSE.search(plain):
        return True
    known = set(keywords().findall(plain))
    return len(known) + bool(known and _portal().search(plain)) >= FEWEST


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
