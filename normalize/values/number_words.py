"""How a number is printed (数字的写法): the patterns that amounts and money share.

>>> match = re.match(NUMBER, fold("１.98万元"))
>>> amount_of(match)
Decimal('19800')
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from normalize import vocab
from normalize.values import Rejected
from normalize.values.numerals import CHARACTERS, numeral
from normalize.values.plain import WIDE

# A clause ends in a full-width comma, a thousand in a half-width one: 5000，120万元.
_FOLDED = {code: to for code, to in WIDE.items() if to != ord(",")} | {0xFFE5: 0xA5}


def fold(words: str) -> str:
    """Fold width character by character, all but the comma: offsets stay."""
    return words.translate(_FOLDED)


def any_of(words: Iterable[str]) -> str:
    """Make a pattern of alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_COUNTERS = vocab.load("counters")
COUNTER = any_of(row["words"] for row in _COUNTERS)
COUNTED = any_of(
    row["words"] for row in _COUNTERS if row["kind"] in ("people", "thing")
)

ROUNDED_BEFORE = {
    "about": "大约|大概|约为|约|将近|近|接近",
    "over": "不少于|不低于|至少|超过|高于|大于|逾|超|上|>|≥",
    "under": "不超过|不足|不到|低于|少于|小于|至多|<|≤",
}
ROUNDED_AFTER = {"about": "左右|上下", "over": "以上|[余餘多]", "under": "以内|以下"}

FIGURES = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALE = rf"[十百千]?(?:万亿|萬億|[万亿萬億])|[百千]|(?:{'|'.join(_ENGLISH)})(?![a-z])"
_HAN = rf"[{CHARACTERS}]{{1,24}}(?:[点點][{CHARACTERS}]{{1,24}})?"
_MOST_DIGITS = 18  # beyond them arithmetic would round, and nothing is counted

NUMBER = (
    rf"(?:(?P<figures>{FIGURES})|(?P<han>{_HAN}))"
    rf"\s*(?P<more>[余餘多])?(?P<scale>{_SCALE})?"
)


def amount_of(match: re.Match[str]) -> Decimal:
    """Compute what the groups of `NUMBER` say; Rejected for a numeral out of order."""
    figures = (match["figures"] or "").replace(",", "")
    if len(figures) > _MOST_DIGITS:
        raise Rejected(f"too many digits for an amount: {figures[:40]}")
    base = Decimal(figures) if figures else numeral(match["han"])
    return tidy(base * _size(match["scale"]))


def _size(scale: str | None) -> Decimal:
    if not scale:
        return Decimal(1)
    return Decimal(_ENGLISH.get(scale) or numeral(f"一{scale}"))


def tidy(amount: Decimal) -> Decimal:
    """Write a decimal out: 2.5E+7 as 25000000, 19800.00 as 19800."""
    whole = int(amount)
    return Decimal(whole) if whole == amount else amount.normalize()
