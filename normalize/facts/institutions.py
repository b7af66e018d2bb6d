"""Names of institutions (机构全称) that begin with a place: 四川省人民医院, 中国药典.

The place in such a name is a part of it, and no mention of a place; so is the one in
the names of roads, brands and drugs, short names that run on: 西藏路, 长春新碱.

>>> text = Text.raw("四川省人民医院在四川省的医院中，美国临床肿瘤学会")
>>> [str(name) for name in institutions(text)]
['四川省人民医院', '美国临床肿瘤学会']
"""

import re
from collections.abc import Iterator
from functools import cache

from normalize.facts.organizations import place_words
from normalize.text import Text
from normalize.vocab import load

LONGEST = 14  # characters between the place and the ending
# 四川省各医院, 北京三甲医院, 上海和浙江的医院 name no institution.
_LOOSE = re.compile(
    "[的和与及或在于对从到等各多两三几某该这是为将已把被由让]|所有|全部|部分|公立|民营"
    "|示范|定点|基层|获批|上市|批准"
)


def institutions(text: Text) -> Iterator[Text]:
    """Yield the names of institutions that begin with a place, in order."""
    for found in text.finditer(_pattern()):
        if not _LOOSE.search(found["middle"].chars):
            yield found[0]


@cache
def _pattern() -> re.Pattern[str]:
    endings = sorted((row["ending"] for row in load("org_endings")), key=len)
    return re.compile(
        rf"(?:{place_words()})(?P<middle>[\u4e00-\u9fff]{{0,{LONGEST}}}?)"
        rf"(?:{'|'.join(reversed(endings))})"
    )
