"""One adverse event that is counted (不良反应项), and how a clause names it.

>>> [str(item.rate) for item in items_of(Text.raw("皮疹"), Text.raw("（3.4%）"))]
['3.4']
>>> str(term_of(Text.raw("上市后共收到皮疹")))
'皮疹'
"""

import re
from dataclasses import dataclass

from normalize.facts.adverse_tokens import EXPOSED, GRADE, GROUP, RATED, Cell, readings
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


# 包括, 主要为 and the like lead up to a term and are no part of it.
# The bracket of CRS 58.3%（其中≥3级2.1%） goes with its term.
LEAD = (
    r"(?:(?:[^（(]|[（(][^（）()]*[)）])*?(?:包括|主要有|主要为|主要是|其中|发生了?(?!率)|收到了?|出现了?|报告了?(?!率)|(?<!率)[:：])\s*"
    r"|.*?(?:反应|事件|毒性|异常|AEs?)(?:[（(][^（）()]*[)）])?(?:依次|主要|多|最常见的?)?(?:为|是|有)\s*"
    r"|以(?=.*[%％）)]为主|[^，,。；;\d]{2,16}[（(]\d)|.*?(?:监测|收集|观察|记录|上报|报道|检出)[到了]\s*"
    # 不良反应发生率≥5%的有恶心; 安全性——恶心; 52周内恶心
    rf"|.*?(?:率|比例)\s*[≥≧>＞]\s*{NUMBER}\s*[%％]的[^，,。；;\d]{{0,8}}?(?:有|为|是)\s*"
    r"|[^，,。；;\d]{0,8}[—–]{1,2}\s*"
    rf"|[^，,。；;\d]{{0,8}}?(?:第\s*)?{NUMBER}\s*(?:周|天|日|个?月|年|小时)(?:内|时|期间|后)的?"
    r"|(?:其次|再次|另外|此外)[为是有]?|因|(?:[共仅只另]?有|共计|共(?=\d)|和|及|以及|如)\s*)?"
)
TERM = (
    rf"(?:(?P<population>{GROUP}){EXPOSED}?[的中]?)?(?:(?P<grade>{GRADE})的?)?"
    r"(?P<term>[^，,；;：:。、（）()\d%％【】“”/≥≤为占约均达的于][^，,；;：:。、（）()\d%％【】“”]{0,29}?"
    r"(?:\s*[（(][^（）()\d%％：:组]{1,24}[)）])*)"
)
TERMS = (
    rf"(?:(?P<grade>{GRADE})的?)?(?P<terms>[^，,；;。\d]{{1,200}}?)"
    rf"(?:的?{RATED})?"
)
JOINT = re.compile(r"[、和与及]|以及")

# 上市后共收到不良反应: who told of it is no part of the term.
_REPORTED = re.compile(
    r"^(?:.*?(?:[收监观检][到集测察出]到?|报告了|发生了?(?!率)|出现了?|累计|合计|总计)"
    r"|(?:在|于)?(?:本|该|临床|治疗|用药|给药|随访|研究|试验|接种|服药|双盲)[^，,。；;]{0,6}?(?:期间?|过程|阶段|[中内后])可?[见有]?"
    r"|[^，,。；;]{0,12}?可见|因(?!子))(?=[^，,。；;]{2})"
)


def term_of(term: Text) -> Text:
    """Leave out what leads up to a term."""
    led = term.match(_REPORTED)
    return (term[led.match.end() :] if led else term).strip()


def part(found: Found, name: str) -> Text | None:
    """Return the named part of a match, or nothing where it has none."""
    return found[name].strip() if found.match.groupdict().get(name) else None


def items_of(term: Text, facts: Text) -> list[Item]:
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
