"""Where a line ends because the paper does, and where because the words do.

A line that has no room for what follows goes on in the next one.  What follows is a
character, with the comma that may not begin a line, or a word of letters and digits.

>>> narrow = [line(0, 40, "说明书用"), line(0, 30, "法用量"), line(0, 40, "见附页中")]
>>> narrow += [line(0, 30, "CAR-T"), line(0, 24, "cell")]
>>> [tail for _, tail in tails(narrow, 0, 42)]
['', '\\n', '', ' ', '']
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.readers.printed.lines import FIRST_WIDE, Line

ENDING = "，。、；：！？）》〉”’】」』"  # No paragraph begins with it.
CLOSING = "，。、；：！？）》〉”’】」』,.;:!?)%％"
WORD = re.compile(rf"[!-~\u00c0-\u024f]+[{CLOSING}]*|.[{CLOSING}]*")
LETTER = re.compile(rf".[{CLOSING}]*")
MOST_PADDING = 14.0  # Points between a border and its text.
NUMBER = re.compile(r"\d[.,]?$")
SLACK = 0.5
FEWEST = 2  # Words broken, for a printer that breaks words.


def tails(
    lines: Sequence[Line], left: float, right: float, anywhere: bool = False
) -> Iterator[tuple[Line, str]]:
    """Yield each line with what follows it: nothing, a space, or an end of line.

    `left` and `right` are the borders of the cell or the column they stand in.
    """
    if len(lines) > 1:
        edge = edge_of(lines, left, right)
        for line, following in pairwise(lines):
            yield line, tail(line, following, edge, anywhere)
    if lines:
        yield lines[-1], ""


def edge_of(lines: Sequence[Line], left: float, right: float) -> float:
    """Return where lines between two borders end at the latest."""
    paddings = [line.x0 - left for line in lines] + [right - line.x1 for line in lines]
    return right - min(max(min(paddings, default=0.0), 0.0), MOST_PADDING)


def tail(line: Line, following: Line, edge: float, anywhere: bool = False) -> str:
    """Return what stands between two lines whose paper ends at an edge.

    `anywhere` says that words of letters are broken wherever a line is full.
    """
    room = edge - line.x1 + SLACK
    if _cuts_number(line, following, room) or following.chars[0] in ENDING:
        return ""
    if room >= _width(following, WORD):
        return "\n"
    return _between(line, following, room, anywhere)


def _cuts_number(line: Line, following: Line, room: float) -> bool:
    """Whether a number goes on in the next line, as in a cell too narrow for it."""
    is_number = NUMBER.search(line.chars) and following.chars[0].isdigit()
    return bool(is_number) and room < 2 * (following.boxes[2] - following.boxes[0])


def _width(line: Line, first: re.Pattern[str]) -> float:
    """How wide the first thing of a line is that can not be broken."""
    found = first.match(line.chars)
    assert found  # A line has characters, and none of them is an end of line.
    return line.boxes[4 * found.end() - 2] - line.x0


def _between(line: Line, following: Line, room: float, anywhere: bool) -> str:
    """What joins two lines; two words of letters are parted by a space."""
    one, other = line.chars[-1], following.chars[0]
    if one in "-/×÷" or other in "×÷" or max(one, other) >= FIRST_WIDE:
        return ""
    if line.ended:
        return " "
    if room >= _width(following, LETTER):
        return " "
    broken = anywhere or one.isdigit() or other.isdigit()
    return "" if broken else " "


def breaks_anywhere(cells: Iterable[tuple[Sequence[Line], float, float]]) -> bool:
    """Whether a printer breaks words of letters wherever a line is full.

    So it is if no line of some cells, each with its borders, ends before a word that
    only as a whole had no room.
    """
    broken = 0
    for lines, left, right in (cell for cell in cells if len(cell[0]) > 1):
        edge = edge_of(lines, left, right)
        for line, following in pairwise(lines):
            if line.chars[-1] < FIRST_WIDE and following.chars[0] < FIRST_WIDE:
                room = edge - line.x1 + SLACK
                letter = _width(following, LETTER)
                if letter <= room < _width(following, WORD):
                    return False
                broken += room < letter
    return broken >= FEWEST


def line(x0: float, x1: float, chars: str) -> Line:
    """Return a line of evenly spread characters at the top of a page, for examples."""
    from array import array

    step = (x1 - x0) / len(chars)
    boxes = array("f")
    for at in range(len(chars)):
        boxes.extend((x0 + at * step, 0, x0 + (at + 1) * step, 10))
    return Line(chars, boxes, x0, 0, x1, 10, 10)
