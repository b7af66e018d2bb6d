"""Words of Taiwan and Hong Kong as the mainland has them: 标靶药物 is 靶向药物.

A key to match by, never a text to show: `mainland` of two words is the same where they
name the same thing.  What is read from a document keeps the document's own words.

>>> mainland("摄护腺癌标靶药物"), mainland("前列腺癌靶向药物")
('前列腺癌靶向药物', '前列腺癌靶向药物')
>>> mainland("细胞激素释放症候群")  # the longest term first
'细胞因子释放综合征'
>>> mainland("卫生技术评估"), mainland("气喘吁吁")  # not 生技, not asthma
('卫生技术评估', '气喘吁吁')
"""

import re
from collections.abc import Mapping
from functools import cache

from normalize.vocab import load


def mainland(words: str) -> str:
    """Return a key for words in Simplified characters, in the mainland's terms."""
    return _pattern().sub(lambda match: _terms().get(match[0], match[0]), words)


@cache
def _terms() -> Mapping[str, str]:
    return {row["term"]: row["mainland"] for row in load("regional_terms")}


@cache
def _pattern() -> re.Pattern[str]:
    """Terms and the words that only look like them, longest first.

    A word that looks like a term is matched as a whole, and stays; one that begins
    before the term (卫生技术) would otherwise be cut in two.
    """
    guards = {w for row in load("regional_terms") for w in row["not_in"].split("、")}
    words = sorted(_terms().keys() | guards - {""}, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))
