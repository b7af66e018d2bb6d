"""Raised figures: powers (10⁸, m², CD3⁺), and the marks of footnotes (45.2%¹).

Flattened, 0.25×10⁸ would be read as 0.25×108, and 128.50¹ as 128.501.  A power stands
behind a ten, a unit, a letter or a closed bracket; any other number is such a mark.

>>> power("8", "约0.25×10"), power("2", "每5cm"), power("−3", "10"), power("+", "CD3")
('^8', '²', '^-3', '^+')
>>> power("2", "128.50"), power("1,3", "有效率45.2%"), power("8", "110")
('[2]', '[1,3]', '[8]')
>>> power("[1]", "见注") is None
True
"""

import re

SIGN = "[-−–﹣－+＋]"
NOTE = re.compile(r"\d{1,3}(?:\s?[,，、~～–—-]\s?\d{1,3}){0,9}")
TEN = re.compile(r"(?<![\d.])10\s*$")
UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmμµn]?m|米)\s*$")
LETTER = r"[A-Za-z\u0370-\u03ffµ]"
# R², (a+b)²; a bracket around Chinese words is prose: 分类（申报时）¹.
BASE = re.compile(rf"(?:{LETTER}|(?:{LETTER}|[0-9])\s?[)）\]])\s*$")
CHARGED = re.compile(rf"(?:{LETTER}|[0-9)）\]])\s*$")
PLAIN = str.maketrans("−–﹣－＋", "----+")
SQUARE_CUBE = {"2": "²", "3": "³"}


def power(raised: str, before: str) -> str | None:
    """Return how raised characters are written on the line; None for words.

    `before` are the characters they stand behind.
    """
    raised = raised.strip()
    if re.fullmatch(rf"{SIGN}?\d{{1,3}}", raised) and _has_power(before):
        if raised in SQUARE_CUBE and UNIT.search(before[-6:]):
            return SQUARE_CUBE[raised]
        return "^" + raised.translate(PLAIN)
    if re.fullmatch(SIGN, raised) and CHARGED.search(before[-6:]):
        return "^" + raised.translate(PLAIN)
    return f"[{raised}]" if NOTE.fullmatch(raised) else None


def _has_power(before: str) -> bool:
    """Whether a number behind these words is their power: nobody raises 128.50."""
    near = before[-6:]
    return any(base.search(near) for base in (TEN, UNIT, BASE))
