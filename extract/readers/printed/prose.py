"""Lines outside of tables in reading order: columns, paragraphs, titles.

A paragraph goes on while lines have no room for more, and the next one is not
indented and has the same size.  Lines in the middle of the page, larger than the text,
are one title.  Where a page has two columns, the left one is read first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.readers.printed.columns import Column, columns
from extract.readers.printed.flow import tail
from extract.readers.printed.labels import LABEL
from extract.readers.printed.lattice import Frame
from extract.readers.printed.lines import Line
from extract.readers.printed.sheet import Sheet, Table

INDENT = 1.2  # Times the size.
SAME_SIZE = 0.08  # Of the size.
TITLE_SIZE = 1.15  # Times the usual size.
PITCH = 2.2  # Times the size, from one line to the next of a paragraph.
HANGING = 1.1  # Times the size: a comma at the end of a line may stand in the margin.
ENDS = tuple("。！？；：!?;:")
CENTERED = 0.6  # Of the size, from the middle of the column.


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """A paragraph on one page: its lines, and the column it stands in."""

    lines: tuple[Line, ...]
    column: Column
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that is not of the text: a running head, a page number."""

    line: Line


Item = Table | Prose | Aside
Format = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Usual:
    """What most lines of a document have: a size, and edges per size of page."""

    size: float
    edges: dict[Format, Column]

    @classmethod
    def of(cls, sheets: Sequence[Sheet], furniture: set[int]) -> "Usual":
        """Return what is usual in the text outside of tables."""
        sizes: list[float] = []
        texts: dict[Format, list[Line]] = {}
        tables: dict[Format, list[Frame]] = {}
        for sheet in sheets:
            lines = [line for line in sheet.lines if id(line) not in furniture]
            format_ = sheet.width, sheet.height
            texts.setdefault(format_, []).extend(lines)
            tables.setdefault(format_, []).extend(t.edges for t in sheet.tables)
            sizes += [line.size for line in lines for _ in line.chars]
        sizes.sort()
        edges = {key: Column.of_page(texts[key], tables[key], key[0]) for key in texts}
        return cls(sizes[len(sizes) // 2] if sizes else 0.0, edges)


def items(sheet: Sheet, furniture: set[int], usual: Usual) -> Iterator[Item]:
    """Yield what a page says from top to bottom."""
    page = usual.edges[sheet.width, sheet.height]
    run: list[Line] = []
    things: list[Table | Line] = [*sheet.tables, *sheet.lines]
    for thing in sorted(things, key=_top):
        if isinstance(thing, Line) and id(thing) not in furniture:
            run.append(thing)
            continue
        yield from _paragraphs(run, page, usual)
        run = []
        yield Aside(thing) if isinstance(thing, Line) else thing
    yield from _paragraphs(run, page, usual)


def _top(thing: Table | Line) -> float:
    return thing.middle if isinstance(thing, Line) else thing.edges.y0


def _paragraphs(run: list[Line], page: Column, usual: Usual) -> Iterator[Prose]:
    for column, lines in columns(run, page):
        open_: list[Line] = []
        for line in lines:
            if open_ and not goes_on(open_, line, column, usual):
                yield _prose(open_, column, usual)
                open_ = []
            open_.append(line)
        if open_:
            yield _prose(open_, column, usual)


def _prose(lines: list[Line], column: Column, usual: Usual) -> Prose:
    return Prose(tuple(lines), column, _is_title(lines[0], column, usual))


def goes_on(lines: Sequence[Line], line: Line, column: Column, usual: Usual) -> bool:
    """Whether a line goes on with the paragraph of the lines above it."""
    last = lines[-1]
    if LABEL.fullmatch(line.chars) or LABEL.fullmatch(last.chars):
        return False
    if abs(last.size - line.size) > SAME_SIZE * last.size:
        return False
    if line.middle - last.middle > PITCH * last.size:
        return False
    if _is_title(last, column, usual) and _is_title(line, column, usual):
        return True
    indented = line.x0 - column.left > INDENT * line.size
    hanging = len(lines) > 1 and abs(line.x0 - last.x0) < INDENT * line.size / 2
    ended = last.chars.endswith(ENDS)
    edge = column.right - (0.0 if ended else HANGING * last.size)
    return (not indented or hanging) and tail(last, line, edge) != "\n"


def _is_title(line: Line, column: Column, usual: Usual) -> bool:
    middle = (column.left + column.right) / 2
    return line.size > TITLE_SIZE * usual.size and abs(
        (line.x0 + line.x1) / 2 - middle
    ) < max(CENTERED * line.size, 6.0)


def text_of(prose: Prose) -> Iterator[tuple[Line, str]]:
    """Yield the lines of a paragraph with what stands behind each."""
    for line, following in pairwise(prose.lines):
        between = tail(line, following, column_edge(prose))
        yield line, "" if between == "\n" else between
    yield prose.lines[-1], ""


def column_edge(prose: Prose) -> float:
    """Return where the lines of a paragraph end at the latest."""
    return prose.column.right
