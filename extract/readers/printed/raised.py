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
    chars: str, raised: Iterable[tuple[int, int]], before: str = ""
) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, new words and rule for each raised range of a line.

    `before` is the line above, where words go on.
    """
    for start, end in raised:
        if POWER.fullmatch(chars, start, end):
            new = _power(chars[start:end], (before + chars[:start])[-4:])
            yield start, end, new, "superscript"


def _power(power: str, before: str) -> str:
    if power in SQUARE_CUBE and UNIT.search(before):
        return SQUARE_CUBE[power]
    return "^" + power
