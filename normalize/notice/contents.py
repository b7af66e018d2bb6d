"""What a notice, or one attachment of it, holds: provisions, scoring items, drugs.

>>> from normalize.tables import Policy
>>> from normalize.text import Text
>>> issued = Draft(Policy, title=Text.raw("关于示例的通知"))
>>> items = [Text.raw("一、申报条件"), Text.raw("（一）取得备案号。")]
>>> found = contents(issued, items, Implied("附件1", "its heading"))
>>> [(each.cells["path"].value, each.cells["part"].value) for each in found]
[('一', '附件1'), ('一/(一)', '附件1')]
"""

from collections.abc import Iterator, Sequence

from normalize.document import Grid
from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.notice.checks import point_doubts
from normalize.notice.criteria import scoring
from normalize.notice.drug_list import listed_drugs, price_doubts
from normalize.notice.flow import Item
from normalize.notice.provisions import provisions
from normalize.tables import Criterion, Drug, Provision


def contents(
    issued: Draft, items: Sequence[Item], label: CellValue | None
) -> Iterator[Draft | Doubt]:
    """Yield the provisions and the scoring items of a policy, or of a part of it."""
    yield from _provisions(issued, items, label)
    yield from _criteria(issued, items, label)


def drugs(items: Sequence[Item]) -> Iterator[Draft | Doubt]:
    """Yield the drugs that tables list, and what of their prices can not be read."""
    for grid in _grids(items):
        yield from (Draft(Drug, **cells) for cells in listed_drugs(grid))
        yield from price_doubts(grid)


def _provisions(
    issued: Draft, items: Sequence[Item], label: CellValue | None
) -> Iterator[Draft]:
    for each in provisions(items):
        because = "its words, or those above it"
        yield Draft(
            Provision,
            policy_id=issued,
            part=label,
            path=Implied(each.path, "the numbers on the way down", each.number),
            heading=each.heading,
            text=each.text,
            kind=Implied(each.kind, because, each.heading or each.number),
        )


def _criteria(
    issued: Draft, items: Sequence[Item], label: CellValue | None
) -> Iterator[Draft | Doubt]:
    for found in filter(None, map(scoring, _grids(items))):
        for each in found.criteria:
            yield Draft(
                Criterion,
                policy_id=issued,
                attachment=label,
                section=each.section,
                item=each.item,
                points=each.points,
                standard=each.standard,
            )
        yield from point_doubts(found)


def _grids(items: Sequence[Item]) -> list[Grid]:
    return [item for item in items if isinstance(item, Grid)]
