"""Where the characters of a printed document stand: a box on the page for each.

A form on paper proves a value by a place: page 3, this box.  `Places` holds, for each
character of the raw text, the box it was printed in and, where a picture was read, how
sure the reading is.  Boxes are (x0, y0, x1, y1) in points from the upper left corner of
the page as it is shown.

>>> from array import array
>>> boxes = array("f", [10, 20, 22, 32, 22, 20, 34, 32, 0, 0, 0, 0])
>>> places = Places(boxes)
>>> places.box(Span(0, 3)), places.box(Span(2, 3)), places.confidence(Span(0, 3))
((10.0, 20.0, 34.0, 32.0), None, None)
>>> picture = Places(boxes, array("f", [0.99, 0.6, 0.7]))
>>> picture.confidence(Span(0, 3)), picture.unsure(Span(0, 3))
(0.6, [Span(start=1, end=3)])
"""

from array import array
from dataclasses import dataclass

from normalize.edits import Span

Box = tuple[float, float, float, float]

UNSURE = 0.75  # A character of a picture that is read with less confidence is unsure.


@dataclass(frozen=True, slots=True)
class Places:
    """Four numbers per raw character; all zero for one that was not printed.

    `confidences` has one number from 0 to 1 per raw character of a document that was
    read from pictures, and is None for one whose characters are stored in the file.
    """

    boxes: "array[float]"
    confidences: "array[float] | None" = None

    def box(self, span: Span) -> Box | None:
        """Return the box around the characters of a raw range; None for tabs alone."""
        x0, y0, x1, y1 = (
            self.boxes[4 * span.start + i : 4 * span.end : 4] for i in range(4)
        )
        printed = [i for i, right in enumerate(x1) if right > 0]
        if not printed:
            return None
        box = (
            min(x0[i] for i in printed),
            min(y0[i] for i in printed),
            max(x1[i] for i in printed),
            max(y1[i] for i in printed),
        )
        left, top, right, bottom = (round(edge, 1) for edge in box)
        return left, top, right, bottom

    def confidence(self, span: Span) -> float | None:
        """Return how sure the least sure character is; None for a stored text."""
        if self.confidences is None:
            return None
        return round(min(self.confidences[span.start : span.end], default=1.0), 3)

    def unsure(self, span: Span) -> list[Span]:
        """List the runs of a raw range that are read with less than `UNSURE`."""
        runs: list[Span] = []
        for at, sure in enumerate((self.confidences or ())[span.start : span.end]):
            place = span.start + at
            if sure < UNSURE and runs and runs[-1].end == place:
                runs[-1] = Span(runs[-1].start, place + 1)
            elif sure < UNSURE:
                runs.append(Span(place, place + 1))
        return runs
