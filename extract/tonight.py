"""What is otherwise tonight than last night (两快照之差), on one screen.

Asked of the files by SQL; names are cut and lists end after ten, so that it stays one
screen however much has changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from rich.cells import cell_len
from rich.console import Console

from extract.asking import asking, rows_of
from extract.counts import files_changed, problem_counts, set_aside, table_sizes
from extract.show import printable, show

FIRST = 10
WIDTH = 88  # of a line; a Chinese character takes two
LONG = 24  # characters of a name
# Tables whose rows have names, and the SQL of the name.
NAMED = {
    "drugs": "coalesce(generic_name, trade_name, english_name)",
    "policies": "coalesce(title, doc_number)",
    "events": "concat_ws(' ', strftime(event_date, '%Y-%m-%d'), event_type, drug_name)",
}


class Some(NamedTuple):
    """How many there are, and the first of them."""

    total: int
    first: list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a snapshot has that the one before had not, and how many of what."""

    now: str
    was: str
    files: tuple[int, int, int]  # new, changed, removed
    rows: list[tuple[str, int, int]]  # table, rows now, how many more
    aside: Some  # of files and reasons
    codes: list[tuple[str, int]]  # of problems, and how often
    things: dict[str, Some]  # of names, by table


def difference(now: Path, was: Path) -> Difference:
    """Compare a snapshot with the one before."""
    return Difference(
        now=now.name,
        was=was.name,
        files=files_changed(now, was),
        rows=_rows(now, was),
        aside=_aside(now, was),
        codes=_codes(now, was),
        things=_things(now, was),
    )


def _rows(now: Path, was: Path) -> list[tuple[str, int, int]]:
    before = table_sizes(was)
    more = {name: n - before.get(name, 0) for name, n in table_sizes(now).items()}
    sizes = table_sizes(now)
    return [(name, sizes[name], n) for name, n in more.items() if n and name != "runs"]


def _aside(now: Path, was: Path) -> Some:
    known = {path for path, _ in set_aside(was)}
    new = [(path, reason) for path, reason in set_aside(now) if path not in known]
    return Some(len(new), new[:FIRST])


def _codes(now: Path, was: Path) -> list[tuple[str, int]]:
    known = {code for _, code, _ in problem_counts(was)}
    return [(code, n) for _, code, n in problem_counts(now) if code not in known]


def _things(now: Path, was: Path) -> dict[str, Some]:
    with asking() as sql:
        found = {name: _new(sql, name, now, was) for name in NAMED}
    return {name: some for name, some in found.items() if some.total}


def _new(sql: duckdb.DuckDBPyConnection, table: str, now: Path, was: Path) -> Some:
    tonight, last = (_names(table, snapshot) for snapshot in (now, was))
    query = f"({tonight}) ANTI JOIN ({last}) USING (name)"
    [(total,)] = sql.execute(f"SELECT count(*) FROM {query}").fetchall()
    ordered = f"SELECT name FROM {query} ORDER BY name LIMIT {FIRST}"
    return Some(total, [name for (name,) in sql.execute(ordered).fetchall()])


def _names(table: str, snapshot: Path) -> str:
    rows = rows_of(snapshot, table)
    return f"SELECT DISTINCT {NAMED[table]} AS name FROM {rows} WHERE name <> ''"


def tell(found: Difference, on: Console) -> None:
    """Print a difference."""
    rows = [f"{table} {n} ({more:+})" for table, n, more in found.rows]
    tell_news(found, on, _wrapped("rows", rows))


def tell_news(found: Difference, on: Console, more: Iterable[str] = ()) -> None:
    """Print what is new, but not of how many rows; `more` stands below the files."""
    new, changed, removed = found.files
    on.out(f"Snapshot {found.now} beside snapshot {found.was}")
    on.out(f"  files: {new} new, {changed} changed, {removed} removed")
    for line in more:
        on.out(line)
    for table, some in found.things.items():
        names = [_cut(name) for name in some.first]
        rest = ["…"] if some.total > len(names) else []
        for line in _wrapped(f"{some.total} new {table}", [*names, *rest]):
            on.out(line)
    codes = [f"{code} ({n})" for code, n in found.codes]
    for line in _wrapped("new kinds of problems", codes):
        on.out(line)
    _tell_aside(found.aside, on)


def _tell_aside(aside: Some, on: Console) -> None:
    if aside.total:
        rest = f", the first {FIRST}" if aside.total > FIRST else ""
        lines = [(path, _cut(reason, 80)) for path, reason in aside.first]
        show(f"Newly quarantined: {aside.total}{rest}", ("file", "reason"), lines, on)


def _wrapped(title: str, words: Sequence[str]) -> Iterator[str]:
    """Lines of words under a title; none without words.

    >>> list(_wrapped("rows", []))
    []
    >>> list(_wrapped("rows", ["drugs 3 (+1)", "trials 5 (-2)"]))
    ['  rows: drugs 3 (+1), trials 5 (-2)']
    """
    if not words:
        return
    line = f"  {title}:"
    for at, word in enumerate(words):
        piece = f" {printable(word)}{',' if at + 1 < len(words) else ''}"
        if cell_len(line) + cell_len(piece) > WIDTH:
            yield line
            line = "   "
        line += piece
    yield line


def _cut(words: str, long: int = LONG) -> str:
    return words if len(words) <= long else words[: long - 1] + "…"
