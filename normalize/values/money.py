"""Money (金额): amounts in yuan and other currencies, in a cell or in prose.

>>> money("1.98万元")
Money(amount=Decimal('19800'), currency='CNY')
>>> for found in find_money(Text.raw("单次治疗定价约1.98万元，此前为140万美元/剂")):
...     print(found.quote, found.per, found.approximate)
1.98万元 单次治疗 True
140万美元 /剂 False
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from normalize import vocab
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.number_words import (
    COUNTER,
    FIGURES,
    NUMBER,
    ROUNDED_BEFORE,
    amount_of,
    any_of,
    fold,
)
from normalize.values.plain import plain


class Money(NamedTuple):
    """An amount in whole units (元, not 万元) and its ISO 4217 currency."""

    amount: Decimal
    currency: str


class MoneyFound(NamedTuple):
    """Money in prose; `per` is what it buys (/剂, 每盒, 单次治疗) where it is told."""

    quote: Text
    money: Money
    per: Text | None
    approximate: bool


_CURRENCIES = {row["words"]: row for row in vocab.load("currencies")}
_SIGN = any_of(word for word, row in _CURRENCIES.items() if row["place"] != "after")
_UNIT = any_of(word for word, row in _CURRENCIES.items() if row["place"] != "before")

# 1日元旦 holds no yen, $0.25 \times 10^8$ no dollars, 二元 no yuan: a Chinese numeral
# needs a scale.
_MONEY = (
    rf"(?:(?P<sign>{_SIGN})\s*)?(?<![数几])(?P<number>{NUMBER}(?P<odd>[余餘多])?)"
    rf"(?![\d,.]{{0,20}}\s?[\\^×])\s*(?:(?P<unit>{_UNIT})(?![旦素件化]))?"
)
_PER = rf"(?:\s*[/／每]\s*(?:人[年月次]|{COUNTER})){{1,2}}"
_BUYS = (
    rf"(?:每(?:{COUNTER})|[单單](?:[剂劑支盒瓶片袋针針粒枚]|疗程|周期)"
    r"|单次(?:治疗|给药|输注|用药|注射)?|每人每年"
    r"|[年月]治疗|年均?(?=费用|花费|药费)|全疗程)"
)
_SAYS = "(?:的|治疗|药品|药|[定售均单标报]价|价格|费用|金额|支付标准|[为是仅达需])*"
# Of 5000至6000元 the end is read: it has the unit.
_BEFORE = "|".join(ROUNDED_BEFORE.values())
_FROM = rf"(?:(?:{_BEFORE})\s?)?{FIGURES}\s?[百千]?[万亿萬億]?[元圆]?"
_ROUNDED = "|".join(
    [
        rf"{_FROM}\s?[至到~～—-](?=\s?\d)",
        *ROUNDED_BEFORE.values(),
        r"(?<=[\d万亿元])[至到~～—-]",
    ]
)

_SCALE = re.compile("[十百千万亿萬億]|illion")
_CELL = re.compile(rf"(?:{_BUYS})?{_MONEY}(?:{_PER})?")
_PROSE = re.compile(
    rf"""(?:(?P<buys>{_BUYS}){_SAYS})?(?P<rounded>{_ROUNDED})?\s?
    (?P<money>{_MONEY})(?P<per>{_PER})?\s*(?P<about>左右|上下|以上|以内|以下)?""",
    re.VERBOSE,
)


def money(words: str) -> Money | None:
    """Read a cell that holds one amount of money; None if it says that there is none.

    What it buys may follow or precede.  Raises Rejected for a rounded amount, a range,
    and a number that names no currency (`yuan` reads those).

    >>> money("人民币八一九万元"), money("5万元人民币").amount
    (Money(amount=Decimal('8190000'), currency='CNY'), Decimal('50000'))
    """
    bare = plain(words)
    if bare is None:
        return None
    match = _CELL.fullmatch(fold(bare))
    if not match or match["more"] or match["odd"] or not _currency(match):
        raise Rejected(f"not an amount of money: {words!r}")
    return Money(amount_of(match), _currency(match))


def yuan(words: str) -> Decimal | None:
    """Read a cell whose label names yuan, such as 单价（元）: 1200, ¥12.5, 3万元.

    Raises Rejected for another currency and for what is no amount.

    >>> yuan("1,200.50"), yuan("¥12.5")
    (Decimal('1200.5'), Decimal('12.5'))
    """
    bare = plain(words)
    if bare is None:
        return None
    match = _CELL.fullmatch(fold(bare))
    if not match or match["more"] or _currency(match) not in ("", "CNY"):
        raise Rejected(f"not yuan: {words!r}")
    return amount_of(match)


def per(words: str) -> str | None:
    """Read what a price buys, without the word for each.

    >>> per("/剂"), per("每盒"), per("单剂"), per("单次治疗")
    ('剂', '盒', '剂', '单次治疗')
    """
    return plain(re.sub(r"^\s*(?:[/／每]|[单單](?!次))\s*", "", words))


def find_money(text: Text) -> Iterator[MoneyFound]:
    """Yield every amount of money in prose; of 5000至6000元 the end, as approximate."""
    for match in _PROSE.finditer(fold(str(text))):
        amount = _amount(match)
        if amount is not None:
            per = "per" if match["per"] else "buys"
            yield MoneyFound(
                text[slice(*match.span("money"))].strip(),
                Money(amount, _currency(match)),
                text[slice(*match.span(per))].strip() if match[per] else None,
                _is_rounded(match),
            )


def _is_rounded(match: re.Match[str]) -> bool:
    """Tell whether a match is rounded: 约, 余, 左右, or a bare unit as in 百万元."""
    words = any(match[name] for name in ("rounded", "more", "odd", "about"))
    return words or re.fullmatch("[百千万亿]+", match["number"]) is not None


def _amount(match: re.Match[str]) -> Decimal | None:
    """Value of what may be money; None for what only looks so: 多元, 一二百元."""
    scaled = match["figures"] or match["sign"] or _SCALE.search(match["number"])
    if not _currency(match) or not scaled:
        return None
    try:
        return amount_of(match)
    except Rejected:
        return None


def _currency(match: re.Match[str]) -> str:
    """Currency of a match: its sign goes before its unit (港币300万元); else empty."""
    word = match["sign"] or match["unit"]
    return _CURRENCIES[word]["currency"] if word else ""
