"""Countries and separately regulated regions in prose (国家和地区).

>>> text = Text.raw("在美国和中国澳门获批，印度尼西亚")
>>> [(str(name), code) for name, code in countries(text)]
[('美国', 'US'), ('中国澳门', 'MO'), ('印度尼西亚', 'ID')]
"""

import re
from collections.abc import Iterator
from functools import cache

from normalize.text import Text
from normalize.vocab import load


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
    words = (
        rf"(?<![A-Za-z]){word}(?![A-Za-z])" if word.isascii() else word
        for word in country_codes()
    )
    return re.compile("|".join(words))


def countries(text: Text) -> Iterator[tuple[Text, str]]:
    """Yield the countries that a text names, with their codes, in order."""
    for found in text.finditer(_pattern()):
        yield found[0], country_codes()[str(found[0])]
