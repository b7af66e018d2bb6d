"""Deep facts against short annotated documents: precision and recall per field.

    python -m tests.gold.facts [--set a|b|c] [--table outcomes] [--wrong]

A document `x.txt` (or .md, .html) has its answer in `x.json`: what it tests (`about`),
whether it is a `trap`, its `kind`, and `rows` by table.  A listed table is exhaustive:
a row more is wrong, and an empty list says that there is none.  A row gives the columns
that have to be right, null among them; a table not listed is not judged.  `agencies`
are the full names of all offices that the text mentions.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extract.inputs import Input
from extract.one import extract_file
from normalize.merge import merge
from normalize.rows import Row, Rows
from tests.gold.matching import ROWS, Found, judged, of_sets

HERE = Path(__file__).parent
TEXTS = (".txt", ".md", ".html")
DATES = {
    "events": ("event_date", "event_date_precision"),
    "policies": ("issued_on", "published_on", "effective_on", "apply_from", "apply_to",
                 "valid_until"),
    "windows": ("starts_on", "ends_on"),
    "trials": ("cutoff_date",),
}  # fmt: skip
# What a group measures: columns of tables; None for all of a table and its rows.
GROUPS: dict[str, dict[str, tuple[str, ...] | None]] = {
    "outcomes": {"outcomes": None},
    "dates": {**DATES},
    "doc_numbers": {"policies": ("doc_number",), "citations": ("doc_number",)},
    "agencies": {"policies": ("agencies",), "agencies": None},
    "amounts": {"events": ("amount",), "drugs": ("price",),
                "quantities": ("value_low", "value_high")},
    "events": {"events": (ROWS, "drug_name")},
    "adverse_events": {"adverse_events": None},
    "quantities": {"quantities": None},
    "windows": {"windows": None},
    "citations": {"citations": None},
    "policies": {"policies": None},
    "drugs": {"drugs": None},
    "trials": {"trials": None},
    "provisions": {"provisions": None},
    "patents": {"patents": None},
}  # fmt: skip


class Annotated(NamedTuple):
    """One document and what a person read in it."""

    path: Path
    about: str
    trap: bool
    kind: str
    rows: dict[str, list[Row]]
    agencies: list[str] | None


class Tally(NamedTuple):
    """Counts of a field: true positives, false positives, false negatives."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def plus(self, found: Found) -> "Tally":
        """Count one more judged field."""
        return Tally(*(a + b for a, b in zip(self, found.counts(), strict=True)))

    @property
    def precision(self) -> float:
        """Share of what is stated that is right; 1 where nothing is stated."""
        return self.right / stated if (stated := self.right + self.extra) else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that is stated; 1 where there is nothing."""
        return self.right / due if (due := self.right + self.missed) else 1.0


class Judged(NamedTuple):
    """A judged field of a document."""

    document: str
    found: Found


def sets() -> list[str]:
    """Name the sets of annotated documents: a was open while rules were written.

    b and c were opened after they had been measured once.
    """
    return sorted(path.name.removeprefix("facts_") for path in HERE.glob("facts_?"))


def folder(name: str) -> Path:
    """Return the folder of a set."""
    return HERE / f"facts_{name}"


def annotated(where: Path) -> Iterator[Annotated]:
    """Read the documents of a set with their answers, by name."""
    for answer in sorted(where.glob("*.json")):
        gold: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        path = next(p for e in TEXTS if (p := answer.with_suffix(e)).exists())
        rows, names = gold.get("rows", {}), gold.get("agencies")
        yield Annotated(path, gold["about"], gold["trap"], gold["kind"], rows, names)


def tables_of(path: Path) -> Rows:
    """Extract one document alone."""
    return merge([extract_file(Input(path, path.name))])


def agencies_of(tables: Rows) -> set[str]:
    """The full names of the offices that the document mentions."""
    names = {row["entity_id"]: row["name"] for row in tables["entities"]}
    kinds = [row for row in tables["mentions"] if row["entity_type"] == "agency"]
    return {str(names.get(row["entity_id"], row["name"])) for row in kinds}


@cache
def judge(where: Path) -> tuple[Judged, ...]:
    """Judge every field of a set."""
    documents = list(annotated(where))
    columns = measured(documents)
    return tuple(
        Judged(one.path.name, found)
        for one in documents
        for found in _of_document(one, columns, tables_of(one.path))
    )


def measured(documents: Iterable[Annotated]) -> dict[str, set[str]]:
    """Name the columns of each table that some answer of the set judges."""
    columns: dict[str, set[str]] = {}
    for one in documents:
        for table, rows in one.rows.items():
            columns.setdefault(table, set()).update(*rows)
    return columns


def _of_document(
    one: Annotated, columns: dict[str, set[str]], tables: Rows
) -> Iterator[Found]:
    for table, gold in one.rows.items():
        yield from judged(table, gold, tables[table], columns[table])
    if one.agencies is not None:
        yield from of_sets("agencies", one.agencies, agencies_of(tables))


def per_field(results: Iterable[Judged]) -> dict[tuple[str, str], Tally]:
    """Count by table and column."""
    tallies: dict[tuple[str, str], Tally] = {}
    for _, found in results:
        key = (found.table, found.column)
        tallies[key] = tallies.get(key, Tally()).plus(found)
    return dict(sorted(tallies.items()))


def per_group(results: Iterable[Judged]) -> dict[str, Tally]:
    """Count by group, in the order of `GROUPS`; a group without a count is left out."""
    fields = per_field(results)
    groups = {name: _sum(fields, members) for name, members in GROUPS.items()}
    return {name: tally for name, tally in groups.items() if any(tally)}


def _sum(
    fields: dict[tuple[str, str], Tally], members: dict[str, tuple[str, ...] | None]
) -> Tally:
    taken = [
        tally
        for (table, column), tally in fields.items()
        if table in members and _within(column, members[table])
    ]
    return Tally(*map(sum, zip(*taken, strict=True))) if taken else Tally()


def _within(column: str, columns: tuple[str, ...] | None) -> bool:
    return columns is None or column in columns


def line(name: str, tally: Tally) -> str:
    """Say a tally in one line.

    >>> line("outcomes", Tally(8, 2, 0))
    'outcomes                         P 0.800  R 1.000  8 right, 2 extra, 0 missed'
    """
    shares = f"P {tally.precision:.3f}  R {tally.recall:.3f}"
    counts = f"{tally.right} right, {tally.extra} extra, {tally.missed} missed"
    return f"{name:32} {shares}  {counts}"


def fields_card(name: str) -> str:
    """Return the section of docs/scorecard.md on a set: a row per table and column."""
    documents = list(annotated(folder(name)))
    traps = sum(one.trap for one in documents)
    head = f"""## Facts of set {name}

