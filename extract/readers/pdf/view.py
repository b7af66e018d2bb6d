"""From the space of a PDF page to the page as it is shown, upright.

A PDF measures upward from the lower left corner of an unturned page; readers of the
tables measure downward from the upper left corner of what they see.

>>> view = View.of(Frame(10, 0, 110, 200), quarters=0)
>>> view.size, view.box(10, 190, 30, 200)
((100, 200), (0.0, 0.0, 20.0, 10.0))
>>> turned = View.of(Frame(0, 0, 100, 200), quarters=1)  # /Rotate 90
>>> turned.size, turned.box(0, 0, 10, 30)
((200, 100), (0.0, 0.0, 30.0, 10.0))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extract.readers.printed.page import Rule
from extract.readers.printed.runs import Numbers
from normalize.places import Box

# Which edges of page space are shown on the left, on top, ...; and which way they run.
EDGES = ([0, 3, 2, 1], [1, 0, 3, 2], [2, 1, 0, 3], [3, 2, 1, 0])
SIGNS = ([1, -1, 1, -1], [1, 1, 1, 1], [-1, 1, -1, 1], [-1, -1, -1, -1])


class Frame(NamedTuple):
    """The visible part of a page: left, bottom, right and top in page space."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class View:
    """A frame, and how many quarter turns clockwise it is shown at."""

    frame: Frame
    quarters: int

    @classmethod
    def of(cls, frame: Frame, quarters: int) -> "View":
        """Return the view of a frame turned clockwise by any number of quarters."""
        return cls(frame, quarters % 4)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown, in points."""
        left, bottom, right, top = self.frame
        size = right - left, top - bottom
        return size[::-1] if self.quarters % 2 else size

    def boxes(self, boxes: Numbers) -> Numbers:
        """Return where n boxes (n, 4) of page space are shown."""
        edges = EDGES[self.quarters]
        corner = [self.frame[edge] for edge in edges[:2]] * 2
        shown = (boxes[:, edges] - corner) * SIGNS[self.quarters]
        return shown + 0.0  # There is no -0.0.

    def shown(self, boxes: Sequence[Box]) -> list[Box]:
        """List where some boxes of page space are shown."""
        shown = self.boxes(np.array(boxes).reshape(-1, 4)).tolist()
        return [(x0, y0, x1, y1) for x0, y0, x1, y1 in shown]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a box of page space is shown."""
        return self.shown([(left, bottom, right, top)])[0]

    def rules(self, rules: Sequence[Box]) -> tuple[list[Rule], list[Rule]]:
        """Return the horizontal and the vertical ones of some rules of page space.

        They are boxes without height, or without width.
        """
        shown = self.boxes(np.array(rules).reshape(-1, 4))
        flat = shown[:, 1] == shown[:, 3]
        lying, standing = shown[flat][:, [1, 0, 2]], shown[~flat][:, [0, 1, 3]]
        return _rules(lying), _rules(standing)


def _rules(rows: Numbers) -> list[Rule]:
    return [Rule(at, start, end) for at, start, end in rows.tolist()]
