"""A picture of a page made ready to read: upright, straight, in even light, ruled."""

from collections.abc import Iterable
from typing import NamedTuple

from extract.readers.scan import light, ruling, upright
from extract.readers.scan.extra import cv2
from extract.readers.scan.lines import Line
from extract.readers.scan.models import Image
from extract.readers.scan.ruling import Ruling

COARSEST, FINEST = 150.0, 200.0  # dpi that the models read best


class Sheet(NamedTuple):
    """A straight page: without its tables, without any rule (gray, ink), its rules.

    `seals` is 1 where a seal was taken out.
    """

    gray: Image
    bare: Image
    ink: Image
    rules: Ruling
    dpi: float
    seals: Image


def sheet(image: Image, dpi: float) -> Sheet:
    """Straighten a BGR image, light it up and take its rules out."""
    wanted = min(max(dpi, COARSEST), FINEST)
    image = _scaled(image, wanted / dpi)
    plain = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    image = upright.applied(image, upright.straight(plain, wanted))
    even = light.evened(light.faded(image, wanted), wanted)
    rules = ruling.ruling(even, wanted)
    clear = light.without_watermark(even, wanted)
    gray = ruling.erased(clear, ruling.of_tables(rules), wanted)
    bare = ruling.erased(clear, rules, wanted)
    seals = light.seals(image, wanted)
    return Sheet(gray, bare, light.ink(bare), rules, wanted, seals)


def _scaled(image: Image, factor: float) -> Image:
    if factor == 1:
        return image
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    answer: Image = cv2.resize(image, None, fx=factor, fy=factor, interpolation=how)
    return answer


def closed(sheet: Sheet, found: Iterable[Line]) -> Sheet:
    """Leave out the strokes of words, and close the corners of tables."""
    points = 72 / sheet.dpi
    words = [
        (x0 * points, y0 * points, x1 * points, y1 * points) for x0, y0, x1, y1 in found
    ]
    height, width = sheet.gray.shape
    rules = ruling.without_strokes(sheet.rules, words)
    return sheet._replace(
        rules=ruling.squared(rules, width * points, height * points),
    )
