"""The shapes in which adverse events are counted (计数句式), clause by clause.

>>> [(str(i.term), str(i.rate)) for i in items(Text.raw("3级及以上CRS及ICANS均为3.4%"))]
[('CRS', '3.4'), ('ICANS', '3.4')]
>>> [(str(i.n), str(i.grade)) for i in items(Text.raw("2例次为3级"), Text.raw("CRS"))]
[('2', '3级')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.facts.adverse_absences import absences
from normalize.facts.adverse_dealt import again, dealt
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
from normalize.facts.adverse_tokens import CASES, FACTS, GRADE, GROUP, RATED
from normalize.sentences import bracket_at
from normalize.text import Text
from normalize.values.measures import NUMBER

_WHO = r"(?:患者|受试者|患儿|病人)?"
_HAD = r"(?:发生|出现|报告|经历|[自主]?诉|伴有|可见)?了?(?:因|由于)?"
_RATE = rf"(?<![≥≤><＞＜\d.])(?P<rate>{NUMBER})\s*[%％]"
_N = rf"(?P<n>{NUMBER}){CASES}"
_SHARE = rf"(?P<n>{NUMBER})\s*/\s*(?P<total>{NUMBER})(?:{CASES})?"
_OPEN, _SHUT = r"\s*[（(]?\s*", r"\s*[)）]?"
_TAIL = (
    r"(?:为?主|更为?常见|更高|较高|较多|居多|等(?:[^，,。；;\d]{0,8}(?:反应|症状|事件))?"
    rf"|(?:[是为属]于?)?(?:{GROUP}[的中]*)?[最较更]为?(?:常见|多见|主要)的?"
    r"[^，,。；;\d]{0,6}?不良(?:反应|事件))?"
)
# 低钾血症是最常见的不良反应（7.7%）
IS_COMMON = (
    rf"(?:(?:仍?[是为]|属)(?:最为?|较为?|更为?)?(?:常见|多见|主要)的?(?P<common>{GRADE})?的?"
    r"[^，,。；;\d（(]{0,8}?(?:不良(?:反应|事件)|副作用|毒性))"
)
# 发热（12.3%，25/203）; 恶心（试验组18.2%，对照组6.1%）; CRS（5例，其中3级1例）
# 腹泻的发生率试验组高于对照组（8.3%比4.2%）
_COMPARED = (
    rf"(?:(?:的?{RATED})?(?:两组|{GROUP})?(?:间|均|之间)?"
    rf"(?:相[当近似仿]|(?:略|明显|显著)?[高低]于{GROUP}|更(?:为?常见|高|低|多|少))(?=\s*[（(]))"
)
_TERM_FIRST = re.compile(
    rf"{LEAD}{TERM}{IS_COMMON}?{_COMPARED}?(?:[在于](?P<where>{GROUP})(?:患者)?[的中]*)?(?P<facts>{FACTS}){_TAIL}[。.]?"
)
# 对照组为9.2%, 其中≥3级为2.1%, and 为1.8% behind 低血糖发生率较低
_NO_TERM = re.compile(
    rf"(?:[较比]|[高低]于)?(?P<facts>{FACTS})(?:明显|显著)?(?:[降更]?[低高])?[。.]?"
)
_COUNT_FIRST = tuple(
    re.compile(
        rf"{LEAD}(?:(?P<of>{GROUP})[患者中]*[仅只共]?有?\s*)?约?{shape}{_WHO}等?[。.]?"
    )
    for shape in (
        # 7例次(5.6%)发热; 2例（1.4%）患者发生ICANS
        rf"{_N}{_WHO}{_OPEN}{_RATE}{_SHUT}{_WHO}{_HAD}{TERM}",
        rf"{_RATE}(?:[（(]{_SHARE}[)）])?的?(?:(?P<whose>{GROUP})的?)?{_WHO}"
        rf"(?:发生|出现|报告|经历|[自主]?诉|伴有|可见)了?{TERM}",
        # 36例不良反应
        rf"{_N}{_WHO}{_HAD}{TERM}(?:[（(]{_RATE}[)）])?",
    )
)
_GRADED = re.compile(
    rf"(?:其中)?{_N}(?P<term>[^，,；;。\d]{{1,30}}?)?均?为\s*(?P<grade>{GRADE})[。.]?"
)
_SAME = re.compile(rf"{LEAD}{TERMS}均[为达]{_RATE}[。.]?")
_ONE_EACH = re.compile(rf"{LEAD}{TERMS}各{_N}(?:{_OPEN}{_RATE}{_SHUT})?[。.]?")
_LIST = re.compile(
    r".*?(?:不良反应|不良事件|(?<![A-Za-z])(?:TE|TR|S)?AEs?)[】”]?(?:主要|有|为|[:：]|包括|是)+"
    r"\s*(?P<terms>[^，,；;。\d%％]{1,400}?)等?[。.]?"
)
# 副作用以皮疹、瘙痒为主: what counts them stands behind.
_MAINLY = re.compile(
    r".*?(?:反应|事件|副作用|毒性|AEs?)(?:主要|大?多)?以(?P<terms>[^，,；;。\d%％]{2,60}?)"
    r"(?:为主|居多|最?为?(?:最|较)?(?:常见|多见))[。.]?"
)
# 十分常见（≥10%）：头痛、头晕: the class is no rate.
_CLASSED = re.compile(
    r".*?(?:(?:十分|非常|很|极为|极|偶|不)?(?:常见|少见|罕见)|偶见)(?:的?不良(?:反应|事件))?"
    r"(?:[（(][^（）()]*[)）])?\s*(?:[:：]|包括|[为有是](?=[^\d]))+\s*"
    r"(?P<terms>[^，,；;。：:\d%％]{1,400}?)等?[。.]?"
)
_LONGEST = 240  # characters of one item of a list
_NEXT = re.compile(r"、|(?<=[)）%％])\s*(?:和|及|以及|与)")


def items(
    clause: Text, term: Text | None = None, before: Sequence[Item] = ()
) -> list[Item]:
    """List what a clause counts; `term` is what a grade without a term is of.

    对照组分别为5%和3% counts the terms of the items `before` once more.
    """
    if known := list(again(clause, before)) or list(_none(clause, before)):
        return known
    for read in (_graded, dealt, _each, _same, _listed):
        if found := list(read(clause, term)):
            return found
    return [item for piece in _pieces(clause) for item in _counted(piece, term)]


def _graded(clause: Text, term: Text | None) -> Iterator[Item]:
    """Read 9例次为1级, and 2例次ICANS均为3级."""
    found = clause.fullmatch(_GRADED)
    named = (part(found, "term") or term) if found else None
    if found and named:
        yield Item(term=named, n=found["n"], grade=found["grade"])


def _none(clause: Text, before: Sequence[Item]) -> Iterator[Item]:
    """Read 未发生3级及以上CRS as none."""
    for absent in absences(clause, behind=bool(before)):
        yield Item(term=absent.term, n=absent.n, grade=absent.grade)


def _each(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 发热、皮疹各1例."""
    if found := clause.fullmatch(_ONE_EACH):
        n, rate, grade = found["n"], part(found, "rate"), part(found, "grade")
        for named in found["terms"].split(JOINT):
            yield Item(term=named.strip(), n=n, rate=rate, grade=grade)


