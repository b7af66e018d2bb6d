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
SAME = 0.02  # Points.

Numbers = npt.NDArray[np.float64]


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """Return the runs of glyphs in the order of the file."""
    if not glyphs:
        return []
    boxes = np.array([glyph[:4] for glyph in glyphs], dtype=np.float64)
    sizes = np.array([glyph.size for glyph in glyphs], dtype=np.float64)
    chars = [glyph.char for glyph in glyphs]
    sure = array("f", [glyph.confidence for glyph in glyphs])
    return runs(chars, boxes, sizes, sure if min(sure) < 1.0 else None)


def runs(
    chars: Sequence[str],
    boxes: Numbers,
    sizes: Numbers,
    confidences: "array[float] | None" = None,
) -> list[Run]:
    """Return the runs of n characters with boxes (n, 4), sizes (n) and confidences."""
    found: list[Run] = []
    if not chars:
        return found
    small = boxes.astype(np.float32)
    limits = _limits(chars, boxes, sizes)
    for start, end in pairwise(limits):
        words = "".join(chars[start:end])
        if words == " ":
            if found:
                found[-1] = found[-1]._replace(spaced=True)
            continue
        own = array("f")
        own.frombytes(small[start:end].tobytes())
        found.append(
            Run(
                own[0],
                own[1],
                own[-2],
                own[3],
                words,
                float(sizes[start]),
                own,
                confidences[start:end] if confidences is not None else None,
            )
        )
    return found


def _limits(chars: Sequence[str], boxes: Numbers, sizes: Numbers) -> list[int]:
    """Where runs begin, and the end."""
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    levels = np.abs(boxes[1:, 1::2] - boxes[:-1, 1::2]).max(axis=1)
    apart = (gaps > NO_GAP * sizes[1:]) | (gaps < -BACK * sizes[1:]) | (levels > SAME)
    apart |= np.abs(np.diff(sizes)) > SAME
    spaces = np.array([char == " " for char in chars])
    apart |= spaces[1:] | spaces[:-1]
    return [0, *(np.flatnonzero(apart) + 1).tolist(), len(chars)]
