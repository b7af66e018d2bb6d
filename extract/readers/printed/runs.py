"""Runs: characters that a file stores one behind the other, on one line without a gap.

Laying out a page run by run, not character by character, is several times faster; a run
that reaches over the border of a cell is cut there.

>>> from extract.readers.printed.page import Glyph
>>> words = [Glyph(10 * i, 0, 10 * i + 10, 12, c, 10) for i, c in enumerate("规格 片")]
>>> [(run.chars, run.x0, run.x1, run.spaced) for run in runs_of(words)]
[('规格', 0.0, 20.0, True), ('片', 30.0, 40.0, False)]
>>> runs_of(words)[0].part(1, 2).chars
'格'
"""

from array import array
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extract.readers.printed.page import Glyph, Run

BACK = 0.3  # Of the size: so far a character may stand into the one before it.
NO_GAP = 0.05  # Of the size.
LEVEL = 0.2  # Of the size; where a font has no height, each shape has its own.
SAME = 0.02  # Points.

Indexes = npt.NDArray[np.int_]
Numbers = npt.NDArray[np.float64]


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """Return the runs of glyphs in the order of the file."""
    if not glyphs:
        return []
    boxes = np.array([glyph[:4] for glyph in glyphs], dtype=np.float64)
    sizes = np.array([glyph.size for glyph in glyphs], dtype=np.float64)
    chars = "".join([glyph.char for glyph in glyphs])
    sure = array("f", [glyph.confidence for glyph in glyphs])
    return runs(chars, boxes, sizes, sure if min(sure) < 1.0 else None)


def runs(
    chars: str,
    boxes: Numbers,
    sizes: Numbers,
    confidences: "array[float] | None" = None,
) -> list[Run]:
    """Return the runs of n characters with boxes (n, 4), sizes (n) and confidences."""
    if not chars:
        return []
    small = boxes.astype(np.float32)
    places = array("f")
    places.frombytes(small.tobytes())
    limits = _limits(chars, boxes, sizes)
    first, last = limits[:-1], limits[1:] - 1
    edges = zip(
        small[first, 0].tolist(),
        np.minimum.reduceat(small[:, 1], first).tolist(),
        small[last, 2].tolist(),
        np.maximum.reduceat(small[:, 3], first).tolist(),
        strict=True,
    )
    return [
        Run(
            *box,
            chars[start:end],
            size,
            places[4 * start : 4 * end],
            confidences[start:end] if confidences is not None else None,
            chars.startswith(" ", end),
        )
        for (start, end), box, size in zip(
            pairwise(limits.tolist()), edges, sizes[first].tolist(), strict=True
        )
        if chars[start] != " "  # A space is always alone.
    ]


def _limits(chars: str, boxes: Numbers, sizes: Numbers) -> Indexes:
    """Where runs begin, and the end."""
    size = sizes[1:]
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    apart = (gaps > NO_GAP * size) | (gaps < -BACK * size)
    moved = np.abs(boxes[1:, 1::2] - boxes[:-1, 1::2]).max(axis=1)
    apart |= (moved > LEVEL * size) | (np.abs(np.diff(sizes)) > SAME)
    spaces = np.frombuffer(chars.encode("utf-32-le"), dtype=np.uint32) == ord(" ")
    apart |= spaces[1:] | spaces[:-1]
    return np.array([0, *(np.flatnonzero(apart) + 1).tolist(), len(chars)])
