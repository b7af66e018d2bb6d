"""Raised letters: the 8 of 10⁸, which every model of text reads as 108.

A raised figure is lower than the figure before it, and its foot stands above that
one's foot.  A sign (+, -) has no foot; it is raised when it stands above the middle
and in a raised run.
"""

from collections.abc import Iterator, Sequence

from extract.readers.scan.letters import Letter

SMALLER, HIGHER = 0.82, 0.22
FIGURES = frozenset("0123456789n")
SIGNS = frozenset("+-–−")
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghiklmnorstuvwxz")
HAN_FIGURE = 0.8  # of the height of a Han character is that of a figure beside it


def raised(line: Sequence[Letter]) -> list[bool]:
    """Say for each letter of a line whether it is raised."""
    out = [letter.char in RAISED for letter in line]
    base: Letter | None = None
    for i, letter in enumerate(line):
        if base is not None and _above(letter, base):
            out[i] = True
        elif not out[i]:
            base = _base(letter, base)
    for i in _signs(line, out):
        out[i] = True
    return out


def _base(letter: Letter, before: Letter | None) -> Letter | None:
    """The letter to whose foot and height the next ones are compared."""
    if letter.char in FIGURES or letter.char in LETTERS:
        return letter
    if letter.char in "×)%/,.~" or letter.char in SIGNS:
        return before
    return None


def _above(letter: Letter, base: Letter) -> bool:
    height, full = letter.y1 - letter.y0, base.y1 - base.y0
    if letter.char == "+":
        return letter.y1 <= base.y0 + 0.6 * full
    if letter.char not in FIGURES:
        return False
    if base.char in "acemnorsuvwxz":
        return letter.y1 <= base.y0 + 0.5 * full
    return height <= SMALLER * full and letter.y1 <= base.y1 - HIGHER * full


def _signs(line: Sequence[Letter], out: Sequence[bool]) -> Iterator[int]:
    """Signs between a base and a raised figure."""
    for i, letter in enumerate(line):
        if letter.char in SIGNS and 0 < i < len(line) - 1 and out[i + 1]:
            before = line[i - 1]
            middle = (before.y0 + before.y1) / 2
            if (letter.y0 + letter.y1) / 2 < middle:
                yield i
