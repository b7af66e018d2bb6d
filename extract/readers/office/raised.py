"""Raised digits (上标): what the small figure above the line means in plain text.

Behind a digit it is an exponent; behind a unit of length a square or a cube.  Anything
else raised (®, a footnote's number behind a word) says nothing about the value.

>>> exponent("细胞数为1×10", "8"), exponent("500mg/m", "2"), exponent("10", "−3")
('^8', '²', '^-3')
>>> exponent("结果显示", "1"), exponent("甲", "®")
(None, None)
"""

import re

LENGTH = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmμµn]?m|米)\s*\Z")
FIGURES = re.compile(r"\s*[-−–﹣－+＋]?\s*\d{1,3}\s*")
POWERS = {"2": "²", "3": "³"}
MINUS = str.maketrans({**dict.fromkeys("−–﹣－", "-"), "＋": "+", " ": None})


def exponent(before: str, raised: str) -> str | None:
    """Return what stands for raised words behind others, or None if they may stay."""
    if not FIGURES.fullmatch(raised):
        return None
    if before[-1:].isdigit():
        return "^" + raised.translate(MINUS)
    return POWERS.get(raised.strip()) if LENGTH.search(before) else None
