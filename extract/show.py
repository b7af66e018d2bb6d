"""Rows of words for a person: a drawn table on a terminal, aligned columns elsewhere.

>>> show("Columns", ("name", "标签"), [("drug_id", "行标识"), ("price", "价格")], plain())
Columns
  name     标签
  drug_id  行标识
  price    价格
"""

import sys
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

Line = Sequence[str | int]


def console(error: bool = False) -> Console:
    """Return the console of standard output, or of standard error."""
    return Console(stderr=error, highlight=False)


def plain() -> Console:
    """Return a console that is no terminal, whatever standard output is."""
    return Console(file=sys.stdout, force_terminal=False, highlight=False)


def show(title: str, header: Sequence[str], lines: Iterable[Line], on: Console) -> None:
    """Print a table under its title; numbers stand to the right.

    Words of documents are printed as they are: no mark-up, no control characters.
    """
    rows = [[printable(str(cell)) for cell in line] for line in [header, *lines]]
    right = [all(isinstance(cell, int) for cell in column) for column in _columns(lines)]
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


def _columns(lines: Iterable[Line]) -> list[tuple[str | int, ...]]:
    return list(zip(*lines, strict=True))


def _drawn(title: str, rows: list[list[str]], right: list[bool]) -> Table:
    table = Table(title=title, title_justify="left")
    for name, to_right in zip(rows[0], right or [False] * len(rows[0]), strict=True):
        table.add_column(Text(name), justify="right" if to_right else "left")
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    return table


def _aligned(rows: list[list[str]], right: list[bool]) -> Iterable[str]:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, right or [False] * len(widths), strict=True)
        yield "  " + "  ".join(_padded(*cell) for cell in cells).rstrip()


def _padded(words: str, width: int, to_right: bool) -> str:
    blank = " " * (width - cell_len(words))
    return blank + words if to_right else words + blank
