"""Tables whose cells are parted by tabs, as a transcription of a form writes them.

    药品类别	西药	是否为独家	是
    ------	----	--------	--
    所治疗疾病基本情况	……既往治疗中		(page break, blank line)
        位生存期仅6个月……

A row of dashes is a ruler and dropped; empty cells at the end say nothing; a row whose
first cell is empty, behind a blank line, goes on with the cell that the page break cut.

>>> page = "甲\\t乙\\t\\n--\\t--\\n所治疾病\\t中\\t\\n\\n\\t位生存期\\n\\n正文"
>>> lines = Lines.of(Text.raw(page))
>>> grid, following = tab_grid(lines, 0)
>>> [[str(cell.text) for cell in row] for row in grid.rows], str(lines[following + 1])
([['甲', '乙'], ['所治疾病', '中位生存期']], '正文')
"""

import re

from extract.readers.lines import Lines
from extract.readers.visible import BLANKS
from normalize.document import Cell, Grid
from normalize.text import Text

RULER = re.compile(r"(?=.*?[-=—─]{2})[-=—─:\s]+")
# Word writes the tab behind the number of a list item too.
LIST_ITEM = re.compile(
    r"\s*(?:[（(]?(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]+)[)）.、．]|[•·●○◆■*-]"
    r"|第.{1,6}[条章节])\t+[^\t]+"
)

Row = list[Text]


def tab_grid(lines: Lines, at: int) -> tuple[Grid, int] | None:
    """Return the grid that begins at a line, and the line behind it."""
    if not _is_row(lines.words(at)):
        return None
    rows: list[Row] = []
    while at < len(lines):
        line = lines.words(at)
        if "\t" in line and line.strip():
            if not RULER.fullmatch(line):
                rows.append(_cells(lines[at]))
            at += 1
        elif rows and (following := _continued(lines, at)):
            _go_on(rows[-1], _cells(lines[following]))
            at = following + 1
        else:
            break
    grid = Grid(tuple(tuple(map(Cell, row)) for row in rows))
    return (grid, at) if rows else None


def _is_row(line: str) -> bool:
    return "\t" in line.strip() and not LIST_ITEM.fullmatch(line)


def _cells(line: Text) -> Row:
    cells = [cell.strip(BLANKS) for cell in line.split(r"\t")]
    while cells and not len(cells[-1]):
        cells.pop()
    return cells


def _continued(lines: Lines, at: int) -> int | None:
    """The line behind blank ones that begins with an empty cell."""
    while at < len(lines) and lines.blank(at):
        at += 1
    goes_on = at < len(lines) and lines.words(at).startswith("\t")
    return at if goes_on else None


def _go_on(row: Row, rest: Row) -> None:
    """Join each piece to the cell of its column."""
    row += [piece[:0] for piece in rest[len(row) :]]
    for column, piece in enumerate(rest):
        row[column] = Text.join([row[column], piece])
