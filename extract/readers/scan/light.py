"""Even light: a page of black words on white paper, whatever lay over it.

A phone's shadow, a shaded row of a table and yellowed paper are brightness that changes
slowly; a seal is a large blob of one color over words that are darker still; a
watermark is much fainter than the words.  Red words are none of these and stay.
"""

import numpy as np

from extract.readers.scan.extra import cv2
from extract.readers.scan.models import Image

BLUE, RED = 0, 2
COLORED = 50  # between the strongest and the weakest channel of a pixel
SEAL = 0.45  # inch; the smallest seals, of a person, are squares of 12 mm
SEAL_SHAPE = 2.0  # longer than this for its height, it is a line of red words
PAPER = 12 / 72  # inch; larger than the strokes of a title, smaller than a shaded cell
DARKEST_PAPER = 90
WORDS, FAINTEST = 0.36, 0.06  # of the way from paper to ink: less is a watermark,
# less beside words is paper
STROKE = 1.0  # points, of a thick stroke
DARK_CELL, FILLED = 120, 0.85
THICK, WORD = 5.0, 12.0  # points: thicker than any stroke, higher than small print


def faded(image: Image, dpi: float) -> Image:
    """Return the page in gray, without seals."""
    plain: Image = cv2.cvtColor(without_seals(image, dpi), cv2.COLOR_BGR2GRAY)
    return without_dark_cells(plain, dpi)


def without_seals(image: Image, dpi: float) -> Image:
    """Fade large colored blobs: a pixel takes the channel in which the color is light.

    Words under the seal are dark in every channel and stay.  A red title is a row of
    letters, wider than a seal for its height, and keeps its color.
    """
    out = image.copy()
    reach = max(3, round(dpi / 18))  # 4 points join the words of a seal to its ring
    for channel in (RED, BLUE):
        around = np.ones((reach, reach), np.uint8)
        colored = cv2.dilate(_of_color(image, channel), around)
        _, _, stats, _ = cv2.connectedComponentsWithStats(colored)
        for x, y, width, height, _ in stats[1:].tolist():
            if _is_seal(width / dpi, height / dpi):
                # All of its color in its box: its words do not always touch its ring.
                box = np.s_[y : y + height, x : x + width]
                inside = colored[box] > 0
                out[box][inside] = _faded(image[box], channel)[inside][:, None]
    return out


def seals(image: Image, dpi: float) -> Image:
    """Where the page is other than without its seals: 1, else 0, a hair around it."""
    changed = cv2.absdiff(image, without_seals(image, dpi)).max(axis=2) > COLORED
    reach = max(3, round(dpi / 36))
    answer: Image = cv2.dilate(changed.astype(np.uint8), np.ones((reach, reach)))
    return answer


def _of_color(image: Image, channel: int) -> Image:
    """Where that channel is the strongest, by far over the weakest."""
    strong, *others = (cv2.extractChannel(image, c) for c in (channel, 1, 2 - channel))
    low, high = cv2.min(*others), cv2.max(*others)
    above = cv2.subtract(strong, cv2.min(low, strong))
    answer: Image = ((above > COLORED) & (strong >= high)).astype(np.uint8)
    return answer


def _is_seal(width: float, height: float) -> bool:
    """Whether a blob of so many inches is as large and as round as a seal."""
    small, large = sorted((width, height))
    return small >= SEAL and large <= SEAL_SHAPE * small


def _faded(part: Image, channel: int) -> Image:
    """The channel in which a color is light, stretched to the white of paper."""
    light = part[:, :, channel].astype(np.float32)
    color = light[_of_color(part, channel) > 0]
    white = max(1.0, float(np.percentile(color, 30)))
    answer: Image = np.minimum(light * (250 / white), 255).astype(np.uint8)
    return answer


def without_dark_cells(plain: Image, dpi: float) -> Image:
    """Turn white words on dark cells into black ones on white, with a frame around."""
    scale = dpi / 72
    dark = (plain < DARK_CELL).astype(np.uint8)
    thick, close = round(THICK * scale), round(WORD * scale)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    if not solid.any():
        return plain
    whole = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((close, close), np.uint8))
    out = plain.copy()
    _, _, stats, _ = cv2.connectedComponentsWithStats(whole)
    for x, y, width, height, area in stats[1:].tolist():
        if min(width, height) > close and area > FILLED * width * height:
            part = plain[y : y + height, x : x + width]
            paper = max(1.0, 255 - float(np.median(part)))
            light = np.minimum((255 - part.astype(np.float32)) * (255 / paper), 255)
            out[y : y + height, x : x + width] = light.astype(np.uint8)
            cv2.rectangle(out, (x, y), (x + width - 1, y + height - 1), 0, 2)
    return out


def evened(plain: Image, dpi: float) -> Image:
    """Divide by the brightness of the paper around each pixel."""
    height, width = plain.shape
    small = cv2.resize(plain, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    reach = max(5, round(PAPER * dpi / 4) * 2 + 1)
    around = cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach))
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, around), (reach, reach))
    whole = np.maximum(cv2.resize(paper, (width, height)), DARKEST_PAPER)
    answer: Image = cv2.divide(plain, whole, scale=255)
    return answer


def without_watermark(even: Image, dpi: float) -> Image:
    """Whiten what is much nearer to paper than to ink, but for the edges of ink.

    Of a thin stroke on a coarse scan only some pixels are dark; the paler ones beside
    them are the stroke too.
    """
    full = max(1.0, 255 - float(np.percentile(even, 0.5)))
    dark = np.clip((255 - even.astype(np.float32)) / full, 0, 1)
    reach = round(STROKE / 72 * dpi) * 2 + 1
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    words = cv2.dilate((dark > WORDS).astype(np.uint8), around)
    kept = np.where((words > 0) & (dark > FAINTEST), dark, 0)
    answer: Image = np.round(255 * (1 - kept)).astype(np.uint8)
    return answer


def ink(gray: Image) -> Image:
    """Return 1 where there is ink."""
    answer: Image = (gray < 165).astype(np.uint8)
    return answer
