"""What is drawn on a PDF page beside its characters: rules, white paint, pictures.

A rule is a thin box, or a straight segment of any other path, filled or stroked; form
XObjects are walked with their matrix.  A hot loop of the reader: the boxes of all paths
are asked for and judged at once, and only those that are not thin one by one.
"""

import ctypes
import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
import pypdfium2.raw as fpdf

from extract.readers.pdf.calls import (
    HANDLE,
    INT,
    Mask,
    Numbers,
    handle,
    places,
    plain,
    pointer,
)
from extract.readers.pdf.matrix import IDENTITY, Matrix, is_square_on, moved, times
from extract.readers.pdf.paper import tiles
from extract.readers.pdf.ticks import LARGEST, SMALLEST, is_square
from normalize.places import Box

THIN = 2.5  # Points; a box this thin is one rule.
MOST_SEGMENTS = 400  # A path with more is a drawing.
MOST_OBJECTS = 200_000  # Form XObjects that draw one another: 2^30 in a few bytes.
MOST_FORMS = 20  # Nested.
OUTER = 0.25  # Of the height of the page, at each end, where tables may be clipped.
MOST_CLIPS = 50
WHITE = 250  # Of 255, in each color.

thing_of_page = plain(fpdf.FPDFPage_GetObject, HANDLE, HANDLE, INT)
thing_of_form = plain(fpdf.FPDFFormObj_GetObject, HANDLE, HANDLE, ctypes.c_ulong)
kind_of = plain(fpdf.FPDFPageObj_GetType, INT, HANDLE)
bounds_of = plain(fpdf.FPDFPageObj_GetBounds, INT, *[HANDLE] * 5)
segment_of = plain(fpdf.FPDFPath_GetPathSegment, HANDLE, HANDLE, INT)
kind_of_segment = plain(fpdf.FPDFPathSegment_GetType, INT, HANDLE)
point_of = plain(fpdf.FPDFPathSegment_GetPoint, INT, HANDLE, HANDLE, HANDLE)
is_closed = plain(fpdf.FPDFPathSegment_GetClose, INT, HANDLE)
clip_of = plain(fpdf.FPDFPageObj_GetClipPath, HANDLE, HANDLE)
parts_of_clip = plain(fpdf.FPDFClipPath_CountPaths, INT, HANDLE)
size_of_clip = plain(fpdf.FPDFClipPath_CountPathSegments, INT, HANDLE, INT)
segment_of_clip = plain(fpdf.FPDFClipPath_GetPathSegment, HANDLE, HANDLE, INT, INT)


class TooComplex(ValueError):
    """A page draws more than a page can hold."""


@dataclass(slots=True)
class Marks:
    """What is drawn in page space: rules, white paint, pictures, small shapes.

    A rule is a box without height, or without width.
    """

    rules: list[Box] = field(default_factory=list)
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
    count = fpdf.FPDFPage_CountObjects(page)
    walk.visit(thing_of_page, handle(page), count, IDENTITY)
    for left, bottom, right, top in tiles(walk.marks.paper):
        walk.marks.rules += [
            (left, bottom, right, bottom),
            (left, top, right, top),
            (left, bottom, left, top),
            (right, bottom, right, top),
        ]
    return walk.marks


