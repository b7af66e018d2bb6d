"""How much of a line the rest of a document says too, in pairs of characters.

>>> known = letters("药品审评中心，发布指导原则")
>>> known
'药品审评中心发布指导原则'
>>> round(overlap("審評中心的原則", known), 2)
0.67
>>> overlap("！？", known)
0.0
"""

import re
from functools import lru_cache
from itertools import pairwise

from normalize.repairs.traditional import characterwise

_DROPPED = re.compile("[^\u4e00-\u9fffa-z0-9]+")


@lru_cache(maxsize=4)  # one body is compared with several lines
def letters(words: str) -> str:
    """Return the letters, digits and (Simplified) characters alone."""
    return _DROPPED.sub("", characterwise(words.lower()))


def bigrams(words: str) -> list[str]:
    """List the pairs of neighboring letters, digits and (Simplified) characters."""
    return [a + b for a, b in pairwise(letters(words))]


def overlap(line: str, known: str) -> float:
    """Return the share of a line's pairs that stand among the `known` letters."""
    pairs = bigrams(line)
    return sum(pair in known for pair in pairs) / len(pairs) if pairs else 0.0
