"""Tables that go on over page breaks, and the cells that a break has cut.

A table goes on where the next page begins with a table of the same width and nothing
but furniture stands between.  Its first row goes on with the last one where the border
was left open, or where the label is empty and the value above had no room for more.
A row of heads that is printed again on each page is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.readers.printed.flow import edge_of, tail
from extract.readers.printed.lattice import SNAP, Frame
from extract.readers.printed.sheet import Region, Row, Sheet, Slot, Table

FORM_WIDTH = 4  # Cells of a row of labels and values.
FEWEST_HEADS = 2  # Cells of a row of heads.


@dataclass(slots=True, eq=False)
class Whole:
    """A cell with all its parts, one per page."""

    parts: list[Region]

    @property
    def frame(self) -> Frame:
        """Where its first part stands."""
        return self.parts[0].frame

    @property
    def words(self) -> str:
        """Its lines."""
        return "\n".join(part.words for part in self.parts if part.words)


@dataclass(slots=True)
class Joined:
    """A table over one or several pages: rows of cells, one cell in several if tall."""

    rows: list[list[Whole]] = field(default_factory=list)
    repeated: list[Region] = field(default_factory=list)


def joined(sheets: Sequence[Sheet], furniture: set[int]) -> list[Joined]:
    """Return the tables of a document, those cut by page breaks as one."""
    found: list[Joined] = []
    of: dict[int, Joined] = {}  # By the id of a part on one page.
    last: tuple[Sheet, Table] | None = None
    for sheet in sheets:
        for at, table in enumerate(sheet.tables):
            if last and at == 0 and _goes_on(*last, sheet, table, furniture):
                whole = of[id(last[1])]
                _append(whole, last[1], table)
            else:
                whole = Joined(list(_wholes(table.rows, {})))
                found.append(whole)
            of[id(table)] = whole
        if sheet.tables:  # One within a cell of another may begin last.
            last = sheet, max(sheet.tables, key=lambda table: table.edges.y1)
        elif _speaks(sheet, 0, sheet.height, furniture):
            last = None
    return found


def _goes_on(
    before: Sheet, upper: Table, after: Sheet, lower: Table, furniture: set[int]
) -> bool:
    same_width = (
        abs(upper.edges.x0 - lower.edges.x0) < SNAP
        and abs(upper.edges.x1 - lower.edges.x1) < SNAP
    )
    return (
        same_width
        and before is not after
        and not _speaks(before, upper.edges.y1, before.height, furniture)
        and not _speaks(after, 0, lower.edges.y0, furniture)
    )


def _speaks(sheet: Sheet, top: float, bottom: float, furniture: set[int]) -> bool:
    """Whether a line of the text stands between two heights."""
    return any(
        top < line.middle < bottom and id(line) not in furniture for line in sheet.lines
    )


def _wholes(rows: Sequence[Row], known: dict[int, Whole]) -> Iterator[list[Whole]]:
    """Yield the rows with their cells; `known` cells have begun on a page before."""
    for row in rows:
        yield [known.setdefault(id(slot.region), Whole([slot.region])) for slot in row]


def _append(joined: Joined, upper: Table, lower: Table) -> None:
    """Add the rows of the next page."""
    heads = _heads_again(joined, lower)
    joined.repeated += [slot.region for row in lower.rows[:heads] for slot in row]
    rows = lower.rows[heads:]
    known: dict[int, Whole] = {}
    if rows and _is_cut(joined.rows[-1], upper, rows[0], lower.open_top and not heads):
        known = _completed(joined.rows[-1], rows[0])
        _follow(rows[0], known, joined)
        rest = [slot for slot in rows[0] if id(slot.region) not in known]
        joined.rows[-1] += [Whole([slot.region]) for slot in rest]
        known |= {id(cell.parts[-1]): cell for cell in joined.rows[-1]}
        rows = rows[1:]
    joined.rows += _wholes(rows, known)


def _heads_again(joined: Joined, lower: Table) -> int:
    """How many rows at the top of a page are heads again, first or latest ones."""
    starts = (0, _band(joined.rows, lower.rows[0]))
    return max(_same(joined.rows[start:-1], lower.rows[:-1]) for start in starts)


def _same(above: list[list[Whole]], rows: list[Row]) -> int:
    """How many rows have the words of the rows above; a block of a form is no head."""
    count = 0
    for row, first in zip(rows, above, strict=False):
        words = [slot.region.words for slot in row]
        if len(row) < FEWEST_HEADS or words != [cell.words for cell in first]:
            break
        count += 1
    is_form = count > 1 and len(rows[0]) <= FORM_WIDTH
    return 0 if is_form else count


def _band(rows: list[list[Whole]], row: Row) -> int:
    """Where the last rows begin that have the columns of a row."""
    own = [slot.region.frame for slot in row]
    at = len(rows)
    while at and _stand_alike([cell.parts[-1].frame for cell in rows[at - 1]], own):
        at -= 1
    return at


def _stand_alike(upper: Sequence[Frame], lower: Sequence[Frame]) -> bool:
    return len(upper) == len(lower) and all(
        abs(one.x0 - other.x0) < SNAP and abs(one.x1 - other.x1) < SNAP
        for one, other in zip(upper, lower, strict=True)
    )


def _is_cut(last: list[Whole], upper: Table, row: Row, open_top: bool) -> bool:
    """Whether the first row of a page goes on with the last one of the page before."""
    if upper.open_bottom or open_top:
        return True
    first = row[0].region
    if first.lines or len(last) != len(row) or not any(s.region.lines for s in row):
        return False
    pairs = list(zip(last, row, strict=True))
    if not all(cell.words for cell, slot in pairs if slot.region.lines):
        return False
    return len(row) <= FORM_WIDTH or all(
        _is_full(cell, slot) for cell, slot in pairs if slot.region.lines
    )


def _is_full(cell: Whole, slot: Slot) -> bool:
    """Whether the last line of a cell had no room for the first word of the next."""
    part = cell.parts[-1]
    edge = edge_of(part.lines, part.frame.x0, part.frame.x1)
    return tail(part.lines[-1], slot.region.lines[0], edge) != "\n"


def _completed(last: list[Whole], row: Row) -> dict[int, Whole]:
    """Give each part to the cell it stands under; cells by the id of the part."""
    return {
        id(slot.region): cell
        for slot in row
        if (cell := _above(last, slot.region.frame))
    }


def _follow(row: Row, known: dict[int, Whole], joined: Joined) -> None:
    for slot in row:
        if cell := known.get(id(slot.region)):
            cell.parts.append(slot.region)


def _above(last: list[Whole], frame: Frame) -> Whole | None:
    """The cell with the same left and right edge, or the one that lies over most."""
    shared = [
        (
            min(cell.parts[-1].frame.x1, frame.x1)
            - max(cell.parts[-1].frame.x0, frame.x0),
            -at,
        )
        for at, cell in enumerate(last)
    ]
    width, at = max(shared, default=(0.0, 0))
    return last[-at] if width > SNAP else None


def edges(rows: Sequence[Sequence[Whole]]) -> list[float]:
    """List the left edges of the columns of a table, and its right edge."""
    lefts = sorted({cell.frame.x0 for row in rows for cell in row})
    right = max(cell.frame.x1 for row in rows for cell in row)
    far = [b for a, b in pairwise([*lefts, right]) if b - a > SNAP]
    return lefts[:1] + far
