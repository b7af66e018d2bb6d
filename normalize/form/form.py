"""A form that has been read: its pairs, what stands beside them, drug and filing."""

from dataclasses import dataclass

from normalize.document import Document
from normalize.draft import Draft, Implied
from normalize.facts.outcome_tables import Table
from normalize.form import cover
from normalize.form.aliases import Alias
from normalize.form.cells import cells, files
from normalize.form.labels import LABELS, LabelBook
from normalize.form.pairs import Aside, Pair, read_pairs
from normalize.form.results import result_tables
from normalize.form.rows import title_of
from normalize.tables import Drug, Filing
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.dates import PartialDate, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that has been read into pairs, with its drug and its filing."""

    document: Document
    pairs: list[Pair]
    asides: list[Aside]
    title: Text | None
    drug: Draft
    filing: Draft
    results: list[Table]

    def applied_on(self) -> PartialDate | None:
        """Return the day of the application, for dates without a year."""
        words = self.filing.cells.get("applied_at")
        try:
            at = moment(str(words)) if isinstance(words, Text) else None
        except Rejected:  # reported where the cell is typed
            return None
        return PartialDate(at.date(), "day") if at else None


def read_form(document: Document, aliases: tuple[Alias, ...] = ()) -> Form:
    """Read a document as a form; `aliases` are labels that people know."""
    book = LabelBook.of(LABELS, aliases)
    read = list(read_pairs(document, book))
    pairs = [item for item in read if isinstance(item, Pair)]
    title = title_of(document)
    drug = Draft(Drug, **cells(pairs, "drugs"))
    filing = Draft(
        Filing,
        drug_id=drug,
        catalog_year=cover.year(title),
        attachments=files(pairs),
        **cells(pairs, "filings"),
    )
    return Form(
        document=document,
        pairs=pairs,
        asides=[item for item in read if isinstance(item, Aside)],
        title=title,
        drug=drug,
        filing=filing,
        results=result_tables(document, book),
    )


def column_of(column: str) -> Implied:
    """Return the cell that says in which column of the form a fact stands."""
    return Implied(column, "column of the form")
