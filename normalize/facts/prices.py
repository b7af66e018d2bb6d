"""Prices in prose (价格): money that a drug costs, and what it buys.

>>> from normalize.facts.drugs import drug_names
>>> text = Text.raw("示例仑赛注射液每疗程售价为6.5万元，"
...                 "低于日本产品Examplecel(约90万元/支)。")
>>> for price in prices(text, drug_names(text)):
...     print(price.drug, price.money, price.per, price.approximate, price.compared)
示例仑赛注射液 6.5万元 每疗程 False False
Examplecel 90万元 /支 True True
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

_NEAR = 24  # characters before a price that may call it the former one
FAR = 2000  # characters between a price and the name it belongs to, at most
_CHANGED = re.compile(
    r"(?:[/每][\u4e00-\u9fff]{1,4})?[^，,。；;]{0,4}?"
    r"(?:下?降|下调|调整|减少?|上?涨|上调|升|谈)(?:至|到|为|成)"
)
_FORMERLY = re.compile(
    r"(?:原价|原先|原来|此前|以前|之前|过去|曾|谈判前|降价前|集采前|调整前|进入医保前|纳入医保前)"
    r"[^，,。；;]{0,10}$"
)
# What a price is set against: 低于传统移植的60万元, 国外同类产品定价约300万元.
_COMPARED = re.compile(
    r"(?:低于|高于|不及|少于|相当于|相比于?|比起|相较于?|较之|对比|远超|便宜|(?<![相可对占])比(?!例|率|重|较高))"
    r"|(?:同类|同靶点|同机制|类似|竞品|参照|对照|国外|海外|境外|进口|传统|其他|其它|另一款|另外?)"
    r"[^，,。；;]{0,6}?(?:产品|药品|药物|药|疗法|方案|品种|移植|治疗|手术)"
)
_THIS_DRUG = re.compile("该药|该产品|该品种|本品|该注射液|该疗法")


class Price(NamedTuple):
    """A price as stated: of which drug (its name), how much, for what.

    One that is `compared` belongs to what a drug is set against.
    """

    drug: Text | None
    money: Text
    per: Text | None
    approximate: bool
    quote: Text
    compared: bool = False


def prices(text: Text, drugs: Sequence[NamedDrug]) -> Iterator[Price]:
    """Yield the prices that a text states; other money (融资, 补偿) is left out.

    The drug is the one named last before the price in the same line; 该药 is the one
    that the text names most.
    """
    about = topic(text, drugs)
    for line in text.lines():
        for sentence in sentences(line):
            this = about if sentence.search(_THIS_DRUG) else None
            for price in _stated(sentence):
                if price.compared:
                    drug = _compared_drug(price.quote, price.money, drugs)
                else:
                    drug = _drug(line, sentence, price.money, drugs) or this
                yield price._replace(drug=drug)


def _stated(sentence: Text) -> Iterator[Price]:
    """Yield the prices of a sentence, without their drugs."""
    ends = breaks(sentence.chars)
    for money in find_money(sentence):
        words = money.quote
        quote = _clause(sentence, ends, words)
        compared = is_comparison(sentence, words)
        told = sentence if compared else quote
        if _is_price(told, money) and not is_former(sentence, words):
            yield Price(None, words, money.per, money.approximate, quote, compared)


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
    """Tell whether a price is the one before: 由1.2万元降至3800元, 原价1.8万元.

    >>> line = Text.raw("原价1.8万元/盒，现价4200元/盒")
    >>> is_former(line, line[2:7]), is_former(line, line[12:17])
    (True, False)
    """
    start = offset(sentence, money)
    before = sentence[max(0, start - _NEAR) : start]
    changed = _CHANGED.match(sentence.chars, end(sentence, money))
    return changed is not None or before.search(_FORMERLY) is not None


def is_comparison(sentence: Text, money: Text) -> bool:
    """Tell whether a price is that of what a drug is compared with, not its own.

    >>> line = Text.raw("示例片年费用8万元，国外同类药物约30万美元")
    >>> is_comparison(line, line[6:9]), is_comparison(line, line[18:23])
    (False, True)
    """
    ends = breaks(sentence.chars)
    start = offset(sentence, money)
    i = bisect_left(ends, start)
    before = sentence[ends[i - 1] + 1 if i else 0 : start]
    return before.search(_COMPARED) is not None


def _compared_drug(
    clause: Text, money: Text, drugs: Sequence[NamedDrug]
) -> Text | None:
    """Return the drug that a clause names between the comparing word and its price."""
    before = clause[: offset(clause, money)]
    words = list(before.finditer(_COMPARED))
    if not words:
        return None
    named = list(occurrences(before[words[-1].match.start() :], drugs))
    return named[-1][1].name if named else None


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
