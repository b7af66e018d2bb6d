"""What a Word document says before it is written down: lines and tables of lines.

Both formats of Word, the XML one and the binary one of 1997, are read to this.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple


class Piece(NamedTuple):
    """Words of one look; `raised` as an exponent is, `address` where they lead to."""

    words: str
    raised: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `level` (from 1) where its style makes it a heading.

    `furniture` stands on every page or repeats headings: it is no part of the text.
    """

    pieces: Sequence[Piece]
    level: int | None = None
    furniture: bool = False

    def words(self) -> str:
        """Return the paragraph as plain words."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its first column, how many it spans, and what stands in it.

    One that `goes_on` is the lower part of the cell above.
    """

    column: int
    content: "Sequence[Prose | Table]"
    width: int = 1
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells."""

    rows: Sequence[Sequence[Box]]

    def is_frame(self) -> bool:
        """Whether it only draws a frame around lines, with one cell in a row."""
        return all(len(row) < 2 for row in self.rows)


Flow = Prose | Table


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbors of one look; writers cut runs anywhere.

    >>> merged([Piece("规"), Piece("格"), Piece("8", raised=True)])
    [Piece(words='规格', raised=False, address=''), \
Piece(words='8', raised=True, address='')]
    """
    return [
        Piece("".join(piece.words for piece in same), *look)
        for look, same in groupby(pieces, key=lambda piece: piece[1:])
    ]


def split(pieces: Iterable[Piece], mark: str) -> Iterator[list[Piece]]:
    """Cut pieces at every mark (a line end, a tab), which is left out.

    >>> list(split([Piece("甲\\t乙"), Piece("丙")], "\\t"))[1] == [
    ...     Piece("乙"), Piece("丙")]
    True
    """
    part: list[Piece] = []
    for piece in pieces:
        first, *others = piece.words.split(mark)
        part.append(piece._replace(words=first))
        for words in others:
            yield [one for one in part if one.words]
            part = [piece._replace(words=words)]
    yield [one for one in part if one.words]


def lines(content: Iterable[Flow]) -> Iterator[Prose]:
    """Yield the lines of a cell; a frame drawn in it belongs to them."""
    for item in content:
        if isinstance(item, Prose):
            for line in split(item.pieces, "\n"):
                yield replace(item, pieces=line)
        elif item.is_frame():
            for row in item.rows:
                for box in row:
                    yield from lines(box.content)


def nested(content: Iterable[Flow]) -> Iterator[Table]:
    """Yield the tables in a cell that are more than a frame."""
    for item in content:
        if isinstance(item, Table) and item.is_frame():
            yield from (
                t for row in item.rows for box in row for t in nested(box.content)
            )
        elif isinstance(item, Table):
            yield item
