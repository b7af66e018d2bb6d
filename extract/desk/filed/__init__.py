"""One drug's filings, year over year (历次申报): what each form says otherwise.

    2024-07-09  filed, 2024: form.md
    2025-01-01  insurance_coverage (happened): …
    2025-07-11  filed, 2025: second.md
                drugs indication 适应症/功能主治: …用于[-成人-]{+成人及儿童+}…

The changes are those of the table `filing_changes`, which compares each form with the
one before it, field by field and list by list, the results of trials among them; here
they have their labels, and stand word by word on one time line with the drug's events.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extract.desk.filed.words import Piece, changes
from extract.desk.named import row_named
from extract.desk.tables import Tables
from normalize.column import columns_of, table_of
from normalize.tables import TABLE

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that a form states otherwise than the form before.

    `label` is Chinese, with that of the table where it is a list; `before` and `after`
    are None for what was not stated; `words` are both, word by word.
    """

    table: str
    column: str
    label: str
    change: str
    before: str | None
    after: str | None
    words: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A form, and what it says otherwise than the one before; the first says nothing.

    `on` is the day when it was filed; None where the form has no date.
    """

    filing_id: str
    year: int | None
    on: date | None
    path: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event of the drug, as `events` has it."""

    event_id: str
    on: date | None
    kind: str
    modality: str | None
    description: str
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A label of a form and its value, as printed; `field` is its canonical name."""

    filing_id: str
    field: str
    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A drug with its filings, oldest first, its events, and what its forms print."""

    drug_id: str
    name: str
    company: str | None
    filings: tuple[Filing, ...]
    events: tuple[Happening, ...]
    printed: tuple[Printed, ...] = ()

    def time_line(self) -> list[Filing | Happening]:
        """Return filings and events by day; what has no day comes last."""
        both: list[Filing | Happening] = [*self.filings, *self.events]
        return sorted(both, key=lambda each: (each.on is None, each.on or date.min))

    @cached_property
    def changes(self) -> "pd.DataFrame":
        """All changes as a data frame, one row each."""
        import pandas as pd

        names = ("year", "filed_on", "table", "column", "label", "change", "before",
                 "after", "file")  # fmt: skip
        rows = [
            (form.year, form.on, c.table, c.column, c.label, c.change, c.before,
             c.after, form.path)
            for form in self.filings for c in form.changes
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=[*names])

    @cached_property
    def fields(self) -> "pd.DataFrame":
        """What the forms print: a row a field, a column a form, in order of years."""
        import pandas as pd

        forms = {form.filing_id: _column(form) for form in self.filings}
        cells: dict[str, dict[str, str]] = {name: {} for name in forms.values()}
        for each in self.printed:
            own = cells[forms[each.filing_id]]
            said = own.get(each.field)
            own[each.field] = f"{said}\n{each.value}" if said else each.value
        order = dict.fromkeys(each.field for each in self.printed)
        return pd.DataFrame(cells, index=[*order], columns=[*cells], dtype=object)

    def _repr_html_(self) -> str:
        from extract.desk.filed.shown import html

        return html(self)


def filed(tables: Tables, drug: str) -> Filed:
    """Tell the filings of a drug, by its id, a name or an approval number (批准文号).

    Raises extract.desk.named.Several, a NotThere, where that is not one drug.
    """
    drug_id = row_named(tables, "drugs", drug).row_id
    query = """
        SELECT coalesce(generic_name, trade_name, english_name, drug_id) AS name,
            company
        FROM drugs WHERE drug_id = ?
    """
    [row] = tables.rows(query, drug_id)
    return Filed(
        drug_id=drug_id,
        name=row["name"],
        company=row["company"],
        filings=tuple(_filings(tables, drug_id)),
        events=tuple(_events(tables, drug_id)),
        printed=tuple(_printed(tables, drug_id)),
    )


def _column(form: Filing) -> str:
    return f"{form.year or '?'} {form.path}"


def _filings(tables: Tables, drug_id: str) -> Iterator[Filing]:
    query = """
        SELECT filing_id, catalog_year, applied_at, path
        FROM filings JOIN (SELECT doc_id, min(path) AS path FROM documents
            WHERE status <> 'duplicate' GROUP BY doc_id) USING (doc_id)
        WHERE drug_id = ?
        ORDER BY coalesce(catalog_year, year(applied_at), 0), applied_at, doc_id
    """
    for row in tables.rows(query, drug_id):
        at = row["applied_at"]
        yield Filing(
            filing_id=row["filing_id"],
            year=row["catalog_year"] or (at and at.year),
            on=at and at.date(),
            path=row["path"],
            changes=tuple(_changes(tables, row["filing_id"])),
        )


def _changes(tables: Tables, filing_id: str) -> list[Change]:
    query = "SELECT * FROM filing_changes WHERE filing_id = ?"
    found = [_change(row) for row in tables.rows(query, filing_id)]
    order = {key: at for at, key in enumerate(_LABELS)}
    return sorted(found, key=lambda change: order[change.table, change.column])


def _change(row: dict[str, Any]) -> Change:
    table, column = row["table_name"], row["column_name"]
    return Change(
        table=table,
        column=column,
        label=_LABELS[table, column],
        change=row["change"],
        before=row["before"],
        after=row["after"],
        words=changes(row["before"], row["after"]),
    )


def _labels() -> Iterator[tuple[tuple[str, str], str]]:
    for name, cls in TABLE.items():
        own = "" if name in ("drugs", "filings") else f"{table_of(cls).label}·"
        for column in columns_of(cls):
            yield (name, column.name), f"{own}{column.label}"


_LABELS = dict(_labels())


def _events(tables: Tables, drug_id: str) -> Iterator[Happening]:
    query = """
        SELECT event_id, event_date, event_type, modality, description, path
        FROM events LEFT JOIN (SELECT doc_id, min(path) AS path FROM documents
            WHERE status <> 'duplicate' GROUP BY doc_id) USING (doc_id)
        WHERE drug_id = ? ORDER BY event_date, event_type, event_id
    """
    for row in tables.rows(query, drug_id):
        yield Happening(
            event_id=row["event_id"],
            on=row["event_date"],
            kind=row["event_type"],
            modality=row["modality"],
            description=row["description"] or "",
            path=row["path"],
        )


def _printed(tables: Tables, drug_id: str) -> Iterator[Printed]:
    query = """
        SELECT filing_id, field, label, value
        FROM fields JOIN filings USING (doc_id)
        WHERE drug_id = ? AND field IS NOT NULL AND value IS NOT NULL
        ORDER BY start, field_id
    """
    for row in tables.rows(query, drug_id):
        yield Printed(**row)
