"""Tables that go on over page breaks, and the cells that a break has cut.

A table goes on where the next page begins with a table of the same width and nothing
but furniture stands between.  Its first row goes on with the last one where the border
was left open, or where the label is empty and the value above had no room for more.
A row of heads that is printed again on each page is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.readers.printed.flow import ENDING, edge_of, tail
from extract.readers.printed.lattice import SNAP, Frame, Ranges
from extract.readers.printed.sheet import Region, Row, Sheet, Slot, Table

FORM_WIDTH = 4  # Cells of a row of labels and values.
VALUE = re.compile(r"[\d.,，%％+\-—/\s]+|[是否有无]")  # No head of a column says so.
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
    """A table over one or several pages: rows of cells, one cell in several if tall.

    `band` is where the last rows begin that stand in the same columns.
    """

    rows: list[list[Whole]] = field(default_factory=list)
    repeated: list[Region] = field(default_factory=list)
    band: int = 0

    def add(self, rows: Iterable[list[Whole]]) -> None:
        """Put rows below the others."""
        for row in rows:
            if self.rows and not _stand_alike(
                _last_frames(self.rows[-1]), _last_frames(row)
            ):
                self.band = len(self.rows)
            self.rows.append(row)


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
                whole = Joined()
                whole.add(_wholes(table.rows, {}))
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
    # A table of records ends before one of labels and values, though as wide.
    records = [len(row) > FORM_WIDTH for row in (upper.rows[-1], lower.rows[0])]
    return (
        same_width
        and (len(set(records)) == 1 or bool(upper.open_bottom))
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
    if rows and _is_cut(joined.rows, upper, rows, () if heads else lower.open_top):
        known = _completed(joined.rows[-1], rows[0])
        _follow(rows[0], known)
        rest = [slot for slot in rows[0] if id(slot.region) not in known]
        joined.rows[-1] += [Whole([slot.region]) for slot in rest]
        known |= {id(cell.parts[-1]): cell for cell in joined.rows[-1]}
        rows = rows[1:]
    elif rows:
        known = _completed(_open_above(joined.rows, upper), rows[0])
        _follow(rows[0], known)
    joined.add(_wholes(rows, known))


def _open_above(rows: list[list[Whole]], upper: Table) -> list[Whole]:
    """The cells over several rows that the page cuts between two of these rows."""
    return [cell for cell in rows[-1] if _is_open(cell.parts[-1], upper.open_bottom)]


def _reaches_down(cell: Whole, rows: list[list[Whole]]) -> bool:
    """Whether a cell of the last row stands in the row above too."""
    return len(rows) > 1 and any(cell is other for other in rows[-2])


def _is_open(region: Region, ranges: Ranges) -> bool:
    """Whether nothing is drawn at an end of a table over most of a cell's width."""
    x0, _, x1, _ = region.frame
    shared = [min(x1, end) - max(x0, start) for start, end in ranges]
    return max(shared, default=0.0) > (x1 - x0) / 2


def _heads_again(joined: Joined, lower: Table) -> int:
    """How many rows at the top of a page are heads again, first or latest ones."""
    alike = _stand_alike(_last_frames(joined.rows[-1]), _frames(lower.rows[0]))
    starts = (0, joined.band if alike else len(joined.rows))
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
    cells = (slot.region.words for row in rows[:count] for slot in row)
    return 0 if is_form or any(map(VALUE.fullmatch, cells)) else count


def _frames(row: Row) -> list[Frame]:
    return [slot.region.frame for slot in row]


def _last_frames(row: Sequence[Whole]) -> list[Frame]:
    return [cell.parts[-1].frame for cell in row]


def _stand_alike(upper: Sequence[Frame], lower: Sequence[Frame]) -> bool:
    return len(upper) == len(lower) and all(
        abs(one.x0 - other.x0) < SNAP and abs(one.x1 - other.x1) < SNAP
        for one, other in zip(upper, lower, strict=True)
    )


def _is_cut(
    above: list[list[Whole]], upper: Table, rows: list[Row], open_top: Ranges
) -> bool:
    """Whether the first row of a page goes on with the last one of the page before.

    It does where the border of a cell was left open that is of this row only, and
    where the label is empty and a value above had no room for what comes.
    """
    last, row, own_row = above[-1], rows[0], _of_row(rows)
    tall = [slot.region.frame for slot in row if slot.region not in own_row]
    own = [
        cell.parts[-1]
        for cell in last
        if not _reaches_down(cell, above)
        and not any(_stand_alike([cell.parts[-1].frame], [frame]) for frame in tall)
    ]
    if any(_is_open(region, upper.open_bottom) for region in own):
        return True
    if any(_is_open(region, open_top) for region in own_row):
        return not own_row[0].lines or _is_any_full(last, row)
    alike = _stand_alike(_last_frames(last), _frames(row))
    if alike and any(slot.region.words[:1] in tuple(ENDING) for slot in row):
        return True
    first = row[0].region
    if first.lines or len(last) != len(row) or not any(s.region.lines for s in row):
        return False
    pairs = [pair for pair in zip(last, row, strict=True) if pair[1].region.lines]
    if not all(cell.words for cell, _ in pairs):
        return False
    full = [_is_full(cell, slot) for cell, slot in pairs]
    return any(full) if len(row) <= FORM_WIDTH else all(full)


def _of_row(rows: list[Row]) -> list[Region]:
    """The regions of the first row that do not reach into the second."""
    below = {id(slot.region) for slot in rows[1]} if len(rows) > 1 else set()
    return [slot.region for slot in rows[0] if id(slot.region) not in below]


def _is_any_full(last: list[Whole], row: Row) -> bool:
    return any(
        cell.parts[-1].lines and slot.region.lines and _is_full(cell, slot)
        for cell, slot in zip(last, row, strict=False)
    )


def _is_full(cell: Whole, slot: Slot) -> bool:
    """Whether the last line of a cell had no room for the first word of the next."""
    part = cell.parts[-1]
    if not part.lines:
        return False
    edge = edge_of(part.lines, part.frame.x0, part.frame.x1)
    return tail(part.lines[-1], slot.region.lines[0], edge) != "\n"


def _completed(last: list[Whole], row: Row) -> dict[int, Whole]:
    """Give each part to the cell it stands under; cells by the id of the part."""
    return {
        id(slot.region): cell
        for slot in row
        if (cell := _above(last, slot.region.frame))
    }


def _follow(row: Row, known: dict[int, Whole]) -> None:
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
