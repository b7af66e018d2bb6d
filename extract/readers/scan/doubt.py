"""How far a letter that was read can be trusted.

The model is often sure of what it misread.  So a line is read twice, the second time
with other margins, and a letter that came out differently is doubted; so are letters
that look like another one where the words around them do not tell which it is.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from extract.readers.scan.models import Sign

DIFFERS = 0.5  # at most so sure of what was read in two ways
LOOKALIKE = 0.6

DASHES = frozenset("—–一")
FIGURES = {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"}
BETWEEN = frozenset("-/:.")  # figures
COMMAS = frozenset(",，、。")
STOPS = frozenset(",，.。;；:：、")
SPECK = 0.03  # a speck of ink makes one stop of another
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
    char = _chosen(sign, before, after)
    if (
        char != sign.char
        or _ambiguous(char, before[-1:], after[:1])
        or ({char, sign.other} <= STOPS and sign.rival > SPECK)
    ):
        return _doubted(sign._replace(char=char), LOOKALIKE)
    return sign


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


def _ambiguous(char: str, before: str, after: str) -> bool:
    """Whether the letters beside it leave open which one it is."""
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
