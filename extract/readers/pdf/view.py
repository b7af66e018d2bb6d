"""From the space of a PDF page to the page as it is shown, upright.

A PDF measures upward from the lower left corner of an unturned page; readers of the
tables measure downward from the upper left corner of what they see.

>>> view = View.of(Frame(10, 0, 110, 200), quarters=0)
>>> view.size, view.box(10, 190, 30, 200)
((100, 200), (0, 0, 20, 10))
>>> turned = View.of(Frame(0, 0, 100, 200), quarters=1)  # /Rotate 90
>>> turned.size, turned.box(0, 0, 10, 30)
((200, 100), (0, 0, 30, 10))
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extract.readers.printed.page import Rule
from extract.readers.printed.runs import Numbers
from normalize.places import Box


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

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a box of page space is shown."""
        frame = self.frame
        if self.quarters == 0:
            return (
                left - frame.left,
                frame.top - top,
                right - frame.left,
                frame.top - bottom,
            )
        if self.quarters == 1:
            return (
                bottom - frame.bottom,
                left - frame.left,
                top - frame.bottom,
                right - frame.left,
            )
        if self.quarters == 2:
            return (
                frame.right - right,
                bottom - frame.bottom,
                frame.right - left,
                top - frame.bottom,
            )
        return (
            frame.top - top,
            frame.right - right,
            frame.top - bottom,
            frame.right - left,
        )

    def boxes(self, boxes: Numbers) -> Numbers:
        """Return where n boxes (n, 4) of page space are shown."""
        if not self.quarters:
            left, _, _, top = self.frame
            shown = boxes[:, [0, 3, 2, 1]] - (left, top, left, top)
            shown[:, 1::2] *= -1
            return shown
        return np.array([self.box(*box) for box in boxes.tolist()])

    def rules(
        self, flat: list[Rule], upright: list[Rule]
    ) -> tuple[list[Rule], list[Rule]]:
        """Return where the horizontal and vertical rules of page space are shown."""
        boxes = [self.box(r.start, r.at, r.end, r.at) for r in flat]
        boxes += [self.box(r.at, r.start, r.at, r.end) for r in upright]
        lying = [Rule(y0, x0, x1) for x0, y0, x1, y1 in boxes if y0 == y1]
        standing = [Rule(x0, y0, y1) for x0, y0, x1, y1 in boxes if y0 != y1]
        return lying, standing
