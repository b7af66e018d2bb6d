"""What is drawn on a PDF page beside its characters: rules, white paint, pictures.

A rule is a thin box, or a straight segment of any other path, filled or stroked; form
XObjects are walked with their matrix.  A hot loop of the reader, in plain ctypes.
"""

import ctypes
import math
from dataclasses import dataclass, field

import pypdfium2.raw as fpdf

from extract.readers.pdf.ticks import LARGEST, is_square
from extract.readers.printed.page import Rule

THIN = 2.5  # Points; a box this thin is one rule.
MOST_SEGMENTS = 400  # A path with more is a drawing.
MOST_OBJECTS = 200_000  # Form XObjects that draw one another: 2^30 in a few bytes.
MOST_FORMS = 20  # Nested.
OUTER = 0.25  # Of the height of the page, at each end, where tables may be clipped.
MOST_CLIPS = 50
WHITE = 250  # Of 255, in each color.

MOST_TILES = 1_000
SAME = 0.5  # Points.
SHEET = 300.0  # Points in both directions: white paint so large is no cell.

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class TooComplex(ValueError):
    """A page draws more than a page can hold."""


@dataclass(slots=True)
class Marks:
    """What is drawn in page space: rules, white paint, pictures, small shapes."""

    flat: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    paper: list[Box] = field(default_factory=list)
    small: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    seen: int = 0


def marks(page: fpdf.FPDF_PAGE, bottom: float, top: float) -> Marks:
    """Return what is drawn on a page between two heights of page space.

    Raises TooComplex where that never ends.
    """
    margin = (top - bottom) * OUTER
    walk = _Walk((bottom + margin, top - margin))
    for i in range(fpdf.FPDFPage_CountObjects(page)):
        walk.visit(fpdf.FPDFPage_GetObject(page, i), IDENTITY, 0)
    for left, bottom, right, top in tiles(walk.marks.paper):
        walk.marks.flat += [Rule(bottom, left, right), Rule(top, left, right)]
        walk.marks.upright += [Rule(left, bottom, top), Rule(right, bottom, top)]
    return walk.marks


def tiles(boxes: list[Box]) -> list[Box]:
    """Return the white boxes that lie in no other: the paper of cells.

    Office programs paint a cell white over the border of its neighbor, and then each
    line of text in it.  A box that covers all others is the sheet.

    >>> tiles([(0, 0, 500, 800), (10, 10, 90, 50), (12, 20, 80, 30), (90, 10, 200, 50)])
    [(90, 10, 200, 50), (10, 10, 90, 50)]
    """
    cells = (box for box in boxes if min(box[2] - box[0], box[3] - box[1]) < SHEET)
    by_size = sorted(cells, key=lambda b: (b[0] - b[2]) * (b[3] - b[1]))
    kept: list[Box] = []
    for box in by_size[:MOST_TILES]:
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


