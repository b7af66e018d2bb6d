"""Who issues a notice, for the map: level and region of an office (发文机关).

>>> issuer(Text.raw("云南省药品监督管理局"))
Issuer(level='provincial', region='云南省', code='530000')
>>> issuer(Text.raw("国家药监局"))
Issuer(level='national', region=None, code=None)
>>> issuer(Text.raw("示例中心")).level is None
True
"""

from typing import NamedTuple

from normalize import vocab
from normalize.facts.organizations import agency
from normalize.text import Text
from normalize.values.regions import find_regions

_STATE = tuple(row["opening"] for row in vocab.load("agency_levels"))
_LEVELS = {"province": "provincial", "city": "city", "county": "county"}


class Issuer(NamedTuple):
    """Level of an office, and the region it acts for, with its code."""

    level: str | None
    region: str | None
    code: str | None


def issuer(name: Text) -> Issuer:
    """Tell level and region of an office by its name; None for what it does not say."""
    if name.chars.startswith(_STATE) or agency(name.chars).level == "national":
        return Issuer("national", None, None)
    for words, region in find_regions(name):
        if name.chars.startswith(words.chars):
            return Issuer(_LEVELS[region.level], region.name, region.code)
    return Issuer(None, None, None)
