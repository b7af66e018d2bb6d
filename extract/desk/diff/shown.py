"""A difference printed (差异之示): how much by cause, then the first changed cells.

>>> cut("a" * 50, 9)
'aaaaaaaa…'
"""

from collections.abc import Iterable, Iterator

from rich.console import Console

from extract.desk.diff import KINDS, Cause, Cell, Counted, Diff
from extract.show import Line, printable, show
from extract.tonight import difference, tell_news

HEADER = ("table", "cause", "added", "removed", "changed", "cells")
LONG = 48  # characters of a value


def show_diff(found: Diff, on: Console, every: Iterable[Cell] | None = None) -> None:
    """Print a difference on a screen, with the cells that it holds, or `every` one."""
    tell_news(difference(found.now, found.was), on)
    lines = [line for each in found.tables for line in _lines(each)]
    if lines:
        show("What differs, and why", HEADER, lines, on)
    else:
        on.out("All tables are the same.")
    for note in found.notes:
        on.out(printable(note))
    if not found.n_cells:
        return
    is_cut = every is None and len(found.cells) < found.n_cells
    more = f", the first {len(found.cells)}; --all prints them all" if is_cut else ""
    on.out(f"Changed cells: {found.n_cells}{more}")
    for cell in found.cells if every is None else every:
        on.out(printable(line_of(cell)))


def line_of(cell: Cell, long: int = LONG) -> str:
    """Return a changed cell as a line.

    >>> cell = Cell("drugs", "a1", "示例片", "price", "2", None, Cause.merge, "a.txt")
    >>> line_of(cell)
    '  drugs a1 示例片 price: 2 → (none) (merge, a.txt)'
    """
    was, now = (_shown(value, long) for value in _around(cell.was, cell.now, long))
    named = f" {cut(cell.name, long)}" if cell.name else ""
    why = ", ".join(filter(None, [str(cell.cause), cell.path]))
    return f"  {cell.table} {cell.row_id}{named} {cell.column}: {was} → {now} ({why})"


def cut(words: str, long: int) -> str:
    """Return words, or the first of them where they are many."""
    return words if len(words) <= long else words[: long - 1] + "…"


def _lines(counted: Counted) -> Iterator[Line]:
    for cause in Cause:
        numbers = [getattr(counted, kind).get(cause, 0) for kind in KINDS]
        if any(numbers):
            yield (counted.table, str(cause), *numbers)


def _shown(value: str | None, long: int) -> str:
    return "(none)" if value is None else cut(value, long)


def _around(
    was: str | None, now: str | None, long: int
) -> tuple[str | None, str | None]:
    """Leave out what two long values begin with alike, lest no difference be seen.

    >>> _around("a" * 60 + "b", "a" * 60 + "c", 20)
    ('…aaaaab', '…aaaaac')
    """
    if was is None or now is None or max(len(was), len(now)) <= long:
        return was, now
    both = enumerate(zip(was, now, strict=False))
    apart = next((at for at, (one, two) in both if one != two), 0)
    start = max(0, apart - 5)
    return (f"…{was[start:]}", f"…{now[start:]}") if start else (was, now)
