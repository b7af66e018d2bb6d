r"""Formulas a PDF converter wrote as LaTeX: `$0.25 \times 10^8 \sim 0.5 \times 10^8$`.

Only inside `$…$`, `$$…$$`, `\(…\)` or `\[…\]`, and only if the inside is a formula: a
macro, an exponent, an index or a relation, and no Chinese.  Prices keep their dollars.
An exponent keeps its caret, so 10^8 never becomes 108.  A formula with a macro that the
vocabulary does not have is left as it stands, and doubted.

>>> for words in (r"$\pm 20\%$,即 $2 \times 10 ^ { 8 }$", r"Ph$^{+}$", "$5000至$6000"):
...     print(repair(Text.raw(words))[0])
±20%,即 2×10^8
Ph+
$5000至$6000
"""

import re
from collections.abc import Mapping
from functools import cache

from normalize.draft import Doubt
from normalize.text import Text
from normalize.vocab import load

RULE = "latex"

_SPAN = re.compile(
    r"\$\$(?P<block>[^$\n]{1,400})\$\$"
    r"|(?<![\\$])\$(?P<dollar>[^$\n]{1,400})\$"
    r"|\\\((?P<round>[^\n]{1,400}?)\\\)"
    r"|\\\[(?P<square>[^\n]{1,400}?)\\\]"
)
# A relation needs a letter on its left: $5<$6 are prices.
_FORMULA = re.compile(
    r"[\\^]|_[{\d]|(?<![A-Za-z0-9])[A-Za-z]\s*_|[A-Za-z\u0370-\u03ff]\s*[<>=≤≥±×~]"
    r"|^\s*[≤≥±<>]"
)
# Two prices (US$1.2B~US$1.5B), or a path ($HOME/a_b:$USER), and no formula between.
_PRICES = re.compile(r"^[\d.,]+.*[A-Z~<>=]$|[:/]$")
_HAN = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile(
    r"\\(?:text|textrm|mbox|mathrm|mathbf|mathit|mathsf|rm|bf|operatorname)"
    r"\s*(?:\{(?P<words>[^{}]*)\}|(?![A-Za-z]))"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{(?P<over>[^{}]*)\}\s*\{(?P<under>[^{}]*)\}")
_MACRO = re.compile(r"\\[A-Za-z]+")
_ESCAPED = re.compile(r"\\([%&#_$])")
_SPACE = re.compile(r"\\[,;:! ]|[ \t]+")
_KEPT_SPACE = "\0"  # stands for a space inside words while the others go
_INDEX = re.compile(r"_(?:\{([^{}]*)\}|(\w))")
_POWER = re.compile(r"\^(?:\{([^{}]*)\}|(.))")


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Write formulas as plain text; doubt those that cannot be."""
    if "$" not in text.chars and "\\(" not in text.chars and "\\[" not in text.chars:
        return text, []
    edits, doubts = [], []
    for match in _formulas(text.chars):
        plain = written(_inside(match))
        if plain is None:
            quote = text[match.start() : match.end()]
            doubts.append(
                Doubt("latex_unknown", "a formula with unknown macros", quote)
            )
        else:
            edits.append((*match.span(), plain))
    return text.change(edits, RULE), doubts


def written(formula: str) -> str | None:
    r"""Write the inside of a formula as plain text; None if a macro is unknown.

    >>> written(r"\mathrm{IC}_{50}"), written(r"25^{\circ} C"), written(r"\frac{1}{2}")
    ('IC50', '25°C', '1/2')
    >>> written(r"\oint x") is None
    True
    """
    plain = _FRACTION.sub(r"\g<over>/\g<under>", formula.replace("~", " "))
    plain = _WORDS.sub(_words, plain)
    if not all(macro in _signs() for macro in _MACRO.findall(plain)):
        return None
    plain = _SPACE.sub(
        "", _MACRO.sub(lambda m: _signs()[m[0]], _ESCAPED.sub(r"\1", plain))
    )
    plain = _POWER.sub(_power, _INDEX.sub(r"\1\2", plain))
    return re.sub(r"[{}]", "", plain).replace(_KEPT_SPACE, " ")


def _words(match: re.Match[str]) -> str:
    return (match["words"] or "").strip().replace(" ", _KEPT_SPACE)


def _power(match: re.Match[str]) -> str:
    """Keep the caret of a number; a plus, a degree and a star stand by themselves."""
    power = match[1] if match[1] is not None else match[2]
    return f"^{power}" if re.search(r"[0-9A-Za-z]", power) else power


def _formulas(chars: str) -> list[re.Match[str]]:
    found = _SPAN.finditer(chars)
    return [match for match in found if _is_formula(_inside(match))]


def _inside(match: re.Match[str]) -> str:
    return str(match[match.lastgroup or 0])


def _is_formula(inside: str) -> bool:
    if _HAN.search(inside) or _PRICES.search(inside):
        return False
    return _FORMULA.search(inside) is not None


@cache
def _signs() -> Mapping[str, str]:
    return {row["macro"]: row["sign"] for row in load("latex_macros")}
