"""Where a line ends because the paper does, and where because the words do.

A line that has no room for what follows goes on in the next one.  What follows is a
character, with the comma that may not begin a line, or a word of letters and digits.

>>> narrow = [line(0, 40, "说明书用"), line(0, 30, "法用量"), line(0, 40, "见附页中")]
>>> narrow += [line(0, 30, "CAR-T"), line(0, 24, "cell")]
>>> [tail for _, tail in tails(narrow, 0, 42)]
['', '\\n', '', ' ', '']
"""

import re
from collections.abc import Iterator, Sequence

from extract.readers.printed.lines import Line

CLOSING = "，。、；：！？）》〉”’】」』,.;:!?)%％"
WORD = re.compile(r"[!-~\u00c0-\u024f]+[" + CLOSING + r"]?|.[" + CLOSING + r"]?")
MOST_PADDING = 14.0  # Points between a border and its text.
SLACK = 0.5


def tails(
    lines: Sequence[Line], left: float, right: float
) -> Iterator[tuple[Line, str]]:
    """Yield each line with what follows it: nothing, a space, or an end of line.

    `left` and `right` are the borders of the cell or the column they stand in.
    """
    edge = edge_of(lines, left, right)
    for line, following in zip(lines, lines[1:], strict=False):
        yield line, tail(line, following, edge)
    if lines:
        yield lines[-1], ""


def edge_of(lines: Sequence[Line], left: float, right: float) -> float:
    """Return where lines between two borders end at the latest."""
    paddings = [line.x0 - left for line in lines] + [right - line.x1 for line in lines]
    return right - min(max(min(paddings, default=0.0), 0.0), MOST_PADDING)


def tail(line: Line, following: Line, edge: float) -> str:
    """Return what stands between two lines whose paper ends at an edge."""
    room = edge - line.x1 + SLACK
    if room >= _first_word(following):
        return "\n"
    return _between(line, following, room)


def _first_word(line: Line) -> float:
    """How wide the first thing of a line is that can not be broken."""
    word = WORD.match(line.chars)
    assert word  # A line has characters, and none of them is an end of line.
    return line.boxes[4 * word.end() - 2] - line.x0


def _between(line: Line, following: Line, room: float) -> str:
    """A word of letters may be broken only where there is no room for a letter."""
    one, other = line.chars[-1], following.chars[0]
    if one in "-/" or one >= "\u2e80" or other >= "\u2e80":
        return ""
    if line.ended:
        return " "
    letter = following.boxes[2] - following.boxes[0]
    broken = room < letter and (one.isdigit() or other.isdigit())
    return "" if broken else " "


def line(x0: float, x1: float, chars: str) -> Line:
    """Return a line of evenly spread characters at the top of a page, for examples."""
    from array import array

    step = (x1 - x0) / len(chars)
    boxes = array("f")
    for at in range(len(chars)):
        boxes.extend((x0 + at * step, 0, x0 + (at + 1) * step, 10))
    return Line(chars, boxes, x0, 0, x1, 10, 10)
