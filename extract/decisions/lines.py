"""Lines of a decision file (裁定行): CSV with a first line of column names.

>>> list(lines("a,b\\n# why\\n1,2\\n", "x.csv", ("a", "b")))
[Line(where='x.csv:3', cells={'a': '1', 'b': '2'})]
>>> list(lines("a,b\\n1\\n", "x.csv", ("a", "b")))
Traceback (most recent call last):
    ...
extract.decisions.lines.BadDecision: x.csv:2: 1 cells, not 2; put words that hold a \
comma in quotes ("…")
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple


class BadDecision(ValueError):
    """A line of a decision file can not be followed."""


class Line(NamedTuple):
    """A line: where it stands, and its cells by column."""

    where: str
    cells: Mapping[str, str]


def lines(
    content: str, name: str, columns: Sequence[str], may_be_empty: Collection[str] = ()
) -> Iterator[Line]:
    """Read the lines of CSV text; `name` stands in error messages."""
    kept = [
        (f"{name}:{at}", line)
        for at, line in enumerate(content.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    cells = list(csv.reader(line for _, line in kept))
    if not cells or cells[0] != [*columns]:
        raise BadDecision(f"{name}: the first line has to be {','.join(columns)}")
    for (where, _), row in zip(kept[1:], cells[1:], strict=True):
        yield Line(where, _named(where, row, columns, may_be_empty))


def _named(
    where: str,
    cells: Sequence[str],
    columns: Sequence[str],
    may_be_empty: Iterable[str],
) -> Mapping[str, str]:
    if len(cells) != len(columns):
        raise BadDecision(
            f"{where}: {len(cells)} cells, not {len(columns)}; "
            f'put words that hold a comma in quotes ("…")'
        )
    row = {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
    for name, cell in row.items():
        if not cell and name not in may_be_empty:
            raise BadDecision(f"{where}: {name} is empty; fill it in")
    return row


def one_of(line: Line, column: str, known: Iterable[str]) -> None:
    """Raise BadDecision where a cell is none of the words it may be."""
    if line.cells[column] not in known:
        wanted = " or ".join(known)
        found = line.cells[column]
        raise BadDecision(f"{line.where}: {column} is {found!r}; write {wanted}")


def day(line: Line) -> date:
    """Return when it was decided."""
    words = line.cells["decided_on"]
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise BadDecision(
            f"{line.where}: decided_on is {words!r}; write a day as 2030-05-01"
        ) from None


def refuse_repeats(found: Iterable[tuple[object, str]], what: str) -> None:
    """Raise BadDecision where two lines, each by its key, decide one thing."""
    seen: dict[object, str] = {}
    for key, where in found:
        if first := seen.get(key):
            raise BadDecision(
                f"{where}: {first} decided on {what} already; keep one line"
            )
        seen[key] = where
