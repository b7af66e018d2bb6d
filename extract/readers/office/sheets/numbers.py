"""Numbers of a worksheet, as their number format prints them.

Stored is 118.5 or 0.4633; printed is 118.50, 46.3%, ¥1,200 or, where a code was taken
for a number, 0010.

>>> [shown(118.5, code) for code in ("General", "0.00", '0.0"元"', "¥#,##0", "00000")]
['118.5', '118.50', '118.5元', '¥119', '00119']
>>> shown(0.4633, "0.0%"), shown(-3, "0;(0)"), shown(0.1 + 0.2, "General")
('46.3%', '(3)', '0.3')
>>> shown(0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
'-'
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

LITERALS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|_.|\*.|(?P<pattern>[0#?](?:[0#?,. ]*[0#?,.])?(?:[Ee][+-]0+)?)|(?P<other>.)",
    re.DOTALL,
)
PLAIN = ("general", "@", "", "g/通用格式")
DIGITS = 15  # What a double holds; behind them stands noise.
LONGEST = 30  # Digits behind the point.


def shown(number: float, code: str) -> str:
    """Return a number as a number format prints it."""
    value = _decimal(number)
    if value is None:
        return str(number)
    section, value = _section(value, code)
    if section.strip().lower() in PLAIN or "/" in section:
        return plain(value)
    return _printed(value, section)


def plain(number: Decimal) -> str:
    """Return a number in digits, without an exponent and without empty decimals.

    >>> plain(Decimal("1.0")), plain(Decimal("1E+3")), plain(Decimal("0.00000012"))
    ('1', '1000', '0.00000012')
    """
    words = f"{number:f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return "0" if words == "-0" else words


def _decimal(number: float) -> Decimal | None:
    try:
        value = Decimal(f"{number:.{DIGITS}g}")
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _section(value: Decimal, code: str) -> tuple[str, Decimal]:
    """The part of a format for a number's sign, and the number it prints."""
    sections = code.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _printed(value: Decimal, section: str) -> str:
    tokens = list(LITERALS.finditer(section))
    patterns = [token["pattern"] for token in tokens if token["pattern"]]
    value *= 100 ** sum(token["other"] == "%" for token in tokens)
    words, is_first = "-" if value < 0 else "", True
    for token in tokens:
        if token["pattern"]:
            words += _digits(abs(value), patterns[0]) if is_first else ""
            is_first = False
        else:
            words += next((t for t in token.groups() if t), "")
    return words.strip()


def _digits(value: Decimal, pattern: str) -> str:
    if "e" in pattern.lower():
        mantissa = pattern.lower().split("e")[0].partition(".")[2]
        return f"{value:.{min(len(mantissa), LONGEST)}E}"
    scaled = len(pattern) - len(pattern.rstrip(","))
    whole, _, decimals = pattern.rstrip(",").replace(" ", "").partition(".")
    most = min(sum(char in "0#?" for char in decimals), LONGEST)
    step = Decimal(1).scaleb(-most)
    number = value.scaleb(-3 * scaled).quantize(step, ROUND_HALF_UP)
    before, _, after = f"{number:f}".partition(".")
    least = decimals.count("0")
    after = after[:least] + after[least:].rstrip("0")
    before = before.lstrip("0").rjust(min(whole.count("0"), LONGEST), "0")
    if "," in whole:
        before = f"{int(before or 0):,}"
    return before + ("." + after if after else "")
