"""Characters of symbol typefaces (Wingdings): boxes to tick, bullets, arrows.

Word stores them as numbers of a typeface, 0x52 or 0xF052 for ☑; printed in any other
they are R.  The table is data: normalize/vocab/symbol_fonts.tsv.

>>> shown("Wingdings 2", "\\uf052R\\u00a3"), shown("宋体", "R")
('☑☑□', 'R')
>>> shown("Wingdings", "\\uf0ff") is None
True
"""

from functools import cache

from normalize.vocab import load

PRIVATE = 0xF000


def is_symbol_font(name: str) -> bool:
    """Say whether the letters of a typeface are pictures."""
    return name.lower() in _fonts()


def shown(font: str, words: str) -> str | None:
    """Return words as they look in a typeface, or None where that is not known."""
    table = _fonts().get(font.lower())
    if table is None:
        return words
    looks = [char if char.isspace() else table.get(_code(char)) for char in words]
    return None if None in looks else "".join(look or "" for look in looks)


def _code(char: str) -> int:
    return ord(char) & 0xFF if ord(char) >= PRIVATE else ord(char)


@cache
def _fonts() -> dict[str, dict[int, str]]:
    fonts: dict[str, dict[int, str]] = {}
    for row in load("symbol_fonts"):
        fonts.setdefault(row["font"].lower(), {})[int(row["code"], 16)] = row["shown"]
    return fonts
