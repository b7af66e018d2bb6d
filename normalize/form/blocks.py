"""Blocks of a form: the pairs that one trial, patent or guideline is made of.

A block ends where one of its labels comes again, or where another number stands at a
label; so it does not matter in which order the form prints its labels, nor whether it
numbers them.  Pairs under a header row are a block a row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from normalize.form.pairs import Pair
from normalize.text import Text
from normalize.values.plain import squash


@dataclass(slots=True)
class Block:
    """One block as it fills: text by column, and its printed number."""

    row: int | None = None
    ordinal: Text | None = None
    cells: dict[str, Text] = field(default_factory=dict)

    def fits(self, pair: Pair, column: str) -> bool:
        """Whether the pair belongs to this block."""
        if pair.row is not None or self.row is not None:
            return pair.row == self.row and column not in self.cells
        if column in self.cells:
            return False
        ordinal = pair.label.ordinal
        return not (ordinal and self.ordinal) or squash(str(ordinal)) == squash(
            str(self.ordinal)
        )

    def take(self, pair: Pair, column: str) -> None:
        """Add the pair."""
        self.row = pair.row
        self.ordinal = self.ordinal or pair.label.ordinal
        self.cells[column] = pair.value


def blocks(pairs: Iterable[Pair], table: str) -> Iterator[Block]:
    """Yield the blocks of one table, in printed order."""
    block = Block()
    for pair in pairs:
        known = pair.label.known
        if known is None or known.table != table:
            continue
        if not block.fits(pair, known.column):
            yield block
            block = Block()
        block.take(pair, known.column)
    if block.cells:
        yield block
