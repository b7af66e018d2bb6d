"""Blocks of a form: the pairs that one trial, patent or guideline is made of.

A block ends where one of its labels comes again, or where another number stands at a
label; so it does not matter in which order the form prints its labels, nor whether it
numbers them.  Pairs under a header row are a block a row.  The files print every block
twice or more, and a page may cut the last copy short: a block that only says again what
another one says, or begins to say, is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from normalize.form.pairs import Pair
from normalize.text import Text
from normalize.values.plain import squash

SHORTEST_BEGINNING = 8  # Characters of a value that a page break may have cut.


@dataclass(slots=True)
class Block:
    """One block as it fills: text by column, and its printed number."""

    row: int | None = None
    ordinal: Text | None = None
    cells: dict[str, Text] = field(default_factory=dict)

    def fits(self, pair: Pair, column: str) -> bool:
        """Whether the pair belongs to this block."""
        if pair.row != self.row or column in self.cells:
            return False
        ordinal = pair.label.ordinal
        return not (ordinal and self.ordinal) or self.is_numbered(ordinal)

    def is_numbered(self, ordinal: Text | None) -> bool:
        """Whether the block is printed with this number."""
        return str(self.ordinal) == str(ordinal)

    def take(self, pair: Pair, column: str) -> None:
        """Add the pair."""
        self.ordinal = self.ordinal or pair.label.ordinal
        self.cells[column] = pair.value

    def repeats(self, other: "Block") -> bool:
        """Whether this block says nothing that the other does not say."""
        numbered = self.ordinal and other.ordinal
        if numbered and not self.is_numbered(other.ordinal):
            return False
        return all(
            column in other.cells and _begins(words, other.cells[column])
            for column, words in self.cells.items()
        )


def blocks(pairs: Iterable[Pair], table: str) -> list[Block]:
    """Return the blocks of one table in printed order, each once."""
    kept: list[Block] = []
    for block in _blocks(pairs, table):
        if any(block.repeats(other) for other in kept):
            continue
        shorter = [i for i, other in enumerate(kept) if other.repeats(block)]
        if shorter:
            kept[shorter[0]] = block
        else:
            kept.append(block)
    return kept


def _blocks(pairs: Iterable[Pair], table: str) -> Iterator[Block]:
    found: list[Block] = []
    for pair in pairs:
        known = pair.label.known
        if known and known.table == table:
            block = _home(found, pair, known.column)
            if block is None:
                block = Block(row=pair.row)
                found.append(block)
            block.take(pair, known.column)
    yield from found


def _home(found: list[Block], pair: Pair, column: str) -> Block | None:
    """The block of a pair: the last one, or the last with its number.

    Some forms list the names of all patents, and then all their dates.
    """
    ordinal = pair.label.ordinal
    numbered = [b for b in found if ordinal and b.is_numbered(ordinal)]
    candidates = [*found[-1:], *numbered[-1:]]
    return next((block for block in candidates if block.fits(pair, column)), None)


def _begins(words: Text, other: Text) -> bool:
    said, fuller = squash(str(words)), squash(str(other))
    cut = len(said) >= SHORTEST_BEGINNING and fuller.startswith(said)
    return said == fuller or cut
