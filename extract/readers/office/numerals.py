"""Numbers as Word prints them in front of a paragraph: 一, 甲, ①, iv, IV, b.

The names of the styles are those of the file format (`w:numFmt`).

>>> [printed(12, name) for name in ("chineseCounting", "lowerRoman", "upperLetter")]
['十二', 'xii', 'L']
>>> printed(3, "decimalEnclosedCircleChinese"), printed(2, "ideographTraditional")
('③', '乙')
>>> printed(120, "japaneseCounting"), printed(27, "lowerLetter"), printed(7, "bullet")
('一百二十', 'aa', '')
"""

from collections.abc import Callable, Sequence

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MOST = 9_999  # Longer lists are not numbered by any other system than decimals.


def printed(number: int, style: str) -> str:
    """Return a number in a style; as decimal digits in an unknown one."""
    if style in ("bullet", "none"):
        return ""
    write = STYLES.get(style)
    return write(number) if write and 0 < number <= MOST else str(number)


def _counted(number: int, digits: str, units: Sequence[str]) -> str:
    """Count in Chinese: digits with units, one zero for a gap."""
    words, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            words += (digits[0] if gap else "") + digits[digit] + units[power]
        gap = bool(words) and not digit
    return words


def _chinese(number: int) -> str:
    words = _counted(number, "零" + DIGITS[1:], ("", "十", "百", "千"))
    return words.removeprefix("一") if 10 <= number < 20 else words


def _legal(number: int) -> str:
    return _counted(number, LEGAL, ("", "拾", "佰", "仟"))


def _digit_by_digit(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """a … z, then aa, bb: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * min(-(-number // 26), 20)


def _roman(number: int) -> str:
    words = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        words += letters * count
    return words


def _from(first: str, last: int) -> Callable[[int], str]:
    """A style whose signs follow one another in Unicode, up to a number."""
    return lambda n: chr(ord(first) + n - 1) if n <= last else str(n)


def _circled(number: int) -> str:
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return f"({number})"


def _in_turn(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "koreanDigital2": _digit_by_digit,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "ideographTraditional": _in_turn(STEMS),
    "ideographZodiac": _in_turn(BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(WIDE),
    "decimalFullWidth2": lambda n: str(n).translate(WIDE),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}
