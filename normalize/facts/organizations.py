"""Names of offices and companies in prose (机构、企业名称).

An office is listed (国家药监局, CDE, FDA) or is a region and what it governs
(示例省药监局); a company has its legal form (示例生物科技（天津）有限公司) or goes by a
short name beside words that say what companies do (示例健康与示例医药达成合作).

>>> text = Text.raw("根据国家药监局和浙江省卫健委的批准，"
...                 "示例健康与示例生物（天津）有限公司达成合作")
>>> [str(name) for name in agency_names(text)]
['国家药监局', '浙江省卫健委']
>>> [str(name) for name in company_names(text)]
['示例健康', '示例生物（天津）有限公司']
>>> agency("浙江省卫健委").name, agency("CDE").name, agency("FDA").region
('浙江省卫生健康委员会', '国家药品监督管理局药品审评中心', '美国')
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normalize.facts.bounds import name_part
from normalize.facts.places import country_codes
from normalize.text import Found, Text
from normalize.values.regions import region_of
from normalize.vocab import load

# Parts of companies' names (中国, 制剂, 研究) are no bounds for them.
_KINDS = ("function", "verb")
_HAN = "[\u4e00-\u9fff]"
# 各省市卫健委, 设区市医保局, 直辖市人民政府 are of no one place.
_VAGUE = re.compile(
    "[省市区县州]+|地?(?:设区|直辖|地级|县级|省级|市级|各级|地|盟)[的]?[省市州区县]+"
)
_PART_OF_FIRM = re.compile("[子分母总孙][\u4e00-\u9fff]?$|[这那些个家]$|顶级$")


class Agency(NamedTuple):
    """An office: canonical name, level, and the country or region it acts for."""

    name: str
    level: str | None
    region: str | None


def _any(words: list[str]) -> str:
    return "|".join(
        re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))
    )


@cache
def _listed() -> dict[str, Agency]:
    known: dict[str, Agency] = {}
    for row in load("agencies"):
        office = Agency(row["name"], row["level"], row["region"] or None)
        for word in (row["name"], *filter(None, row["aliases"].split("|"))):
            known[word] = office
    return known


@cache
def _kinds() -> dict[str, str]:
    """Map how an office's name ends to how it ends in full."""
    return {
        word: row["ending"]
        for row in load("agency_kinds")
        for word in (row["ending"], *filter(None, row["short"].split("|")))
    }


@cache
def _agency_pattern() -> re.Pattern[str]:
    words = _listed()
    latin = _any([word for word in words if word.isascii()])
    listed = _any([word for word in words if not word.isascii()])
    return re.compile(
        # FDA药字第1号 is a number of Taiwan's office.
        rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z\-]|[\u4e00-\u9fff]?字第)|(?:{listed})(?!门|长)(?:{latin})?"
        rf"|(?P<place>(?:{place_words()}|{_HAN}{{1,6}}?[市县州盟旗区]|[省市区县])+?)"
        rf"(?P<kind>{_any(list(_kinds()))})"
        rf"(?!关员|学|法|长|[综市])"
    )


@cache
def place_words() -> str:
    """Return an expression for a province, a city or a country, full or short."""
    rows = [row for row in load("regions") if row["level"] != "county"]
    regions = [
        word for row in rows for word in (row["name"], *row["aliases"].split("、"))
    ]
    return _any([word for word in (*regions, *country_codes()) if word])


def begins_with_place(words: Text) -> bool:
    """Whether words begin with a province, a city or a country."""
    return words.match(place_words()) is not None


def agency_names(text: Text) -> list[Text]:
    """List the offices a text names, as often as it names them, in order.

    >>> text = Text.raw("经过长春市财政局和呼和浩特市卫健委")
    >>> [str(name) for name in agency_names(text)]
    ['长春市财政局', '呼和浩特市卫健委']
    >>> agency_names(Text.raw("FDA药字第1141400587号"))
    []
    """
    found = (
        _regional(match) if "place" in match else match[0]
        for match in text.finditer(_agency_pattern())
    )
    return [name for name in found if len(name) and str(name) not in _kinds()]


