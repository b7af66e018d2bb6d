"""A page that stands straight: turned by a quarter, tilted or seen from the side.

A scanner turns a page by 90 or 180 degrees and tilts it a little; a phone also sees it
at an angle, so that its edges are not parallel.  Long lines tell the tilt; where there
are none, the lines of text do.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.extra import cv2
from extract.readers.scan.lines import Line
from extract.readers.scan.models import Image, read, text_map, upside_down

Floats = NDArray[np.float64]

COARSE = 80  # dpi at which lines of text can be told from columns
SAMPLE = 10
LONG = 1.2  # inch
STEEPEST = np.tan(np.radians(6))
SLIGHT = np.tan(np.radians(0.04))  # a pixel over the width of a page
KEYSTONE = np.tan(np.radians(0.25))
ENOUGH = (
    4  # lines, spread over a third of the page, to tell that it is seen at an angle
)


def turn(gray: Image, lines: Sequence[Line]) -> int:
    """Return by how many degrees, clockwise, a page must be turned to be read.

    0, 90, 180 or 270; `lines` are those found on it as it lies, gray.
    """
    longest = sorted(lines, key=lambda line: -max(_sides(line)))
    wide = sum(w * h for w, h in map(_sides, lines) if w > 1.5 * h)
    tall = sum(w * h for w, h in map(_sides, lines) if h > 1.5 * w)
    if tall <= 2 * wide:
        crops = [_crop(gray, line) for line in longest[:SAMPLE]]
        down = sum(share > 0.5 for share in upside_down(crops))
        return 180 if down > len(crops) / 4 and _reads_better_down(crops) else 0
    crops = [_crop_of_tall(gray, line) for line in longest[:SAMPLE]]
    if not _sure(crops) and not _sure(_on_their_heads(crops)):
        return 0  # no words at all
    return 270 if _reads_better_down(crops) else 90


def _sides(line: Line) -> tuple[int, int]:
    return line.x1 - line.x0, line.y1 - line.y0


def _reads_better_down(crops: list[Image]) -> bool:
    return _sure(_on_their_heads(crops)) > _sure(crops)


def _on_their_heads(crops: list[Image]) -> list[Image]:
    return [cv2.rotate(crop, cv2.ROTATE_180) for crop in crops]


def _crop(gray: Image, line: Line) -> Image:
    """A piece of a line, at most eight times as wide as high."""
    width, height = _sides(line)
    return gray[line.y0 : line.y1, line.x0 : line.x0 + min(width, 8 * height)]


def _crop_of_tall(gray: Image, line: Line) -> Image:
    """The same of a line that runs down the page, turned clockwise."""
    width, height = _sides(line)
    part = gray[line.y0 : line.y0 + min(height, 8 * width), line.x0 : line.x1]
    answer: Image = cv2.rotate(part, cv2.ROTATE_90_CLOCKWISE)
    return answer


def _sure(lines: list[Image]) -> float:
    """How much was read, and how surely."""
    return sum(sign.sure for line in read(lines) for sign in line if sign.sure > 0.8)


def straight(plain: Image, dpi: float) -> Floats | None:
    """Return the turn and shear that straightens a page, a 3 by 3 matrix, if it needs.

    `plain` is gray; the matrix is for images of its size.
    """
    flat, upright = _segments(plain, dpi)
    if not len(flat):
        flat = _text_slopes(plain, dpi)
    if not len(flat):
        return None
    height, width = plain.shape
    slope = _fitted(flat, height)
    lean = _fitted(upright, width) if len(upright) else (-slope[0], 0.0)
    steps = (*slope, *lean)
    if max(abs(step) for step in steps) <= SLIGHT:
        return None
    return _matrix(slope, lean, width, height)


def _segments(plain: Image, dpi: float) -> tuple[Floats, Floats]:
    """Long lines as rows (place across, slope, length): flat ones, upright ones."""
    block = round(dpi / 10) * 2 + 1
    contrast = cv2.adaptiveThreshold(
        255 - plain, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, -20
    )
    return _long_lines(contrast, dpi), _long_lines(contrast.T, dpi)


def _long_lines(contrast: Image, dpi: float) -> Floats:
    """Blobs of short flat runs that together are long and thin."""
    run = np.ones((1, max(3, round(dpi / 14))), np.uint8)
    runs = cv2.morphologyEx(np.ascontiguousarray(contrast), cv2.MORPH_OPEN, run)
    joined = cv2.dilate(runs, np.ones((3, 5), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    long = (c.reshape(-1, 2) for c in contours if cv2.boundingRect(c)[2] > LONG * dpi)
    rows = [_slope(points) for points in long]
    straight = [row[:3] for row in rows if row[3] < dpi / 20 and abs(row[1]) < STEEPEST]
    return np.array(straight).reshape(-1, 3)


def _text_slopes(plain: Image, dpi: float) -> Floats:
    """The same of the lines of text, for a page without rules."""
    shrink = min(1.0, COARSE / dpi)
    small = cv2.resize(plain, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    core = (text_map(small) > 0.3).astype(np.uint8)
    contours, _ = cv2.findContours(core, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    long = (c for c in contours if cv2.boundingRect(c)[2] > LONG * dpi * shrink)
    rows = [_slope(contour.reshape(-1, 2) / shrink)[:3] for contour in long]
    return np.array(rows).reshape(-1, 3)


def _slope(points: Floats) -> tuple[float, float, float, float]:
    """Place across, slope, length and thickness of a line drawn by points."""
    x, y = points.T.astype(float)
    slope, start = np.polyfit(x, y, 1)
    off = float(np.abs(y - slope * x - start).max())
    return float(y.mean()), float(slope), float(np.ptp(x)), off


def _fitted(lines: Floats, extent: int) -> tuple[float, float]:
    """Slope in the middle of the page, and how it changes to its edge."""
    at = (lines[:, 0] - extent / 2) / (extent / 2)
    middle = _weighted_median(lines[:, 1], lines[:, 2])
    near = np.abs(lines[:, 1] - middle) < np.tan(np.radians(2))
    places = np.unique(np.round(at[near] * 12))
    if len(places) < ENOUGH or np.ptp(at[near]) < 2 / 3:
        return middle, 0.0
    change, middle_fit = np.polyfit(at[near], lines[near, 1], 1, w=lines[near, 2])
    if abs(change) < KEYSTONE:
        return middle, 0.0
    return float(middle_fit), float(change)


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _matrix(
    slope: tuple[float, float], lean: tuple[float, float], width: int, height: int
) -> Floats:
    """Bring the four sides, as they lie in the picture, to the sides of the page."""
    corners = [
        _crossing(slope[0] + y * slope[1], lean[0] + x * lean[1], x, y, width, height)
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    page = [(0, 0), (width, 0), (width, height), (0, height)]
    answer: Floats = cv2.getPerspectiveTransform(
        np.array(corners, np.float32), np.array(page, np.float32)
    )
    return answer


def _crossing(
    slope: float, lean: float, x: int, y: int, width: int, height: int
) -> tuple[float, float]:
    """Where a flat side and an upright side meet; -1 or 1 tells which sides."""
    # Flat: v = y·h/2 + slope·u; upright: u = x·w/2 + lean·v; from the page's middle.
    u = (x * width / 2 + lean * y * height / 2) / (1 - lean * slope)
    v = y * height / 2 + slope * u
    return u + width / 2, v + height / 2


def applied(image: Image, matrix: Floats | None) -> Image:
    """Return the image straightened; what was outside of it is white."""
    if matrix is None:
        return image
    height, width = image.shape[:2]
    answer: Image = cv2.warpPerspective(
        image,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderValue=(255,) * 3,
    )
    return answer
