"""Functions of PDFium that are called for each character or each thing drawn.

`plain` takes and returns handles as numbers, and writes where a number says: ctypes
needs half the time for it, and a whole page is one `map` that fills a numpy array.

>>> from itertools import repeat
>>> import pypdfium2 as pdfium
>>> document = pdfium.PdfDocument.new()
>>> page = document.new_page(100, 100)
>>> things = plain(fpdf.FPDFPage_GetObject, HANDLE, HANDLE, INT)
>>> [*map(things, repeat(handle(page.raw)), range(2))]  # There is none on the page.
[None, None]
"""

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as fpdf

HANDLE = ctypes.c_void_p  # Or the place that a function writes to.
INT = ctypes.c_int

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def plain(function: object, result: type, *arguments: type) -> Callable[..., int]:
    """Return a function of PDFium that takes and returns numbers."""
    made: Callable[..., int] = ctypes.CFUNCTYPE(result, *arguments)(handle(function))
    return made


def handle(thing: Any) -> int:
    """Return the number of a page, a text page or a function of PDFium."""
    number = ctypes.cast(thing, ctypes.c_void_p).value
    assert number
    return number


def pointer(thing: int) -> fpdf.FPDF_PAGEOBJECT:
    """Return a thing of a page for the functions of PDFium that are not plain."""
    return ctypes.cast(thing, fpdf.FPDF_PAGEOBJECT)


def places(rows: npt.NDArray[np.float32]) -> range:
    """Return where each row of numbers lies in the memory."""
    start, step = rows.ctypes.data, rows.strides[0] or 1  # 0 where there are no rows.
    return range(start, start + step * len(rows), step)
