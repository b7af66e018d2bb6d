"""Prints as an office scanner gives them back: pictures, askew, noisy, under a red seal."""

import math
import random
import time
from io import BytesIO
from typing import Literal

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from tests.prints.ink import FILES, FOLDERS

RED = (206, 32, 38)
SEAL = "示例药品监督管理委员会"
WHEN = time.gmtime(0)  # A file with the time of its making would never be the same.
FINER = 3  # The seal is drawn larger, so that its edges are smooth.

Color = Literal["color", "gray", "fax"]


def scan(
    pdf: bytes,
    *,
    dpi: int = 150,
    skew: float = 0.0,
    noise: float = 0.0,
    seal: bool = False,
    quality: int = 80,
    color: Color = "color",
    seed: int = 0,
) -> bytes:
    """A PDF of pictures; `skew` in degrees, `noise` the deviation of a gray value of 255."""
    document = pdfium.PdfDocument(pdf)
    grain = np.random.default_rng(seed)
    pictures = []
    for number, page in enumerate(document):
        picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
        picture = _sealed(picture, dpi, seed + number) if seal else picture
        picture = _askew(picture, skew * (-1) ** number)
        pictures.append(_as(_noisy(picture, noise, grain), color))
    document.close()
    return _bound(pictures, dpi, quality)


def _askew(picture: Image.Image, degrees: float) -> Image.Image:
    if not degrees:
        return picture
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))


def _noisy(
    picture: Image.Image, noise: float, grain: np.random.Generator
) -> Image.Image:
    if not noise:
        return picture
    values = np.asarray(picture, dtype=np.float32)
    spread = noise * grain.standard_normal(values.shape[:2], np.float32)[..., None]
    return Image.fromarray(np.clip(values + spread, 0, 255).astype(np.uint8))


def _as(picture: Image.Image, color: Color) -> Image.Image:
    return {
        "color": lambda: picture,
        "gray": lambda: picture.convert("L"),
        "fax": lambda: (
            picture.convert("L").point(lambda v: 255 * (v > 150)).convert("1")
        ),
    }[color]()


def _bound(pictures: list[Image.Image], dpi: int, quality: int) -> bytes:
    out = BytesIO()
    first, *others = pictures
    pressed = {} if first.mode == "1" else {"quality": quality}
    first.save(
        out, "PDF", resolution=dpi, save_all=True, append_images=others,
        creationDate=WHEN, modDate=WHEN, **pressed,
    )  # fmt: skip
    return out.getvalue()


# --- the seal


def _sealed(picture: Image.Image, dpi: int, seed: int) -> Image.Image:
    """Press a seal on the lower right part of a page."""
    dice = random.Random(seed)
    size = round(dpi * 1.6)
    stamp = _seal(size).rotate(dice.uniform(-20, 20), Image.Resampling.BICUBIC)
    x = round(picture.width * dice.uniform(0.45, 0.7))
    y = round(picture.height * dice.uniform(0.3, 0.7))
    under = picture.crop((x, y, x + size, y + size))
    ink = Image.new("RGB", (size, size), RED)
    # Ink lies on paper like a filter: what is black stays black.
    darker = Image.fromarray(np.minimum(np.asarray(under), np.asarray(ink)))
    picture.paste(Image.composite(darker, under, stamp), (x, y))
    return picture


def _seal(size: int) -> Image.Image:
    """The seal as a mask: a ring, a star, and words around it."""
    side = size * FINER
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    middle, radius = side / 2, side * 0.46
    ring = (middle - radius, middle - radius, middle + radius, middle + radius)
    draw.ellipse(ring, outline=210, width=round(side * 0.025))
    draw.polygon(_star(middle, side * 0.14), fill=210)
    for i, char in enumerate(SEAL):
        degrees = 215 - 250 * i / (len(SEAL) - 1)
        _letter(mask, char, middle, side * 0.36, degrees)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    return [
        (middle + r * math.sin(i * math.pi / 5), middle - r * math.cos(i * math.pi / 5))
        for i in range(10)
        for r in [radius if i % 2 == 0 else radius * 0.382]
    ]


def _letter(
    mask: Image.Image, char: str, middle: float, radius: float, degrees: float
) -> None:
    side = round(mask.width * 0.12)
    tile = Image.new("L", (side * 2, side * 2), 0)
    ImageDraw.Draw(tile).text(
        (side, side), char, fill=210, font=_font(side), anchor="mm"
    )
    tile = tile.rotate(degrees - 90, Image.Resampling.BICUBIC)
    x = middle + radius * math.cos(math.radians(degrees))
    y = middle - radius * math.sin(math.radians(degrees))
    mask.paste(255, (round(x - side), round(y - side)), tile)


def _font(size: int) -> ImageFont.FreeTypeFont:
    path = sorted(FOLDERS.rglob(FILES["hei"]))[0]
    return ImageFont.truetype(str(path), size)
