"""Rows against gold rows: which is which, and what of each is right.

A gold row names the columns that have to be right.  It can be told in the table by any
of the sets of columns in `IDENTITY`, or by all it gives where it gives none of these
whole; of all ways to give every gold row a row of its own, the one with the most equal
columns is taken.

>>> gold = [{"term": "腹泻", "rate": 12.0}, {"term": "腹泻", "rate": 3.0}]
>>> rows = [{"term": "腹泻", "rate": 3.0}, {"term": "腹泻", "rate": 12.0}]
>>> assign("adverse_events", gold, rows)
[1, 0]
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from normalize.rows import Row
from normalize.values.plain import squash
from tests.gold.checks import holds, same

ROWS = "rows"
IDENTITY: dict[str, tuple[tuple[str, ...], ...]] = {
    "outcomes": (
        ("endpoint", "value"), ("endpoint_text", "value"),
        ("endpoint", "not_reached"), ("endpoint_text", "not_reached"),
        ("statistic", "value"),
    ),
    "events": (("event_type", "event_date"), ("event_type", "drug_name")),
    "policies": (("title",), ("doc_number",)),
    "citations": (("title",), ("doc_number",)),
    "windows": (("kind", "ends_on"), ("kind", "text"), ("kind", "duration_text")),
    "quantities": (("value_low", "unit"),),
    "adverse_events": (("term",),),
    "drugs": (("generic_name",), ("trade_name",), ("english_name",)),
    "trials": (("ordinal",), ("enrolled",), ("design",), ("cutoff_date",)),
    "provisions": (("path", "part"), ("path",)),
    "patents": (("patent_number",), ("title",)),
}  # fmt: skip
# A row that is told but wrong in one of these is no right row.
DECISIVE = {"events": ("event_type", "modality"), "outcomes": ("endpoint", "value")}
# The words of a sentence: enough that the cell holds what the gold quotes.
HELD = frozenset({"text", "result"})
# In whatever order: who acted is no sequence.
UNORDERED = frozenset({"actors", "aliases"})


class Found(NamedTuple):
    """One judged field, or row: what was expected, and what the table says."""

    table: str
    column: str
    expected: object
    got: object
    right: bool

    def counts(self) -> tuple[int, int, int]:
        """Return true positives, false positives, false negatives."""
        if self.right:
            return (int(self.expected is not None), 0, 0)
        return (0, int(self.got is not None), int(self.expected is not None))


def equal(column: str, expected: object, got: object) -> bool:
    """Whether a cell says what the gold says."""
    if isinstance(expected, list):
        return _listed(column, expected) == _listed(column, got or [])
    if column in HELD and isinstance(expected, str):
        return holds(expected, got)
    if isinstance(expected, str) and got is not None and not isinstance(got, str):
        return str(got) == expected
    return same(expected, got)


def _listed(column: str, items: object) -> list[str]:
    assert isinstance(items, list | tuple)
    words = [squash(str(item)) for item in items]
    return sorted(words) if column in UNORDERED else words


def told(table: str, gold: Row, row: Row) -> bool:
    """Whether a row can be the one that the gold means."""
    sets = [names for names in IDENTITY[table] if set(names) <= set(gold)]
    return any(
        all(equal(name, gold[name], row[name]) for name in names)
        for names in sets or [tuple(gold)]
    )


def assign(table: str, gold: Sequence[Row], rows: Sequence[Row]) -> list[int | None]:
    """Give each gold row the index of a row of its own, or None."""
    worth = [
        {i: _worth(one, row) for i, row in enumerate(rows) if told(table, one, row)}
        for one in gold
    ]

    @cache
    def best(at: int, used: frozenset[int]) -> tuple[int, tuple[int | None, ...]]:
        if at == len(worth):
            return 0, ()
        ways = [_after(best(at + 1, used), None, 0)]
        for i, gain in worth[at].items():
            if i not in used:
                ways.append(_after(best(at + 1, used | {i}), i, gain))
        return max(ways, key=lambda way: way[0])

    return list(best(0, frozenset())[1])


def _after(
    rest: tuple[int, tuple[int | None, ...]], index: int | None, gain: int
) -> tuple[int, tuple[int | None, ...]]:
    return rest[0] + gain, (index, *rest[1])


def _worth(gold: Row, row: Row) -> int:
    # One more than the columns, so that a row told is better than none.
    return 1 + sum(equal(name, gold[name], row[name]) for name in gold)


def judged(
    table: str, gold: Sequence[Row], rows: Sequence[Row], columns: Iterable[str]
) -> list[Found]:
    """Judge every field and row of a table; `columns` are what an extra row states."""
    places = assign(table, gold, rows)
    found = []
    for one, at in zip(gold, places, strict=True):
        found += _fields(table, one, None if at is None else rows[at])
    measured = sorted(set(columns))
    for i, row in enumerate(rows):
        if i not in places:
            found += _extra(table, row, measured)
    return found


def _fields(table: str, gold: Row, row: Row | None) -> list[Found]:
    if row is None:
        missing = [Found(table, name, gold[name], None, gold[name] is None)
                   for name in gold]  # fmt: skip
        return [Found(table, ROWS, gold, None, False), *missing]
    fields = [
        Found(table, name, want, row[name], equal(name, want, row[name]))
        for name, want in gold.items()
    ]
    decisive = DECISIVE.get(table, ())
    right = all(field.right for field in fields if field.column in decisive)
    got = {name: row[name] for name in gold}
    return [Found(table, ROWS, gold, got, right), *fields]


def _extra(table: str, row: Row, columns: Sequence[str]) -> list[Found]:
    said = {name: row[name] for name in columns if row[name] not in (None, [], "")}
    wrong = [Found(table, name, None, value, False) for name, value in said.items()]
    return [Found(table, ROWS, None, said, False), *wrong]


def of_sets(table: str, gold: Iterable[str], got: Iterable[str]) -> list[Found]:
    """Judge names that a document mentions, as a set."""
    want = {squash(name): name for name in gold}
    have = {squash(name): name for name in got}
    return [
        Found(table, "names", want.get(key), have.get(key), key in want and key in have)
        for key in sorted(want | have)
    ]
