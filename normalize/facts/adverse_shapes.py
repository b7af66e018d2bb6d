"""The shapes in which adverse events are counted (计数句式), clause by clause.

>>> [(str(i.term), str(i.rate)) for i in items(Text.raw("3级及以上CRS及ICANS均为3.4%"))]
[('CRS', '3.4'), ('ICANS', '3.4')]
>>> [(str(i.n), str(i.grade)) for i in items(Text.raw("2例次为3级"), Text.raw("CRS"))]
[('2', '3级')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.facts.adverse_absences import absences
from normalize.facts.adverse_tokens import (
    CASES,
    EXPOSED,
    FACTS,
    GRADE,
    GROUP,
    Cell,
    readings,
)
from normalize.sentences import bracket_at
from normalize.text import Found, Text
from normalize.values.measures import NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One term with what is said about it."""

    term: Text
    n: Cell = None
    rate: Cell = None
    grade: Cell = None
    total: Cell = None
    population: Cell = None


_WHO = r"(?:患者|受试者|患儿|病人)?"
_HAD = r"(?:发生|出现|报告)?了?(?:因|由于)?"
_RATE = rf"(?<![≥≤><＞＜\d.])(?P<rate>{NUMBER})\s*[%％]"
_N = rf"(?P<n>{NUMBER}){CASES}"
_SHARE = rf"(?P<n>{NUMBER})\s*/\s*(?P<total>{NUMBER})(?:{CASES})?"
_OPEN, _SHUT = r"\s*[（(]?\s*", r"\s*[)）]?"
_IS = r"(?:的?(?:总体?)?发生率)?(?:均)?\s*(?:[约高]?[为达占]|是|[:：]){0,3}\s*约?"
# 包括, 主要为 and the like lead up to a term and are no part of it.
# The bracket of CRS 58.3%（其中≥3级2.1%） goes with its term.
_LEAD = (
    r"(?:(?:[^（(]|[（(][^（）()]*[)）])*?(?:包括|主要有|主要为|主要是|其中|发生了?(?!率)|收到了?|出现了?|报告了?|(?<!率)[:：])\s*"
    r"|.*?(?:反应|事件|毒性|异常|AEs?)(?:[（(][^（）()]*[)）])?(?:依次|主要|多|最常见的?)?(?:为|是|有)\s*"
    r"|以(?=.*[%％）)]为主|[^，,。；;\d]{2,16}[（(]\d)|.*?(?:监测|收集|观察|记录|上报|报道|检出)[到了]\s*|因|(?:共?有|共计|共(?=\d)|和|及|以及|如)\s*)?"
)
_TERM = (
    rf"(?:(?P<population>{GROUP}){EXPOSED}?[的中]?)?(?:(?P<grade>{GRADE})的?)?"
    r"(?P<term>[^，,；;：:。、（）()\d%％【】“”/≥≤为占约均达的于][^，,；;：:。、（）()\d%％【】“”]{0,29}?"
    r"(?:\s*[（(][^（）()\d%％：:组]{1,24}[)）])*)"
)
_TAIL = (
    r"(?:为?主|更为?常见|更高|较高|较多|等(?:[^，,。；;\d]{0,8}(?:反应|症状|事件))?"
    r"|[是为]?最为?常见的?[^，,。；;\d]{0,6}?不良(?:反应|事件))?"
)
# 低钾血症是最常见的不良反应（7.7%）
IS_COMMON = (
    rf"(?:(?:仍?[是为]|属)(?:最为?|较为?|更为?)?(?:常见|多见|主要)的?(?P<common>{GRADE})?的?"
    r"[^，,。；;\d（(]{0,8}?(?:不良(?:反应|事件)|副作用|毒性))"
)
# 发热（12.3%，25/203）; 恶心（试验组18.2%，对照组6.1%）; CRS（5例，其中3级1例）
_TERM_FIRST = re.compile(rf"{_LEAD}{_TERM}{IS_COMMON}?(?P<facts>{FACTS}){_TAIL}[。.]?")
# 对照组为9.2%, 其中≥3级为2.1%, and 为1.8% behind 低血糖发生率较低
_NO_TERM = re.compile(rf"(?P<facts>{FACTS})[。.]?")
_COUNT_FIRST = tuple(
    re.compile(rf"{_LEAD}{shape}{_WHO}等?[。.]?")
    for shape in (
        # 7例次(5.6%)发热; 2例（1.4%）患者发生ICANS
        rf"{_N}{_WHO}{_OPEN}{_RATE}{_SHUT}{_WHO}{_HAD}{_TERM}",
        rf"{_RATE}(?:[（(]{_SHARE}[)）])?的?{_WHO}(?:发生|出现|报告)了?{_TERM}",
        # 36例不良反应
        rf"{_N}{_WHO}{_HAD}{_TERM}(?:[（(]{_RATE}[)）])?",
    )
)
_GRADED = re.compile(
    rf"(?:其中)?{_N}(?P<term>[^，,；;。\d]{{1,30}}?)?均?为\s*(?P<grade>{GRADE})[。.]?"
)
_TERMS = (
    rf"(?:(?P<grade>{GRADE})的?)?(?P<terms>[^，,；;。\d]{{1,200}}?)"
    r"(?:的?(?:总体?)?发生率)?"
)
_SAME = re.compile(rf"{_LEAD}{_TERMS}均[为达]{_RATE}[。.]?")
_ONE_EACH = re.compile(rf"{_LEAD}{_TERMS}各{_N}(?:{_OPEN}{_RATE}{_SHUT})?[。.]?")
_FIGURE = (
    rf"(?:{NUMBER}\s*[%％](?:\s*[（(]\s*{NUMBER}\s*(?:/\s*{NUMBER}|{CASES})?\s*[)）])?"
    rf"|{NUMBER}{CASES}(?:\s*[（(]\s*{NUMBER}\s*[%％]\s*[)）])?)"
)
_ALSO = r"\s*(?:[、,，和与及]|以及|vs\.?|VS)\s*"
_EACH = re.compile(
    rf"{_LEAD}(?:(?:两组|二组|双方)(?:的|患者|间)*|(?P<population>{GROUP})的?)?{_TERMS}"
    rf"分别约?[为达有]?\s*(?P<rates>{_FIGURE}(?:{_ALSO}{_FIGURE})+)[。.]?"
)
_GROUP_AGAIN = re.compile(
    rf"(?:而|其中)?(?:(?P<group>{GROUP}){EXPOSED}?则?)?(?:的?总?体?发生率)?(?:依次|分别)约?[为达有]?\s*"
    rf"(?P<rates>{_FIGURE}(?:{_ALSO}{_FIGURE})+)[。.]?"
)
_IN_GROUPS_EACH = re.compile(
    rf"{_LEAD}(?:(?P<grade>{GRADE})的?)?(?P<term>[^，,；;。\d]{{2,30}}?)的?总?体?发生率[在于]?"
    rf"(?P<first>{GROUP}){EXPOSED}?{_ALSO}(?P<second>{GROUP})[^，,；;。\d]{{0,4}}?"
    rf"分别约?[为达有]?\s*(?P<rates>{_FIGURE}{_ALSO}{_FIGURE})[。.]?"
)
_GROUPS_EACH = re.compile(
    rf"(?:.*?[:：])?(?P<first>{GROUP}){EXPOSED}?{_ALSO}(?P<second>{GROUP})的?"
    rf"(?:(?P<grade>{GRADE})的?)?(?P<term>[^，,；;。\d]{{0,30}}?)(?:的?总?体?发生率)?"
    rf"分别约?[为达有]?\s*(?P<rates>{_FIGURE}{_ALSO}{_FIGURE})[。.]?"
)
_LIST = re.compile(
    r".*?(?:不良反应|不良事件|(?<![A-Za-z])(?:TE|TR|S)?AEs?)[】”]?(?:主要|有|为|[:：]|包括|是)+"
    r"\s*(?P<terms>[^，,；;。\d%％]{1,400}?)等?[。.]?"
)
# 十分常见（≥10%）：头痛、头晕: the class is no rate.
_CLASSED = re.compile(
    r".*?(?:(?:十分|非常|很|极为|极|偶|不)?(?:常见|少见|罕见)|偶见)(?:的?不良(?:反应|事件))?"
    r"(?:[（(][^（）()]*[)）])?\s*(?:[:：]|包括|[为有是](?=[^\d]))+\s*"
    r"(?P<terms>[^，,；;。：:\d%％]{1,400}?)等?[。.]?"
)
_LONGEST = 240  # characters of one item of a list
_JOINT = re.compile(r"[、和与及]|以及")
_NEXT = re.compile(r"、|(?<=[)）%％])\s*(?:和|及|以及|与)")


