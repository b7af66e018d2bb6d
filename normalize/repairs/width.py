"""One width for what is the same character: ３８例 is 38例, 发生率,缓解率 has a ，.

The convention.  Letters, digits and % are half-width everywhere, and so are the signs
+ - = < > / ~ & # * _ . beside one of them.  Marks (, ; : ? !) with Chinese on both
sides are full-width; beside anything else they stay as printed, and so do brackets, but
one closes as it was opened.  An ideographic or non-breaking space is a space, and gone
where it indents a paragraph.  Exponents carry a caret: 10⁸ is 10^8; footnote numbers,
CD3⁺ and m² stay.  Radicals are the characters they look like (⻓ 长), Roman numeral
signs are letters (Ⅱ II).

Compatibility normalization (NFKC) would turn 10⁸ into 108 and must not be used.

>>> for words in ("ＣＡＲ－Ｔ细胞３８例", "缓解率,安全性(含,下同）", "0.5×10⁸,1.6m²"):
...     print(repair(Text.raw(words))[0])
CAR-T细胞38例
缓解率，安全性(含，下同)
0.5×10^8,1.6m²
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from normalize.draft import Doubt
from normalize.text import Text
from normalize.vocab import load

RULE = "width"
MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
SIGNS = {wide: chr(ord(wide) - 0xFEE0) for wide in "＋－＝＜＞／～＆＃＊＿．"}
OTHERS = {"\u3000": " ", "\u00a0": " ", "\u2011": "-", "µ": "μ", "％": "%"}
HALF_MARKS = dict(zip("｡｢｣､･", "。「」、・", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
BRACKETS = {"(": ")", "（": "）"}

_HAN = "\u3400-\u9fff"
# The mark first: what a pattern begins with is looked for ten times faster.
_MARK = re.compile(rf"[,;:?!](?<=[{_HAN}”’》】」』）][,;:?!])(?=[{_HAN}“‘《【「『（])")
_MIXED = re.compile(r"\([^()（）\n]{0,200}）|（[^()（）\n]{0,200}\)")
_WIDE_SIGN = "[＋－＝＜＞／～＆＃＊＿．]"
_SIGN = re.compile(f"(?<=[A-Za-z0-9]){_WIDE_SIGN}|{_WIDE_SIGN}(?=[A-Za-z0-9])")
_REMOVED = re.compile(
    "^[ \u3000\u00a0]*[\u3000\u00a0][ \u3000\u00a0]*|[\u200b\u2060\ufeff\u00ad]+",
    re.MULTILINE,
)
_SPACES = frozenset("\u3000\u00a0\u200b\u2060\ufeff\u00ad")
_POWER = re.compile(
    "(?<![A-Za-z0-9.])(?:10|2)(?P<ten>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    "|[A-Za-zμ](?P<unit>⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"  # s⁻¹; m² and Ca²⁺ are words of their own
)
_REPLACED = re.compile("[\u2160-\u216b\u2170-\u217b]|\u2212(?=[0-9.])")


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Bring a text to one width; see the module for the convention."""
    odd = frozenset(_odd().findall(text.chars))
    if odd & _SPACES:
        removed = [(*match.span(), "") for match in _REMOVED.finditer(text.chars)]
        text = text.change(removed, RULE)
    if alone := odd & _changed_alone():
        text = text.align(_halved(text.chars, alone), RULE)
    if odd & SIGNS.keys():
        text = text.align(_SIGN.sub(lambda m: SIGNS[m[0]], text.chars), RULE)
    if odd - _SPACES:
        text = text.change(sorted(_spelled(text.chars)), RULE)
    return text.change(sorted(_punctuation(text.chars)), RULE), []


def _halved(chars: str, odd: Iterable[str]) -> str:
    """Change the few odd characters that there are: far faster than to translate."""
    for char in odd:
        chars = chars.replace(char, _table()[ord(char)])
    return chars


def _punctuation(chars: str) -> Iterator[tuple[int, int, str]]:
    """Yield the marks between Chinese, and brackets that close as others open."""
    for match in _MARK.finditer(chars):
        yield *match.span(), MARKS[match[0]]
    for match in _MIXED.finditer(chars):
        yield match.end() - 1, match.end(), BRACKETS[match[0][0]]


def _spelled(chars: str) -> Iterator[tuple[int, int, str]]:
    """Yield the signs that take more than one character: 10⁸, Ⅱ."""
    for match in _POWER.finditer(chars):
        group = "ten" if match["ten"] else "unit"
        plain = "".join(SUPERSCRIPTS[sign] for sign in match[group])
        yield *match.span(group), f"^{plain.removeprefix('+')}"
    for match in _REPLACED.finditer(chars):
        sign = match[0]
        yield *match.span(), "-" if sign == "\u2212" else _decomposed(sign)


def _decomposed(char: str) -> str:
    """Return what Unicode says a compatibility character stands for."""
    codes = unicodedata.decomposition(char).split(" ")
    return "".join(chr(int(code, 16)) for code in codes if not code.startswith("<"))


@cache
def _table() -> Mapping[int, str]:
    """Map the characters that change everywhere, one for one."""
    wide = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    table = {code: chr(code - 0xFEE0) for code in wide}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        if unicodedata.decomposition(chr(code)):  # radicals, and doubles of Han
            table[code] = _decomposed(chr(code))
    table |= {ord(row["radical"]): row["char"] for row in load("radicals")}
    return table | {ord(a): b for a, b in (OTHERS | HALF_MARKS).items()}


@cache
def _changed_alone() -> frozenset[str]:
    return frozenset(map(chr, _table()))


@cache
def _odd() -> re.Pattern[str]:
    """Whatever is not as the convention wants it, but for marks and brackets."""
    chars = "".join([*map(chr, _table()), *_SPACES, *SIGNS, *SUPERSCRIPTS])
    return re.compile(f"[{''.join(sorted(chars))}\u2160-\u216b\u2170-\u217b\u2212]")
