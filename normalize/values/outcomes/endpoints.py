"""Endpoints (终点), as `vocab/endpoints.tsv` lists them: 总体缓解率（ORR）, 中位PFS.

A mention is a name with what belongs to it: 中位 or 最佳 before, a gloss in brackets
and 率 behind.

>>> words = "其中微小残留病（MRD）阴性率为100%，CRS 2例，中位OS"
>>> [mention[0] for mention in re.finditer(MENTION, words)]
['微小残留病（MRD）阴性率', '中位OS']
>>> endpoint_of("微小残留病（MRD）阴性率").name, endpoint_of("创面愈合率").name
('MRD_negative', '')
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from normalize import vocab
from normalize.values.measures import PERCENT
from normalize.values.outcomes.choices import choice, first_letters

_CODE = (
    r"(?!(?:HR|OR|RR|[PpNn]|CI|IRC|BICR|INV|vs|NR|NE|m?ITT|FAS|PPS?)(?![A-Za-z]))"
    r"[A-Za-z][A-Za-z0-9/+\- ]{0,30}"
)
_WORDS = (
    r"(?![^（）()]*(?:评估|评价|研究者|IRC|未达|人群|患者|置信|分析|ITT|FAS|PPS?|vs))"
    r"[A-Za-z\u4e00-\u9fff/+＋，,、\- ]{1,60}"
)
GLOSS = rf"(?:\s*[（(](?:{_CODE}|{_WORDS})[)）])"
_BEFORE = r"(?:(?:中位数?|平均|(?i:median|mean)\s)\s*)?(?:(?:最佳|最好)(?:的)?)?"
_THRESHOLD = r"[≥>＞]\s?\d+(?:\.\d+)?\s*(?:%|分|级|个?字母|mmHg|mm|log10|m)?"
_BEHIND = (
    r"(?:\s*(?:(?:评分|积分)?(?:较基线)?(?:降低|下降|改善|减少|提高|增加)"
    rf"{_THRESHOLD}(?:以上)?的?(?:患者|受试者)?的?(?:比例|百分比|占比|率)|(?:应答)?者?的?(?:患者|受试者)?的?(?:比例|百分比(?!变化|改变|下降|降低)|占比)"
    r"|的?(?:达标|达成|应答)率|达标\s*[（(][^（）()]{1,30}[)）]\s*的?(?:率|(?:患者|受试者)比例)|(?:应答|反应|缓解|达标|改善)?率|评分|积分|总分))?"
)
# What may stand before 愈合率 and still be a part of its name, as in 创面愈合率.
_STEM = r"[^\W\d_的后为在组时内达到中与和其及率者较经由按]"

# 自主率（OS率） shortens another rate.
_LATIN_START = r"(?<![A-Za-z0-9-])(?<![率量额数][(（])"
# ORR61.5% is ORR and its number, CD19 and PD-L1 are neither CD nor PD.
_LATIN_END = rf"(?![A-Za-z]|-[A-Z0-9])(?!\d(?!\d*(?:\.\d+)?\s*(?:{PERCENT}|个月)))"
# PR间期 and 麻腮风疫苗（MMR）接种率 are no responses.
_LATIN_END += r"(?!\s*(?:间期|疫苗|缺陷|[)）]?\s*接种))"


_FROM_LATIN = re.compile(r"(\(\?i:)?[A-Za-z]")
_TO_LATIN = re.compile(r"[A-Za-z0-9]\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A row of the vocabulary; `name` is empty for a rate without an abbreviation."""

    name: str
    statistic: str
    unit: str
    trait: str
    names: str

    def found_in(self, mention: str) -> re.Match[str] | None:
        """Find one of its names in a mention, which may hold others."""
        return _inside(self.names).search(mention)


