"""Results that stand only in a table (疗效结果表), one draft a number.

Endpoints stand down the side and groups across the top, or the other way round; HR,
95%CI and P值 have rows or columns of their own, or brackets; a row with a label alone
opens a section.  A number is of everything that its row, its column and their section
say, so that it does not matter which of them says it.

A grid is laid out (`layout`), its labels (`labels`) and cells (`numbers`) are read,
each cell is told what it is of (`stated`), what is one fact is joined (`joining`) and
drafted (`drafts`); `gates` leaves out tables of other things, `telling` what prose
has told.

>>> from normalize.document import Cell
>>> rows = ["终点|试验组（n=120）|对照组（n=118）|HR（95%CI）",
...         "中位PFS（月）|12.3|8.1|0.61（0.43~0.86）"]
>>> words = [Text.raw(row).split(r"[|]") for row in rows]
>>> grid = Grid(tuple(tuple(map(Cell, row)) for row in words))
>>> [table] = outcome_tables([grid])
>>> for fact in table.facts:
...     said = fact.cells
...     print(said["statistic"].value, said["value"], said["arm"], said.get("ci_low"))
median 12.3 试验组 None
median 8.1 对照组 None
hazard_ratio 0.61 试验组 0.43
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.document import Block, Grid
from normalize.draft import Draft
from normalize.facts.outcome_tables.drafts import drafts
from normalize.facts.outcome_tables.gates import compares, is_of_others, is_of_safety
from normalize.facts.outcome_tables.joining import joined
from normalize.facts.outcome_tables.labels import label
from normalize.facts.outcome_tables.layout import Layout
from normalize.facts.outcome_tables.stated import Stated, stated
from normalize.facts.outcome_tables.telling import completed, unsaid
from normalize.text import Text

__all__ = ["Table", "completed", "inside", "outcome_tables", "unsaid", "without"]

_CAPTION = 60  # characters of a line that may be the caption of the table below
_LONGEST = 300  # rows; longer tables are lists of drugs or of places
_HANGING = ("p", "interval", "events")


class Table(NamedTuple):
    """A table of results: what it measures, and the cells of the rows that say so.

    One that does not compare is of a trial only where the words around it are.
    """

    facts: list[Draft]
    cells: list[Text]
    compares: bool

    @property
    def start(self) -> int:
        """Where it begins in the raw text."""
        return min(cell.span.start for cell in self.cells)


def outcome_tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """Yield the tables of results among the blocks of a document, in their order."""
    above: Layout | None = None
    lines: list[Text] = []
    for block in blocks:
        if isinstance(block, Grid):
            above = Layout.of(block, above if _goes_on(lines) else None)
            if table := _table(above, _captions(lines, above.title)):
                yield table
            lines = []
        else:
            lines.append(block.text)


def _goes_on(lines: Sequence[Text]) -> bool:
    """Whether a table may be the rest of the one above: 续表, or no words between."""
    return not lines or (len(lines) == 1 and lines[0].search("[续續]") is not None)


def _captions(lines: Sequence[Text], title: Text | None) -> list[Text]:
    """List the lines above a table that say what it is of: 表2 疗效, 单位：%."""
    opens = len(lines) > 1 and lines[-2].search(r"^\s*(?:续?表|[Tt]able)")
    near = lines[-2:] if opens else lines[-1:]
    found = [each for each in near if len(each) <= _CAPTION and not each.search("。$")]
    return [*found, title] if title else found


def _table(layout: Layout, captions: Sequence[Text]) -> Table | None:
    if len(layout.rows) > _LONGEST or is_of_others(layout, captions):
        return None
    said = stated(layout, list(map(label, captions)))
    cells = [each for each in said if not is_of_safety(each)]
    values = joined(cells)
    facts = list(drafts(values))
    named = any("endpoint" in fact.cells for fact in facts)
    is_trial = compares(values)
    if not facts or not (named or is_trial):
        return None
    rows = {value.of.row for value in values}
    return Table(facts, _taken(layout, cells, rows), is_trial)


def _taken(layout: Layout, cells: Sequence[Stated], rows: set[int]) -> list[Text]:
    """The cells of the head, and of the rows with numbers or what hangs on them."""
    rows = rows | {each.row for each in cells if each.role in _HANGING}
    taken = sorted(rows | set(range(layout.heads)))
    words = (cell.text for at in taken for cell in layout.rows[at])
    return [text for text in words if len(text)]


def inside(text: Text, tables: Sequence[Table]) -> list[Table]:
    """List the tables whose rows stand within a text."""
    if not len(text):
        return []
    start, end = text.span
    return [each for each in tables if start <= each.start < end]


def without(text: Text, tables: Sequence[Table]) -> Text:
    """Return a text without the cells that tables have stated."""
    taken = sorted({cell.span for table in tables for cell in table.cells})
    pieces, at = list[Text](), 0
    for start, end in taken:
        reach = text.reach(start, end)
        pieces.append(text[at : reach.start])
        at = max(at, reach.stop)
    return Text.join([*pieces, text[at:]]) if taken else text
