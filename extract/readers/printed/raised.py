"""Characters that are printed raised: 10⁸, m², CD3⁺.

A raised number is an exponent; flattened, 0.25×10⁸ would be read as 0.25×108.

>>> list(changes("约0.25×108个", [(8, 9)]))
[(8, 9, '^8', 'superscript')]
>>> [list(changes(words, [(3, 4)]))[0][2] for words in ("5cm2", "CD3+")]
['²', '^+']
"""

import re
from collections.abc import Iterable, Iterator

POWER = re.compile(r"[-−–+]?\d{1,3}|[-−–+]")
UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmμ]?m)$")
SQUARE_CUBE = {"2": "²", "3": "³"}


def changes(
    chars: str, raised: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, new words and rule for each raised range."""
    for start, end in raised:
        if POWER.fullmatch(chars, start, end):
            yield start, end, _power(chars, start, end), "superscript"


def _power(chars: str, start: int, end: int) -> str:
    power = chars[start:end]
    if power in SQUARE_CUBE and UNIT.search(chars[max(0, start - 3) : start]):
        return SQUARE_CUBE[power]
    return "^" + power
