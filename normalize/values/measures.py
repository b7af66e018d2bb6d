"""Numbers with units in running text (数值与单位), as patterns and as months.

The patterns are pieces for larger ones and hold no groups of their own.

>>> import re
>>> re.findall(NUMBER, "共1,234例，0.3×10^8，84.6%")
['1,234', '0.3', '10', '8', '84.6']
>>> months("2", "年"), months("24", "周"), months("半", "年")
('24', '5.5', '6')
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from normalize.draft import Implied
from normalize.text import Text
from normalize.values.numerals import fraction, numeral

NUMBER = r"(?:(?<!\d)\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<!\d)\d+(?:\.\d+)?)"
SIGNED = rf"(?:(?<![\d%％a-zA-Z)）])[-−－])?{NUMBER}"
PERCENT = r"(?:个?百分点|[%％])"
CALENDAR = (
    r"(?:个月|月|周岁?|星期|年|天|日|小时|(?i:months?|weeks?|years?|days?|hours?))"
)
TO = r"[-~～〜–—−－至到]"

_DAYS = Decimal("30.4375")  # of a month: 365.25 / 12
_MONTHS = {
    "月": Decimal(1), "m": Decimal(1),
    "年": Decimal(12), "y": Decimal(12),
    "周": 7 / _DAYS, "星": 7 / _DAYS, "w": 7 / _DAYS,
    "天": 1 / _DAYS, "日": 1 / _DAYS, "d": 1 / _DAYS,
    "小": 1 / _DAYS / 24, "h": 1 / _DAYS / 24,
}  # fmt: skip


_SPANS = {
    "月": "months", "m": "months", "年": "years", "y": "years", "岁": "years",
    "周": "weeks", "星": "weeks", "w": "weeks", "天": "days", "日": "days", "d": "days",
    "小": "hours", "h": "hours",
}  # fmt: skip


def span_unit(unit: str) -> str | None:
    """Return the name that tables use for a unit of time; None for other units.

    >>> span_unit("个月"), span_unit("月"), span_unit("周"), span_unit("mg")
    ('months', 'months', 'weeks', None)
    """
    is_time = re.fullmatch(CALENDAR, unit) is not None
    return _SPANS[unit.lower().removeprefix("个")[0]] if is_time else None


def months(count: str, unit: str) -> str:
    """Return a span of time in months, to one decimal: 52 weeks are 12.0 months.

    A month has 30.4375 days.  Raises Rejected for a count that is no number, KeyError
    for a unit that is no time.

    >>> months("52", "周"), months("1.5", "年"), months("十二", "个月")
    ('12', '18', '12')
    """
    size = Decimal("0.5") if count == "半" else numeral(count.replace(",", ""))
    exact = size * _MONTHS[unit.lower().removeprefix("个")[0]]
    tidy = exact.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    return f"{tidy:f}"


def percent(words: str) -> Decimal:
    """Return a percentage in words: 百分之六十五, 八成七.  Raises Rejected for others.

    >>> percent("百分之六十五"), percent("八成七"), percent("九成")
    (Decimal('65'), Decimal('87'), Decimal('90'))
    """
    tenths, said, rest = words.partition("成")
    if not said:
        exact = fraction(words) * 100
        return Decimal(exact.numerator) / Decimal(exact.denominator)
    ones = Decimal(5) if rest == "半" else numeral(rest) if rest else Decimal(0)
    return numeral(tenths) * 10 + ones


def as_months(count: Text, unit: Text, quote: Text) -> Text | Implied:
    """Return the count itself where the unit is months, else what it is in months.

    >>> as_months(Text.raw("2"), Text.raw("年"), Text.raw("2年")).value
    '24'
    """
    said = count.chars
    if unit.chars in ("月", "个月", "months", "month") and said.isascii():
        return count
    return Implied(months(said, unit.chars), f"{quote} in months", quote)
