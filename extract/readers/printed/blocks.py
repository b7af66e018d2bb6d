"""Blocks of lines that are a table, and the tables made of them.

Blocks with the same columns, on one page or on several, are one form: they share how
wide a column is and how far apart its rows stand, so each is read as all of them are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.readers.printed import stacked
from extract.readers.printed.lattice import SNAP, Frame
from extract.readers.printed.sheet import Region, Sheet, Slot, Table
from extract.readers.printed.stacked import Columns, Level, Stack


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one page that are a table, and where its columns begin and end."""

    sheet: Sheet
    levels: tuple[Level, ...]
    columns: Columns
    rules: tuple[float, ...]
    limit: float | None = None  # Lines further apart are of different rows.


def pooled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; those with the same columns one after another share them."""
    group: list[Block] = []
    for block in blocks:
        both = _together(group[-1].columns, block.columns) if group else None
        if both is None:
            yield from _alike(group)
            group = []
        group.append(replace(block, columns=both or block.columns))
    yield from _alike(group)


def _alike(group: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with the columns of the last, which are those of all."""
    if group:
        columns = group[-1].columns
        limit = stacked.limit([block.levels for block in group], columns)
        for block in group:
            yield replace(block, columns=columns, limit=limit)


def _together(one: Columns, other: Columns) -> Columns | None:
    """Return the columns of both, if these leave the same gutters free."""
    if (
        len(one.starts) != len(other.starts)
        or abs(one.starts[0] - other.starts[0]) > SNAP
    ):
        return None
    starts = tuple(map(min, zip(one.starts, other.starts, strict=True)))
    ends = tuple(map(max, zip(one.ends, other.ends, strict=True)))
    free = all(end < start for end, start in zip(ends, starts[1:], strict=False))
    return Columns(starts, ends) if free else None


def table(block: Block) -> Table:
    """Return a block as a table."""
    stacks = [*stacked.stacked(block.levels, block.rules, block.columns, block.limit)]
    tops = [*_tops(stacks)]
    rows = [
        [*_row(block, stack, top, bottom)]
        for stack, (top, bottom) in zip(stacks, pairwise(tops), strict=True)
    ]
    edges = Frame(block.columns.starts[0], tops[0], block.columns.ends[-1], tops[-1])
    return Table(rows, edges, (), ())


def _tops(stacks: Sequence[Stack]) -> Iterator[float]:
    """Yield where rows begin, and where the last one ends."""
    yield min(level.line.y0 for level in stacks[0])
    for above, stack in pairwise(stacks):
        yield (above[-1].line.y1 + stack[0].line.y0) / 2
    yield max(level.line.y1 for level in stacks[-1])


def _row(block: Block, stack: Stack, top: float, bottom: float) -> Iterator[Slot]:
    """Yield the cells of a row, empty ones too."""
    columns, at = block.columns, 0
    while at < len(columns.starts):
        last = _behind(stack, at)
        own = [
            line
            for level in stack
            for (first, _), line in level.cells.items()
            if at <= first < last
        ]
        frame = Frame(columns.starts[at], top, columns.ends[last - 1], bottom)
        yield Slot(Region(block.sheet.number, frame, tuple(own)), True)
        at = last


def _behind(stack: Stack, at: int) -> int:
    """The column behind those that the cell of a column reaches over."""
    last = at + 1
    for first, behind in sorted(where for level in stack for where in level.cells):
        if at <= first < last:
            last = max(last, behind)
    return last
