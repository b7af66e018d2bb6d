r"""Tables whose cells are parted by upright strokes, in Markdown or in flattened pages.

Markdown has a ruler (`|---|`) and one row a line.  A page flattened from a web table
fills its rows up with strokes (`名称 | 规格 | |||`), and its cells may hold line
breaks: a row then goes on until the line that ends in a stroke.  A merged first cell
stands above its row, once for every row it spanned:

    一、临床评价
    一、临床评价
    | 理法方药合理 | 10 | |||

>>> flat = "指标 | 项目 | 分 ||\n一、疗效\n一、疗效\n| 合理 | 10 ||\n安全 | 5 ||\n正文"
>>> grid, following = pipe_grid(Lines.of(Text.raw(flat)), 0)
>>> [[str(cell.text) for cell in row] for row in grid.rows]
[['指标', '项目', '分'], ['一、疗效', '合理', '10'], ['安全', '5']]
>>> following
5
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from extract.readers.lines import Lines
from extract.readers.visible import BLANKS
from normalize.document import Cell, Grid
from normalize.text import Text

DASHES = r"(?::-+:?|-+:|-{2,})[ \t]*+"
STROKE = r"\|[ \t]*+"
RULE_ROW = re.compile(
    rf"^(?=[^\n|]*\|)[ \t]*+(?:{STROKE})?{DASHES}(?:{STROKE}{DASHES})*(?:{STROKE})?$",
    re.MULTILINE,
)
PIPE = r"(?<!\\)\|"
ROW = re.compile(r"\s\|(?:\s|\||$)|^\s*\|")
CLOSED = re.compile(PIPE + r"\s*$")
LED = re.compile(r"\s*\|")
MOSTLY = 0.6
SEEN = 50  # Lines that show how the rows of a table are written.
LONGEST_ROW = 20  # Lines; a stroke that never comes must not swallow the document.


def pipe_grid(lines: Lines, at: int) -> tuple[Grid, int] | None:
    """Return the grid that begins at a line, and the line behind it."""
    if not _is_row(lines, at):
        return None
    rows, ruled = [], False
    closed, led = _strokes(lines, at)
    flattened = closed > MOSTLY > led
    for first, last in (_flattened if flattened else _plain)(lines, at):
        at = last + 1
        if RULE_ROW.fullmatch(lines.words(last)):
            ruled = True
        elif row := _cells(lines.through(first, last), flattened, led > MOSTLY):
            rows.append(tuple(map(Cell, row)))
    enough = len(rows) > 1 or (ruled and rows)
    return (Grid(tuple(rows)), at) if enough else None


def _is_row(lines: Lines, at: int) -> bool:
    return at < len(lines) and bool(ROW.search(lines.words(at)))


def _strokes(lines: Lines, at: int) -> tuple[float, float]:
    """The shares of rows that end in a stroke, and that begin with one.

    Rows that end in strokes and begin with none are flattened, so that they can break.
    """
    region = takewhile(lambda i: not lines.blank(i), range(at, at + SEEN))
    rows = [lines.words(i) for i in region if _is_row(lines, i)]
    closed = sum(bool(CLOSED.search(line)) for line in rows)
    led = sum(bool(LED.match(line)) for line in rows)
    return closed / len(rows), led / len(rows)


def _plain(lines: Lines, at: int) -> Iterator[tuple[int, int]]:
    """Rows of one line each."""
    while _is_row(lines, at):
        yield at, at
        at += 1


def _flattened(lines: Lines, at: int) -> Iterator[tuple[int, int]]:
    """Rows of one or more lines, from the first to the one that ends in a stroke."""
    while (row := _next_row(lines, at)) is not None:
        last = next(
            (i for i in range(row, _reach(lines, row)) if _closes(lines, i)), row
        )
        yield at, last
        at = last + 1


def _next_row(lines: Lines, at: int) -> int | None:
    """The first line with strokes, if the lines before it belong to its first cell."""
    for i in range(at, _reach(lines, at)):
        if _is_row(lines, i):
            above = [lines.words(j) for j in range(at, i)]
            return i if _is_first_cell(above, lines.words(i)) else None
    return None


def _is_first_cell(above: list[str], row: str) -> bool:
    """Whether lines above a row are its merged cell, or repeat or begin its first."""
    if not above or LED.match(row):
        return True
    first = _bare(re.split(PIPE, row)[0])
    return all(_bare(line) == first or _unfinished(line) for line in above)


def _unfinished(line: str) -> bool:
    return line.rstrip().endswith((":", "："))


def _reach(lines: Lines, at: int) -> int:
    end = min(len(lines), at + LONGEST_ROW)
    return next((i for i in range(at, end) if lines.blank(i)), end)


def _closes(lines: Lines, at: int) -> bool:
    return bool(CLOSED.search(lines.words(at)))


def _cells(row: Text, flattened: bool, led: bool) -> list[Text]:
    cells = [cell.strip(BLANKS) for cell in row.split(PIPE)]
    if flattened:
        cells[0] = _once(cells[0])
    elif led and len(cells) > 1 and not len(cells[0]):
        del cells[0]
    while cells and not len(cells[-1]):
        cells.pop()
    return cells


def _once(cell: Text) -> Text:
    """A merged label that was printed once for every row it spanned."""
    lines = [line for line in cell.lines() if len(line.strip(BLANKS))]
    if len({_bare(str(line)) for line in lines}) == 1:
        return lines[0].strip(BLANKS)
    return cell


def _bare(line: str) -> str:
    return "".join(line.split())
