"""Characters that are printed raised or in the place of others: 10⁸, m², ⽤ for 用.

A raised number is an exponent; flattened, 0.25×10⁸ would be read as 0.25×108.

>>> list(changes("约0.25×108个", [(8, 9)]))
[(8, 9, '^8', 'superscript')]
>>> [list(changes(words, [(3, 4)]))[0][2] for words in ("5cm2", "CD3+")]
['²', '^+']
>>> [(new, rule) for _, _, new, rule in changes("⽤法⻚", [])]
[('用', 'kangxi_radicals'), ('页', 'kangxi_radicals')]
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from normalize.vocab import load

RADICAL = re.compile("[\u2e80-\u2fdf]")
POWER = re.compile(r"[-−–+]?\d{1,3}|[-−–+]")
UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmμ]?m)$")
SQUARE_CUBE = {"2": "²", "3": "³"}


def changes(
    chars: str, raised: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, new words and rule for what is printed in another shape."""
    for start, end in raised:
        if POWER.fullmatch(chars, start, end):
            yield start, end, _power(chars, start, end), "superscript"
    for radical in RADICAL.finditer(chars):
        if (plain := _plain(radical[0])) != radical[0]:
            yield *radical.span(), plain, "kangxi_radicals"


def _power(chars: str, start: int, end: int) -> str:
    power = chars[start:end]
    if power in SQUARE_CUBE and UNIT.search(chars[max(0, start - 3) : start]):
        return SQUARE_CUBE[power]
    return "^" + power


def _plain(radical: str) -> str:
    """The ideograph of a radical: by Unicode's own folding, or by our table."""
    if radical in _radicals():
        return _radicals()[radical]
    folded = unicodedata.normalize("NFKC", radical)
    return folded if len(folded) == 1 else radical


@cache
def _radicals() -> dict[str, str]:
    return {row["radical"]: row["ideograph"] for row in load("radicals")}
