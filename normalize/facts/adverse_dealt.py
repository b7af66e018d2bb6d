"""Figures dealt out to terms and groups (分别为): several of each in one clause.

>>> [(str(i.term), str(i.rate), str(i.population)) for i in dealt(
...     Text.raw("试验组与对照组腹泻发生率分别为12.1%和3.4%"), None)]
[('腹泻', '12.1', '试验组'), ('腹泻', '3.4', '对照组')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.facts.adverse_items import (
    JOINT,
    LEAD,
    TERM,
    TERMS,
    Item,
    items_of,
    part,
    term_of,
)
from normalize.facts.adverse_tokens import CASES, EXPOSED, GRADE, GROUP, RATED
from normalize.text import Found, Text
from normalize.values.measures import NUMBER

_FIGURE = (
    rf"(?:{NUMBER}\s*[%％](?:\s*[（(]\s*{NUMBER}\s*(?:/\s*{NUMBER}|{CASES})?\s*[)）])?"
    rf"|{NUMBER}{CASES}(?:\s*[（(]\s*{NUMBER}\s*[%％]\s*[)）])?)"
)
_ALSO = r"\s*(?:[、,，和与及]|以及|vs\.?|VS|[比对](?=\s*\d))\s*"
# the share of each group; 分别 may be left out where two groups are named
_SHARES = (
    r"(?:分别约?[为达有]?|[约为达有是]{1,2})\s*"
    rf"(?P<rates>{_FIGURE}{_ALSO}{_FIGURE})[。.]?"
)
_EACH = re.compile(
    rf"{LEAD}(?:(?:两组|二组|双方)(?:的|患者|间)*|(?P<population>{GROUP})的?)?{TERMS}"
    rf"(?:[在于](?:两组|二组|各组|组间)[间中的]*{RATED}?)?"
    rf"分别约?[为达有]?\s*(?P<rates>{_FIGURE}(?:{_ALSO}{_FIGURE})+)[。.]?"
)
_GROUP_AGAIN = re.compile(
    rf"(?:而|其中)?(?:(?P<group>{GROUP}){EXPOSED}?则?)?"
    rf"(?:的?{RATED})?(?:依次|分别)约?[为达有]?\s*"
    rf"(?P<rates>{_FIGURE}(?:{_ALSO}{_FIGURE})+)[。.]?"
)
_IN_GROUPS_EACH = re.compile(
    rf"{LEAD}(?:(?P<grade>{GRADE})的?)?(?P<term>[^，,；;。\d]{{2,30}}?)的?{RATED}[在于]?"
    rf"(?P<first>{GROUP}){EXPOSED}?{_ALSO}(?P<second>{GROUP})[^，,；;。\d]{{0,4}}?"
    rf"{_SHARES}"
)
_GROUPS_EACH = re.compile(
    rf"(?:.*?[:：])?(?P<first>{GROUP}){EXPOSED}?{_ALSO}(?P<second>{GROUP})的?"
    rf"(?:(?P<grade>{GRADE})的?)?(?P<term>[^，,；;。\d]{{0,30}}?)(?:的?{RATED})?"
    rf"{_SHARES}"
)
# 瘙痒在试验组和对照组的发生率分别为4.2%和3.9%
_TERM_IN_GROUPS = re.compile(
    rf"{LEAD}(?:(?P<grade>{GRADE})的?)?(?P<term>[^，,；;。\d在]{{2,30}}?)(?:的?{RATED})?[在于]"
    rf"(?P<first>{GROUP}){EXPOSED}?{_ALSO}(?P<second>{GROUP})(?:患者)?[的中]*(?:{RATED})?"
    rf"{_SHARES}"
)
# 两组分别有2.0%和1.8%的患者发生头晕
_HAD_BY_EACH = re.compile(
    rf"{LEAD}(?:(?P<first>{GROUP}){EXPOSED}?{_ALSO}(?P<second>{GROUP})|两组|二组)"
    r"(?:分别|各)有?\s*"
    rf"(?P<rates>{_FIGURE}{_ALSO}{_FIGURE})的?(?:患者|受试者|病人|参与者)?"
    rf"(?:发生|出现|报告|经历)了?(?P<term>[^，,；;。\d]{{2,30}}?)[。.]?"
)
# 两项研究依次为14.8%、25.0%, behind 头痛是最常见的不良反应
_OF_NAMED = re.compile(
    rf"(?:[两二三]项?(?:研究|试验)|[两二三各]组)[间中的]*{RATED}?(?:依次|分别)约?[为达有]?\s*"
    rf"(?P<rates>{_FIGURE}(?:{_ALSO}{_FIGURE})+)[。.]?"
)
_OF_TWO = (_TERM_IN_GROUPS, _IN_GROUPS_EACH, _GROUPS_EACH, _HAD_BY_EACH)


# 蛋白尿见于甲组的22.4%、乙组的18.6%
_N = r"(?:[（(]\s*[nN]\s*[=＝][^（）()]{1,12}[)）])"
_IN = rf"{GROUP}{_N}?(?:患者|受试者)?[的中]*[为是占有达]*\s*"
_AT = r"(?:[:：]|见于|发生[于在]|[在于]|分别[为见于在]*)"
_BY_GROUP = re.compile(
    rf"(?!{RATED}){LEAD}{TERM}(?:(?:的?{RATED})\s*{_AT}?|{_AT})\s*"
    rf"(?P<cells>{_IN}{_FIGURE}(?:{_ALSO}{_IN}{_FIGURE})+)[。.]?"
)
_CELL = re.compile(rf"(?P<group>{GROUP}).*?(?P<figure>{_FIGURE})")


def dealt(clause: Text, term: Text | None) -> Iterator[Item]:
    """Read 恶心、呕吐的发生率分别为15%和10%, and the same of two groups."""
    two = (f for shape in _OF_TWO if (f := clause.fullmatch(shape)))
    if groups := next(two, None):
        if term := part(groups, "term") or term:
            counts = groups["rates"].finditer(_FIGURE)
            grade = part(groups, "grade")
            for name, count in zip(("first", "second"), counts, strict=True):
                for item in items_of(term, count[0]):
                    yield replace(item, population=part(groups, name), grade=grade)
    elif term and (named := clause.fullmatch(_OF_NAMED)):
        for count in named["rates"].finditer(_FIGURE):
            yield from items_of(term, count[0])
    elif cells := clause.fullmatch(_BY_GROUP):
        yield from _by_group(cells)
    elif found := clause.fullmatch(_EACH):
        yield from _dealt_out(found)


def _by_group(found: Found) -> Iterator[Item]:
    """Read 见于甲组的22.4%、乙组的18.6%: a group before every figure."""
    for cell in found["cells"].finditer(_CELL):
        for item in items_of(term_of(found["term"]), cell["figure"]):
            yield replace(item, population=cell["group"], grade=part(found, "grade"))


def _dealt_out(found: Found) -> Iterator[Item]:
    """Pair terms and figures; two figures of one term are of two groups."""
    figures = list(found["rates"].finditer(_FIGURE))
    terms = [piece.strip() for piece in found["terms"].split(JOINT)]
    terms *= 2 if len(terms) == 1 and len(figures) == 2 else 1
    grade, group = part(found, "grade"), part(found, "population")
    if len(terms) == len(figures):
        for each, count in zip(terms, figures, strict=True):
            for item in items_of(each, count[0]):
                yield replace(item, grade=grade, population=group)


def again(clause: Text, before: Sequence[Item]) -> Iterator[Item]:
    """Read 对照组分别为5%和3% behind the same number of terms of another group."""
    found = clause.fullmatch(_GROUP_AGAIN)
    figures = list(found["rates"].finditer(_FIGURE)) if found else []
    if found and len(figures) == len(before):
        for known, count in zip(before, figures, strict=True):
            for item in items_of(known.term, count[0]):
                group = part(found, "group")
                yield replace(item, population=group, grade=known.grade)
