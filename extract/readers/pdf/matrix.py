"""How a PDF moves, scales and turns what it draws: six numbers, a b c d e f.

A point (x, y) of a form XObject stands at (ax + cy + e, bx + dy + f) of the page.

>>> half = (0.5, 0.0, 0.0, 0.5, 10.0, 0.0)
>>> is_square_on(half), moved(np.array([[0.0, 0.0, 40.0, 20.0]]), half).tolist()
(True, [[10.0, 0.0, 30.0, 10.0]])
>>> times(half, half)
(0.25, 0.0, 0.0, 0.25, 15.0, 0.0)
"""

import numpy as np

from extract.readers.pdf.calls import Numbers

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def is_square_on(matrix: Matrix) -> bool:
    """Say whether a box stays a box: moved, scaled or turned by quarters only."""
    a, b, c, d, _, _ = matrix
    return (b == c == 0) or (a == d == 0)


def moved(boxes: Numbers, matrix: Matrix) -> Numbers:
    """Return n boxes (n, 4) of a form XObject in the space of the page."""
    if matrix == IDENTITY:
        return boxes
    a, b, c, d, e, f = matrix
    x, y = boxes[:, 0::2], boxes[:, 1::2]
    xs, ys = a * x + c * y + e, b * x + d * y + f
    return np.stack(
        [xs.min(axis=1), ys.min(axis=1), xs.max(axis=1), ys.max(axis=1)], axis=1
    )


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix `one`, then `other`."""
    if other == IDENTITY:
        return one
    a, b, c, d, e, f = one
    g, h, i, j, k, l = other  # noqa: E741
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    )