def _regional(match: Found) -> Text:
    """The office of a place, without what stands before; empty for 各省市卫健委."""
    place = match["place"].chars
    known = (at for at in range(len(place)) if _is_place(place[at:]))
    start = next(known, len(place) - len(name_part(match["place"], kinds=_KINDS)))
    is_vague = len(place) > start + 1 and _VAGUE.fullmatch(place[start:])
    return match[0][:0] if is_vague else match[0][start:]


def _is_place(words: str) -> bool:
    return words in country_codes() or region_of(words) is not None


def agency(name: str) -> Agency:
    """Say which office a name means; an unlisted one is spelled out as far as known."""
    for spelled in (name, re.sub(r"[A-Za-z]+$", "", name)):  # …监督管理局SFDA
        if spelled in _listed():
            return _listed()[spelled]
    for short in sorted(_kinds(), key=len, reverse=True):
        if name.endswith(short):
            return _local(name.removesuffix(short), _kinds()[short])
    return Agency(name, None, None)


def _local(place: str, kind: str) -> Agency:
    """Name the office of a region in full: 浙江 + 卫健委."""
    region = region_of(place)
    if region is None:
        return Agency(place + kind, None, None)
    is_short = kind != "海关" and region.name.startswith(place)
    return Agency(
        (region.name if is_short else place) + kind, region.level, region.name
    )


@cache
def _company_endings(kind: str) -> str:
    return _any(
        [row["ending"] for row in load("company_endings") if row["kind"] == kind]
    )


@cache
def _beside(place: str) -> list[str]:
    return [row["word"] for row in load("company_contexts") if row["place"] == place]


def company_names(text: Text) -> list[Text]:
    """List the companies a text names, as often as it names them, in order.

    >>> text = Text.raw("由Example Pharma Co., Ltd.与Kappa Bio, Inc.研发，in vitro")
    >>> [str(name) for name in company_names(text)]
    ['Example Pharma Co., Ltd.', 'Kappa Bio, Inc.']
    """
    latin = (found[0] for found in text.finditer(_latin_pattern()))
    full = [*_companies(text, _full_pattern()), *latin]
    short = (
        name
        for name in _companies(text, _short_pattern())
        if not any(
            a.span.start < name.span.end and name.span.start < a.span.end for a in full
        )
    )
    return sorted([*full, *short], key=lambda name: name.span)


@cache
def _latin_pattern() -> re.Pattern[str]:
    """Match words with capitals before a Latin legal form; SE and AB are too short."""
    forms = [row["form"] for row in load("legal_forms") if row["form"].isascii()]
    forms = sorted((form for form in forms if len(form) > 2 or form == "AG"), key=len)
    spelled = (
        re.escape(form).replace(r"\.", r"\.?").replace(r",\ ", ",? ?")
        for form in reversed(forms)
    )
    return re.compile(
        rf"(?<![A-Za-z])(?:[A-Z][A-Za-z0-9&'\-]* ){{0,4}}[A-Z][A-Za-z0-9&'\-]+"
        rf"(?: \([A-Z][A-Za-z ]+\))?,? (?:{'|'.join(spelled)})(?![A-Za-z])"
    )


@cache
def _full_pattern() -> re.Pattern[str]:
    part = rf"(?:{_HAN}|[A-Za-z0-9·]|[（(]{_HAN}{{2,8}}[）)])"
    ending = _company_endings("full")
    return re.compile(rf"(?P<run>{part}{{2,40}}?)(?P<ending>{ending})")


@cache
def _short_pattern() -> re.Pattern[str]:
    ending = _company_endings("short")
    after = _any(_beside("after"))
    return re.compile(
        rf"(?P<run>{_HAN}{{2,12}}?)(?P<ending>{ending})(?!{ending})(?={after})"
    )


@cache
def _common(ending: str) -> re.Pattern[str]:
    """Match a brand that is none: 商业 before 保险, and 医药 alone before 公司."""
    begin = "^" if ending in _company_endings("full").split("|") else ""
    return re.compile(rf"{begin}(?:{_any(_beside('not_brand'))})$")


def _companies(text: Text, pattern: re.Pattern[str]) -> Iterator[Text]:
    for match in text.finditer(pattern):
        ending = match["ending"].chars
        brand = name_part(match["run"], ending, _KINDS)
        common = brand.search(_common(ending)) or (
            ending == "公司" and brand.search(_PART_OF_FIRM)
        )
        if len(brand) >= 2 and not common:
            yield match[0][len(match["run"]) - len(brand) :]
