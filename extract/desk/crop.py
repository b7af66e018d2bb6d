"""The piece of a page that proves a value (页面截图), its words boxed.

The page is drawn as it was read: with its text upright, and a scan also straightened,
for that is the page whose points `evidence.bbox` counts.  What is shown is the page in
its whole width, with some lines above and below the boxes.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.desk.tables import NotThere
from extract.readers.pdf import picture
from extract.readers.scan import installed, pictures
from extract.readers.sniff import foreign
from normalize.places import Box

if TYPE_CHECKING:
    import pymupdf

DPI = 150.0
SCAN_DPI = 200.0  # at which the pictures in a PDF are read
AROUND = 40.0  # points above and below the boxes
BESIDE = 1.5  # points between the words and their box
RED, YELLOW = (0.8, 0.1, 0.1), (1.0, 0.9, 0.2)


def crop(path: Path, page: int, boxes: Iterable[Box], method: str = "text") -> bytes:
    """Return the part of a page (from 1) with the boxes on it, as the bytes of a PNG.

    `method` is that of `evidence`: the page was read from its characters (text) or from
    a picture of them (ocr).  Without a box, the whole page.  Raises NotThere for a file
    that has no such page, and Unreadable as opening it does.
    """
    return boxed(path.read_bytes(), page, [*boxes], method)


def boxed(data: bytes, page: int, boxes: Sequence[Box], method: str = "text") -> bytes:
    """Return the same of the bytes of a file."""
    drawn = _drawn(data, page, method)
    scale = 72.0 / drawn.xres
    width, height = drawn.width * scale, drawn.height * scale
    top = max(0.0, min((box[1] for box in boxes), default=0.0) - AROUND)
    foot = min(height, max((box[3] for box in boxes), default=height) + AROUND)
    if foot <= top:
        raise NotThere(f"Page {page} has no such place as {boxes}.")
    return _marked(drawn, (width, height), (top, foot), boxes)


def _marked(
    drawn: "pymupdf.Pixmap",
    size: tuple[float, float],
    rows: tuple[float, float],
    boxes: Sequence[Box],
) -> bytes:
    """Lay the picture of a page on a sheet that shows some of its rows; draw on it."""
    import pymupdf

    top, foot = rows
    with pymupdf.open() as document:
        sheet = document.new_page(width=size[0], height=foot - top)
        place = pymupdf.Rect(0, -top, size[0], size[1] - top)
        sheet.insert_image(place, pixmap=drawn)
        for x0, y0, x1, y1 in boxes:
            area = (x0 - BESIDE, y0 - top - BESIDE, x1 + BESIDE, y1 - top + BESIDE)
            sheet.draw_rect(
                pymupdf.Rect(area), color=RED, fill=YELLOW, fill_opacity=0.25, width=1
            )
        png: bytes = sheet.get_pixmap(dpi=drawn.xres).tobytes("png")
        return png


def _drawn(data: bytes, page: int, method: str) -> "pymupdf.Pixmap":
    """Draw a page; the picture knows its dots per inch."""
    import pymupdf

    kind = foreign(data)
    if kind not in ("pdf", "image"):
        raise NotThere("Only a PDF and a picture have pages to show.")
    if kind == "pdf" and method == "text":
        return pymupdf.Pixmap(picture.crop(data, page - 1, dpi=DPI))
    if kind == "pdf":
        shown = ((image, SCAN_DPI) for image in picture.images(data, [page - 1]))
    else:
        shown = ((image, dpi) for image, dpi in islice(pictures(data), page - 1, None))
    for image, dpi in shown:
        return _pixmap(*_straightened(image, dpi))
    raise NotThere(f"The file has no page {page}.")


def _straightened(image: Any, dpi: float) -> tuple[Any, float]:
    """Turn a scan as its reader did, where what read it is installed."""
    if not installed():
        return image, dpi
    import numpy as np

    from extract.readers.scan import upright
    from extract.readers.scan.lines import find_lines
    from extract.readers.scan.sheet import sheet

    ready = sheet(image, dpi)
    turned = upright.turn(ready.gray, find_lines(ready.gray, ready.dpi))
    image = np.ascontiguousarray(np.rot90(image, -turned // 90))
    gray = image.mean(axis=2).astype(np.uint8)
    return upright.applied(image, upright.straight(gray, dpi)), dpi


def _pixmap(image: Any, dpi: float) -> "pymupdf.Pixmap":
    import pymupdf

    height, width = image.shape[:2]
    rows = image[:, :, ::-1].tobytes()  # from blue first to red first
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, width, height, rows, False)
    pixmap.set_dpi(round(dpi), round(dpi))
    return pixmap
