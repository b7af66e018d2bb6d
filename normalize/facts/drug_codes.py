"""Codes of drugs in development (研发代号): EX-208, EX1107, EX-A1811.

A code looks like that of a study, a flight, an antigen or a standard.  It is a drug's
where the words right beside it say so, once in a text and nowhere otherwise
(`drug_code_contexts.tsv`); codes that begin like an antigen's or an application's are
none (`not_drug_codes.tsv`).

>>> [str(code) for code in codes(Text.raw("1类新药EX-208获批临床，EX-208已在入组"))]
['EX-208']
>>> list(codes(Text.raw("EX-201研究显示新药有效；靶向CD19；航班EX5102；COVID-19疫苗")))
[]
"""

import re
from collections.abc import Iterator
from functools import cache

from normalize.text import Found, Text
from normalize.vocab import load

CODE = (
    r"(?<![A-Za-z0-9./])(?<![A-Za-z0-9]-)"
    r"(?:[A-Z]{2,5}-?[A-Z]?\d{2,7}|\d[A-Z]{2}-?\d{3,4})(?:[A-Za-z]|-ADC)?"
    r"(?![A-Za-z0-9./]|-[A-Za-z0-9])"
)
_CODE = re.compile(CODE)
_LETTERS = re.compile(r"[A-Z]+")
_QUOTES = "[“”\"‘’'「」（(：:]?"
NEAR = 60  # characters beside a code that may speak of it


def codes(text: Text) -> Iterator[Text]:
    """Yield the codes that a text says are drugs, each once, at its first place."""
    places: dict[str, list[Found]] = {}
    for found in text.finditer(_CODE):
        if is_code(found[0].chars):
            places.setdefault(found[0].chars, []).append(found)
    for found_at in places.values():
        says = {word for found in found_at for word in _said(text, found)}
        if says == {"drug"}:
            yield found_at[0][0]


def is_code(words: str) -> bool:
    """Whether words have the shape of a code, and do not begin like an antigen.

    >>> is_code("EX-208"), is_code("CD19"), is_code("18AA"), is_code("PD-1")
    (True, False, False, False)
    """
    begins = _LETTERS.match(words)
    others = {row["letters"] for row in load("not_drug_codes")}
    return bool(_CODE.fullmatch(words)) and not (begins and begins[0] in others)


def _said(text: Text, found: Found) -> Iterator[str]:
    """What the words before and after a code say that it is."""
    start, stop = found.match.span()
    before = text.chars[max(0, start - NEAR) : start]
    after = text.chars[stop : stop + NEAR]
    for says in ("drug", "other"):
        if _beside("before", says).search(before) or _beside("after", says).match(
            after
        ):
            yield says


@cache
def _beside(place: str, says: str) -> re.Pattern[str]:
    words = "|".join(
        row["word"]
        for row in load("drug_code_contexts")
        if (row["place"], row["says"]) == (place, says)
    )
    if place == "before":
        return re.compile(rf"(?:{words})\s?{_QUOTES}$")
    return re.compile(rf"[”\"’'」）)]?\s?(?:{words})")