{len(documents)} annotated documents, {traps} of them traps.

| field | precision | recall | right | extra | missed |
|---|---|---|---|---|---|"""
    rows = [
        f"| {table}.{column} | {tally.precision:.1%} | {tally.recall:.1%} "
        f"| {tally.right} | {tally.extra} | {tally.missed} |"
        for (table, column), tally in per_field(judge(folder(name))).items()
    ]
    return "\n".join([head, *rows]) + "\n"


def wrong_lines(results: Iterable[Judged]) -> Iterator[str]:
    """Name each error: document, table, expected and got."""
    for document, found in results:
        if not found.right:
            yield (
                f"{document}  {found.table}.{found.column}"
                f"  expected {found.expected!r}  got {found.got!r}"
            )


def main() -> None:
    """Print the scores of a set."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.facts")
    parser.add_argument("--set", default="a", choices=sets())
    parser.add_argument("--table")
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    results = [
        result
        for result in judge(folder(asked.set))
        if asked.table in (None, result.found.table)
    ]
    if asked.wrong:
        print("\n".join(wrong_lines(results)))
    for (table, column), tally in per_field(results).items():
        print(line(f"{table}.{column}", tally))
    for name, tally in per_group(results).items():
        print(line(name.upper(), tally))


if __name__ == "__main__":
    main()
