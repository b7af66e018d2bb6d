"""What is said not to have occurred (未发生的不良反应): none of a named term.

未发生CRS and 未见严重不良反应 count none, and so does 无过敏性休克 behind reactions
that are counted.  That a producer has had no report
(未收到群体不良事件报告) counts nobody, and a death that CRS did not cause is no CRS.

>>> [(str(a.term), a.n.value, str(a.grade)) for a in absences(
...     Text.raw("未发生3级及以上CRS、ICANS"))]
[('CRS', '0', '3级及以上'), ('ICANS', '0', '3级及以上')]
>>> list(absences(Text.raw("上市以来未收到严重不良反应报告")))
[]
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.draft import Implied
from normalize.facts.adverse_tokens import GRADE
from normalize.text import Text

_NONE = re.compile(
    rf"(?!若|如|当|一旦)[^，,。；;\d]{{0,16}}?"
    rf"(?P<verb>未(?:再|曾)?(?:发生|出现|观察到|报告|见|发现|监测到|收到)|没有(?:人|患者|受试者)?(?:发生|出现)|无)(?:任何)?"
    rf"(?:与[^，,。；;]{{1,12}}相关的)?(?:(?P<grade>{GRADE})的?)?(?P<terms>[^，,；;。：:\d%％]{{2,80}}?)"
    r"(?:的?(?:发生|报告|出现))?[。.]?"
)
_NOT_NONE = re.compile(
    r"导致|引起|病例|群体|转归|明显|新的?|史$|者$|风险|显著|差异|关系|的|[率]$|特殊"
)
_COMPLAINT = re.compile(r"不良(?:反应|事件)|相关死亡|AEs?$")
_MEDICAL = re.compile(r"(?:炎|症|疹|血|休克|综合征|衰竭|坏死|栓塞|穿孔|惊厥|反应)$")
_SILENT = re.compile("未(?:再|曾)?(?:收到|报告|监测到)")
_JOINT = re.compile(r"[、和与及]|以及")


class Absence(NamedTuple):
    """A term of which none occurred."""

    term: Text
    n: Implied
    grade: Text | None


def absences(clause: Text, *, behind: bool = False) -> Iterator[Absence]:
    """Yield the terms that a clause says did not occur, each with the grade meant.

    `behind` says that the clause goes on from one that counts reactions.
    """
    found = clause.fullmatch(_NONE)
    if not found or _NOT_NONE.search(found["terms"].chars):
        return
    none = Implied("0", "none occurred", found["verb"])
    graded = found.match["grade"] is not None
    for named in found["terms"].split(_JOINT):
        if _counts_none(found["verb"], named, behind):
            yield Absence(named.strip(), none, found["grade"] if graded else None)


def _counts_none(verb: Text, named: Text, behind: bool) -> bool:
    """Tell whether 无, 未发生 or 未收到 says that a term did not occur."""
    complaint = named.search(_COMPLAINT) is not None
    if verb.chars == "无":
        return complaint or (behind and named.search(_MEDICAL) is not None)
    return not (complaint and verb.fullmatch(_SILENT))
