"""How a line speaks: whether it offers something, and whether it asks for action.

A tone (一站式, 专业团队) is one vote, and policies have it too; an advert also asks the
reader to pay, call or scan (bait), or says that it is one (label).

>>> votes("专业团队上门辅导，加微信免费领取报价").bait
2
>>> votes("为群众提供一站式服务。")
Votes(bait=0, label=0)
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normalize.repairs.lines import any_of
from normalize.repairs.traditional import characterwise
from normalize.vocab import load

_QUOTED = re.compile('“[^“”]{0,60}”|「[^「」]{0,60}」|"[^"]{0,60}"')


class Votes(NamedTuple):
    """How often a line asks the reader to act, and says that it is an advert."""

    bait: int
    label: int


def votes(words: str) -> Votes:
    """Count the kinds of offer by which a line gives itself away, not what it quotes.

    >>> votes("页面称“无效退款，假一赔十”，已经移送。").bait
    0
    """
    if not _any_need("bait", "label").search(words := characterwise(words)):
        return Votes(0, 0)
    words = _QUOTED.sub("", words)
    return Votes(_count(words, "bait"), _count(words, "label"))


def _count(words: str, kind: str) -> int:
    """Count the places of a line that are of a kind; those that overlap are one."""
    spans = sorted(
        found.span() for each in _likely(words, kind) for found in each.finditer(words)
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
    words = _QUOTED.sub("", characterwise(words))
    return any(pattern.search(words) for pattern in _likely(words, ""))


def _likely(words: str, kind: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of a kind whose needs the line has: for most lines, none."""
    if _any_need(kind).search(words):
        for needs, pattern in _patterns(kind):
            if needs.search(words):
                yield pattern


@cache
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The needs and the pattern of each offer of a kind; of all of them for ""."""
    return tuple(
        (any_of(row["needs"].split("、")), re.compile(row["pattern"]))
        for row in load("offers")
        if kind in ("", row["kind"])
    )


@cache
def _any_need(*kinds: str) -> re.Pattern[str]:
    """The needs of all offers of some kinds in one; "" is every kind."""
    rows = [row for row in load("offers") if {"", row["kind"]} & set(kinds)]
    return any_of({need for row in rows for need in row["needs"].split("、")})
