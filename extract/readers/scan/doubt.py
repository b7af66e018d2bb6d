"""How far a letter that was read can be trusted.

The model is often sure of what it misread.  So a line is read twice, the second time
with other margins, and a letter that came out differently is doubted; so are letters
that look like another one where the words around them do not tell which it is.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from extract.readers.scan.models import Sign
from extract.readers.scan.raised import RAISED

DIFFERS = 0.5  # at most so sure of what was read in two ways
LOOKALIKE = 0.6

DASHES = frozenset("—–一")
FIGURES = {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"}
BETWEEN = frozenset("-/:.")  # figures
COMMAS = frozenset(",，、。")
COLONS = frozenset(":：")
STOPS = frozenset(",，.。;；:：、")
SPECK = 0.03  # a speck of ink makes one stop of another
SURELY = 0.9
MILLILITER = re.compile(r"(^|[\d.\s×/（(≥≤<>~])m$")
LATIN_END, LATIN_START = re.compile(r"[A-Za-z0-9]+$"), re.compile(r"^[A-Za-z0-9]+")
HALF_SEEN = 0.1
TOLD, LOOK_ALIKE = 0.9, frozenset("1lIi|0Oo〇L")
WORD = re.compile(r"[a-z]{3}$")
LATIN = re.compile(r"[A-Za-z0-9]")
LESS_THAN_ONE = re.compile(r"(^|[^0-9,.])0$")
DIGITS = "0123456789"
CLEAR, CLEAR_LATIN, UNCLEAR = 0.94, 0.965, 0.7  # Of 10,400 letters of 13 test
# scans 29 of 161 less sure than 0.93 were wrong, and 5 of the others, 4 below 0.96.
SMALL_LETTERS = {"0": "o", "1": "l"}
RISKY = 0.9  # Lines with a letter less sure than this are read again: in 250 lines of
# test pages, no surer one was read differently the second time.


def is_risky(signs: Sequence[Sign]) -> bool:
    """Whether a line should be read again; one that gave nothing should."""
    return min((min(s.sure, 1 - s.rival) for s in signs), default=0.0) < RISKY


def agreed(first: Sequence[Sign], second: Sequence[Sign]) -> list[Sign]:
    """Return the first reading, less sure where the second one differs.

    Where as many letters were read and the second reading is surer, it is taken.
    """
    one, two = _words(first), _words(second)
    out: list[Sign] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, False).get_opcodes():
        if tag == "equal":
            out.extend(first[a:b])
        elif tag == "insert":
            out[-1:] = [_doubted(sign) for sign in out[-1:]]
        else:
            out.extend(_doubted(sign) for sign in _surer(first[a:b], second[c:d]))
    return out


def _words(signs: Sequence[Sign]) -> str:
    return "".join(map(_same, signs))


def _same(sign: Sign) -> str:
    """A letter by which two readings are compared: its width does not count."""
    code = ord(sign.char)
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else sign.char


def _surer(first: Sequence[Sign], second: Sequence[Sign]) -> Sequence[Sign]:
    if len(first) != len(second):
        return first
    return max(first, second, key=lambda signs: sum(sign.sure for sign in signs))


def _doubted(sign: Sign, most: float = DIFFERS) -> Sign:
    return sign._replace(sure=min(sign.sure, most))


def settled(signs: Sequence[Sign]) -> list[Sign]:
    """Decide between letters that look alike by their neighbors; always doubt them.

    >>> def signs(words): return [Sign(char, 0.5, 1.0, 0.0) for char in words]
    >>> "".join(sign.char for sign in settled(signs("S2O24 —种 2023—2024")))
    'S2024 一种 2023—2024'
    """
    words = "".join(sign.char for sign in signs)
    return [_settled(sign, words[:i], words[i + 1 :]) for i, sign in enumerate(signs)]


def _settled(sign: Sign, before: str, after: str) -> Sign:
    sign = _raised(sign, before)
    char = _chosen(sign, before, after)
    if _is_told(sign._replace(char=char), before, after) or (
        sign.char == "一" and before.endswith("-") and _is_han(after[:1])
    ):  # no dash comes after a dash
        least = TOLD if {char, sign.other} <= LOOK_ALIKE else 0.0
        sure = max(least, min(1.0, sign.sure + sign.rival))
        return sign._replace(char=char, sure=sure, rival=0.0)
    if char.isalnum() and sign.sure < (CLEAR_LATIN if char.isascii() else CLEAR):
        sign = _doubted(sign, UNCLEAR)
    if (
        char != sign.char
        or _ambiguous(sign._replace(char=char), before[-1:], after[:1])
        or _could_be_another_stop(sign, after)
    ):
        return _doubted(sign._replace(char=char), LOOKALIKE)
    return sign


def _raised(sign: Sign, before: str) -> Sign:
    """An 8 after 10 that might be ⁸ is one: the model seldom sees one where none is."""
    if not before.endswith("10") or sign.rival < HALF_SEEN:
        return sign
    for char, twin in ((sign.char, sign.other), (sign.other, sign.char)):
        if RAISED.get(char) == twin:
            return sign._replace(char=char, sure=sign.sure + sign.rival, rival=0.0)
    return sign


def _is_told(sign: Sign, before: str, after: str) -> bool:
    """Whether the words around a letter leave nothing else: 95%CI, 5ml, 3.6, a.pdf."""
    if sign.char in "IO" and _is_acronym(sign.char, before, after):
        return True
    if sign.char == " ":
        return True
    if sign.char == "l":
        ends = MILLILITER.search(before) or WORD.search(before)
        return bool(ends) and not LATIN.match(after)
    return sign.char == "." and _is_point(sign, before, after)


def _is_acronym(char: str, before: str, after: str) -> bool:
    """Whether a letter stands in capitals, without a figure: OS, BICR; not II or O2."""
    around = [*LATIN_END.findall(before), char, *LATIN_START.findall(after)]
    word = "".join(around)
    return word.isalpha() and word.isupper() and not set(word) <= {"I", "O"}


def _is_point(sign: Sign, before: str, after: str) -> bool:
    """Whether a point stands in a number, where a comma would part thousands."""
    figures = len(after) - len(after.lstrip(DIGITS))
    if not (before[-1:].isdecimal() and figures) or sign.other in COLONS:
        return False
    thousands = figures == 3 and not LESS_THAN_ONE.search(before)
    return not (thousands and sign.other in COMMAS)


def _could_be_another_stop(sign: Sign, after: str) -> bool:
    if sign.char == "." and after[:1].islower():
        return False  # of the name of a file
    if sign.char in COMMAS and sign.other in ".．·" and sign.sure > SURELY:
        return False  # no point is as large
    return {sign.char, sign.other} <= STOPS and sign.rival > SPECK


def _chosen(sign: Sign, before: str, after: str) -> str:
    """The letter of those that look alike which its neighbors ask for."""
    char, left, right = sign.char, before[-1:], after[:1]
    if char in "—–" and _is_han(right) and not left.isdigit() and left not in DASHES:
        return "一"
    if (left.isdecimal() and not right) or (
        (left.isdecimal() or left in BETWEEN) and right.isdecimal()
    ):
        return FIGURES.get(char, char)
    if char == "." and _is_han(left) and sign.other in COMMAS and not right.islower():
        return sign.other  # a full stop of a sentence is 。
    if left.isdecimal() or right.isdecimal() or "." in (left, right):
        return char
    if char == "0" and (_is_capital(left) or _is_capital(right)):
        return "O"
    if (char == "1" and "I" in (left, right)) or (
        char in "1l" and before.endswith("%C")
    ):
        return "I"  # II期, 95%CI
    if char in SMALL_LETTERS and left.islower():
        small = SMALL_LETTERS[char]
        return small if right.islower() or sign.other == small else char
    return char


def _ambiguous(sign: Sign, before: str, after: str) -> bool:
    """Whether the letters beside it leave open which one it is."""
    char = sign.char
    if char == "一" and min(sign.sure, 1 - sign.rival) > SURELY:
        figures = before.isdecimal() or after.isdecimal()
        return figures or not (_is_han(before) or _is_han(after) or after == "、")
    if char in DASHES:
        beside = {before, after}
        return not (_is_han(before) and _is_han(after)) and beside.isdisjoint(DASHES)
    if char == ".":
        return _is_han(before) and not after.islower()  # 说明书.pdf
    if char in "Oo〇○":
        return before.isdecimal() or after.isdecimal()
    return char in "lI|" and before.isdecimal() and after.isdecimal()


def _is_capital(char: str) -> bool:
    return "A" <= char <= "Z"


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
