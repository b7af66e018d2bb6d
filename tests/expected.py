"""Comparing rows with an `.expected.json`; the rules stand in fixtures/samples/README.md."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.inputs import Input
from extract.one import extract_file
from normalize.merge import merge
from normalize.rows import Row, Rows
from normalize.values.plain import squash

FIXTURES = Path(__file__).parent / "fixtures"
RAW = Path(__file__).parent.parent / "data" / "raw"


def documents() -> list[Path]:
    """Every document with expected facts."""
    variants = FIXTURES / "variants"
    found = [
        RAW / p.name.removesuffix(".expected.json")
        for p in _facts(FIXTURES / "samples")
    ]
    found += [
        variants / p.name.removesuffix(".expected.json") for p in _facts(variants)
    ]
    return found


def _facts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.expected.json"))


def expected_of(path: Path) -> dict[str, Any]:
    """The expected facts of a document."""
    folder = FIXTURES / "samples" if path.parent == RAW else path.parent
    facts: dict[str, Any] = json.loads(
        (folder / f"{path.name}.expected.json").read_text(encoding="utf-8")
    )
    return facts


def tables_of(path: Path) -> Rows:
    """The tables of one document alone."""
    return merge([extract_file(Input(path, path.name))])


def missing(expected: dict[str, Any], tables: Rows) -> Iterator[str]:
    """Say which expected facts the tables lack."""
    text = squash(tables["documents"][0]["text"] or "")
    for name, facts in expected.items():
        if name == "_counts":
            for table, n in facts.items():
                if len(tables[table]) != n:
                    yield f"{table}: {len(tables[table])} rows, not {n}"
        elif name == "_absent":
            for table, rows in facts.items():
                for fact in rows:
                    if any(holds(fact, row) for row in tables[table]):
                        yield f"{table}: must not hold {fact}"
        elif name == "_text_contains":
            yield from (
                f"text lacks {words}" for words in facts if squash(words) not in text
            )
        elif name == "_text_absent":
            yield from (
                f"text holds {words}" for words in facts if squash(words) in text
            )
        else:
            for fact in facts:
                if not any(holds(fact, row) for row in tables[name]):
                    yield f"{name}: {fact} — nearest {_nearest(fact, tables[name])}"


def holds(fact: Any, row: Row) -> bool:
    """Whether a row has every cell that the fact names."""
    return all(same(value, row[name]) for name, value in fact.items())


def same(expected: Any, value: Any) -> bool:
    """Whether a cell is as expected."""
    if isinstance(expected, dict) and "any" in expected:
        return any(same(one, value) for one in expected["any"])
    if expected is None or value is None:
        return expected is None and value is None
    if isinstance(expected, list):
        return _same_list(expected, value)
    if isinstance(expected, bool) or isinstance(value, bool):
        return expected is value
    if isinstance(value, datetime):
        return bool(datetime.fromisoformat(expected) == value)
    if isinstance(value, date):
        return bool(expected == value.isoformat())
    if isinstance(value, int | float | Decimal):
        return abs(float(expected) - float(value)) < 1e-6 * max(1.0, abs(float(value)))
    if str(expected).startswith("~"):
        return squash(expected[1:]) in squash(str(value))
    return squash(str(expected)) == squash(str(value))


def _same_list(expected: list[Any], value: list[Any]) -> bool:
    if expected and isinstance(expected[0], dict):
        at = iter(value)
        return all(any(holds(item, there) for there in at) for item in expected)
    return len(expected) == len(value) and all(map(same, expected, value))


def _nearest(fact: dict[str, Any], rows: list[Row]) -> Any:
    if not rows:
        return "(no row)"
    row = max(rows, key=lambda r: sum(same(v, r[k]) for k, v in fact.items()))
    return {name: row[name] for name in fact if not same(fact[name], row[name])}
