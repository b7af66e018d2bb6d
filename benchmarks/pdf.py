"""How fast is the PDF reader, beside two peers on the same files in the same run?

    python -m benchmarks.pdf [FOLDER]      default: ../shared/corpora/pdf

The whole reader is timed, from the bytes of a file to its `Document`, against

- pdfplumber's `extract_tables`, which finds the same cells: how many times faster;
- PDFium's own loop over characters (load a page, ask the code and the box of each,
  close), below which no reader built on it can get: which share of its speed;
- PyMuPDF's plain text, without any table: which share of its speed.

Times are of the processor, the best of several rounds that take turns.  Then: how the
memory grows with the pages, and what a second worker brings.  Compare ratios only.
"""

import ctypes
import io
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pdfplumber
import pymupdf
import pypdfium2 as pdfium
import pypdfium2.raw as fpdf

from extract.readers import pdf
from extract.readers.pdf.pages import read_page

ROUNDS = 5
ROUNDS_OF_PLUMBER = 2  # It takes ten times as long.
LENGTHS = (100, 500, 1_000)  # Pages, to see the memory grow.
JOBS = 8  # Each the same, for one worker and for two.
MEGABYTE = 1 << 20


class Timed(NamedTuple):
    """Seconds that each reader takes for some pages."""

    name: str
    pages: int
    ours: float
    plumber: float
    boxes: float
    mupdf: float

    @property
    def row(self) -> str:
        """A row of the table."""
        cells = (
            self.name,
            str(self.pages),
            f"{self.ours / self.pages * 1_000:.1f}",
            f"{self.pages / self.ours:,.0f}",
            f"{self.plumber / self.ours:.1f}",
            f"{self.boxes / self.ours:.2f}",
            f"{self.mupdf / self.ours:.2f}",
        )
        return f"| {' | '.join(cells)} |"


def main(folder: Path) -> None:
    """Print the tables for all PDFs below a folder that hold their text."""
    logging.disable(logging.CRITICAL)
    paths = sorted(path for path in folder.rglob("*.pdf") if holds_text(path))
    if not paths:
        sys.exit(f"No PDF below {folder} holds text.")
    print(
        "| file | pages | ms/page | pages/s | x pdfplumber | share of the loop over "
        "boxes | share of PyMuPDF text |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|")
    rows = []
    for path in paths:
        rows.append(timed(path))
        print(rows[-1].row, flush=True)
    print(Timed("all", *(sum(column) for column in [*zip(*rows, strict=True)][1:])).row)
    longest = max(paths, key=lambda path: pages_of(path.read_bytes()))
    memory(longest)
    workers(longest)


def holds_text(path: Path) -> bool:
    """Whether PDFium's characters of the first page are believed; a scan has none."""
    with pdfium.PdfDocument(path) as document:
        first = read_page(document, 0)
    return not first.doubt and not first.is_picture


def pages_of(data: bytes) -> int:
    """Count the pages of a PDF."""
    with pdfium.PdfDocument(data) as document:
        return len(document)


# --- speed


def timed(path: Path) -> Timed:
    """Time each reader on a file."""
    data = path.read_bytes()
    readers = (ours, plumber, boxes, mupdf)
    best = dict.fromkeys(readers, float("inf"))
    for turn in range(ROUNDS):
        for reader in readers:
            if reader is not plumber or turn < ROUNDS_OF_PLUMBER:
                best[reader] = min(best[reader], seconds(reader, data))
    return Timed(path.stem, pages_of(data), *best.values())


def seconds(reader: Callable[[bytes], object], data: bytes) -> float:
    """Return the processor time of one run."""
    start = time.process_time()
    reader(data)
    return time.process_time() - start


def ours(data: bytes) -> None:
    """Read a PDF as this project does: opened, judged, laid out, joined."""
    pdf.read(data, "a.pdf")


def plumber(data: bytes) -> None:
    """Extract the tables as pdfplumber does."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def boxes(data: bytes) -> None:
    """Ask PDFium for the code and the box of each character."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text_page = page.get_textpage()
            raw = text_page.raw
            for at in range(fpdf.FPDFText_CountChars(raw)):
                fpdf.FPDFText_GetUnicode(raw, at)
                fpdf.FPDFText_GetCharBox(raw, at, left, right, bottom, top)
            text_page.close()
            page.close()


def mupdf(data: bytes) -> None:
    """Extract the plain text as PyMuPDF does."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            page.get_text()


# --- memory


def memory(path: Path) -> None:
    """Print how the memory grows with the pages of a file that is repeated."""
    print(
        "\n| pages | file, MB | peak above start, MB | KB a page | bytes a character |"
    )
    print("|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for length in LENGTHS:
            long = Path(folder) / f"{length}.pdf"
            long.write_bytes(repeated(path, length))
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                peak, characters = pool.submit(peak_of, long).result()
            size = long.stat().st_size / MEGABYTE
            print(
                f"| {length} | {size:.1f} | {peak / MEGABYTE:.0f} "
                f"| {peak / length / 1_024:.0f} | {peak / characters:.0f} |",
                flush=True,
            )


def repeated(path: Path, length: int) -> bytes:
    """Return a PDF with the pages of another one, again and again."""
    with pymupdf.open(path) as source, pymupdf.open() as target:
        while missing := length - len(target):
            last = min(missing, len(source)) - 1
            target.insert_pdf(source, to_page=last, final=False)  # Fonts stay one.
        data: bytes = target.tobytes(garbage=1)
    return data


def peak_of(path: Path) -> tuple[int, int]:
    """Return by how many bytes reading a PDF raises the peak, and its characters."""
    data = path.read_bytes()
    before = peak()
    document = pdf.read(data, path.name)
    return peak() - before, len(document.raw)


def peak() -> int:
    """Return the most bytes of memory that this process has held, as Linux counts."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1_024


# --- workers


def workers(path: Path) -> None:
    """Print how much faster two workers read the same files than one."""
    data = path.read_bytes()
    one, two = (wall(data, number) for number in (1, 2))
    print(f"\nTwo workers are {one / two:.2f} x as fast as one.")


def wall(data: bytes, number: int) -> float:
    """Return the seconds that workers take, the best of several rounds."""
    with ProcessPoolExecutor(number, get_context("spawn")) as pool:
        [*pool.map(ours, [data] * number)]  # They are started, and have imported.
        return min(_rounds(pool, data))


def _rounds(pool: ProcessPoolExecutor, data: bytes) -> Iterator[float]:
    for _ in range(ROUNDS):
        start = time.perf_counter()
        [*pool.map(ours, [data] * JOBS)]
        yield time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora/pdf"))
