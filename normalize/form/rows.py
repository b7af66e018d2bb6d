"""A form as rows: what stands side by side, whatever the layout of the file.

A row of a table is a row of cells.  A line is a row of one cell, unless it has labels
side by side, parted by strokes, tabs or wide blanks, as printers of plain text do:

    药品类别        西药        是否为独家        是
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.document import Block, Cell, Document, Grid, Heading, Paragraph
from normalize.form import cover, marks
from normalize.form.inline import side_by_side
from normalize.form.labels import LabelBook
from normalize.form.numbering import bare
from normalize.form.results import is_result
from normalize.text import Span, Text
from normalize.values.plain import squash

SHORTEST_TITLE = 4
BARRED = re.compile(r"^\s*[|｜│┃]|\s[|｜│┃]\s")
LED = re.compile(r"\s*[|｜│┃]")
BETWEEN_PAGES = ("page", "title", "mark")
FEWEST_BARRED = 3  # Lines; one stroke may stand in any sentence.


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side; a line has one cell and is in no table.

    `apart` says that a page may have ended above it.  `role` is empty for labels and
    values; else what `marks.role` says, or title, heading, head for a row that only
    names columns, or result for one of a table within an answer.
    """

    cells: tuple[Text, ...]
    in_table: bool
    apart: bool
    role: str = ""

    def filled(self) -> list[Text]:
        """The cells that have words."""
        return [cell for cell in self.cells if len(cell)]

    def is_aside(self) -> bool:
        """Whether it stands between two rows without being a part of the form."""
        return self.role in ("mark", "page", "ruler", "title", "head", "repeat")


def title_of(document: Document) -> Text | None:
    """Return the name of the form, as printed or as the file calls itself."""
    lines = [row.filled()[0] for row in _rows(document) if len(row.filled()) == 1]
    titles = [meta.text for meta in document.meta if "title" in meta.name.lower()]
    return cover.name(lines) or cover.name(titles)


def rows(document: Document, book: LabelBook) -> Iterator[Row]:
    """Yield the rows of a form, in printed order; empty ones are left out."""
    title = title_of(document)
    named = squash(str(title)) if title else ""
    barred = [line for line in str(document.text).splitlines() if BARRED.search(line)]
    led = sum(bool(LED.match(line)) for line in barred) * 2 > len(barred)
    apart = False
    for row in _rows(document, book):
        if not row.in_table and row.role != "result":
            row = _parted(row, book, barred=len(barred) >= FEWEST_BARRED, led=led)
        if row.cells:
            role = (row.role != "result" and _role(row, named, book)) or row.role
            row = replace(row, role=role, apart=row.apart or apart)
            apart = row.is_aside() and (row.apart or row.role in BETWEEN_PAGES)
            yield row


def _parted(row: Row, book: LabelBook, *, barred: bool, led: bool) -> Row:
    """A line as a row of cells, if it is one; rows that are led begin with a stroke."""
    cells = side_by_side(row.cells[0], book, barred=barred)
    if not cells:
        return row
    outer = led and not len(cells[0])
    return replace(row, cells=_trimmed(cells[outer:]), in_table=True, role="")


def _rows(document: Document, book: LabelBook | None = None) -> Iterator[Row]:
    end, below_table = 0, False
    for block in document.blocks:
        texts = _texts(block)
        if not texts:
            continue
        above = str(document.text.within([Span(end, texts[0].span.start)]))
        if isinstance(block, Grid) and book and is_result(block, book):
            yield from _results(block, document.text)
        elif isinstance(block, Grid):
            yield from _table(block, apart=below_table or above.count("\n") > 1)
        else:
            yield _line(block, above)
        end = max([end, *(text.span.end for text in texts)])
        below_table = isinstance(block, Grid)


def _line(block: Heading | Paragraph, above: str) -> Row:
    """A line; behind tabs it stands in a further column of a table.

    A number alone, as the （一） that a page cut off its label, titles nothing.
    """
    indent = above.rpartition("\n")[2]
    cells = (block.text[:0],) * indent.count("\t") + (block.text.strip(),)
    return Row(
        cells,
        in_table=len(cells) > 1,
        apart=above.count("\n") > 1,
        role="heading" if isinstance(block, Heading) and len(bare(block.text)) else "",
    )


def _table(grid: Grid, *, apart: bool) -> Iterator[Row]:
    for row in grid.rows:
        cells = _trimmed(_distinct([cell.text.strip() for cell in _printed(row)]))
        if cells:
            yield Row(cells, in_table=True, apart=apart)
            apart = False


def _results(grid: Grid, whole: Text) -> Iterator[Row]:
    """The rows of a table of results, each a line with whatever parts its cells."""
    for row in grid.rows:
        spans = [cell.text.span for cell in row if len(cell.text)]
        if spans:
            line = whole.within([Span(min(spans).start, max(spans).end)])
            yield Row((line,), in_table=False, apart=False, role="result")


def _printed(row: Sequence[Cell]) -> Iterator[Cell]:
    """The cells of a row without the empty ones that a wide one stands over."""
    covered = 0
    for cell in row:
        if covered and not len(cell.text):
            covered -= 1
        else:
            covered = cell.colspan - 1
            yield cell


def _texts(block: Block) -> list[Text]:
    if isinstance(block, Grid):
        return [cell.text for row in block.rows for cell in row if len(cell.text)]
    return [block.text] if len(block.text.strip()) else []


def _role(row: Row, named: str, book: LabelBook) -> str:
    """What the words of a row are if they are neither label nor value."""
    filled = row.filled()
    if all(marks.role(cell) == "ruler" for cell in filled):
        return "ruler"
    if marks.are_heads(filled):
        return "head"
    label = book.read(filled[0])
    if len(filled) > 1 or (label.known and not label.is_of("column")):
        return ""
    words = squash(str(filled[0]))
    if len(words) >= SHORTEST_TITLE and words in named:
        return "title"
    return marks.role(filled[0]) or ""


def _trimmed(cells: Sequence[Text]) -> tuple[Text, ...]:
    """The cells without empty ones at the end."""
    filled = [at for at, cell in enumerate(cells) if len(cell)]
    return tuple(cells[: filled[-1] + 1]) if filled else ()


def _distinct(cells: list[Text]) -> list[Text]:
    """The cells of a row, each once: one that spans columns is repeated in each."""
    kept: list[Text] = []
    for cell in cells:
        if not (kept and len(cell) and kept[-1].spans() == cell.spans()):
            kept.append(cell)
    return kept
