"""Prints of invented forms, as a scanner or a phone would see them.

The font is the one that comes with PyMuPDF, so any machine draws the same page.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont

Picture = NDArray[np.uint8]

A4 = (8.27, 11.69)
WIDTHS = (0.2, 0.3, 0.2, 0.3)

ROWS = [
    ["申报时间", "2031-07-09 08:15:40", "药品目录", "药品目录外"],
    ["药品通用名称", "泽诺替昔单抗注射液", "是否为独家", "□是 ☑否"],
    [
        "医保药品分类与代码",
        "XL01XCZ118B001020182734",
        "核心专利权期限届满日1",
        "2041-10",
    ],
    ["说明书全部注册规格", "每瓶20mL，含不低于1.5×10^8个活细胞"],
    ["上市许可持有人(授权企业)", "安岭生物制药（宁波）有限公司"],
    [
        "说明书用法用量",
        "口服，一次0.4g（4片），一日2次；体表面积<1.5m^2者减半，疗程为28天",
    ],
    ["注册证号/批准文号", "国药准字S20310052", "首次上市时间", "2029-03"],
    ["传承性（仅中成药填写）", "-", "当前是否存在专利纠纷", "否"],
    [
        "所治疗疾病基本情况",
        "我国每年新发病例约3.62万例，5年生存率仅18.4%（95%CI：15.2%~21.7%），亟需新的治疗手段",
    ],
    ["参照药品名称", "无", "每盒价格(元)", "1,286.50"],
]


@cache
def font(size: int, path: str | None = None) -> ImageFont.FreeTypeFont:
    """The font of PyMuPDF, or that of a file."""
    source = path or BytesIO(pymupdf.Font("cjk").buffer)
    return ImageFont.truetype(source, size)


def form(
    rows: Sequence[Sequence[str]] = ROWS,
    dpi: float = 150,
    points: float = 10.5,
    path: str | None = None,
    shade: bool = False,
    title: str = "",
    color: str = "black",
) -> Picture:
    """Print rows of two or four cells as a ruled table; ^8 is printed raised."""
    scale = dpi / 72
    width, height = (round(edge * dpi) for edge in A4)
    page = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(page)
    left, top, wide = 45 * scale, 70 * scale, width - 90 * scale
    line = max(1, round(0.75 * scale))
    if title:
        face = font(round(22 * scale), path)
        draw.text((width / 2, 40 * scale), title, color, face, anchor="mm")
    for row in rows:
        shares = WIDTHS if len(row) == 4 else (WIDTHS[0], 1 - WIDTHS[0])
        cells = [
            _wrapped(text, share * wide - 8 * scale, round(points * scale), path)
            for text, share in zip(row, shares, strict=True)
        ]
        high = (max(map(len, cells)) * points * 1.5 + 8) * scale
        x = left
        for i, (cell, share) in enumerate(zip(cells, shares, strict=True)):
            box = (round(x), round(top), round(x + share * wide), round(top + high))
            fill = (238, 243, 250) if shade and i % 2 == 0 else None
            draw.rectangle(box, fill, "black", line)
            for k, words in enumerate(cell):
                _print(
                    draw,
                    x + 4 * scale,
                    top + (4 + points * 1.5 * k) * scale,
                    words,
                    round(points * scale),
                    path,
                )
            x += share * wide
        top += high
    return np.asarray(page)[:, :, ::-1].copy()


def _wrapped(text: str, width: float, size: int, path: str | None) -> list[str]:
    out, line = [], ""
    for char in text:
        if line and font(size, path).getlength((line + char).replace("^", "")) > width:
            out.append(line)
            line = ""
        line += char
    return [*out, line]


def _print(
    draw: ImageDraw.ImageDraw,
    x: float,
    y: float,
    words: str,
    size: int,
    path: str | None,
) -> None:
    small = False
    for char in words:
        if char == "^":
            small = True
            continue
        if char in "□☑":
            _tick_box(draw, x, y, size, char)
            x += size
            continue
        small = small and char in "0123456789+-"
        face = font(round(size * 0.62) if small else size, path)
        draw.text((x, y - (0.08 * size if small else 0)), char, "black", face)
        x += face.getlength(char)


def _tick_box(
    draw: ImageDraw.ImageDraw, x: float, y: float, size: int, char: str
) -> None:
    line = max(1, size // 14)
    a, b, c, d = x + 0.12 * size, y + 0.2 * size, x + 0.88 * size, y + 0.96 * size
    draw.rectangle((a, b, c, d), None, "black", line)
    if char == "☑":
        draw.line(
            [
                (a + 0.15 * size, b + 0.38 * size),
                (a + 0.32 * size, d - 0.15 * size),
                (c - 0.08 * size, b + 0.12 * size),
            ],
            "black",
            2 * line,
        )


def stamped(
    page: Picture,
    x: float,
    y: float,
    dpi: float,
    color: tuple[int, int, int] = (200, 30, 30),
) -> Picture:
    """Put a round seal of 40 mm on the page, its middle at points x, y."""
    image = Image.fromarray(page[:, :, ::-1])
    layer = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(layer)
    scale, radius = dpi / 72, 56.0
    cx, cy = x * scale, y * scale
    ring = (
        cx - radius * scale,
        cy - radius * scale,
        cx + radius * scale,
        cy + radius * scale,
    )
    draw.ellipse(ring, None, (*color, 215), round(3 * scale))
    face = font(round(13 * scale))
    for i, char in enumerate("安岭生物制药有限公司"):
        turn = np.radians(-200 + 22 * i)
        draw.text(
            (cx + 44 * scale * np.cos(turn), cy + 44 * scale * np.sin(turn)),
            char,
            (*color, 215),
            face,
            anchor="mm",
        )
    draw.text((cx, cy), "★", (*color, 215), font(round(26 * scale)), anchor="mm")
    ink = Image.alpha_composite(Image.new("RGBA", image.size, "white"), layer)
    pressed = ImageChops.multiply(image, ink.convert("RGB"))
    return np.asarray(pressed)[:, :, ::-1].copy()


def tilted(page: Picture, degrees: float) -> Picture:
    image = Image.fromarray(page[:, :, ::-1])
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    return np.asarray(turned)[:, :, ::-1].copy()


def photographed(page: Picture, lean: float = 0.03) -> Picture:
    """Seen from below, with a shadow over one side."""
    height, width = page.shape[:2]
    image = Image.fromarray(page[:, :, ::-1])
    dx = lean * width
    corners = (-dx, 0, 0, height, width, height, width + dx, 0)
    seen = np.asarray(
        image.transform(
            image.size,
            Image.Transform.QUAD,
            corners,
            Image.Resampling.BICUBIC,
            fillcolor="white",
        )
    ).astype(float)
    shadow = np.linspace(0.62, 1.0, width)[None, :, None]
    return (seen * shadow)[:, :, ::-1].clip(0, 255).astype(np.uint8)


def noisy(page: Picture, strength: float, seed: int = 7) -> Picture:
    noise = np.random.default_rng(seed).normal(0, strength, page.shape)
    return (page + noise).clip(0, 255).astype(np.uint8)


def jpeg(page: Picture, quality: int) -> Picture:
    file = BytesIO()
    Image.fromarray(page[:, :, ::-1]).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))[:, :, ::-1].copy()


def encoded(page: Picture, kind: str = "PNG", dpi: float = 150) -> bytes:
    """The bytes of a picture file."""
    file = BytesIO()
    Image.fromarray(page[:, :, ::-1]).save(file, kind, dpi=(dpi, dpi))
    return file.getvalue()
