"""Patients that are counted by their response (应答例数): 3例CR、12例PR, 21例MRD阴性.

>>> from normalize.text import Text
>>> from normalize.values.outcomes.scope import figures, groups
>>> for words in ("3例CR、12例PR", "762例病毒学抑制的成人入组"):
...     [group] = groups(figures(Text.raw(words))[0])
...     print([(n.text.chars, end.text.chars) for n, end in counted_pairs(group)])
[('3例', 'CR'), ('12例', 'PR')]
[]
"""

import re
from collections.abc import Sequence

from normalize.values.outcomes.scope import Group
from normalize.values.outcomes.tokens import Token

_OF_WHOM = re.compile(
    "的[^，,；;。]{0,8}(?:患者|患儿|受试者|感染者|参与者|成人|成年人|儿童|病例|人群)"
    "(?![^，,；;。]{0,6}率)"
)


def counted_pairs(group: Group) -> Sequence[tuple[Token, Token]]:
    """Pair counts and endpoints; not those who are enrolled: 762例病毒学抑制的成人."""
    return [(count, end) for count, end in _pairs(group) if not _enrolls(count, end)]


def _enrolls(count: Token, endpoint: Token) -> bool:
    before = count.end <= endpoint.start
    return before and _OF_WHOM.match(endpoint.sentence, endpoint.end) is not None


def _pairs(group: Group) -> Sequence[tuple[Token, Token]]:
    """Pair counts and endpoints: each with its own in 3例CR、12例PR, else the last."""
    words = group.words("count", "subjects", "endpoint")
    kept = [w for w in words if w.kind == "endpoint" or w.part("n", "of")]
    ends = [word for word in kept if word.kind == "endpoint"]
    counts = [word for word in kept if word.kind != "endpoint"]
    if len(ends) > 1 and kept[::2] in (counts, ends) and len(counts) == len(ends):
        return list(zip(counts, ends, strict=True))
    return [(counts[-1], ends[-1])] if counts and ends else []
