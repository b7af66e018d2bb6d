"""Which sentences tell of a study (研究语境), and not of a disease or a supposition.

A number is of a study where the words around it speak of one (研究, 试验, 患者中) or of
a drug; what a disease does by itself (五年生存率仅20%) is of none.  News and forms ask
the same question.

>>> from normalize.facts.names import drug_names
>>> text = Text.raw("肺癌五年生存率仅20%。示例替尼片的OS率为55%。举例来说，ORR为30%。")
>>> told, drugs = list(sentences(text)), drug_names(text)
>>> [tells_of_study(told[: i + 1], drugs) for i in range(3)]
[False, True, False]
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from normalize.draft import Draft, Implied
from normalize.facts.drugs import NamedDrug, occurrences
from normalize.sentences import sentences
from normalize.text import Text

NEAR = 3  # sentences that a study goes on for without a word of it
_STUDY = re.compile(
    r"研究(?!所|院|员|生|中心|者认为|报告指出|机构|型)|试验|临床数据|队列|受试者|患者中|入组|入选(?:者|患者|标准)|治疗期间|随访"
    r"|随机(?:分|接受|入|对照|双盲)|双盲|安慰剂|(?:试验|对照|用药|治疗)组|组间|可评[价估]|完成回输"
    r"|(?:数据|结果)(?:显示|表明|提示)|(?<![A-Za-z])[nN]\s*[=＝]\s*\d|说明书"
    # Only a study has these, whatever else its sentence says.
    r"|(?:95|99)\s*[%％]\s*(?:CI|置信|可信)|(?<![A-Za-z])[Pp]\s*值?\s*[<＜=＝]\s*0"
)
# What a disease does, or a survey counts, without any treatment of the study.
_BACKGROUND = re.compile(
    r"发病率|患病率|流行病学|每年新[发增]|自然病程|预后(?:极|较|很|不|仍)?差|统计(?:数据|显示|年鉴)"
    r"|(?:传统|现有|既往|常规)(?:治疗|疗法|方案|化疗)"
)
_SMALL = re.compile("仅|不足|不到|普遍")
# What is explained, supposed or designed, and not measured.
_SUPPOSED = re.compile(
    r"举个?例|例如|比如|如果|假如|假设|倘若|所谓|(?:是|即)指|意味着|通常认为|可以理解为|样本量|检验效能"
)
_PARTS = re.compile("[；;]")
_OWN = re.compile("本品|本药|本产品|该药|该产品|该品种")  # how a form names its drug


def speaks_of_study(near: Sequence[Text]) -> bool:
    """Tell whether one of some sentences has a word of a study: 研究, 入组, n=."""
    return any(sentence.search(_STUDY) for sentence in near)


def tells_of_study(near: Sequence[Text], drugs: Sequence[NamedDrug]) -> bool:
    """Tell whether the last of some sentences tells of a study, by words before too."""
    sentence = near[-1]
    if is_background(sentence):
        return _names(sentence, drugs) and not sentence.search(_SUPPOSED)
    return any(_names(each, drugs) for each in near[-2:]) or speaks_of_study(near)


def is_background(sentence: Text) -> bool:
    """Tell whether a sentence is of a disease, or supposes something.

    >>> is_background(Text.raw("该病五年生存率仅20%"))
    True
    >>> is_background(Text.raw("试验组ORR仅20%"))
    False
    """
    if sentence.search(_SUPPOSED):
        return True
    told = sentence.search(_BACKGROUND) or sentence.search(_SMALL)
    return told is not None and not sentence.search(_STUDY)


def of_own_study(
    text: Text, facts: Iterable[Draft], drugs: Sequence[NamedDrug], own: str
) -> Iterator[Draft]:
    """Yield the facts that a form's answer tells of a study of its own drug.

    `own` is the name of that drug; a sentence that names only other drugs is of them.
    """
    found = in_order(facts)
    told = [part for each in sentences(text) for part in each.split(_PARTS)]
    for at, part in enumerate(told):
        near = told[max(0, at - NEAR) : at + 1]
        if _is_own(near, drugs, own):
            yield from found.within(part)


class Ordered(NamedTuple):
    """Facts in the order of their numbers, and where each of these begins."""

    facts: Sequence[Draft]
    starts: Sequence[int]

    def within(self, sentence: Text) -> list[Draft]:
        """List the facts whose number is one of a sentence."""
        start, end = sentence.span
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        facts = self.facts[first:last]
        return [fact for fact in facts if value_of(fact).span.end <= end]


def in_order(facts: Iterable[Draft]) -> Ordered:
    """Bring facts into the order of their numbers."""
    placed = sorted(facts, key=lambda fact: value_of(fact).span)
    return Ordered(placed, [value_of(fact).span.start for fact in placed])


def value_of(fact: Draft) -> Text:
    """The words of the number itself; of a fact without one, its quote."""
    for name in ("value", "rate", "n", "quote"):
        cell = fact.cells.get(name)
        words = cell.quote if isinstance(cell, Implied) else cell
        if isinstance(words, Text):
            return words
    raise LookupError(f"a fact without words: {fact}")


def _names(sentence: Text, drugs: Sequence[NamedDrug]) -> bool:
    return any(True for _ in occurrences(sentence, drugs))


def _is_own(near: Sequence[Text], drugs: Sequence[NamedDrug], own: str) -> bool:
    """Tell whether the drug named last is the form's own: itself, or as 本品."""
    here = near[-1]
    if here.search(_SUPPOSED) or here.search(_BACKGROUND):
        return False
    for part in reversed(near):
        if part.search(_OWN) or (own and own in part.chars):
            return part is here or not is_background(here)
        if _names(part, drugs):
            return False
    return False
