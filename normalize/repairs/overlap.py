"""How much of a line the rest of a document says too, in pairs of characters.

>>> known = bigrams("药品审评中心发布指导原则")
>>> round(overlap("審評中心的原則", frozenset(known)), 2)
0.67
>>> overlap("！？", frozenset(known))
0.0
"""

import re
from collections.abc import Set
from itertools import pairwise

from normalize.repairs.traditional import characters

_KEPT = re.compile("[\u4e00-\u9fffa-z0-9]")


def bigrams(words: str) -> list[str]:
    """List the pairs of neighboring letters, digits and (Simplified) characters."""
    kept = _KEPT.findall(words.lower().translate(characters()))
    return [a + b for a, b in pairwise(kept)]


def overlap(line: str, known: Set[str]) -> float:
    """Return the share of a line's pairs that are among the `known` ones."""
    pairs = bigrams(line)
    return sum(pair in known for pair in pairs) / len(pairs) if pairs else 0.0
