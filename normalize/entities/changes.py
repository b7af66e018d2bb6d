"""What a form says otherwise than the form before it of the same drug (申报变化).

Filings of one drug are compared in the order of their years: each cell of the filing
and of the drug as that form states it, and each of its tables entry by entry.  White
space, width and punctuation are layout, and no change.

>>> entries_changed({"甲片": "10元", "乙片": "2元"}, {"甲片": "9元"})
(['乙片'], [], ['甲片'])
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from normalize.column import Column, columns_of, table_of
from normalize.entities.printed import joined_words, same_words, words_of
from normalize.ids import digest
from normalize.rows import Row, Rows
from normalize.tables import (
    Comparator,
    Drug,
    Filing,
    FilingChange,
    Patent,
    Recommendation,
    Trial,
)
from normalize.values.bodies import folded

# The tables of a form, with the cells that name an entry, the first that is stated.
LISTS: tuple[tuple[type, tuple[tuple[str, ...], ...]], ...] = (
    (Comparator, (("name", "specification"),)),
    (Trial, (("design", "comparator", "stage"), ("result",))),
    (Patent, (("patent_number",), ("title",))),
    (Recommendation, (("guideline",), ("text",))),
)
# When it was filed tells the two forms apart; `ordinal` counts blocks.
NOT_COMPARED = frozenset({"catalog_year", "applied_at", "ordinal", "aliases"})

Drugs = Mapping[str, Row]  # the drug as a form states it, by the form's document


class _Pair(NamedTuple):
    """A filing, and the one before it of the same drug."""

    old: Row
    new: Row


def drugs_of_forms(tables: Rows) -> Drugs:
    """Return the drug rows of filings by document; call it before drugs are merged."""
    rows = {row["drug_id"]: row for row in tables["drugs"]}
    stated = ((row["doc_id"], rows.get(row["drug_id"])) for row in tables["filings"])
    return {doc_id: dict(drug) for doc_id, drug in stated if drug is not None}


def fill_changes(tables: Rows, drugs: Drugs) -> None:
    """Fill `filing_changes`, after drugs are merged and copies told once."""
    lists = {cls: _by_document(tables[table_of(cls).name]) for cls, _ in LISTS}
    tables["filing_changes"] = [
        change
        for pair in _consecutive(tables["filings"])
        for change in _changes(pair, drugs, lists)
    ]


def _consecutive(filings: list[Row]) -> Iterator[_Pair]:
    by_drug: dict[str, list[Row]] = {}
    for row in filings:
        if row["drug_id"] is not None:
            by_drug.setdefault(row["drug_id"], []).append(row)
    for _, rows in sorted(by_drug.items()):
        rows.sort(key=_when)
        yield from map(_Pair, rows, rows[1:])


def _when(filing: Row) -> tuple[int, str, str]:
    at = filing["applied_at"]
    year = filing["catalog_year"] or (at.year if at else 0)
    return year, at.isoformat() if at else "", filing["doc_id"]


def _by_document(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["doc_id"], []).append(row)
    return found


# --- one pair


def _changes(
    pair: _Pair, drugs: Drugs, lists: dict[type, dict[str, list[Row]]]
) -> Iterator[Row]:
    old, new = pair.old["doc_id"], pair.new["doc_id"]
    yield from _cells(Filing, pair, pair)
    if old in drugs and new in drugs:
        yield from _cells(Drug, pair, _Pair(drugs[old], drugs[new]))
    for cls, names in LISTS:
        entries = (_entries(lists[cls].get(doc, []), names) for doc in (old, new))
        yield from _table(cls, pair, *entries)


def _cells(cls: type, pair: _Pair, rows: _Pair) -> Iterator[Row]:
    """The cells of one row that differ."""
    for column in _compared(cls):
        before, after = (words_of(column, row) for row in rows)
        if not same_words(column, before, after):
            yield _change(pair, cls, column.name, before, after)


def _compared(cls: type) -> list[Column]:
    return [
        column
        for column in columns_of(cls)
        if not (column.role or column.ref or column.of)
        and column.name not in NOT_COMPARED
    ]


# --- a table, entry by entry


def _entries(rows: list[Row], names: tuple[tuple[str, ...], ...]) -> dict[str, Row]:
    """Rows by what names them; a further one of the same name has a number."""
    entries: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["ordinal"] or 0):
        name = _name(row, names)
        count = sum(_bare(known) == name for known in entries)
        entries[f"{name}#{count + 1}" if count else name] = row
    return entries


def _name(row: Row, names: tuple[tuple[str, ...], ...]) -> str:
    for cells in names:
        words = " ".join(str(row[cell]) for cell in cells if row[cell] is not None)
        if words:
            return words
    return ""


def _bare(entry: str) -> str:
    return entry.partition("#")[0]


def entries_changed(
    old: Mapping[str, object], new: Mapping[str, object]
) -> tuple[list[str], list[str], list[str]]:
    """Return the names of entries that went, that came, and that stayed."""
    was, now = {folded(n): n for n in old}, {folded(n): n for n in new}
    return (
        [name for key, name in was.items() if key not in now],
        [name for key, name in now.items() if key not in was],
        [name for key, name in was.items() if key in now],
    )


def _table(
    cls: type, pair: _Pair, old: dict[str, Row], new: dict[str, Row]
) -> Iterator[Row]:
    """One change of the entries that came and went, and one of each other column."""
    gone, come, stayed = entries_changed(old, new)
    entry, *others = _compared(cls)
    if gone or come:
        yield _change(pair, cls, entry.name, *map(joined_words, (gone, come)))
    now = {folded(name): row for name, row in new.items()}
    both = [(name, _Pair(old[name], now[folded(name)])) for name in stayed]
    for column in others:
        told = [
            (f"{_bare(name)}: {before or '-'}", f"{_bare(name)}: {after or '-'}")
            for name, rows in both
            for before, after in [[words_of(column, row) for row in rows]]
            if not same_words(column, before, after)
        ]
        if told:
            before, after = map(joined_words, zip(*told, strict=True))
            yield _change(pair, cls, column.name, before, after)


def _change(
    pair: _Pair, cls: type, column: str, before: str | None, after: str | None
) -> Row:
    table = table_of(cls).name
    change = "added" if before is None else "removed" if after is None else "changed"
    row = dict.fromkeys(column.name for column in columns_of(FilingChange))
    new, old = pair.new["filing_id"], pair.old["filing_id"]
    return row | {
        "change_id": digest("filing_changes", new, old, table, column, change),
        "drug_id": pair.new["drug_id"],
        "doc_id": pair.new["doc_id"],
        "filing_id": new,
        "previous_filing_id": old,
        "table_name": table,
        "column_name": column,
        "change": change,
        "before": before,
        "after": after,
    }