class _Walk:
    """A walk over page objects, with the buffers that PDFium writes into."""

    def __init__(self, inner: tuple[float, float]) -> None:
        self.inner = inner
        self.marks = Marks()
        self.color = [ctypes.c_uint() for _ in range(4)]
        self.color_refs = [ctypes.byref(value) for value in self.color]
        self.outer = IDENTITY
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.point_refs = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.matrix = fpdf.FS_MATRIX()
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.mode_refs = ctypes.byref(self.fill), ctypes.byref(self.stroke)

    def visit(
        self,
        get: Callable[..., int],
        parent: int,
        count: int,
        outer: Matrix,
        depth: int = 0,
    ) -> None:
        """Walk over the things of a page or of a form XObject."""
        self.marks.seen += count
        if self.marks.seen > MOST_OBJECTS:
            raise TooComplex(f"draws more than {MOST_OBJECTS:,} objects")
        if depth > MOST_FORMS:  # A form that draws itself shows nothing more.
            return
        things = [*map(get, repeat(parent), range(count))]
        of: dict[int, list[int]] = defaultdict(list)
        for thing, kind in zip(things, map(kind_of, things), strict=True):
            of[kind].append(thing)
        self._paths(of[fpdf.FPDF_PAGEOBJ_PATH], outer)
        for form in of[fpdf.FPDF_PAGEOBJ_FORM]:
            inner = times(self._matrix(pointer(form)), outer)
            size = fpdf.FPDFFormObj_CountObjects(pointer(form))
            self.visit(thing_of_form, form, size, inner, depth + 1)
        for image in of[fpdf.FPDF_PAGEOBJ_IMAGE]:
            a, b, c, d, e, f = times(self._matrix(pointer(image)), outer)
            xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
            self.marks.pictures.append((min(xs), min(ys), max(xs), max(ys)))

    def _matrix(self, thing: fpdf.FPDF_PAGEOBJECT) -> Matrix:
        fpdf.FPDFPageObj_GetMatrix(thing, ctypes.byref(self.matrix))
        m = self.matrix
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    # --- rules

    def _paths(self, paths: list[int], outer: Matrix) -> None:
        if not paths:
            return
        boxes, found = _bounds(paths)
        self.outer = outer
        if is_square_on(outer):  # Nearly always: a thin box is one rule.
            boxes = moved(boxes, outer)
            small = found & (boxes[:, 2:] - boxes[:, :2] < LARGEST).all(axis=1)
            self.marks.small += map(_box, boxes[small].tolist())
            found &= ~_squares(boxes, small)
            found &= ~self._thin(paths, boxes, found)
        for at in np.flatnonzero(found).tolist():
            path = pointer(paths[at])
            if self._is_drawn(path, _box(boxes[at].tolist())):
                self._segments(paths[at], times(self._matrix(path), outer))

    def _thin(self, paths: list[int], boxes: Numbers, asked: Mask) -> Mask:
        """Which boxes are rules, which are remembered, or nothing that is seen."""
        long: Mask = boxes[:, 2:] - boxes[:, :2] > THIN
        wide, high = long[:, 0], long[:, 1]
        shown = self._clipped(paths, boxes, asked & high)
        cut = high & (shown[:, 3] - shown[:, 1] <= THIN)
        rules = shown[asked & (wide != high) & ~cut]
        self.marks.rules += map(_box, _collapsed(rules).tolist())
        return cut | ~(wide & high)

    def _clipped(self, paths: list[int], boxes: Numbers, high: Mask) -> Numbers:
        """What is shown of the high boxes.

        A browser draws a table on, beyond the end of the page's text, and clips it.
        """
        shown = boxes.copy()
        inside = (self.inner[0] < boxes[:, 1]) & (boxes[:, 3] < self.inner[1])
        for at in np.flatnonzero(high & ~inside).tolist():
            least, most = self._clip(paths[at])
            shown[at, 1] = max(shown[at, 1], least)
            shown[at, 3] = min(shown[at, 3], most)
        return shown

    def _clip(self, path: int) -> tuple[float, float]:
        """The lowest and the highest that is shown of a path."""
        clip = clip_of(path)
        least, most = -math.inf, math.inf
        for part in range(min(parts_of_clip(clip), MOST_CLIPS)):
            count = min(size_of_clip(clip, part), MOST_CLIPS)
            segments = map(segment_of_clip, repeat(clip), repeat(part), range(count))
            heights = [self._point(segment, self.outer)[1] for segment in segments]
            if heights:
                least, most = max(least, min(heights)), min(most, max(heights))
        return least, most

    def _is_drawn(self, thing: fpdf.FPDF_PAGEOBJECT, box: Box) -> bool:
        """A clip path draws nothing; white paint is paper, and remembered as such."""
        fpdf.FPDFPath_GetDrawMode(thing, *self.mode_refs)
        if self.stroke.value:
            return True
        if not self.fill.value:
            return False
        fpdf.FPDFPageObj_GetFillColor(thing, *self.color_refs)
        red, green, blue, alpha = (value.value for value in self.color)
        if alpha and min(red, green, blue) >= WHITE:
            if box[2] - box[0] > THIN and box[3] - box[1] > THIN:
                self.marks.paper.append(box)
            return False
        return alpha > 0

    def _segments(self, path: int, matrix: Matrix) -> None:
        count = fpdf.FPDFPath_CountSegments(pointer(path))
        if count > MOST_SEGMENTS:
            return
        here = start = (0.0, 0.0)
        for segment in map(segment_of, repeat(path), range(count)):
            kind = kind_of_segment(segment)
            point = self._point(segment, matrix)
            if kind == fpdf.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == fpdf.FPDF_SEGMENT_LINETO:
                self._line(here, point)
            here = point
            if is_closed(segment):
                self._line(here, start)
                here = start

    def _point(self, segment: int, matrix: Matrix) -> tuple[float, float]:
        point_of(segment, *self.point_refs)
        a, b, c, d, e, f = matrix
        x, y = self.x.value, self.y.value
        return a * x + c * y + e, b * x + d * y + f

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = one, other
        if abs(y0 - y1) < 1e-2 < abs(x0 - x1):
            y = (y0 + y1) / 2
            self.marks.rules.append((min(x0, x1), y, max(x0, x1), y))
        elif abs(x0 - x1) < 1e-2 < abs(y0 - y1):
            x = (x0 + x1) / 2
            self.marks.rules.append((x, min(y0, y1), x, max(y0, y1)))


def _bounds(paths: list[int]) -> tuple[Numbers, Mask]:
    """The boxes as left, bottom, right, top; and which paths have one."""
    small = np.zeros((len(paths), 4), dtype=np.float32)
    edges = [places(small[:, edge]) for edge in range(4)]
    found = np.fromiter(map(bounds_of, paths, *edges), np.bool_, count=len(paths))
    return small.astype(np.float64), found


def _squares(boxes: Numbers, small: Mask) -> Mask:
    """Which of the small boxes are squares, of the size of a character."""
    squares = small & (boxes[:, 2:] - boxes[:, :2] > SMALLEST).all(axis=1)
    for at in np.flatnonzero(squares).tolist():
        squares[at] = is_square(_box(boxes[at].tolist()))
    return squares


def _collapsed(boxes: Numbers) -> Numbers:
    """Thin boxes without height, or without width."""
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    size = boxes[:, 2:] - boxes[:, :2]
    flat = size[:, 0] > size[:, 1]
    rules = boxes.copy()
    rules[flat, 1::2] = middles[flat, 1:]
    rules[~flat, 0::2] = middles[~flat, :1]
    return rules


def _box(edges: list[float]) -> Box:
    left, bottom, right, top = edges
    return left, bottom, right, top
