"""The shapes in which adverse events are counted (计数句式), clause by clause.

>>> [(str(i.term), str(i.rate)) for i in items(Text.raw("3级及以上CRS及ICANS均为3.4%"))]
[('CRS', '3.4'), ('ICANS', '3.4')]
>>> [(str(i.n), str(i.grade)) for i in items(Text.raw("2例次为3级"), Text.raw("CRS"))]
[('2', '3级')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalize.sentences import bracket_at
from normalize.text import Found, Text
from normalize.values.measures import NUMBER, TO


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One term with what is said about it."""

    term: Text
    n: Text | None = None
    rate: Text | None = None
    grade: Text | None = None
    total: Text | None = None
    population: Text | None = None


_CASES = r"\s*(?>例次|人次|例|人|名)"
_WHO = r"(?:患者|受试者)?"
_HAD = r"(?:发生|出现|报告)?了?"
_RATE = rf"(?<![≥≤><＞＜\d.])(?P<rate>{NUMBER})\s*[%％]"
_N = rf"(?P<n>{NUMBER}){_CASES}"
_SHARE = rf"(?P<n>{NUMBER})\s*/\s*(?P<total>{NUMBER})(?:{_CASES})?"
_OPEN, _SHUT = r"\s*[（(]?\s*", r"\s*[)）]?"
_THEN = r"\s*[,，;；、（(]\s*"
_IS = r"(?:的?(?:总体?)?发生率)?(?:均)?\s*(?:[约高]?[为达占]|是|[:：])*\s*约?"
GRADE = (
    rf"(?:[≥>＞]\s*[1-5]\s*级|[1-5]\s*级?{TO}\s*[1-5]\s*级|[1-5一二三四五]\s*级"
    r"(?:\s*(?:及|或)?以上)?|(?<![A-Za-z])(?:G|Grade\s*)[1-5])"
)
GROUP = r"(?:[^\s，,；;：:。、（）()%％\d的者达在于与和及]{1,16}组)(?![织成分合])"
# 包括, 主要为 and the like lead up to a term and are no part of it.
_LEAD = (
    r"(?:.*?(?:包括|主要有|主要为|主要是|其中|发生了?(?!率)|收到了?|出现了?|报告了?|[:：])\s*"
    r"|.*?(?:反应|事件|AEs?)(?:[（(][^（）()]*[)）])?(?:为|是|有)\s*"
    r"|(?:有|和|及|以及|如)\s*)?"
)
_TERM = (
    rf"(?:(?P<population>{GROUP})[的中]?)?(?:(?P<grade>{GRADE})的?)?"
    r"(?P<term>[^，,；;：:。、（）()\d%％【】“”/][^，,；;：:。、（）()%％【】“”]{0,29}?"
    r"(?:\s*[（(][A-Za-z/\-]+[)）])*)"
)
_SHAPES = tuple(
    re.compile(rf"{_LEAD}{shape}{_WHO}等?[。.]?")
    for shape in (
        # 7例次(5.6%)发热; 2例（1.4%）患者发生ICANS
        rf"{_N}{_OPEN}{_RATE}{_SHUT}{_WHO}{_HAD}{_TERM}",
        # 发热（12.3%，25/203）; 发热（25/203，12.3%）; 发热25例（12.3%）
        rf"{_TERM}{_IS}{_OPEN}{_RATE}{_THEN}{_SHARE}{_SHUT}",
        rf"{_TERM}{_IS}{_OPEN}{_SHARE}{_THEN}{_RATE}{_SHUT}",
        rf"{_TERM}{_IS}{_OPEN}{_N}{_THEN}{_RATE}{_SHUT}",
        rf"{_TERM}{_IS}{_OPEN}{_RATE}{_THEN}{_N}{_SHUT}",
        # 发热（12.3%）; 发热发生率为12.3%; 12.3%的患者发生发热
        rf"{_TERM}{_IS}{_OPEN}{_RATE}{_SHUT}",
        rf"{_RATE}的?{_WHO}(?:发生|出现|报告)了?{_TERM}",
        # 发热（25例）; 36例不良反应
        rf"{_TERM}{_OPEN}{_N}{_SHUT}",
        rf"{_N}{_WHO}{_HAD}{_TERM}",
    )
)
_GRADED = re.compile(
    rf"(?:其中)?{_N}(?P<term>[^，,；;。\d]{{1,30}}?)?均?为\s*(?P<grade>{GRADE})[。.]?"
)
_OF_GROUP = re.compile(rf"(?P<population>{GROUP}){_IS}{_RATE}[。.]?")
_TERMS = (
    rf"(?:(?P<grade>{GRADE})的?)?(?P<terms>[^，,；;。\d]{{1,200}}?)"
    r"(?:的?(?:总体?)?发生率)?"
)
_SAME = re.compile(rf"{_LEAD}{_TERMS}均[为达]{_RATE}[。.]?")
_EACH = re.compile(
    rf"{_LEAD}{_TERMS}分别约?[为达]\s*(?P<rates>{NUMBER}\s*[%％]"
    rf"(?:\s*(?:[、和与及]|以及|vs\.?)\s*{NUMBER}\s*[%％])+)[。.]?"
)
_GROUPS = re.compile(
    rf"(?P<first>{GROUP})\s*(?:[和与及、]|vs\.?)\s*(?P<second>{GROUP})的?(?P<term>.*)"
)
_LIST = re.compile(
    r".*?(?:不良反应|不良事件|(?<![A-Za-z])(?:TE|TR|S)?AEs?)[】”]?(?:主要|有|为|[:：]|包括|是)+"
    r"\s*(?P<terms>[^，,；;。\d%％]{1,400}?)等?[。.]?"
)
_JOINT = re.compile(r"[、和与及]|以及")
_NEXT = re.compile(r"、|(?<=[)）%％])\s*(?:和|及|以及|与)")


