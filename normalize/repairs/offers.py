"""How a line speaks: whether it offers something, and whether it asks for action.

A tone (一站式, 专业团队) is one vote, and policies have it too; an advert also asks the
reader to pay, call or scan (bait), or says that it is one (label).

>>> votes("专业团队上门辅导，加微信免费领取报价").bait
2
>>> votes("为群众提供一站式服务。")
Votes(bait=0, label=0)
"""

import re
from functools import cache
from typing import NamedTuple

from normalize.vocab import load


class Votes(NamedTuple):
    """How often a line asks the reader to act, and says that it is an advert."""

    bait: int
    label: int


def votes(words: str) -> Votes:
    """Count the kinds of offer by which a line gives itself away."""
    if not is_offer(words):
        return Votes(0, 0)
    return Votes(_count(words, "bait"), _count(words, "label"))


def _count(words: str, kind: str) -> int:
    """Count the places of a line that are of a kind; those that overlap are one."""
    spans = sorted(
        found.span() for each in _patterns(kind) for found in each.finditer(words)
    )
    count, end = 0, 0
    for start, stop in spans:
        if start >= end:
            count, end = count + 1, stop
    return count


def is_offer(words: str) -> bool:
    """Whether a line speaks like an offer of services.

    >>> is_offer("为客户提供全方位的审计咨询服务"), is_offer("咨询电话:010-00000000")
    (True, False)
    """
    return _any_offer().search(words) is not None


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(row["pattern"]) for row in load("offers") if row["kind"] == kind
    )


@cache
def _any_offer() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load("offers")))
