"""What a group of numbers measures (指标归属): its own endpoint, or the one before.

>>> from normalize.values.outcomes.scope import figures, groups
>>> from normalize.text import Text
>>> first, second = figures(Text.raw("试验组ORR为65%，对照组为40%"))
>>> [group] = groups(first)
>>> endpoint = endpoints_of(group, Scope())[0]
>>> [group] = groups(second)
>>> [each.text.chars for each in endpoints_of(group, Scope(endpoint=endpoint))]
['ORR']
"""

import re
from dataclasses import replace

from normalize.values.outcomes.figures import Figure, Item
from normalize.values.outcomes.scope import Group, Scope, names_another
from normalize.values.outcomes.statistics import takes_span
from normalize.values.outcomes.tokens import Token

_OPENING = re.compile(r"[，,；;]\s*(?:显著|平均|相对|约|也|均|即)*$")
# A number beside one of these may go on with the endpoint before.
_CONTRASTS = (
    "group", "time", "irc", "investigator", "against", "gap", "part", "analysis",
    "subgroup", "later", "risk", "each",
)  # fmt: skip


def names_any(clauses: list[list[Item]]) -> bool:
    """Tell whether an endpoint is named anywhere: most sentences name none."""
    items = (item for clause in clauses for item in clause)
    return any(isinstance(item, Token) and item.kind == "endpoint" for item in items)


def endpoints_of(group: Group, scope: Scope) -> tuple[Token, ...]:
    """What a group measures: its own endpoints, or the last one if it contrasts."""
    own = group.words("endpoint")
    contrasts = group.words(*_CONTRASTS)
    moved = group.words("rise", "fall")
    goes_on = any("幅" in w.text.chars or _opens(w) for w in moved)
    compared = moved and (scope.comparison or goes_on)
    hung = any(f.kind == "ratio" or f.own_group for f in group.figures())
    if own or not scope.endpoint or not (contrasts or compared or hung):
        return own
    if names_another(group):
        return ()
    return (scope.endpoint,)


def _opens(moved: Token) -> bool:
    """Tell whether a clause begins with 下降了60%: of what was said before it."""
    return bool(_OPENING.search(moved.sentence[: moved.start]))


def retimed(group: Group, endpoint: Token) -> Group:
    """Turn spans that the endpoint can not be into times: OS率（12个月）."""
    if takes_span(endpoint):
        return group
    return Group(
        tuple(
            replace(item.value, kind="span")
            if isinstance(item, Figure) and item.kind == "span"
            else item
            for item in group.items
        )
    )
