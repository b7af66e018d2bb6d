"""The line that settles a problem (裁定行), ready to paste but for who and why.

>>> print(Line("labels.csv", as_csv("储存方法", "storage")))
Line(file='labels.csv', text='储存方法,storage,WHY,WHO,YYYY-MM-DD')
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple, get_origin

from extract.desk.review.weight import SUGGESTED
from extract.desk.tables import Tables, id_column
from normalize.column import Column, columns_of
from normalize.corrected import MORE, NoCorrection, column_named
from normalize.form.labels import LABELS, LabelBook
from normalize.tables import TABLE
from normalize.text import Text

LONG = 40  # characters of a text, of which the beginning is enough
SIGNED = ("WHY", "WHO", "YYYY-MM-DD")
MERGED = ("drugs", "policies", "events")  # their ids are not those of one document
Row = Mapping[str, Any]


class Line(NamedTuple):
    """A line, and the file of `data/decisions` that it belongs in."""

    file: str
    text: str


def as_csv(*cells: str) -> str:
    """Write a line, to be signed."""
    out = io.StringIO()
    csv.writer(out).writerow([*(" ".join(cell.split()) for cell in cells), *SIGNED])
    return out.getvalue().strip()


def lines_for(tables: Tables, problem: Row) -> Iterator[Line]:
    """Yield the lines of which one settles a problem; none where no line can."""
    if problem["code"] in SUGGESTED:
        yield from _verdicts(problem["message"])
    elif problem["code"] == "unknown_label" and problem["quote"]:
        yield Line("labels.csv", as_csv(problem["quote"], _nearest(problem["quote"])))
    elif problem["row_id"] and problem["column_name"]:
        yield from _corrections(tables, problem)


def _verdicts(message: str) -> Iterator[Line]:
    """The line that the message prints, and the one that says the opposite."""
    same = message.partition(": ")[2]
    yield Line("entities.csv", same)
    yield Line("entities.csv", "different" + same.removeprefix("same"))


def _nearest(label: str) -> str:
    book = LabelBook.of(LABELS)
    nearest = book.nearest(label)
    known = book.read(Text.raw(nearest)).field if nearest else None
    return known or "<field>"


def _corrections(tables: Tables, problem: Row) -> Iterator[Line]:
    """A line for the published value, in the document whose words prove it."""
    name, row_id = problem["table_name"], problem["row_id"]
    try:
        column = column_named(name, problem["column_name"].partition(".")[0])
    except NoCorrection:
        return
    found = tables.rows(f"SELECT * FROM {name} WHERE {id_column(name)} = ?", row_id)
    for row in found:
        doc_id = _stating(tables, name, row_id, column) or problem["doc_id"]
        [path] = tables.rows(
            "SELECT min(path) AS path FROM documents WHERE doc_id = ?", doc_id
        )
        was = _written(row[column.name])
        telling = _telling(tables, name, row, column)
        cells = (path["path"] or doc_id, name, column.name, telling, was, "<value>")
        yield Line("values.csv", as_csv(*cells))


def _stating(tables: Tables, name: str, row_id: str, column: Column) -> str | None:
    query = """
        SELECT min(doc_id) AS doc_id FROM evidence
        WHERE table_name = ? AND row_id = ? AND column_name = ?
    """
    [row] = tables.rows(query, name, row_id, column.name)
    found: str | None = row["doc_id"]
    return found


def _telling(tables: Tables, name: str, row: Row, column: Column) -> str:
    """Cells that only this row has, among those of its document that say the same."""
    same = f'"{column.name}" IS NOT DISTINCT FROM ?'
    query = f"SELECT * FROM {name} WHERE doc_id = ? AND {same}"
    alike = tables.rows(query, row["doc_id"], row[column.name])
    if len(alike) < 2 and row[column.name] is not None:
        return ""
    usable = [
        c.name
        for c in columns_of(TABLE[name])
        if not (c.role or c.ref or c.name == column.name)
        and get_origin(c.type) is not list
        and row[c.name] is not None
        and len(_written(row[c.name])) <= LONG
        and ";" not in _written(row[c.name])
    ]
    for n in (1, 2):
        for names in combinations(usable, n):
            if sum(all(other[c] == row[c] for c in names) for other in alike) == 1:
                return "; ".join(f"{c}={_written(row[c])}" for c in names)
    return (
        "<column=value>"
        if name in MERGED
        else f"{id_column(name)}={row[id_column(name)]}"
    )


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    words = " ".join(str(value).split())
    return words if len(words) <= LONG else words[:LONG].rstrip() + MORE
