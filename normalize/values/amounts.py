"""Amounts (数额): numbers, counts, percentages and money, exact or rounded.

>>> number("0.25×10^8"), integer("48例"), percent("百分之八十七点五")
(Decimal('25000000'), 48, Decimal('87.5'))
>>> approximate("百余人")
Approximate(value=Decimal('100'), relation='over')

Money has a module of its own, `money`, whose functions stand here too.
"""

import re
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from normalize.values import Rejected
from normalize.values.money import Money, MoneyFound, find_money, money, yuan
from normalize.values.number_words import (
    COUNTED,
    FIGURES,
    NUMBER,
    ROUNDED_AFTER,
    ROUNDED_BEFORE,
    amount_of,
    fold,
    tidy,
)
from normalize.values.numerals import fraction, numeral
from normalize.values.plain import plain

__all__ = [
    "Approximate",
    "Money",
    "MoneyFound",
    "Rate",
    "approximate",
    "find_money",
    "integer",
    "money",
    "number",
    "percent",
    "rate",
    "yuan",
]

Relation = Literal["exact", "about", "over", "under"]


class Approximate(NamedTuple):
    """A number and how the words stand to it: 百余 is over 100."""

    value: Decimal
    relation: Relation


class Rate(NamedTuple):
    """So many of so many: 6.21/10万."""

    value: Decimal
    per: Decimal


_ROUNDED = "|".join(ROUNDED_BEFORE.values())

_EXACT = re.compile(
    rf"(?P<minus>[-−]?)\s*{NUMBER}(?:\s*[×xX*]\s*10\s*\^\s*(?P<power>-?\d\d?))?"
    rf"\s*(?:{COUNTED})?"
)
_ROUGH = re.compile(
    rf"(?P<before>{_ROUNDED})?\s*{NUMBER}(?P<after>[余多])?\s*(?:{COUNTED})?"
    r"(?P<after2>左右|上下|以上|以内|以下)?"
)


def number(words: str) -> Decimal | None:
    """Read a number, its scale and power of ten included; None if there is none.

    Raises Rejected for a rounded number, a range, a unit of measure.

    >>> number("1,234.5"), number("三十五"), number("/")
    (Decimal('1234.5'), Decimal('35'), None)
    """
    bare = plain(words)
    if bare is None:
        return None
    match = _EXACT.fullmatch(fold(bare))
    if not match or match["more"]:
        raise Rejected(f"not an exact number: {words!r}")
    value = amount_of(match).scaleb(int(match["power"] or 0))
    return tidy(-value if match["minus"] else value)


def integer(words: str) -> int | None:
    """Read a whole number, with or without what it counts: 48例; None if there is none.

    Raises Rejected for anything else: 约2000例 and 百余人 are `approximate`.
    """
    value = number(words)
    if value is None:
        return None
    if value != value.to_integral_value() or abs(value) >= 10**18:
        raise Rejected(f"not a whole number: {words!r}")
    return int(value)


def approximate(words: str) -> Approximate | None:
    """Read a number that may be rounded: 约2000例, 百余人, 不少于100例.

    >>> approximate("约2000例"), approximate("48例").relation
    (Approximate(value=Decimal('2000'), relation='about'), 'exact')
    """
    bare = plain(words)
    if bare is None:
        return None
    match = _ROUGH.fullmatch(fold(bare))
    if not match:
        raise Rejected(f"not a number: {words!r}")
    return Approximate(amount_of(match), _relation(match))


def _relation(match: re.Match[str]) -> Relation:
    after = match["after2"] or match["after"] or match["more"]
    for kinds, word in ((ROUNDED_BEFORE, match["before"]), (ROUNDED_AFTER, after)):
        for relation, words in kinds.items():
            if word and re.fullmatch(words, word):
                return cast(Relation, relation)
    return "exact"


def percent(words: str) -> Decimal | None:
    """Read a percentage, in percent: 85.4%, 百分之八十七点五, 千分之三, 八成七.

    >>> percent("5‰"), percent("八成七")
    (Decimal('0.5'), Decimal('87'))
    """
    bare = plain(words)
    if bare is None:
        return None
    folded = "".join(fold(bare).split())
    if match := re.fullmatch(rf"({FIGURES})([%‰])", folded):
        value = Decimal(match[1].replace(",", ""))
        return value if match[2] == "%" else tidy(value / 10)
    if match := re.fullmatch(
        "([一二三四五六七八九])成([一二三四五六七八九半]?)", folded
    ):
        return numeral(match[1]) * 10 + (
            5 if match[2] == "半" else numeral(match[2] or "〇")
        )
    if re.match("[百千万]分之", folded):
        of_whole = fraction(folded) * 100
        return tidy(Decimal(of_whole.numerator) / of_whole.denominator)
    raise Rejected(f"not a percentage: {words!r}")


def rate(words: str) -> Rate | None:
    """Read so many of so many: 6.21/10万.

    >>> rate("6.21/10万")
    Rate(value=Decimal('6.21'), per=Decimal('100000'))
    """
    if plain(words) is None:
        return None
    value, stroke, per = fold(words).partition("/")
    of = number(per) if stroke else None
    count = number(value) if stroke else None
    if of is None or count is None:
        raise Rejected(f"not a rate: {words!r}")
    return Rate(count, of)