def _same(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 3级及以上CRS及ICANS均为3.4%."""
    if found := clause.fullmatch(_SAME):
        for named in found["terms"].split(JOINT):
            yield Item(
                term=named.strip(), rate=found["rate"], grade=part(found, "grade")
            )


def _listed(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 不良反应主要包括:贫血、发热等: terms without a number."""
    if (
        found := clause.fullmatch(_MAINLY)
        or clause.fullmatch(_CLASSED)
        or clause.fullmatch(_LIST)
    ):
        for named in found["terms"].split(JOINT):
            yield Item(term=named.strip())


def _counted(piece: Text, term: Text | None) -> Iterator[Item]:
    """Read one item of a list by the first shape that fits all of it."""
    if len(piece) > _LONGEST:
        return
    if (bare := piece.fullmatch(_NO_TERM)) and term:
        yield from items_of(term, bare["facts"])
    elif found := piece.fullmatch(_TERM_FIRST):
        for item in items_of(term_of(found["term"]), found["facts"]):
            yield replace(
                item,
                grade=item.grade or part(found, "grade") or part(found, "common"),
                population=item.population
                or part(found, "population")
                or part(found, "where"),
                total=item.total or part(found, "exposed"),
            )
    else:
        yield from _count_first(piece)


def _count_first(piece: Text) -> Iterator[Item]:
    """Read 7例次(5.6%)发热 and 12.3%的患者发生高血压."""
    shapes = (found for shape in _COUNT_FIRST if (found := piece.fullmatch(shape)))
    if found := next(shapes, None):
        yield Item(
            term=term_of(found["term"]),
            n=part(found, "n"),
            rate=part(found, "rate"),
            grade=part(found, "grade"),
            total=part(found, "total") or part(found, "exposed"),
            population=part(found, "population")
            or part(found, "whose")
            or part(found, "of"),
        )


def _pieces(clause: Text) -> list[Text]:
    """Cut a clause at 、 and behind a number at 和, outside brackets."""
    found = _NEXT.finditer(clause.chars)
    cuts = [m for m in found if bracket_at(clause.chars, m.start()) is None]
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(clause)]
    return [p for a, b in zip(starts, ends, strict=True) if (p := clause[a:b].strip())]
