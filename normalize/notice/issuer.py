"""Who issues a notice, for the map: level and region of an office (发文机关).

>>> issuer(Text.raw("云南省药品监督管理局"))
Issuer(level='provincial', region='云南省', code='530000')
>>> issuer(Text.raw("国家药监局"))
Issuer(level='national', region=None, code=None)
>>> issuer(Text.raw("示例中心")).level is None
True
>>> of_number(Text.raw("省药监局"), Text.raw("湘药监发〔2023〕1号")).region
'湖南省'
"""

import re
from typing import NamedTuple

from normalize import vocab
from normalize.facts.organizations import agency
from normalize.text import Text
from normalize.values.regions import Region, find_regions, region_of

_STATE = {row["opening"]: row for row in vocab.load("agency_levels")}
_PLACES = {row["letter"]: row["region"] for row in vocab.load("doc_number_places")}
_LEVELS = {"province": "provincial", "city": "city", "county": "county"}
_OF_PROVINCE = re.compile("省|自治区|兵团")
# 苏州工业园区管委会: of the city's map, and not the city's own.
_ZONE = re.compile("[^局委厅]{0,6}(?:[园新]区|开发区|示范区|实验区|保税区|度假区)")


class Issuer(NamedTuple):
    """Level of an office, and the region it acts for, with its code."""

    level: str | None
    region: str | None
    code: str | None


NOBODY = Issuer(None, None, None)


def issuer(name: Text) -> Issuer:
    """Tell level and region of an office by its name; None for what it does not say."""
    if opening := next(filter(name.chars.startswith, _STATE), None):
        row = _STATE[opening]
        region = region_of(row["region"]) if row["region"] else None
        return _of(region) if region else Issuer(row["level"], None, None)
    if agency(name.chars).level == "national":
        return Issuer("national", None, None)
    return place(name)


def place(words: Text) -> Issuer:
    """Tell the region that words begin with: 香港特别行政区政府."""
    for named, region in find_regions(words):
        if words.chars.startswith(named.chars):
            found = _of(region)
            in_zone = words[len(named) :].match(_ZONE)
            return found._replace(level=None) if in_zone else found
    return NOBODY


def of_number(name: Text, number: Text) -> Issuer:
    """Tell the province of an office that only says 省 by the letter of its number."""
    region = _PLACES.get(number.chars[:1])
    if region is None or not name.match(_OF_PROVINCE):
        return NOBODY
    found = region_of(region)
    return _of(found) if found else NOBODY


def _of(region: Region) -> Issuer:
    return Issuer(_LEVELS[region.level], region.name, region.code)
