"""Tables without a rule around each cell: pieces of lines that stand under one another.

    药品名称      示例胶囊                    药品名称：示例胶囊    规格：20mg
    适应症        用于既往接受过治疗的        申报日期：7月1日      剂型：胶囊剂
                  成人患者                    批准文号：无          产地：江苏

Borderless forms, tables with rules across only (三线表), rows shaded by turns.  Such a
table is believed only if several lines share a gutter, and is none where that has other
reasons: columns of prose, lists, tables of contents, signatures, the marks of a chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extract.readers import headings
from extract.readers.printed.believed import is_table
from extract.readers.printed.blocks import Block, pooled, table
from extract.readers.printed.columns import Column, columns
from extract.readers.printed.gutters import (
    FEWEST,
    Gutter,
    Pieces,
    cells,
    gutters,
    pieces,
)
from extract.readers.printed.lines import Line
from extract.readers.printed.sheet import Sheet
from extract.readers.printed.stacked import Columns, Level

FEWEST_RULED = 2  # Lines that have a gutter, where rules stand between them.
NEAR = 1.5  # Points between the beginnings of pieces that begin at one place.
PITCH = 4.5  # Times the size: lines of a table are no further apart.
SAME_SIZE = 0.25  # Of the size.
PARTED = 1.5  # Times the size: no words of one cell are so far apart.
BESIDE = 1.5  # Times the size: so near a rule is of the table above or below it.


def aligned(sheets: Sequence[Sheet], furniture: set[int]) -> list[Sheet]:
    """Return the sheets with the tables that no rules enclose."""
    blocks = [[*_blocks(sheet, furniture, ())] for sheet in sheets]
    if known := [block.columns for page in blocks for block in page]:
        known = [*dict.fromkeys(known)]
        blocks = [[*_blocks(sheet, furniture, known)] for sheet in sheets]
    shared = iter([*pooled([block for page in blocks for block in page])])
    return [
        _with(sheet, [next(shared) for _ in page]) if page else sheet
        for sheet, page in zip(sheets, blocks, strict=True)
    ]


def _with(sheet: Sheet, blocks: Sequence[Block]) -> Sheet:
    taken = {id(level.line) for block in blocks for level in block.levels}
    tables = [*sheet.tables, *map(table, blocks)]
    return replace(
        sheet,
        tables=sorted(tables, key=lambda one: (one.edges.y0, one.edges.x0)),
        lines=[line for line in sheet.lines if id(line) not in taken],
    )


# --- lines that may be a table


def _blocks(
    sheet: Sheet, furniture: set[int], known: Sequence[Columns]
) -> Iterator[Block]:
    for run in _runs(sheet, furniture):
        rows = [pieces(line) for line in run]
        is_prose = len([*columns(run, Column.of(run))]) > 1
        at = 0
        while at < len(run):
            end = _end(run, rows, at)
            for block in _block(sheet, run[at:end], known):
                if not (is_prose and len(block.columns.starts) == 2):
                    yield block
            at = max(end, at + 1)


def _runs(sheet: Sheet, furniture: set[int]) -> Iterator[list[Line]]:
    """Yield lines that no table and no empty paper parts."""
    run: list[Line] = []
    for line in sheet.lines:
        if run and _is_apart(sheet, run[-1], line):
            yield run
            run = []
        if id(line) not in furniture:
            run.append(line)
    if run:
        yield run


def _is_apart(sheet: Sheet, above: Line, line: Line) -> bool:
    return (
        line.middle - above.middle > PITCH * max(above.size, line.size)
        or abs(line.size - above.size) > SAME_SIZE * above.size
        or any(above.middle < one.edges.y1 < line.middle for one in sheet.tables)
    )


def _end(run: Sequence[Line], rows: Sequence[Pieces], at: int) -> int:
    """Where the lines end that may be of a table with the line at a place."""
    last = at
    while last < len(run) and len(rows[last]) == 1 and not _is_title(run[last]):
        last += 1  # What goes on from the page before.
    if last == len(run) or len(rows[last]) == 1:
        return last
    known = rows[last]
    if any(not _fits(row, known) for row in rows[at:last]):
        return last
    end = last + 1
    while end < len(run) and not _is_title(run[end]) and _fits(rows[end], known):
        if len(rows[end]) > 1:
            known = rows[end]
        end += 1
    return end


def _is_title(line: Line) -> bool:
    return headings.level(line.chars) is not None


def _fits(row: Pieces, known: Pieces) -> bool:
    """Whether a line may stand in the columns of another one."""
    if len(row) == 1:
        below = any(abs(row[0].x0 - piece.x0) < NEAR for piece in known[1:])
        return below or (row[0].x0 > known[0].x0 - NEAR and row[0].x1 < known[1].x0)
    gaps = [(one.x1, other.x0) for one, other in pairwise(row)]
    return any(
        min(b, other.x0 + NEAR) - max(a, one.x1) > NEAR
        for one, other in pairwise(known)
        for a, b in gaps
    )


def _block(
    sheet: Sheet, lines: Sequence[Line], known: Sequence[Columns]
) -> Iterator[Block]:
    """Yield the lines as a table, by gutters of their own or by those of others."""
    if lines:
        own = _by_gutters(sheet, lines) or _by_others(sheet, lines, known)
        if own:
            yield own


def _by_gutters(sheet: Sheet, lines: Sequence[Line]) -> Block | None:
    edges = min(line.x0 for line in lines), max(line.x1 for line in lines)
    fewest = FEWEST_RULED if _across(sheet, lines, *edges) else FEWEST
    size = median(line.size for line in lines)
    own = gutters([pieces(line) for line in lines], size, fewest)
    levels = _trimmed(sheet, [Level(line, cells(line, own)) for line in lines])
    if own and levels and is_table(levels, own, fewest):
        return _ruled(sheet, levels, Columns.of(levels, [gutter.at for gutter in own]))
    return None


def _by_others(
    sheet: Sheet, lines: Sequence[Line], known: Sequence[Columns]
) -> Block | None:
    for other in known:
        found = [Gutter(x, 0, True) for x in other.starts[1:]]
        levels = [Level(line, cells(line, found)) for line in lines]
        if _stand_in(levels, other):
            return _ruled(sheet, levels, other)
    return None


def _ruled(sheet: Sheet, levels: Sequence[Level], columns: Columns) -> Block:
    """A block with the rules over its columns, or behind its labels, if shaded."""
    left, right = columns.starts[0], columns.ends[-1]
    lines = [level.line for level in levels]
    rules = _across(sheet, lines, left, right)
    shade = _across(sheet, lines, left - 2, columns.ends[0] + 2)
    return Block(sheet, tuple(levels), columns, rules or shade)


def _trimmed(sheet: Sheet, levels: list[Level]) -> list[Level]:
    """The levels without titles above them; a page may begin within a label."""
    if levels[0].line is sheet.lines[0]:
        return levels
    first = next((at for at, level in enumerate(levels) if not _is_alone(level)), 0)
    return levels[first:]


def _is_alone(level: Level) -> bool:
    return len(level.cells) == 1 and level.starts


def _stand_in(levels: Sequence[Level], columns: Columns) -> bool:
    """Whether all levels stand in the columns of another table."""
    where = [
        (first, line.x0) for level in levels for (first, _), line in level.cells.items()
    ]
    return (
        not all(map(_is_alone, levels))
        and all(abs(columns.starts[first] - x0) < NEAR for first, x0 in where)
        and not any(_has_gap(line) for level in levels for line in level.cells.values())
    )


def _has_gap(line: Line) -> bool:
    """Whether a cell would be two."""
    gaps = [other.x0 - one.x1 for one, other in pairwise(pieces(line))]
    return max(gaps, default=0.0) > PARTED * line.size


def _across(
    sheet: Sheet, lines: Sequence[Line], left: float, right: float
) -> tuple[float, ...]:
    """The heights of the rules that reach over all between two places."""
    top = lines[0].y0 - BESIDE * lines[0].size
    bottom = lines[-1].y1 + BESIDE * lines[-1].size
    return tuple(
        rule.at
        for rule in sheet.rules
        if top < rule.at < bottom and rule.start < left + 1 and rule.end > right - 1
    )
