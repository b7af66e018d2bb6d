"""Rows of words for a person: a drawn table on a terminal, aligned columns elsewhere.

>>> columns = [("drug_id", "行标识"), ("price", "价格")]
>>> show("Columns", ("name", "标签"), columns, console(terminal=False))
Columns
  name     标签
  drug_id  行标识
  price    价格
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

Line = Sequence[str | int]


def console(error: bool = False, terminal: bool | None = None) -> Console:
    """Return the console of standard output, or of standard error.

    `terminal` says what it is taken for; if not given, rich finds out.
    """
    return Console(stderr=error, force_terminal=terminal, highlight=False)


def show(title: str, header: Sequence[str], lines: Sequence[Line], on: Console) -> None:
    """Print a table under its title; numbers stand to the right.

    Words of documents are printed as they are: no mark-up, no control characters.
    """
    rows = [[printable(str(cell)) for cell in line] for line in (header, *lines)]
    right = [
        all(isinstance(line[at], int) for line in lines) for at in range(len(header))
    ]
    if on.is_terminal:
        on.print(_drawn(title, rows, right))
    else:
        on.out("\n".join([title, *_aligned(rows, right)]))


def printable(words: str) -> str:
    """Replace control characters, which could move the cursor or color the screen.

    >>> printable("a\\x1b[31mb")
    'a�[31mb'
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in words)


def _drawn(title: str, rows: list[list[str]], right: list[bool]) -> Table:
    table = Table(title=title, title_justify="left")
    for name, to_right in zip(rows[0], right, strict=True):
        table.add_column(Text(name), justify="right" if to_right else "left")
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    return table


def _aligned(rows: list[list[str]], right: list[bool]) -> Iterator[str]:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, right, strict=True)
        yield "  " + "  ".join(_padded(*cell) for cell in cells).rstrip()


def _padded(words: str, width: int, to_right: bool) -> str:
    blank = " " * (width - cell_len(words))
    return blank + words if to_right else words + blank
