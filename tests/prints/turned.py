"""Pages turned after printing: by a note to the viewer, or with their content."""

from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# How content is turned back by as much as the viewer turns it, per page size.
MATRICES = {
    0: lambda w, h: (1, 0, 0, 1, 0, 0),
    90: lambda w, h: (0, 1, -1, 0, h, 0),
    180: lambda w, h: (-1, 0, 0, -1, w, h),
    270: lambda w, h: (0, -1, 1, 0, 0, w),
}


def upright(pdf: bytes, degrees: int) -> bytes:
    """Turn the content and tell the viewer: the page looks as before."""
    return _each(pdf, degrees, content=True, told=True)


def sideways(pdf: bytes, degrees: int) -> bytes:
    """Tell the viewer only: the page is shown lying."""
    return _each(pdf, degrees, content=False, told=True)


def _each(pdf: bytes, degrees: int, *, content: bool, told: bool) -> bytes:
    if not degrees:
        return pdf
    document = pdfium.PdfDocument(pdf)
    for page in document:
        if content:
            _turn_content(page, degrees)
        if told:
            page.set_rotation(degrees)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _turn_content(page: pdfium.PdfPage, degrees: int) -> None:
    width, height = page.get_size()
    matrix = raw.FS_MATRIX(*MATRICES[degrees](width, height))
    raw.FPDFPage_TransFormWithClip(page, matrix, None)
    raw.FPDFPage_TransformAnnots(page, *MATRICES[degrees](width, height))
    if degrees in (90, 270):
        page.set_mediabox(0, 0, height, width)
