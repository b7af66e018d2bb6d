"""Bodies as they were before a server compressed them (内容编码), a piece at a time.

A few kilobytes can unpack to gigabytes; so no piece is larger than `PIECE`, and whoever
takes them can stop.

>>> import gzip
>>> packed = gzip.compress(b"0" * 1_000_000)
>>> [len(packed), max(map(len, decoded(iter([packed]), "gzip")))]
[1004, 65536]
>>> list(decoded(iter([packed[:500]]), "gzip"))[0][:3]
Traceback (most recent call last):
    ...
extract.fetch.outcomes.TryAgain: the compressed body is cut short
"""

import zlib
from collections.abc import Iterable, Iterator

from extract.fetch.outcomes import Refused, TryAgain

PIECE = 65_536
EITHER = 47  # of zlib: the head says whether it is gzip or zlib


def decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Return the pieces of a body; Refused for a compression that is not known."""
    match encoding.strip().lower():
        case "" | "identity":
            return iter(chunks)
        case "gzip" | "x-gzip" | "deflate":
            return _unpacked(chunks)
        case unknown:
            raise Refused(
                f"its body is compressed as {unknown}, which was not asked for"
            )


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(EITHER)
    for chunk in chunks:
        rest = chunk
        while rest and not unpacker.eof:
            yield _piece(unpacker, rest)
            rest = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise TryAgain("the compressed body is cut short")


def _piece(unpacker: "zlib._Decompress", data: bytes) -> bytes:
    try:
        return unpacker.decompress(data, PIECE)
    except zlib.error as error:
        raise TryAgain(f"the compressed body is damaged: {error}") from error
