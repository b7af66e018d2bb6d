"""What a document of a source type has to state, as its columns declare it.

A form without its drug, or a notice without its title, has been read in part: someone
should look, be it that the words are missing or that the parser has missed them.
"""

from collections.abc import Iterator

from normalize.column import Column, columns_of, table_of
from normalize.draft import Doubt
from normalize.layout import LayoutChanged
from normalize.rows import Row, Rows, problem
from normalize.tables import TABLES


def missing(rows: Rows, source_type: str, doc_id: str) -> list[Row]:
    """List a problem `missing_<column>` for each required column that no row states.

    Raises LayoutChanged where the rows of the document state nothing at all.
    """
    if not rows["evidence"] and not rows["fields"]:
        raise LayoutChanged(f"this is a {source_type}, but nothing known stands in it")
    return [
        _missing(table_of(cls).name, column, source_type, doc_id)
        for cls in TABLES
        for column in columns_of(cls)
        if source_type in column.required
        and not any(_own(rows[table_of(cls).name], column.name))
    ]


def _own(rows: list[Row], column: str) -> Iterator[bool]:
    """Whether each row states a column; what a policy cites does not count."""
    for row in rows:
        if row.get("is_full_text") is not False:
            yield row[column] is not None


def _missing(table: str, column: Column, source_type: str, doc_id: str) -> Row:
    message = f"every {source_type} states {column.label}; in this one it was not found"
    doubt = Doubt(f"missing_{column.name}", message, severity="error")
    return problem(doc_id, doubt, table_name=table, column_name=column.name)
