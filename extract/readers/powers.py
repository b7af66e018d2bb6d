"""Raised figures: 10⁸, m², CD3⁺; flattened, 0.25×10⁸ would be read as 0.25×108.

>>> power("8", "约0.25×10"), power("2", "每5cm"), power("−3", "10"), power("+", "CD3")
('^8', '²', '^-3', '^+')
>>> power("[1]", "见注") is None
True
"""

import re

POWER = re.compile(r"[-−–﹣－+＋]?\d{1,3}|[-−–﹣－+＋]")
UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmμµn]?m|米)\s*$")
PLAIN = str.maketrans("−–﹣－＋", "----+")
SQUARE_CUBE = {"2": "²", "3": "³"}


def power(raised: str, before: str) -> str | None:
    """Return how raised characters are written on the line; None for words.

    `before` are the characters they stand behind.
    """
    raised = raised.strip()
    if not POWER.fullmatch(raised):
        return None
    if raised in SQUARE_CUBE and UNIT.search(before[-6:]):
        return SQUARE_CUBE[raised]
    return "^" + raised.translate(PLAIN)