def items(
    clause: Text, term: Text | None = None, before: Sequence[Item] = ()
) -> list[Item]:
    """List what a clause counts; `term` is what a grade without a term is of.

    对照组分别为5%和3% counts the terms of the items `before` once more.
    """
    if again := list(_again(clause, before)):
        return again
    for read in (_graded, _none, _dealt, _each, _same, _listed):
        if found := list(read(clause, term)):
            return found
    return [item for piece in _pieces(clause) for item in _counted(piece, term)]


# 上市后共收到不良反应: who told of it is no part of the term.
_REPORTED = re.compile(
    r"^(?:.*?(?:[收监观检][到集测察出]到?|报告了|发生了?(?!率)|出现了?|累计|合计|总计)"
    r"|因(?!子))(?=[^，,。；;]{2})"
)


def _named(term: Text) -> Text:
    """Leave out what leads up to a term."""
    led = term.match(_REPORTED)
    return (term[led.match.end() :] if led else term).strip()


def _part(found: Found, name: str) -> Text | None:
    return found[name].strip() if found.match.groupdict().get(name) else None


def _graded(clause: Text, term: Text | None) -> Iterator[Item]:
    """Read 9例次为1级, and 2例次ICANS均为3级."""
    found = clause.fullmatch(_GRADED)
    named = (_part(found, "term") or term) if found else None
    if found and named:
        yield Item(term=named, n=found["n"], grade=found["grade"])


