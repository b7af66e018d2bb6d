"""Check boxes that are drawn, not written: small squares, with or without a mark.

Browsers print the check boxes of a page as paths.  A square of the size of a character,
left of words on its own line, is □; with anything drawn within, ☑.

>>> words = [run(30, 100, "是"), run(80, 100, "否"), run(30, 300, "示例")]
>>> shapes = [(16, 100, 26, 110), (18, 102, 24, 108), (66, 100, 76, 110)]
>>> [(box.chars, box.x0) for box in boxes(shapes, words)]
[('☑', 16), ('□', 66)]
"""

from array import array
from collections.abc import Iterator, Sequence

from extract.readers.printed.page import Run
from normalize.places import Box

SMALLEST, LARGEST = 5.0, 16.0  # Points.
SQUARE = 0.15  # Of the width: so much may the height differ.
REACH = 2.0  # Times the width, to the words on the right.
SHARE = 0.25  # Of the width of a square, for what is drawn within.
MOST = 400  # On a page with more shapes, they are a drawing.


def boxes(shapes: Sequence[Box], runs: Sequence[Run]) -> Iterator[Run]:
    """Yield a character for each check box among small shapes on a page."""
    if len(shapes) > MOST:
        return
    squares = [shape for shape in shapes if is_square(shape)]
    outer = [one for one in squares if not any(_holds(other, one) for other in squares)]
    for square in sorted(set(outer)):
        if any(_is_left_of(square, run) for run in runs):
            marked = any(_marks(square, shape) for shape in shapes)
            yield _run(square, "☑" if marked else "□")


def is_square(shape: Box) -> bool:
    """Whether a shape is a square of the size of a character."""
    wide, high = shape[2] - shape[0], shape[3] - shape[1]
    alike = abs(wide - high) < SQUARE * wide
    return alike and min(wide, high) > SMALLEST and wide < LARGEST


def _holds(one: Box, other: Box) -> bool:
    return one != other and (
        one[0] <= other[0] and one[1] <= other[1]
        and one[2] >= other[2] and one[3] >= other[3]
    )  # fmt: skip


def _marks(square: Box, shape: Box) -> bool:
    """Whether a shape is a mark within, not the inner edge of the square's own line."""
    if not _holds(square, shape):
        return False
    wide = square[2] - square[0]
    inset = min(wide - (shape[2] - shape[0]), wide - (shape[3] - shape[1]))
    return inset > SHARE / 2 * wide and shape[2] - shape[0] > SHARE * wide


def _is_left_of(square: Box, run: Run) -> bool:
    gap, wide = run.x0 - square[2], square[2] - square[0]
    middle = (square[1] + square[3]) / 2
    return -1 < gap < REACH * wide and run.y0 < middle < run.y1


def _run(square: Box, char: str) -> Run:
    return Run(*square, char, square[3] - square[1], array("f", square))


def run(x0: float, y0: float, chars: str) -> Run:
    """Return a run of square characters, for examples."""
    box = (x0, y0, x0 + 10 * len(chars), y0 + 10)
    return Run(*box, chars, 10.0, array("f", box))