def items(clause: Text, term: Text | None = None) -> list[Item]:
    """List what a clause counts; `term` is what a grade without a term is of."""
    for read in (_graded, _dealt, _same, _listed):
        if found := list(read(clause, term)):
            return found
    return [item for piece in _pieces(clause) for item in _counted(piece, term)]


def _part(found: Found, name: str) -> Text | None:
    return found[name].strip() if found.match.groupdict().get(name) else None


def _graded(clause: Text, term: Text | None) -> Iterator[Item]:
    """Read 9例次为1级, and 2例次ICANS均为3级."""
    found = clause.fullmatch(_GRADED)
    named = (_part(found, "term") or term) if found else None
    if found and named:
        yield Item(term=named, n=found["n"], grade=found["grade"])


def _dealt(clause: Text, term: Text | None) -> Iterator[Item]:
    """Read 恶心、呕吐的发生率分别为15%和10%, and the same of two groups."""
    found = clause.fullmatch(_EACH)
    if not found:
        return
    rates = [f[0] for f in found["rates"].finditer(NUMBER)]
    groups = found["terms"].fullmatch(_GROUPS)
    if groups and len(rates) == 2 and (named := groups["term"].strip() or term):
        for name, rate in zip(("first", "second"), rates, strict=True):
            yield Item(
                term=named,
                rate=rate,
                population=groups[name],
                grade=_part(found, "grade"),
            )
        return
    terms = [piece.strip() for piece in found["terms"].split(_JOINT)]
    if len(terms) == len(rates):
        for named, rate in zip(terms, rates, strict=True):
            yield Item(term=named, rate=rate, grade=_part(found, "grade"))


def _same(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 3级及以上CRS及ICANS均为3.4%."""
    if found := clause.fullmatch(_SAME):
        for named in found["terms"].split(_JOINT):
            yield Item(
                term=named.strip(), rate=found["rate"], grade=_part(found, "grade")
            )


def _listed(clause: Text, _: Text | None) -> Iterator[Item]:
    """Read 不良反应主要包括:贫血、发热等: terms without a number."""
    if found := clause.fullmatch(_LIST):
        for named in found["terms"].split(_JOINT):
            yield Item(term=named.strip())


def _counted(piece: Text, term: Text | None) -> Iterator[Item]:
    """Read one item of a list by the first shape that fits all of it."""
    alone = piece.fullmatch(_OF_GROUP)
    if alone and term:
        yield Item(term=term, rate=alone["rate"], population=alone["population"])
        return
    found = next((f for shape in _SHAPES if (f := piece.fullmatch(shape))), None)
    if found:
        yield Item(
            term=found["term"].strip(),
            **{
                name: _part(found, name)
                for name in ("n", "rate", "grade", "total", "population")
            },
        )


def _pieces(clause: Text) -> list[Text]:
    """Cut a clause at 、 and behind a number at 和, outside brackets."""
    found = _NEXT.finditer(clause.chars)
    cuts = [m for m in found if bracket_at(clause.chars, m.start()) is None]
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(clause)]
    return [p for a, b in zip(starts, ends, strict=True) if (p := clause[a:b].strip())]
