"""A picture file: PNG, JPEG, TIFF with many pages, BMP, WebP or GIF.

The head of a file says how large its pictures are, so one that would unpack to
gigabytes is turned away before it does.  A file often says nothing, or something
wrong, of its dots per inch: a phone says 72.  Then the page is taken to be A4.

>>> resolution((1240, 1754), (72, 72)), resolution((2480, 3508), (300, 300))
(150.04, 300.0)
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, ImageSequence, UnidentifiedImageError

from extract.readers.scan.models import Image
from extract.readers.unreadable import Unreadable

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
MAX_PIXELS = 60_000_000  # of one page: A3 at 450 dpi
MAX_PAGES = 500
SMALLEST = 60  # pixels; an icon is no page
A4 = 11.69  # inch
SHORTEST, LONGEST = 7.5, 17.5  # inch, of the long side of a page: A5 to A3
LEAST_DPI = 50.0


class Picture(NamedTuple):
    """One page: a BGR image, and its dots per inch."""

    image: Image
    dpi: float


def pictures(data: bytes) -> Iterator[Picture]:
    """Yield the pages of a picture file, upright as its camera says.

    Raises Unreadable `image` for a broken file or an unknown format, `too_large` for
    one with more pixels or pages than are read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is checked here
            with Pillow.open(BytesIO(data), formats=FORMATS) as file:
                yield from _pages(file)
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        if isinstance(error, Unreadable):
            raise
        # Pillow names the place in memory of what it does not know.
        unknown = isinstance(error, UnidentifiedImageError)
        said = "its format is not known" if unknown else error
        raise Unreadable(
            "image", f"This picture can not be opened: {said}. Save it again as PNG."
        ) from error


def _pages(file: Pillow.Image) -> Iterator[Picture]:
    # Other formats have frames too: of a film, or the preview of a camera.
    frames = ImageSequence.Iterator(file) if file.format == "TIFF" else [file]
    for number, frame in enumerate(frames):
        if number >= MAX_PAGES:
            raise Unreadable(
                "too_large", f"The picture has more than {MAX_PAGES} pages. Split it."
            )
        yield _picture(frame)


def _picture(frame: Pillow.Image) -> Picture:
    width, height = frame.size
    if width * height > MAX_PIXELS:
        raise Unreadable(
            "too_large",
            f"The picture has {width:,} by {height:,} dots; pages are read up to "
            f"{MAX_PIXELS:,} dots. Save it with fewer.",
        )
    if min(width, height) < SMALLEST:
        raise Unreadable("image", "The picture is too small to be a page.")
    dpi = resolution((width, height), frame.info.get("dpi"))
    upright = ImageOps.exif_transpose(frame)
    return Picture(_on_white(upright), dpi)


def _on_white(frame: Pillow.Image) -> Image:
    """The picture in BGR; what shows through is white, as paper is."""
    if frame.mode.startswith(("I", "F")):
        frame = _eight_bits(frame)
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        paper = Pillow.new("RGBA", frame.size, "white")
        frame = Pillow.alpha_composite(paper, frame.convert("RGBA"))
    return np.ascontiguousarray(np.asarray(frame.convert("RGB"))[:, :, ::-1])


def _eight_bits(frame: Pillow.Image) -> Pillow.Image:
    """Grays of 16 bits, which Pillow would clip."""
    levels = np.asarray(frame, dtype=np.float64)
    top = max(float(levels.max()), 1.0)
    return Pillow.fromarray((levels * (255 / top)).astype(np.uint8))


def resolution(size: tuple[int, int], stated: tuple[float, float] | None) -> float:
    """Return the dots per inch: those stated if they make a page, else those of A4."""
    long = max(size)
    if stated and stated[0] >= LEAST_DPI and SHORTEST <= long / stated[0] <= LONGEST:
        return round(float(stated[0]), 2)
    return round(long / A4, 2)
