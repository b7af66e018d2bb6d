"""White paint on a page, which is the paper of cells.

Office programs paint a cell white over the border of its neighbor, and then each line
of text in it; the edges of a cell are then the edges of its paper.

>>> tiles([(0, 0, 500, 800), (10, 10, 90, 50), (12, 20, 80, 30), (90, 10, 200, 50)])
[(90, 10, 200, 50), (10, 10, 90, 50)]
"""

from normalize.places import Box

MOST = 1_000
SAME = 0.5  # Points.
SHEET = 300.0  # Points in both directions: white paint so large is no cell.


def tiles(boxes: list[Box]) -> list[Box]:
    """Return the white boxes that lie in no other; one that covers all is the sheet."""
    cells = (box for box in boxes if min(box[2] - box[0], box[3] - box[1]) < SHEET)
    by_size = sorted(cells, key=lambda b: (b[0] - b[2]) * (b[3] - b[1]))
    kept: list[Box] = []
    for box in by_size[:MOST]:
        if not any(_covers(other, box) for other in kept):
            kept.append(box)
    return kept


def _covers(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[0] + SAME
        and one[1] <= other[1] + SAME
        and one[2] >= other[2] - SAME
        and one[3] >= other[3] - SAME
    )
