"""Places in prose (地名): countries, separately regulated regions, provinces, cities.

A full name (浙江省) is a place wherever it stands; a short one (浙江) only between
words that stand beside places (在浙江举行), that of a city only beside another place in
a list (北京、上海、广州等地).  In a longer name, of a road, a brand, a drug or an
institution, it is none: 西藏路, 青岛啤酒, 长春新碱, 四川省人民医院.

>>> text = Text.raw("在美国和中国澳门获批，印度尼西亚")
>>> [(str(name), code) for name, code in countries(text)]
[('美国', 'US'), ('中国澳门', 'MO'), ('印度尼西亚', 'ID')]
>>> text = Text.raw("落户天津，长春新碱和西藏路，北京、广州等地，东方、朝阳等地")
>>> [(str(name), code) for name, code in regions(text)]
[('天津', '120000'), ('北京', '110000'), ('广州', '440100')]
"""

import re
from collections.abc import Iterator
from functools import cache

from normalize.text import Found, Text
from normalize.values.regions import find_regions, region_of, short_names
from normalize.vocab import load

# What stands before and behind a place; behind one, nothing that would go on as a name.
_EDGE = r"[，。；：、,;:（()）\s]"
_LEFT = (
    rf"(?:(?<={_EDGE})|(?<=^)|(?<=[在于从自至到赴抵驻往达和与及])"
    r"|(?<=落户|落地|位于|来自|前往|覆盖|包括|走进))"
)
_RIGHT = (
    rf"(?={_EDGE}|$|等|和|与|及|两地|三地|两省|三省|两市|地区|市场|全境|当地"
    r"|举行|召开|举办|开幕|试点|落地|上市|启动|开展|投产|建成|设立|成立|率先|首个|首家)"
)
_LIST = re.compile(r"(?:[、和与及]|以及)")


@cache
def country_codes() -> dict[str, str]:
    """Map every name of a country, longest first, to its ISO 3166-1 code."""
    codes = {
        word: row["code"]
        for row in load("countries")
        for word in (row["name"], *filter(None, row["aliases"].split("|")))
    }
    return dict(sorted(codes.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def _pattern() -> re.Pattern[str]:
    """Names, and the words that only hold one (印度洋), which are matched whole."""
    guards = {word for row in load("countries") for word in row["not_in"].split("|")}
    words = sorted(country_codes().keys() | guards - {""}, key=lambda w: (-len(w), w))
    bounded = (
        rf"(?<![A-Za-z]){word}(?![A-Za-z$])" if word.isascii() else word
        for word in words
    )
    return re.compile("|".join(bounded))


def countries(text: Text) -> Iterator[tuple[Text, str]]:
    """Yield the countries that a text names, with their codes, in order.

    >>> list(countries(Text.raw("售价US$100，南美国际，印度洋")))
    []
    """
    for found in text.finditer(_pattern()):
        if (code := country_codes().get(str(found[0]))) is not None:
            yield found[0], code


def region_code(name: str) -> str | None:
    """Return the code of a place: GB/T 2260 within China, else ISO 3166-1.

    >>> region_code("浙江省"), region_code("中国澳门"), region_code("中国")
    ('330000', '820000', 'CN')
    >>> region_code("欧盟"), region_code("甲")
    ('EU', None)
    """
    short = name.removeprefix("中国").removesuffix("地区")
    region = region_of(name) or region_of(short)
    return region.code if region else country_codes().get(name)


def regions(text: Text) -> Iterator[tuple[Text, str]]:
    """Yield the provinces, cities and counties that a text names, with their codes."""
    full = [(name, region.code) for name, region in find_regions(text)]
    short = list(_short(text))
    yield from sorted([*full, *short], key=lambda each: each[0].span)


def _short(text: Text) -> Iterator[tuple[Text, str]]:
    """Yield short names: of provinces on their own, of cities beside another place."""
    for listed in _lists(text):
        of = [short_names()[str(found[0])] for found in listed]
        if len(listed) > 1 or of[0].level == "province":
            yield from ((found[0], r.code) for found, r in zip(listed, of, strict=True))


def _lists(text: Text) -> list[list[Found]]:
    """Bring together what 、 or 和 joins: 北京、上海和广州."""
    lists: list[list[Found]] = []
    for found in text.finditer(_short_pattern()):
        last = lists[-1][-1].match.end() if lists else 0
        if lists and _LIST.fullmatch(text.chars, last, found.match.start()):
            lists[-1].append(found)
        else:
            lists.append([found])
    return lists


@cache
def _short_pattern() -> re.Pattern[str]:
    names = sorted(short_names(), key=lambda name: (-len(name), name))
    return re.compile(rf"{_LEFT}(?:{'|'.join(names)}){_RIGHT}", re.MULTILINE)
