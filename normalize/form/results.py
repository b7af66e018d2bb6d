"""Tables of results between the answers of a form (结果表): 主要疗效结果见下表.

A grid of numbers is no grid of labels and values.  Below its head every column but the
first counts something, and what stands at the side is no label of the form.  Its rows
are lines of the answer above them.

>>> book = LabelBook.of("form_labels")
>>> from normalize.text import Text
>>> def grid(*rows):
...     words = [Text.raw(row).split(r"[|]") for row in rows]
...     return Grid(tuple(tuple(map(Cell, row)) for row in words))
>>> is_result(grid("指标|试验组|对照组", "ORR（%）|75.8|61.2", "P值|<0.01|"), book)
True
>>> is_result(grid("药品类别|西药|规格|40mg", "价格|12元|包装|每盒7片"), book)
False
"""

import re
from collections.abc import Iterator, Sequence

from normalize.document import Block, Cell, Document, Grid
from normalize.facts.outcome_tables import Table, outcome_tables
from normalize.form.labels import LabelBook

FEWEST = 3  # columns; a label and a number are a pair
_COUNTS = re.compile(r"\s*(?:[nNpP]\s*)?[=<>≤≥＝＜＞≈~～约+\-－−(（]*\s*\d")
_NONE = re.compile(r"\s*(?:[-—－–/／]+|N/?A|N[ER]|未达到|未成熟|不适用)?\s*")


def is_result(grid: Grid, book: LabelBook) -> bool:
    """Whether a grid counts something in each column, under a head of its own."""
    head, *rows = grid.rows or ((),)
    known = [cell for cell in head if book.is_exact(cell.text)]
    if len(head) < FEWEST or not rows or len(known) * 2 >= len(head):
        return False
    if any(row and book.is_exact(row[0].text) for row in rows):
        return False
    columns = [[row[at] for row in rows if at < len(row)] for at in range(1, len(head))]
    told = [share for column in columns if (share := _counting(column)) is not None]
    return len(told) >= FEWEST - 1 and all(share * 2 > 1 for share in told)


def _counting(column: Sequence[Cell]) -> float | None:
    """The share of the cells with words that begin with a number; None for no words."""
    filled = [str(cell.text) for cell in column if not _NONE.fullmatch(str(cell.text))]
    return sum(map(bool, map(_COUNTS.match, filled))) / len(filled) if filled else None


def result_tables(document: Document, book: LabelBook) -> list[Table]:
    """List the tables of results that stand between the answers."""
    return [
        table
        for blocks in _between_labels(document.blocks, book)
        for table in outcome_tables(blocks)
    ]


def _between_labels(blocks: Sequence[Block], book: LabelBook) -> Iterator[list[Block]]:
    """Runs of blocks without grids of labels and values."""
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and not is_result(block, book):
            yield run
            run = []
        else:
            run.append(block)
    yield run
