"""The sentences that tell of a study (研究段落), each with what holds from before it.

A study goes on from sentence to sentence without a word of it, and without the name of
its drug.  Each sentence is looked at once: a page may hold thousands.

>>> from normalize.facts.drugs import drug_names
>>> from normalize.facts.study_gate import in_order
>>> text = Text.raw("示例替尼片的试验入组60例患者。ORR为50%。肺癌五年生存率仅20%。")
>>> drugs = drug_names(text)
>>> for passage in passages(text, drugs, in_order([])):
...     print(passage.sentence, *(str(name) for _, name in passage.named))
示例替尼片的试验入组60例患者。 示例替尼片
ORR为50%。 示例替尼片
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.draft import Draft
from normalize.facts.drugs import NamedDrug, occurrences
from normalize.facts.offsets import offset
from normalize.facts.study_gate import (
    NEAR,
    Ordered,
    is_background,
    speaks_of_study,
    tells_of_study,
)
from normalize.sentences import sentences
from normalize.text import Text

_COMPARED = re.compile(r"[^，,。；;]{0,6}?(?:(?<![入分])组|相比|比较|对照|为对照)")
_AGAINST = re.compile(r"(?:对比|较|优于|不劣于|与|和|vs\.?|versus|联合)\s*$", re.I)

# What no endpoint of ours reads is of the study too: 中位至缓解时间1.2个月.
_MEASURED = re.compile("^中位")

# A heading of a table ends nothing.
_LINE = re.compile(r"[^。！？!?，,；;]{1,60}")

Names = Sequence[tuple[Text, Text]]  # where a drug is named, and its name


class Passage(NamedTuple):
    """A sentence that tells of a study, with its facts."""

    sentence: Text
    before: Sequence[Text]  # the few sentences before it
    facts: list[Draft]
    named: Names  # the drugs of the sentence, else of the last one that named any
    speaks: bool  # whether the study is spoken of, and not only a drug


def passages(
    body: Text, drugs: Sequence[NamedDrug], facts: Ordered
) -> Iterator[Passage]:
    """Yield the sentences that tell of a study, in their order."""
    told = list(sentences(body))
    goes_on = 0  # sentences before that tell of a study without a break
    spoke, naming, named = -1, -1, list[tuple[Text, Text]]()
    for at, sentence in enumerate(told):
        start = max(0, at - max(NEAR, goes_on))
        own, said = facts.within(sentence), speaks_of_study([sentence])
        spoke = at if said else spoke
        if here := _named(sentence, drugs):
            naming, named = at, here
        speaks = spoke >= start
        here_told = tells_of_study(told[max(start, at - 1) : at + 1], drugs)
        if not (here_told or (speaks and not is_background(sentence))):
            goes_on = 0
            continue
        measured = own or said or sentence.search(_MEASURED)
        goes_on = goes_on + 1 if measured or sentence.fullmatch(_LINE) else 0
        of_run = named if naming >= start else []
        yield Passage(sentence, told[max(start, at - NEAR) : at], own, of_run, speaks)


def _named(sentence: Text, drugs: Sequence[NamedDrug]) -> list[tuple[Text, Text]]:
    """List the drugs that a sentence names, but not only to compare with them."""
    return [
        (place, drug.name)
        for place, drug in occurrences(sentence, drugs)
        if not _is_compared(sentence, place)
    ]


def _is_compared(sentence: Text, place: Text) -> bool:
    """Whether a name is that of an arm, or of what a drug is compared with."""
    at = offset(sentence, place)
    behind = sentence[at + len(place) :].match(_COMPARED)
    return bool(behind or sentence[:at].search(_AGAINST))