class _Walk:
    """A walk over page objects, with the buffers that PDFium writes into."""

    def __init__(self, inner: tuple[float, float]) -> None:
        self.inner = inner
        self.marks = Marks()
        self.box = [ctypes.c_float() for _ in range(4)]
        self.box_refs = [ctypes.byref(value) for value in self.box]
        self.color = [ctypes.c_uint() for _ in range(4)]
        self.color_refs = [ctypes.byref(value) for value in self.color]
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.matrix = fpdf.FS_MATRIX()
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()

    def visit(self, thing: fpdf.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> None:
        self.marks.seen += 1
        if self.marks.seen > MOST_OBJECTS:
            raise TooComplex(f"draws more than {MOST_OBJECTS:,} objects")
        if depth > MOST_FORMS:  # A form that draws itself shows nothing more.
            return
        kind = fpdf.FPDFPageObj_GetType(thing)
        if kind == fpdf.FPDF_PAGEOBJ_PATH:
            self._path(thing, outer)
        elif kind == fpdf.FPDF_PAGEOBJ_FORM:
            inner = _times(self._matrix(thing), outer)
            for i in range(fpdf.FPDFFormObj_CountObjects(thing)):
                self.visit(fpdf.FPDFFormObj_GetObject(thing, i), inner, depth + 1)
        elif kind == fpdf.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, e, f = _times(self._matrix(thing), outer)
            xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
            self.marks.pictures.append((min(xs), min(ys), max(xs), max(ys)))

    def _matrix(self, thing: fpdf.FPDF_PAGEOBJECT) -> Matrix:
        fpdf.FPDFPageObj_GetMatrix(thing, ctypes.byref(self.matrix))
        m = self.matrix
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _clip(self, thing: fpdf.FPDF_PAGEOBJECT) -> tuple[float, float]:
        """The lowest and the highest that is shown of a thing.

        A browser draws a table on, beyond the end of the page's text, and clips it.
        """
        clip = fpdf.FPDFPageObj_GetClipPath(thing)
        least, most = -math.inf, math.inf
        for path in range(min(fpdf.FPDFClipPath_CountPaths(clip), MOST_CLIPS)):
            heights = []
            count = fpdf.FPDFClipPath_CountPathSegments(clip, path)
            for at in range(min(count, MOST_CLIPS)):
                segment = fpdf.FPDFClipPath_GetPathSegment(clip, path, at)
                heights.append(self._point(segment, IDENTITY)[1])
            if heights:
                least, most = max(least, min(heights)), min(most, max(heights))
        return least, most

    # --- rules

    def _path(self, thing: fpdf.FPDF_PAGEOBJECT, outer: Matrix) -> None:
        if not fpdf.FPDFPageObj_GetBounds(thing, *self.box_refs):
            return
        left, bottom, right, top = (value.value for value in self.box)
        if outer == IDENTITY:  # Nearly always: a thin box is one rule.
            if right - left < LARGEST and top - bottom < LARGEST:
                self.marks.small.append((left, bottom, right, top))
                if is_square((left, bottom, right, top)):
                    return
            wide, high = right - left > THIN, top - bottom > THIN
            if high and not self.inner[0] < bottom < top < self.inner[1]:
                least, most = self._clip(thing)
                bottom, top = max(bottom, least), min(top, most)
                if top - bottom <= THIN:
                    return
            if not (wide or high):
                return
            if not (wide and high):
                self._rule(left, bottom, right, top)
                return
        if self._is_drawn(thing):
            self._segments(thing, _times(self._matrix(thing), outer))

    def _rule(self, left: float, bottom: float, right: float, top: float) -> None:
        if right - left > top - bottom:
            self.marks.flat.append(Rule((bottom + top) / 2, left, right))
        else:
            self.marks.upright.append(Rule((left + right) / 2, bottom, top))

    def _is_drawn(self, thing: fpdf.FPDF_PAGEOBJECT) -> bool:
        """A clip path draws nothing; white paint is paper, and remembered as such."""
        fpdf.FPDFPath_GetDrawMode(
            thing, ctypes.byref(self.fill), ctypes.byref(self.stroke)
        )
        if self.stroke.value:
            return True
        if not self.fill.value:
            return False
        fpdf.FPDFPageObj_GetFillColor(thing, *self.color_refs)
        red, green, blue, alpha = (value.value for value in self.color)
        if alpha and min(red, green, blue) >= WHITE:
            left, bottom, right, top = (value.value for value in self.box)
            if right - left > THIN and top - bottom > THIN:
                self.marks.paper.append((left, bottom, right, top))
            return False
        return alpha > 0

    def _segments(self, thing: fpdf.FPDF_PAGEOBJECT, matrix: Matrix) -> None:
        count = fpdf.FPDFPath_CountSegments(thing)
        if count > MOST_SEGMENTS:
            return
        here = start = (0.0, 0.0)
        for i in range(count):
            segment = fpdf.FPDFPath_GetPathSegment(thing, i)
            kind = fpdf.FPDFPathSegment_GetType(segment)
            point = self._point(segment, matrix)
            if kind == fpdf.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == fpdf.FPDF_SEGMENT_LINETO:
                self._line(here, point)
            here = point
            if fpdf.FPDFPathSegment_GetClose(segment):
                self._line(here, start)
                here = start

    def _point(
        self, segment: fpdf.FPDF_PATHSEGMENT, matrix: Matrix
    ) -> tuple[float, float]:
        fpdf.FPDFPathSegment_GetPoint(
            segment, ctypes.byref(self.x), ctypes.byref(self.y)
        )
        a, b, c, d, e, f = matrix
        x, y = self.x.value, self.y.value
        return a * x + c * y + e, b * x + d * y + f

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = one, other
        if abs(y0 - y1) < 1e-2 < abs(x0 - x1):
            self.marks.flat.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) < 1e-2 < abs(y0 - y1):
            self.marks.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix `one`, then `other`."""
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
