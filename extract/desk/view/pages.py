"""A printed page, and where on it the words of each cell stand (页面).

Boxes are in points from the upper left corner of the page as it was read, as `evidence`
has them; the picture is of the whole page.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from extract.desk.crop import boxed
from extract.desk.source import source
from extract.desk.tables import NotThere
from extract.desk.view.reading import Reading, cell_of
from extract.desk.view.shelf import Shelf


class Page(NamedTuple):
    """A page: its size in points, and its picture."""

    width: float
    height: float
    png: bytes


class Pages:
    """The pages of a snapshot's documents; the last that were drawn are kept."""

    def __init__(self, shelf: Shelf) -> None:
        self.raw = shelf.raw
        self.drawn = lru_cache(maxsize=24)(self._drawn)

    def page(self, reading: Reading, number: int) -> Page:
        """Return a page of a document, from 1; NotThere says why there is none."""
        if not 1 <= number <= (reading.row["n_pages"] or 0):
            raise NotThere("The document has no such page.")
        row = reading.row
        return self.drawn(row["path"], row["doc_id"], number, _method(reading, number))

    def _drawn(self, path: str, doc_id: str, number: int, method: str) -> Page:
        if self.raw is None or not self.raw.is_dir():
            raise NotThere("The folder of the documents is not known; name it: --raw.")
        import pymupdf

        png = boxed(source(self.raw, path, doc_id), number, (), method)
        drawn = pymupdf.Pixmap(png)
        scale = 72.0 / drawn.xres
        return Page(round(drawn.width * scale, 2), round(drawn.height * scale, 2), png)


def told(reading: Reading, number: int, page: Page) -> dict[str, Any]:
    """Return the size of a page and the boxes of its cells."""
    return {
        "page": number,
        "pages": reading.row["n_pages"],
        "width": page.width,
        "height": page.height,
        "boxes": [
            {"cell": cell_of(proof), "box": proof["bbox"], "quote": proof["quote"]}
            for proof in reading.evidence
            if proof["page"] == number and proof["bbox"]
        ],
    }


def _method(reading: Reading, number: int) -> str:
    """How the page was read: its characters, or a picture of them."""
    methods = (p["method"] for p in reading.evidence if p["page"] == number)
    return next((method for method in methods if method), "text")
