"""A PDF that is small on disk and endless in memory is recognized before it is opened.

Two kinds are known: a stream whose Flate data unfold a thousandfold, twice over if two
filters are named; and form XObjects that draw one another, two and two, 2^30 times.
Both are looked for in the bytes, so an honest file costs a few milliseconds at most.

>>> import zlib
>>> bomb = zlib.compress(bytes(MAX_UNFOLDED + 1))
>>> reject_bombs(b"4 0 obj <</Filter/FlateDecode>> stream\\n" + bomb + b"endstream")
Traceback (most recent call last):
    ...
extract.readers.unreadable.Unreadable: A part of the PDF unfolds to more than 64 MB. ...
"""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from extract.readers.pdf.repairing import drawn_by
from extract.readers.unreadable import Unreadable

MAX_UNFOLDED = 64_000_000  # Bytes of one stream; the text of a page has some thousand.
MAX_DRAWN = 100_000  # Form XObjects that one of them draws, with all inside of those.
MOST_NESTED = 40  # PDFium draws no deeper.
UNFOLDS = 1_032  # Times; more the Flate method cannot.
CHUNK = 1 << 20
HEAD_REACH = 2_048
SLICES, SLICE = 16, 256
TWICE = 0.9  # A bomb can be packed again by more than this, a page or a font cannot.

BEGIN, END = b"stream", b"endstream"
FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
PICTURE = re.compile(rb"/Subtype\s*/Image\b")
FORM = re.compile(rb"/Subtype\s*/Form\b")
DRAW = re.compile(rb"\bDo\b")

AGAIN = "Open it with a PDF program, print it to a new PDF and add that one."
UNFOLDS_ENDLESSLY = (
    f"A part of the PDF unfolds to more than {MAX_UNFOLDED // 1_000_000} MB. {AGAIN}"
)
DRAWS_ENDLESSLY = f"The PDF draws parts of itself again and again. {AGAIN}"


class Stream(NamedTuple):
    """A stream of a PDF: the end of what comes before it, and its packed bytes."""

    head: bytes
    packed: memoryview

    @property
    def filters(self) -> int:
        """How many times it is packed by the Flate method."""
        return len(FLATE.findall(self.head))


def reject_bombs(data: bytes) -> None:
    """Raise Unreadable ("bomb") for a PDF that would fill the memory when opened."""
    greedy = False
    for stream in _streams(data):
        if not PICTURE.search(stream.head) and _unfolds(stream) > MAX_UNFOLDED:
            raise Unreadable("bomb", UNFOLDS_ENDLESSLY)
        greedy = greedy or bool(FORM.search(stream.head) and _draws(stream) > 1)
    # Forms that draw one thing each only make a chain. To see who draws whom, in a
    # tree or in a ring, takes the time of loading another library.
    if greedy and _drawn(drawn_by(data)) > MAX_DRAWN:
        raise Unreadable("bomb", DRAWS_ENDLESSLY)


def _streams(data: bytes) -> Iterator[Stream]:
    view = memoryview(data)
    at = data.find(BEGIN)
    while at >= 0:
        start = max(0, at - HEAD_REACH)
        start = max(start, data.rfind(b"obj", start, at))
        end = data.find(END, at)
        end = end if end >= 0 else len(data)
        first = at + len(BEGIN) + (2 if data.startswith(b"\r", at + len(BEGIN)) else 1)
        yield Stream(data[start:at], view[first:end])
        at = data.find(BEGIN, end + len(END))


def _unfolds(stream: Stream) -> int:
    """How many bytes a stream unfolds to; the count ends beyond the limit."""
    if len(stream.packed) * UNFOLDS**stream.filters <= MAX_UNFOLDED:
        return 0
    if stream.filters == 1 and not _packs_again(stream.packed):
        return 0
    size = 0
    for piece in _unfolded(stream):
        size += len(piece)
        if size > MAX_UNFOLDED:
            break
    return size


def _packs_again(packed: memoryview) -> bool:
    """Whether samples of packed bytes repeat themselves, as those of a bomb do."""
    step = max(SLICE, len(packed) // SLICES)
    starts = range(0, len(packed) - SLICE, step)
    sample = b"".join(packed[start : start + SLICE] for start in starts)
    return len(zlib.compress(sample, 1)) < TWICE * len(sample)


def _draws(stream: Stream) -> int:
    """How many things a form draws."""
    if stream.filters:
        return sum(len(DRAW.findall(piece)) for piece in _unfolded(stream))
    return len(DRAW.findall(stream.packed))


def _unfolded(stream: Stream) -> Iterator[bytes]:
    pieces: Iterator[bytes] = iter([bytes(stream.packed)])
    for _ in range(stream.filters):
        pieces = _inflated(pieces)
    return pieces


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece; what is damaged or encrypted ends there."""
    engine = zlib.decompressobj()
    for piece in pieces:
        while piece and not engine.eof:
            try:
                yield engine.decompress(piece, CHUNK)
            except zlib.error:
                return
            piece = engine.unconsumed_tail


def _drawn(draws: dict[int, dict[int, int]]) -> int:
    """How many forms the greediest form draws, with those inside of the others."""
    drawn = dict.fromkeys(draws, 1)
    for _ in range(MOST_NESTED):
        drawn = {
            number: min(
                MAX_DRAWN + 1,
                1 + sum(times * drawn.get(o, 0) for o, times in others.items()),
            )
            for number, others in draws.items()
        }
    return max(drawn.values(), default=0)