def _none(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 未发生3级及以上CRS as none."""
    for absent in absences(clause):
        yield Item(term=absent.term, n=absent.n, grade=absent.grade)


def _each(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 发热、皮疹各1例."""
    if found := clause.fullmatch(_ONE_EACH):
        n, rate, grade = found["n"], _part(found, "rate"), _part(found, "grade")
        for named in found["terms"].split(_JOINT):
            yield Item(term=named.strip(), n=n, rate=rate, grade=grade)


def _dealt(clause: Text, term: Text | None) -> Iterator[Item]:
    """Read 恶心、呕吐的发生率分别为15%和10%, and the same of two groups."""
    if groups := clause.fullmatch(_IN_GROUPS_EACH) or clause.fullmatch(_GROUPS_EACH):
        if named := _part(groups, "term") or term:
            counts = groups["rates"].finditer(_FIGURE)
            grade = _part(groups, "grade")
            for name, count in zip(("first", "second"), counts, strict=True):
                for item in _items(named, count[0]):
                    yield replace(item, population=groups[name], grade=grade)
    elif found := clause.fullmatch(_EACH):
        yield from _dealt_out(found)


def _dealt_out(found: Found) -> Iterator[Item]:
    """Pair terms and figures; two figures of one term are of two groups."""
    figures = list(found["rates"].finditer(_FIGURE))
    terms = [piece.strip() for piece in found["terms"].split(_JOINT)]
    terms *= 2 if len(terms) == 1 and len(figures) == 2 else 1
    grade, group = _part(found, "grade"), _part(found, "population")
    if len(terms) == len(figures):
        for named, count in zip(terms, figures, strict=True):
            for item in _items(named, count[0]):
                yield replace(item, grade=grade, population=group)


def _again(clause: Text, before: Sequence[Item]) -> Iterator[Item]:
    """Read 对照组分别为5%和3% behind the same number of terms of another group."""
    found = clause.fullmatch(_GROUP_AGAIN)
    figures = list(found["rates"].finditer(_FIGURE)) if found else []
    if found and len(figures) == len(before):
        for known, count in zip(before, figures, strict=True):
            for item in _items(known.term, count[0]):
                group = _part(found, "group")
                yield replace(item, population=group, grade=known.grade)


def _items(term: Text, facts: Text) -> list[Item]:
    """Make an item of every reading of the facts told of a term."""
    return [
        Item(
            term=term,
            n=reading.n,
            rate=reading.rate,
            grade=reading.grade,
            total=reading.total,
            population=reading.population,
        )
        for reading in readings(facts)
    ]


def _same(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 3级及以上CRS及ICANS均为3.4%."""
    if found := clause.fullmatch(_SAME):
        for named in found["terms"].split(_JOINT):
            yield Item(
                term=named.strip(), rate=found["rate"], grade=_part(found, "grade")
            )


def _listed(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 不良反应主要包括:贫血、发热等: terms without a number."""
    if found := clause.fullmatch(_CLASSED) or clause.fullmatch(_LIST):
        for named in found["terms"].split(_JOINT):
            yield Item(term=named.strip())


def _counted(piece: Text, term: Text | None) -> Iterator[Item]:
    """Read one item of a list by the first shape that fits all of it."""
    if len(piece) > _LONGEST:
        return
    if (bare := piece.fullmatch(_NO_TERM)) and term:
        yield from _items(term, bare["facts"])
    elif found := piece.fullmatch(_TERM_FIRST):
        for item in _items(_named(found["term"]), found["facts"]):
            yield replace(
                item,
                grade=item.grade or _part(found, "grade") or _part(found, "common"),
                population=item.population or _part(found, "population"),
                total=item.total or _part(found, "exposed"),
            )
    else:
        yield from _count_first(piece)


def _count_first(piece: Text) -> Iterator[Item]:
    """Read 7例次(5.6%)发热 and 12.3%的患者发生高血压."""
    shapes = (found for shape in _COUNT_FIRST if (found := piece.fullmatch(shape)))
    if found := next(shapes, None):
        yield Item(
            term=_named(found["term"]),
            n=_part(found, "n"),
            rate=_part(found, "rate"),
            grade=_part(found, "grade"),
            total=_part(found, "total") or _part(found, "exposed"),
            population=_part(found, "population"),
        )


def _pieces(clause: Text) -> list[Text]:
    """Cut a clause at 、 and behind a number at 和, outside brackets."""
    found = _NEXT.finditer(clause.chars)
    cuts = [m for m in found if bracket_at(clause.chars, m.start()) is None]
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(clause)]
    return [p for a, b in zip(starts, ends, strict=True) if (p := clause[a:b].strip())]
