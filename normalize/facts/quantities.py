"""Quantities (数量): every other number with a unit, and what it is a number of.

Prevalence, baseline, dose, prices and counts in running text.  Dates, document
numbers, list numbers and the numbers in names (CD19, FMC63) are none.

>>> text = Text.raw("我国发病率约为6.21/10万，60.5%为男性，已覆盖全国20个省份，推荐剂量为0.5×10^8个细胞")
>>> for draft in quantities(text):
...     cells = {k: str(getattr(c, "value", c)) for k, c in draft.cells.items()}
...     print(cells["subject"], cells["value_low"], cells["unit"], "is_approximate" in cells)
我国发病率 6.21 /10万 True
男性 60.5 % False
省份 20 个 False
细胞 0.5×10^8 个 False
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from normalize import vocab
from normalize.draft import Draft, Implied
from normalize.facts.measures import NUMBER, TO
from normalize.facts.quantity_subjects import subject
from normalize.facts.sentences import around, clauses, sentences
from normalize.tables import Quantity
from normalize.text import Found, Span, Text
from normalize.values.numerals import fraction

_KINDS = {row["unit"]: row["kind"] for row in vocab.load("units")}


def _unit(word: str) -> str:
    """Pattern of a unit; a Latin one is not the beginning of a word: 20mg, not 20mgs."""
    return re.escape(word) + (r"(?![A-Za-z0-9^])" if word[-1].isascii() and word[-1].isalpha() else "")


_UNITS = "|".join(map(_unit, sorted(_KINDS, key=len, reverse=True)))
_POWER = r"\s*[×xX*]\s*10\s*\^\s*\d{1,2}"
_SCALE = r"(?:\s*[十百千]?[万亿](?![级]))"
_FIGURE = rf"(?:{NUMBER}(?:{_POWER}|{_SCALE})?)"
# 十分常见, 成千上万份 and 一次输注 count nothing: a numeral needs two signs, or 余.
_HAN = r"(?<![数几成上一二三四五六七八九十百千万亿第])(?:[一二两三四五六七八九十百千万亿]{2,}|[十百千万](?=[余多]))"
_ROUGH = r"(?:大约|约为|约|将近|接近|近|超过|超|逾|多达|高达|至少|不超过|不足|不到|不低于|不少于|大于|小于|高于|低于|[≥≤><＞＜±])"
_HEAD = r"(?<![A-Za-z0-9.\-_/〔\[第号Vv^×])"

_QUANTITY = re.compile(
    rf"(?P<rough>{_ROUGH})?\s*(?:"
    rf"(?P<part>[一二三四五六七八九十百千万]+分之[一二三四五六七八九十百千万]+|(?<![\d/])1/\d+(?![\d/]))"
    rf"|{_HEAD}(?P<low>{_FIGURE})\s*(?:{_UNITS})?\s*{TO}\s*±?(?P<high>{_FIGURE})(?P<odd>[余多])?\s*(?P<range_unit>{_UNITS}|[A-Za-z]+-T[\u4e00-\u9fff]+)"
    rf"|{_HEAD}(?P<value>{_FIGURE})(?P<more>[余多])?\s*(?P<unit>{_UNITS}|(?<=\^\d)\s*[A-Za-z\u4e00-\u9fff-]+|(?<=\^\d\d)\s*[A-Za-z\u4e00-\u9fff-]+)"
    rf"|(?P<han>{_HAN})(?P<han_more>[余多])?(?P<han_unit>例|人次|人|名|位|个|家|款|项|种|次|年|岁|元|天|周|份|篇)(?!计划|工程|制)"
    r")\s*(?P<about>左右|上下|以上|以下|以内)?"
)
_DATE = re.compile(
    r"(?:19|20)\d\d\s*年(?:代|版|度|底|初)?|\d{1,2}\s*月(?!龄)\s*(?:\d{1,2}\s*日)?|\d{1,2}\s*日(?!均)"
    r"|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}:\d\d(?::\d\d)?"
)


def quantities(text: Text, taken: Iterable[Span] = ()) -> Iterator[Draft]:
    """Yield a Quantity for every number with a unit outside of `taken`.

    `taken` are the raw spans of the values that other facts hold already.
    """
    spoken_for = sorted(taken)
    for sentence in sentences(text):
        for clause in clauses(sentence):
            for found in _found(clause):
                if not _overlaps(found[0].span, spoken_for):
                    yield _draft(sentence, clause, found)
