"""Prices in prose (价格): money that a drug costs, and what it buys.

>>> from normalize.facts.drugs import drug_names
>>> text = Text.raw("示例仑赛注射液每疗程售价为6.5万元，"
...                 "低于日本产品Examplecel(约90万元/支)。")
>>> for price in prices(text, drug_names(text)):
...     print(price.drug, price.money, price.per, price.approximate)
示例仑赛注射液 6.5万元 每疗程 False
Examplecel 90万元 /支 True
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from normalize.facts.drugs import NamedDrug, occurrences, topic
from normalize.facts.offsets import end, offset
from normalize.sentences import breaks, sentences
from normalize.text import Text
from normalize.values.money import MoneyFound, find_money
from normalize.vocab import load

FAR = 2000  # characters between a price and the name it belongs to, at most
_CHANGED = re.compile(
    r"(?:[/每][\u4e00-\u9fff]{1,4})?[^，,。；;]{0,4}?"
    r"(?:下?降|下调|调整|减少?|上?涨|上调|升|谈)(?:至|到|为|成)"
)
_THIS_DRUG = re.compile("该药|该产品|该品种|本品|该注射液|该疗法")


class Price(NamedTuple):
    """A price as stated: of which drug (its name), how much, for what."""

    drug: Text | None
    money: Text
    per: Text | None
    approximate: bool
    quote: Text


def prices(text: Text, drugs: Sequence[NamedDrug]) -> Iterator[Price]:
    """Yield the prices that a text states; other money (融资, 补偿) is left out.

    The drug is the one named last before the price in the same line; 该药 is the one
    that the text names most.
    """
    about = topic(text, drugs)
    for line in text.lines():
        for sentence in sentences(line):
            this = about if sentence.search(_THIS_DRUG) else None
            ends = breaks(sentence.chars)
            for money in find_money(sentence):
                quote = _clause(sentence, ends, money.quote)
                if _is_price(quote, money) and not is_former(sentence, money.quote):
                    drug = _drug(line, sentence, money.quote, drugs) or this
                    yield Price(drug, money.quote, money.per, money.approximate, quote)


def _clause(sentence: Text, ends: Sequence[int], piece: Text) -> Text:
    """Return the clause of a sentence that holds a piece of it."""
    at = offset(sentence, piece)
    i = bisect_left(ends, at)
    start = ends[i - 1] + 1 if i else 0
    return sentence[start : ends[i] if i < len(ends) else len(sentence)].strip(" 。")


@cache
def _words(kind: str) -> re.Pattern[str]:
    words = [row["word"] for row in load("price_words") if row["kind"] == kind]
    return re.compile("|".join(map(re.escape, words)))


def _is_price(clause: Text, money: MoneyFound) -> bool:
    if clause.search(_words("other")):
        return False
    return money.per is not None or clause.search(_words("price")) is not None


def is_former(sentence: Text, money: Text) -> bool:
    """Tell whether a price is the one before: 由1.2万元降至3800元."""
    return _CHANGED.match(sentence.chars, end(sentence, money)) is not None


def _drug(
    line: Text, sentence: Text, money: Text, drugs: Sequence[NamedDrug]
) -> Text | None:
    """Return the drug named last before a price.

    In `示例仑赛的价格低于日本产品Examplecel(90万元)` that is Examplecel.
    """
    at, start = offset(sentence, money), offset(line, sentence)
    before = sentence[max(0, at - FAR) : at]
    earlier = line[max(0, start - FAR) : start]
    for words in (before, earlier):
        if places := list(occurrences(words, drugs)):
            return places[-1][1].name
    return None
