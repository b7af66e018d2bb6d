"""A damaged PDF is put together again by MuPDF, which looks for its parts by itself.

It is loaded for such a file only: it takes a tenth of a second and 30 MB.
"""

import re
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extract.readers.unreadable import Unreadable

if TYPE_CHECKING:
    import pymupdf

MOST_OBJECTS = 500_000
NAME = re.compile(r"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R")
DRAW = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def repaired(data: bytes) -> bytes | None:
    """Return a PDF with the pages that are left of a damaged one; None without any."""
    from pymupdf import mupdf

    try:
        with structure(data) as document:
            if not document.is_pdf or document.needs_pass or not document.page_count:
                return None
            # Without the parts that no page needs, which are often the broken ones.
            written: bytes = document.tobytes(garbage=1)
            return written
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return None


@contextmanager
def structure(data: bytes) -> "Iterator[pymupdf.Document]":
    """Open a PDF with MuPDF, which says what it thinks of the file to nobody."""
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    document = pymupdf.open(stream=data, filetype="pdf")
    try:
        yield document
    finally:
        document.close()


@contextmanager
def page_of(data: bytes, index: int) -> "Iterator[pymupdf.Page]":
    """Open a page (from 0) with MuPDF; Unreadable ("damaged") where it does not."""
    from pymupdf import mupdf

    try:
        with structure(data) as document:
            yield document[index]
    except (mupdf.FzErrorBase, RuntimeError, IndexError) as error:
        message = f"Page {index + 1} cannot be drawn: {error}."
        raise Unreadable("damaged", message) from error


def drawn_by(data: bytes) -> dict[int, dict[int, int]]:
    """Return what each form XObject (by object number) draws, and how often.

    Empty for a file whose objects cannot be read; it will not be drawn either.
    """
    from pymupdf import mupdf

    try:
        with structure(data) as document:
            objects = range(1, min(document.xref_length(), MOST_OBJECTS))
            names = {n: _names(document, n) for n in objects}
            # A form without resources of its own takes the names of its page.
            anywhere = {k: v for own in names.values() for k, v in own.items()}
            return {
                n: _draws(document.xref_stream(n) or b"", ChainMap(names[n], anywhere))
                for n in objects
                if _entry(document, n, "Subtype") == ("name", "/Form")
            }
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return {}


def _names(document: "pymupdf.Document", number: int) -> dict[str, int]:
    """The XObjects that an object calls by a name."""
    kind, names = _entry(document, number, "Resources/XObject")
    if kind == "xref":
        names = document.xref_object(int(names.split()[0]))
    return {name: int(other) for name, other in NAME.findall(names)}


def _entry(document: "pymupdf.Document", number: int, key: str) -> tuple[str, str]:
    """An entry of an object, as its kind and its words; of a broken one, nothing."""
    from pymupdf import mupdf

    try:
        kind, words = document.xref_get_key(number, key)
    except mupdf.FzErrorBase:
        return "null", "null"
    return kind, words


def _draws(stream: bytes, names: Mapping[str, int]) -> dict[int, int]:
    called = Counter(name.decode("latin-1") for name in DRAW.findall(stream))
    return {names[name]: times for name, times in called.items() if name in names}
