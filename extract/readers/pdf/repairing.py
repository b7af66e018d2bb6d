"""A damaged PDF is put together again by MuPDF, which looks for its parts by itself.

It is loaded for such a file only: it takes a tenth of a second and 30 MB.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pymupdf

MOST_OBJECTS = 500_000


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


def drawn_by(data: bytes) -> dict[int, dict[int, int]]:
    """Return which forms (by object number) each form XObject draws, and how often.

    Empty for a file whose objects cannot be read; it will not be drawn either.
    """
    from pymupdf import mupdf

    try:
        with structure(data) as document:
            objects = range(1, min(document.xref_length(), MOST_OBJECTS))
            return {n: _draws(document, n) for n in objects if _is_form(document, n)}
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return {}


def _is_form(document: "pymupdf.Document", number: int) -> bool:
    return bool(document.xref_get_key(number, "Subtype") == ("name", "/Form"))


def _draws(document: "pymupdf.Document", number: int) -> dict[int, int]:
    kind, names = document.xref_get_key(number, "Resources/XObject")
    if kind == "xref":
        names = document.xref_object(int(names.split()[0]))
    called = re.findall(rb"/([^\s/<>\[\]()]+)\s+Do\b", document.xref_stream(number))
    draws: dict[int, int] = {}
    for name, other in re.findall(r"/([^\s/<>\[\]()]+)\s+(\d+)\s+0\s+R", names):
        times = called.count(name.encode())
        draws[int(other)] = draws.get(int(other), 0) + times
    return draws
