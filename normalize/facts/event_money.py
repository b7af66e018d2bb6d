"""How much money an event moves (事件金额), with the words that round it.

>>> told = [Text.raw("示例生物完成近3亿元B轮融资")]
>>> found = amount("funding", told)
>>> str(found.amount), str(found.words)
('3亿元', '近3亿元')
>>> amount("approval", told) is None
True
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize.facts.offsets import end, offset
from normalize.facts.prices import is_comparison, is_former
from normalize.text import Text
from normalize.values.money import find_money

WITH_MONEY = frozenset(
    {"price_set", "partnership", "funding", "insurance_coverage", "reimbursement"}
)
_SETS = re.compile(
    "定价|售价|标价|挂网|零售价|医保支付标准|[降升涨][至到为]|[上下]调|调整[至到为]"
)
# What it costs now was set at another time.
_STATES = re.compile("(?:目前|当前|现时|如今|眼下)[^，,。；;]{0,8}(?:售价|零售价)")
_RAISED = re.compile("募集资金|募资|募得|融资[额规总]")
_PER_SHARE = re.compile("每股[^，,。；;]{0,6}$")
_ROUND = "近约超逾达"


class Amount(NamedTuple):
    """Money, and the source's words for it."""

    amount: Text
    words: Text


def amount(kind: str, told: Sequence[Text]) -> Amount | None:
    """Return the first sum that the words of an event of a kind tell, if it has one."""
    if kind not in WITH_MONEY:
        return None
    found = ((words, money.quote) for words in told for money in find_money(words))
    return next(
        (
            Amount(money, _rounded(words, money))
            for words, money in found
            if _is_meant(kind, words, money)
        ),
        None,
    )


def raises(kind: str, sentence: Text) -> bool:
    """Tell whether a sentence says how much a firm raised: 本次募集资金14亿元."""
    return kind == "funding" and sentence.search(_RAISED) is not None


def _is_meant(kind: str, words: Text, money: Text) -> bool:
    """Whether a sum is the event's: not a former price, nor that of one share."""
    if kind == "price_set":
        return not is_comparison(words, money) and not is_former(words, money)
    return not words[: offset(words, money)].search(_PER_SHARE)


def sets_price(clause: Text) -> bool:
    """Tell whether a clause sets a price, and does not merely state it.

    >>> sets_price(Text.raw("示例仑赛定价99万元"))
    True
    >>> sets_price(Text.raw("价格约为99万元"))
    False
    >>> sets_price(Text.raw("目前售价为每盒99元")), sets_price(Text.raw("售价降至99元"))
    (False, True)
    """
    stated = _STATES.sub("", clause.chars)
    return _SETS.search(stated) is not None


def _rounded(words: Text, quote: Text) -> Text:
    start = offset(words, quote)
    is_rounded = start > 0 and words.chars[start - 1] in _ROUND
    return words[start - is_rounded : end(words, quote)]
