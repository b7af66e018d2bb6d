"""A check is one field of the gold, and whether the tables hold it.

A gold field counts as found when a row of the right table states it: text compared
without white space and width, numbers and dates as values.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from normalize.rows import Row, Rows
from normalize.values.plain import squash

Gold = dict[str, Any]
Test = Callable[[Row], bool]


@dataclass(frozen=True)
class Check:
    """One gold field."""

    path: str
    expected: object
    found: bool


def same(expected: object, value: object) -> bool:
    """Whether a cell says what the gold says."""
    if isinstance(expected, str) and isinstance(value, str):
        return squash(expected) == squash(value)
    if (
        isinstance(expected, int | float)
        and value is not None
        and not isinstance(value, str)
    ):
        return abs(float(value) - expected) < 1e-6 * max(1.0, abs(expected))  # type: ignore[arg-type]
    if expected is None or value is None:
        return expected is value
    return str(value).startswith(str(expected))


def holds(words: str, value: object) -> bool:
    """Whether a cell holds the words somewhere."""
    return value is not None and squash(words) in squash(str(value))


def cell(path: str, expected: object, rows: Sequence[Row], column: str) -> Check:
    """Check one column of the only row of a table."""
    return Check(path, expected, any(same(expected, row[column]) for row in rows))


def any_row(path: str, expected: object, rows: Iterable[Row], *tests: Test) -> Check:
    """Check that one row passes all tests."""
    return Check(path, expected, any(all(test(row) for test in tests) for row in rows))


def best_row(
    path: str, rows: Sequence[Row], tests: dict[str, tuple[object, Test]]
) -> Iterator[Check]:
    """Check several fields of one thing on the row that passes most of them."""

    def passed(row: Row) -> int:
        return sum(test(row) for _, test in tests.values())

    row = max(rows, key=passed, default=None)
    for name, (expected, test) in tests.items():
        yield Check(f"{path}.{name}", expected, row is not None and test(row))


def eq(column: str, expected: object) -> Test:
    """A test that a column says the same."""
    return lambda row: same(expected, row[column])


def has(column: str, words: str) -> Test:
    """A test that a column holds the words."""
    return lambda row: holds(words, row[column])


def of_document(tables: Rows, path: str) -> Rows:
    """The rows of one document."""
    doc_id = next(r["doc_id"] for r in tables["documents"] if r["path"] == path)
    return {
        name: [
            r
            for r in rows
            if r.get("doc_id") == doc_id or doc_id in (r.get("doc_ids") or ())
        ]
        for name, rows in tables.items()
    }
