"""Tables of a notice as labels and values, for the table of fields: none is lost.

Scoring tables are typed whole; of a list of drugs, the cells that became a drug's.
What differs among the rows of one drug (its strengths, their prices) is still here.

>>> from normalize.document import Cell
>>> page = "批号,甲1,数量,2盒"
>>> rows = [line.split(",") for line in Text.raw(page).lines()]
>>> grid = Grid(tuple(tuple(map(Cell, row)) for row in rows))
>>> cells = [each.cells for each in fields([grid], None)]
>>> [(str(each["label"]), str(each["value"])) for each in cells]
[('批号', '甲1'), ('数量', '2盒')]
"""

from collections.abc import Iterator, Sequence

from normalize.document import Grid
from normalize.draft import CellValue, Draft, Implied
from normalize.notice.cells import pairs
from normalize.notice.criteria import scoring
from normalize.notice.drug_list import listed_drugs
from normalize.notice.flow import Item
from normalize.tables import Field
from normalize.text import Span, Text


def fields(items: Sequence[Item], section: CellValue | None) -> Iterator[Draft]:
    """Yield what tables say that no typed column takes, with its label."""
    for grid in items:
        if isinstance(grid, Text) or scoring(grid):
            continue
        taken = set(_taken(grid))
        for pair in pairs(grid):
            if pair.value is None or taken.isdisjoint(pair.value.spans()):
                yield Draft(
                    Field,
                    section=section,
                    label=pair.label,
                    value=pair.value,
                    occurrence=Implied(pair.row, "row of the table"),
                )


def _taken(grid: Grid) -> Iterator[Span]:
    """Yield where the cells stand that drugs of a list are made of."""
    for drug in listed_drugs(grid):
        for cell in drug.values():
            words = cell.quote if isinstance(cell, Implied) else cell
            yield from words.spans() if words is not None else ()