def _any_of(names: list[str]) -> str:
    """Pattern of any of some names, the longest first.

    Latin letters do not go on outside of a name, which is said once for all of them: a
    pattern five times as long takes five times as long to compile.
    """
    kinds: dict[tuple[bool, bool], list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        sides = bool(_FROM_LATIN.match(name)), bool(_TO_LATIN.search(name))
        kinds.setdefault(sides, []).append(name)
    latin = [
        _group(kinds.get((True, False))),
        _group(kinds.get((True, True)), _LATIN_END),
    ]
    either = [
        _group(kinds.get((False, True)), _LATIN_END),
        _group(kinds.get((False, False))),
        _group([each for each in latin if each], before=_LATIN_START),
    ]
    return "|".join(each for each in either if each)


def _group(names: list[str] | None, behind: str = "", before: str = "") -> str:
    """Pattern of any of these names, between what is said of all; ~ is a gloss."""
    any_of = choice(names or []).replace("~", f"{GLOSS}?")
    return f"{before}(?:{any_of}){behind}" if any_of else ""


@cache
def _inside(names: str) -> re.Pattern[str]:
    """Pattern of some names in a mention that has been found already.

    What has to stand behind a name, as in `ISI(?=评分)`, has been seen to and may be
    no part of the mention.  It is compiled when a mention may hold it: to compile all
    takes longer than to read a document.
    """
    bare = "|".join(
        name.partition("(?=")[0].replace("~", f"{GLOSS}?") for name in names.split("、")
    )
    return re.compile(rf"(?:(?<![A-Za-z0-9-])|(?![A-Za-z]))(?:{bare})(?![A-Za-z])")


_ROWS = vocab.load("endpoints")
_NAMES = [n for row in _ROWS if row["endpoint"] for n in row["names"].split("、")]
_RATES = [n for row in _ROWS if not row["endpoint"] for n in row["names"].split("、")]
_KNOWN, _OTHER = _any_of(_NAMES), _any_of(_RATES)
# Before another rate only a name that is short, or ends as it does, has room.
_ENDS = [rate.removesuffix("率") for rate in _RATES if re.fullmatch("..率", rate)]
_NEAR = _any_of([n for n in _NAMES if len(n) <= 8 or any(end in n for end in _ENDS)])
# A cheap look ahead first: the other rates are few, and the known names many.
_OTHER_AHEAD = rf"(?={_STEM}{{0,6}}?(?:{_OTHER}))"
_NAME = rf"(?:{_KNOWN}|{_OTHER_AHEAD}(?:(?!{_NEAR}){_STEM}){{0,6}}?(?:{_OTHER}))"

# GMT比值 is the ratio of two of them; 5年复发率 is no 年复发率 of five.
MENTION = (
    rf"(?:(?<![\d一二两三五](?=年)){_BEFORE}{_NAME}(?<!风险(?=比)){GLOSS}?(?!的?(?:比值|之比)|血症)"
    rf"{_BEHIND}(?<!率(?=比[0-9为：:=（(\s])){GLOSS}?)"
)

ENDPOINTS = tuple(
    Endpoint(
        name=row["endpoint"],
        statistic=row["statistic"],
        unit=row["unit"],
        trait=row["trait"],
        names=row["names"],
    )
    for row in _ROWS
)
_BY_FIRST: dict[str, list[int]] = {}
for _at, _row in enumerate(_ROWS):
    for _first in {f for n in _row["names"].split("、") for f in first_letters(n)}:
        _BY_FIRST.setdefault(_first, []).append(_at)
_OF_RESPONDERS = {e.name for e in ENDPOINTS if e.trait == "responders"}
_ANY_RATE = next(e for e in ENDPOINTS if not e.name and e.statistic == "rate")


def is_of_responders(name: str) -> bool:
    """Tell whether an endpoint is measured in responders only.

    >>> is_of_responders("DOR"), is_of_responders("ORR")
    (True, False)
    """
    return name in _OF_RESPONDERS


@lru_cache(maxsize=4096)
def endpoint_of(mention: str) -> Endpoint:
    """Return the endpoint that a mention names: the one whose name is the longest.

    Raises LookupError for words that are no mention.

    >>> endpoint_of("死亡风险").statistic, endpoint_of("最佳缓解率").name
    ('risk_reduction', '')
    """
    found = [(m, e) for e in possible(mention) if (m := e.found_in(mention))]
    if threshold := re.search(_THRESHOLD, mention):
        named = [(m, e) for m, e in found if m.end() >= threshold.end()]
        found = named or [(threshold, _ANY_RATE)]
    if not found:
        raise LookupError(f"no endpoint: {mention}")
    return min(
        found,
        key=lambda pair: (bool(not pair[1].name), pair[0].start(), -pair[0].end()),
    )[1]


def possible(mention: str) -> Iterator[Endpoint]:
    """Yield the endpoints a name of which may begin in a mention, in their order."""
    rows = {at for letter in {"", *mention} for at in _BY_FIRST.get(letter, ())}
    return (ENDPOINTS[at] for at in sorted(rows))
