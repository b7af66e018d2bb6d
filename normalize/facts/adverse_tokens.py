"""What is told of an adverse event in brackets or behind it (例数、发生率、级别、组别).

A row of counts, shares, grades and groups; a grade, a group or `vs` begins anew.

>>> for r in readings(Text.raw("（5例，3.1%，其中3级1例）")):
...     print(r.n, r.rate, r.grade)
5 3.1 None
1 None 3级
>>> for r in readings(Text.raw("发生率：试验组12.3%（25/203），对照组9.2%")):
...     print(r.rate, r.n, r.total, r.population)
12.3 25 203 试验组
9.2 None None 对照组
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from normalize.draft import Implied
from normalize.text import Text
from normalize.values.measures import NUMBER, TO

Cell = Text | Implied | None

_ROMAN = "(?:[ⅠⅡⅢⅣⅤ]|(?<![A-Za-z])(?:I{1,3}|IV|V)(?![A-Za-z]))"
_UP = r"(?:\s*(?:及其?|或|和)?(?:以上|更高)(?:等级|级别)?)"
GRADE = (
    rf"(?:(?:[≥≧>＞]|大于等于|不低于|至少)\s*[1-5]\s*级"
    rf"|[1-5]\s*级?(?:{TO}|/)\s*[1-5]\s*级{_UP}?"
    rf"|[1-5一二三四五]\s*级{_UP}?|{_ROMAN}(?:(?:{TO}|/){_ROMAN})?\s*[级度]{_UP}?"
    r"|(?:任意|任何|所有|全部|各)(?:级别|等级|分级|级)|(?<![A-Za-z])(?:G|Grade\s*)[1-5])"
)
_NOT_GROUP = r"(?![织成合]|分(?!别))"  # 组织, 组分, but 对照组分别
# 9 mg组, 0.5μg/kg组: a dose may name a group
_MASS = r"(?:[mkµμu]?g|m?L|ml|IU|U|单位|毫克|微克|[%％])(?:/(?:kg|d|日|天|周))?"
_DOSE = rf"(?:(?<![\d.]){NUMBER}\s*{_MASS}\s*)"
_NAME = r"[^\s，,；;：:。、（）()%％\d的者达在于与和及率为]"
GROUP = rf"(?:(?:{_DOSE}{_NAME}{{0,8}}|{_NAME}{{1,16}})组){_NOT_GROUP}"
CASES = r"\s*(?>例次|人次|例|人|名)"
RATE = rf"(?<![≥≤><＞＜\d.]){NUMBER}\s*[%％](?!\s*[高中低]?(?:剂量)?组)"
# what a share is called: 发生率, 的患者比例
RATED = (
    r"(?:总?体?的?(?:发生率|报告率|出现率|报道率|发生比例|发生占比|百分比|占比"
    r"|(?:患者|病人|受试者|人群)?的?(?:人数)?(?:比例|比率)))"
)
EXPOSED = rf"(?:[（(]\s*[nN]\s*[=＝]\s*(?P<exposed>{NUMBER})\s*[)）])"
_TOKEN = (
    rf"(?:(?P<share>{NUMBER}\s*/\s*{NUMBER}(?:{CASES})?(?!\s*[%％]))"
    rf"|(?P<rate>{RATE})|(?P<grade>{GRADE})|(?P<n>{NUMBER}{CASES})"
    rf"|(?:^|(?<=[率例（(，,；;：:、在于较比\s]))(?P<group>{GROUP}){EXPOSED}?|(?P<versus>vs\.?|VS|(?<=[%％)）])\s*[比对](?=\s*\d)))"
)
_NOISE = (
    rf"(?:[（(]\s*[Pp]\s*值?\s*[=＝<＜>＞≤]\s*{NUMBER}\s*[)）]|(?<=组)(?:患者)?中|[\s（()）,，、；;：:]|{RATED}|其中|大多|均|为|占比?|约|共|是|高?达到?|发生[于在]|[见在](?=[^，,。；;\d]{{1,16}}组)|见于|发生了?|出现了?"
    r"|(?<=[级例人名%％)）])的?(?:患者|病人|受试者|者)|的|仅|有|例数|"
    rf"[<＜≤]\s*{NUMBER}\s*[%％])"
)


def _bare(pattern: str) -> str:
    return re.sub(r"[(][?]P<\w+>", "(?:", pattern)


# Possessive, as a tokenizer is: what is read is not read again in another way.
FACTS = rf"(?:{_bare(_NOISE)}*+{_bare(_TOKEN)})++{_bare(_NOISE)}*+"
_SCAN = re.compile(_TOKEN)
_NUMBER = re.compile(NUMBER)


@dataclass(frozen=True, slots=True)
class Reading:
    """One count of one term, in one group and of one grade."""

    n: Cell = None
    rate: Cell = None
    total: Cell = None
    grade: Cell = None
    population: Cell = None

    @property
    def counts(self) -> bool:
        """Whether it holds a number."""
        return self.n is not None or self.rate is not None


def readings(facts: Text) -> list[Reading]:
    """Read what matches `FACTS`; nothing, if it tells a second number of the same."""
    found = [Reading()]
    for name, words in _tokens(facts):
        begins = name in ("grade", "population", "exposed") and found[-1].counts
        if begins and name != "exposed":
            kept = found[-1].population if name == "grade" else None
            found.append(Reading(population=kept))
        elif getattr(found[-1], name, None) is not None:
            return []
        if name != "exposed":
            found[-1] = replace(found[-1], **{name: words})
        elif found[-1].total is None:
            found[-1] = replace(found[-1], total=words)
    return _settled(found)


def _settled(found: list[Reading]) -> list[Reading]:
    """Give a grade without a number (均为1级) to the only reading before it."""
    *before, last = found
    if len(before) == 1 and not last.counts and before[0].grade is None:
        return [replace(before[0], grade=last.grade)]
    return [reading for reading in found if reading.counts]


def _tokens(facts: Text) -> Iterator[tuple[str, Text | Implied]]:
    """Yield the names and words of what stands in a row of facts."""
    group_next = False
    for token in facts.finditer(_SCAN):
        kind = str(token.match.lastgroup)
        kind = "group" if kind == "exposed" else kind
        if kind == "versus":
            group_next = True
            continue
        if group_next and kind != "group":
            yield "population", Implied("对照组", "the number after vs", token[0])
        group_next = False
        if kind == "share":
            yield from zip(
                ("n", "total"), (f[0] for f in token[0].finditer(_NUMBER)), strict=False
            )
        elif kind == "group":
            yield "population", token["group"]
            if token.match["exposed"]:
                yield "exposed", token["exposed"]
        elif kind == "grade":
            yield kind, token[0]
        else:
            yield kind, next(iter(token[0].finditer(_NUMBER)))[0]
