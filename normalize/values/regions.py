"""Regions (行政区划): provinces, cities and counties with their GB/T 2260 codes.

Only full names count in prose, and short ones only before the word of an agency:
中山大学 is not in 中山市, nor 南京东路 in 南京市.

>>> region_of("山西")
Region(name='山西省', code='140000', level='province')
>>> province_of("太原市卫生健康委员会").name, province_of("国家药品监督管理局")
('山西省', None)
>>> text = Text.raw("浙江卫健委和山西省太原市龙城大街，中山大学在南京东路")
>>> [(str(words), region.name) for words, region in find_regions(text)]
[('浙江', '浙江省'), ('山西省太原市', '太原市')]
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, cast, get_args

from normalize import vocab
from normalize.text import Text
from normalize.values.plain import plain

Level = Literal["province", "city", "county"]


class Region(NamedTuple):
    """A place: its present full name, six-digit code and level."""

    name: str
    code: str
    level: Level

    def holds(self, inner: "Region") -> bool:
        """Tell whether `inner` lies in this place."""
        digits = {"province": 2, "city": 4, "county": 6}[self.level]
        return inner != self and inner.code[:digits] == self.code[:digits]


# 苏州 ends in 州 and is short all the same.
_FULL = re.compile(".+[省市区县旗盟]|..+州")
# 苏州|工业园区管委会, 西安|高新技术产业开发区管委会
_AGENCY = re.compile(
    "[省市]?(?:"
    + "|".join(row["words"] for row in vocab.load("agency_words"))
    + "|(?:工业|高新|经济|经开|综合|自由贸易)[^，。、\\s]{0,10}区(?:管委会|管理委员会))"
)
# 示例科技(天津)有限公司; 中国（浙江）自由贸易试验区
_BRACKETED = re.compile("[)）](?:有限|股份|集团|自由贸易|分公司)")


class _Chain(NamedTuple):
    """Names one inside the other (山西省, 太原市), their end, and the last place."""

    end: int
    names: tuple[str, ...]
    region: Region


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, Region]:
    """All regions by code."""
    return {
        row["code"]: Region(row["name"], row["code"], cast(Level, row["level"]))
        for row in vocab.load("regions")
    }


@lru_cache(maxsize=1)
def _named() -> Mapping[str, Mapping[str, list[Region]]]:
    """Regions by name, short and earlier ones too, under its first two characters."""
    named: dict[str, dict[str, list[Region]]] = {}
    for row in vocab.load("regions"):
        for name in [row["name"], *filter(None, row["aliases"].split("、"))]:
            under = named.setdefault(name[:2], {})
            under.setdefault(name, []).append(_regions()[row["code"]])
    return named


def region_of(words: str) -> Region | None:
    """Return the region that the words name, a chain of names or one, short or full.

    None where they name none, or several of one level (朝阳区).

    >>> region_of("海南白沙黎族自治县").code, region_of("定陶县").name
    ('469025', '定陶区')
    """
    bare = (plain(words) or "").replace(" ", "")
    whole = {chain.region for chain in _chains(bare, 0) if chain.end == len(bare)}
    return _highest(whole)


def _highest(regions: set[Region]) -> Region | None:
    """Choose the one region of the highest level: 吉林 is first the province."""
    for level in get_args(Level):
        found = [region for region in regions if region.level == level]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def find_regions(text: Text) -> Iterator[tuple[Text, Region]]:
    """Yield the regions in prose, left to right, as deep as a chain of names goes.

    A district or county needs a name that only one place has; a short name needs an
    agency's word behind it, or a bracket before 有限公司 or 自由贸易试验区.
    """
    words, end = text.chars, 0
    for at in range(len(words)):
        if at >= end and words[at : at + 2] in _named() and (chain := _at(words, at)):
            end = chain.end
            yield text[at:end], chain.region


def region_at(code: str) -> Region | None:
    """Return the region that has a code.

    >>> region_at("330100").name, region_at("US")
    ('杭州市', None)
    """
    return _regions().get(code)


@lru_cache(maxsize=1)
def short_names() -> Mapping[str, Region]:
    """Map the short name of a province or a city to it, where it is no word or brand.

    >>> short_names()["广州"].code, "朝阳" in short_names()
    ('440100', False)
    """
    found: dict[str, Region] = {}
    for named in _named().values():
        for name, regions in named.items():
            region = _highest({r for r in regions if r.level != "county"})
            if region and region.name != name and not _FULL.fullmatch(name):
                found[name] = region
    return {name: found[name] for name in sorted(found.keys() - _brands())}


def leading(words: str) -> tuple[int, Region] | None:
    """Return the province or city that a name begins with, and how far it goes.

    None where the short name is a brand as well (东方, 朝阳).

    >>> leading("浙江省杭州示例制药")[0], leading("朝阳医药"), leading("示例药业")
    (5, None, None)
    """
    chains = [chain for chain in _chains(words, 0) if _may_lead(chain)]
    longest = max((chain.end for chain in chains), default=0)
    region = _highest({chain.region for chain in chains if chain.end == longest})
    return (longest, region) if region else None


def _may_lead(chain: _Chain) -> bool:
    is_brand = chain.names[0] in _brands()
    return chain.region.level != "county" and (len(chain.names) > 1 or not is_brand)


@lru_cache(maxsize=1)
def _brands() -> frozenset[str]:
    return frozenset(row["word"] for row in vocab.load("place_like_words"))


def province_of(agency: str) -> Region | None:
    """Return the province of an agency by its name; None if it names no place.

    >>> province_of("上海海关").code, province_of("省药监局"), province_of("北京大学")
    ('310000', None, None)
    """
    chain = _at("".join(agency.split()), 0)
    return _regions()[chain.region.code[:2] + "0000"] if chain else None


def _at(words: str, at: int) -> _Chain | None:
    """Find the longest chain of names that stands there; None if not one region."""
    chains = [chain for chain in _chains(words, at) if _stands(chain, words)]
    longest = max((chain.end for chain in chains), default=at)
    region = _highest({chain.region for chain in chains if chain.end == longest})
    return next((c for c in chains if c.end == longest and c.region == region), None)


def _stands(chain: _Chain, words: str) -> bool:
    """Tell whether a chain is a place in prose, and not part of another word."""
    name = chain.names[-1]
    if len(chain.names) > 1:
        return True
    if _AGENCY.match(words, chain.end):
        return True
    if not _FULL.fullmatch(name):
        return _BRACKETED.match(words, chain.end) is not None
    return chain.region.level != "county" or len(name) > (
        3 if name.endswith("区") else 2
    )


def _chains(words: str, at: int, outer: Region | None = None) -> Iterator[_Chain]:
    """Yield every chain of names that begins at `at`, each inside the one before."""
    for name, regions in _named().get(words[at : at + 2], {}).items():
        if not words.startswith(name, at):
            continue
        for region in regions:
            if outer is None or outer.holds(region):
                end = at + len(name)
                yield _Chain(end, (name,), region)
                for deeper in _chains(words, end, region):
                    yield deeper._replace(names=(name, *deeper.names))
