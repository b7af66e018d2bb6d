"""Chinese numerals (中文数字): 二〇二四, 三万五千, 八十七点五, 七十分之一.

Only a whole token is ever read: prose is full of numerals that count nothing
(三甲医院, 三晋, 十四五, 九寨沟).

>>> numeral("一百二十"), numeral("三万五千"), numeral("八十七点五")
(Decimal('120'), Decimal('35000'), Decimal('87.5'))
>>> positional("二○二四"), fraction("七十分之一")
('2024', Fraction(1, 70))
>>> numeral("十四五")
Traceback (most recent call last):
    ...
normalize.values.Rejected: not a numeral: 十四五
"""

import re
from decimal import Decimal
from fractions import Fraction

from normalize.values import Rejected

# Zeros are typed as whatever is round: 二○一一年 (U+25CB), 二〇二四年 (U+3007).
_FOLDED = str.maketrans(
    "零○◯ＯO壹贰貳叁參肆伍陆陸柒捌玖兩拾佰仟萬億點",
    "〇〇〇〇〇一二二三三四五六六七八九两十百千万亿点",
) | str.maketrans({"廿": "二十", "卅": "三十"})

_FIGURES = str.maketrans("〇一二三四五六七八九", "0123456789")
_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_BARE = ("万", "萬", "亿", "億")  # 万分之三: one of them

CHARACTERS = "〇零○◯Ｏ一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億兩廿卅"


def positional(words: str) -> str:
    """Turn digit by digit numerals into ASCII digits: 一九九八, 二 00 四.

    Raises Rejected for anything that is not a row of digits.
    """
    figures = "".join(words.split()).translate(_FOLDED).translate(_FIGURES)
    if not re.fullmatch("[0-9]+", figures):
        raise Rejected(f"not a row of digits: {words}")
    return figures


def numeral(words: str) -> Decimal:
    """Read a numeral with or without units, mixed with Arabic figures: 3万5千, 1.98亿.

    Raises Rejected for anything else, and for units out of order.
    """
    folded = "".join(words.split()).translate(_FOLDED)
    if len(folded) > 40:
        raise Rejected(f"too long for a numeral: {words[:40]}…")
    try:
        return _units(folded)
    except ValueError:
        raise Rejected(f"not a numeral: {words}") from None


def fraction(words: str) -> Fraction:
    """Read a fraction: 七十分之一, 百分之八十七点五, 万分之三; Rejected otherwise."""
    whole, of, part = words.partition("分之")
    if not of or (parts := numeral(f"一{whole}" if whole in _BARE else whole)) == 0:
        raise Rejected(f"not a fraction: {words}")
    return Fraction(numeral(part)) / Fraction(parts)


def _units(words: str) -> Decimal:
    """Value of a folded numeral: its largest unit parts it in two."""
    for unit, size in _UNITS.items():
        head, found, tail = words.rpartition(unit)
        if found:
            if not head and tail and unit in "千百":
                raise ValueError(words)
            return _head(head, unit) * size + _tail(tail, size)
    return _figures("二" if words == "两" else words)


def _head(words: str, unit: str) -> Decimal:
    """Value before a unit; 十五 and 百万 have none, 两千 and 两万 say two so."""
    if not words and unit in "千百十":
        return Decimal(1)
    value = _units(words)
    if unit in "千百十" and not 0 < value < 10:
        raise ValueError(words)
    return value


def _tail(words: str, size: int) -> Decimal:
    """Value after a unit, which is smaller than it; 三万五 is short for 三万五千."""
    if not words:
        return Decimal(0)
    short = size > 10 and len(words) == 1 and words not in "〇十百千"
    value = _units(words.lstrip("〇")) * (size // 10 if short else 1)
    if value >= size:
        raise ValueError(words)
    return value


def _figures(words: str) -> Decimal:
    """Value of digits with at most one point; ValueError for anything else."""
    figures = words.translate(_FIGURES).replace("点", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", figures, re.ASCII):
        raise ValueError(words)
    return Decimal(figures)
