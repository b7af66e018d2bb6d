"""Values that people corrected (人工更正): applied to a document before the merge.

A correction names a document, a table, a column and what stands there; where several
rows of the document have that, also cells that tell the row.  None of these changes
when the file is read again.  The words of the source stay as evidence, under the rule
`decided`; a problem `corrected_by_decision` says who changed what, when and why.

>>> from normalize.rows import empty_rows
>>> row = {"comparator_id": "c", "doc_id": "d", "name": "甲片", "in_catalog": True}
>>> rows = empty_rows() | {"documents": [{"status": "ok"}], "comparators": [row]}
>>> each = Correction(
...     "a.txt", "comparators", "in_catalog", "name=甲片", "是", "否", "misprint",
...     "zhang", date(2030, 5, 1), "values.csv:2",
... )
>>> found, met = corrected(rows, [each])
>>> found["comparators"][0]["in_catalog"], row["in_catalog"], met == [each]
(False, True, True)
>>> found["problems"][0]["message"]
'是否医保目录内: 是 became 否 (values.csv:2, zhang, 2030-05-01): misprint'
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple, get_origin

from normalize.column import Column, columns_of, table_of
from normalize.draft import Doubt, Implied
from normalize.entities.decided import Contradiction
from normalize.rows import Row, Rows, parsed, problem
from normalize.tables import TABLE, Evidence
from normalize.values import Rejected
from normalize.values.plain import squash

RULE = "decided"
MORE = "…"  # at the end of words of which only the beginning is told
SETTLED = ("unparsed", "unsure")  # problems of a cell that a correction puts right


class Correction(NamedTuple):
    """What a person put right; `where` is the file and line that say so.

    `doc` is a path or a doc_id, `row` cells that tell the row (`name=甲片; ordinal=2`).
    `was` and `becomes` are words; without any a cell is empty.
    """

    doc: str
    table: str
    column: str
    row: str
    was: str
    becomes: str
    reason: str
    decided_by: str
    decided_on: date
    where: str

    @property
    def about(self) -> str:
        """What it is about, in a line."""
        row = f" ({self.row})" if self.row else ""
        was = self.was or "empty"
        return f"{self.doc}: {self.table}.{self.column}{row} is {was}"

    def told(self) -> str:
        """Say what was put right, by whom, when and why."""
        label = column_named(self.table, self.column).label
        was, becomes = self.was or "an empty cell", self.becomes or "an empty cell"
        by = f"{self.where}, {self.decided_by}, {self.decided_on}"
        return f"{label}: {was} became {becomes} ({by}): {self.reason}"


class NoCorrection(ValueError):
    """A correction can not be followed, whatever the documents say."""


def column_named(table: str, name: str) -> Column:
    """Return a column that can be corrected; raises NoCorrection."""
    if table not in TABLE:
        raise NoCorrection(f"there is no table {table}; there are {', '.join(TABLE)}")
    columns = {column.name: column for column in columns_of(TABLE[table])}
    if name not in columns:
        known = ", ".join(columns)
        raise NoCorrection(f"{table} has no column {name}; it has {known}")
    column = columns[name]
    if column.role or column.ref or not table_of(TABLE[table]).evidence:
        raise NoCorrection(
            f"{table}.{name} is no document's words; only what documents say can be "
            "corrected"
        )
    if get_origin(column.type) is list:
        raise NoCorrection(
            f"{table}.{name} is a list; only single values are corrected"
        )
    return column


def told_by(table: str, row: str) -> list[tuple[Column, str]]:
    """Read the cells that tell a row; raises NoCorrection.

    >>> [(c.name, words) for c, words in told_by("drugs", "holder=甲 ; price=")]
    [('holder', '甲'), ('price', '')]
    """
    columns = {column.name: column for column in columns_of(TABLE[table])}
    cells = []
    for cell in filter(None, map(str.strip, row.split(";"))):
        name, is_told, words = cell.partition("=")
        if not is_told or name.strip() not in columns:
            raise NoCorrection(
                f"row is {row!r}; write cells of {table} as column=value"
            )
        cells.append((columns[name.strip()], words.strip()))
    return cells


def typed(column: Column, words: str) -> tuple[Any, ...]:
    """Read words as a column does, with its siblings; raises Rejected."""
    if not words:
        return (None, *(None for _ in column.also))
    values = parsed(column, Implied(words, RULE))
    if column.values and values[0] not in (None, *column.values):
        raise Rejected(f"{words!r} is not one of {', '.join(column.values)}")
    return values


# --- which cells


def of_documents(
    corrections: Iterable[Correction], documents: Iterable[tuple[str, str]]
) -> dict[str, list[Correction]]:
    """Deal corrections out to documents, given the path and the doc_id of each file."""
    named: dict[str, list[Correction]] = {}
    for each in corrections:
        named.setdefault(each.doc, []).append(each)
    found: dict[str, dict[Correction, None]] = {}
    for path, doc_id in documents if named else ():
        for each in (*named.get(path, ()), *named.get(doc_id, ())):
            found.setdefault(doc_id, {})[each] = None
    return {doc_id: list(own) for doc_id, own in found.items()}


def corrected(
    rows: Rows, corrections: Sequence[Correction]
) -> tuple[Rows, list[Correction]]:
    """Return the rows of a document with its corrections, and those that met a cell.

    Raises Contradiction where one meets several cells, or several meet one.
    """
    hits = [(each, row) for each in corrections for row in _meant(rows, each)]
    _refuse_two_of_one(hits)
    new = {name: [dict(row) for row in own] for name, own in rows.items()}
    for each, row in hits:
        at = next(i for i, other in enumerate(rows[each.table]) if other is row)
        _put(new, new[each.table][at], each)
    return new, [each for each, _ in hits]


def _meant(rows: Rows, each: Correction) -> list[Row]:
    cells = [*told_by(each.table, each.row)]
    cells.append((column_named(each.table, each.column), each.was))
    found = [row for row in rows[each.table] if all(says(row, *cell) for cell in cells)]
    if len(found) > 1:
        raise Contradiction(
            f"{each.where}: {each.about} in {len(found)} rows; say in `row` which one "
            "is meant, by cells that only it has, as name=…"
        )
    return found


def says(row: Mapping[str, Any], column: Column, words: str) -> bool:
    """Whether words, as a document or as a table has them, are what a row says."""
    value = row[column.name]
    if value is None or not words:
        return value is None and not words
    said, asked = squash(_written(value)), squash(words)
    if words.endswith(MORE) and isinstance(value, str):
        return said.startswith(squash(words.removesuffix(MORE)))
    return said == asked or _read(column, words) == value


def _read(column: Column, words: str) -> Any:
    try:
        return typed(column, words)[0]
    except (Rejected, TypeError):
        return None


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _refuse_two_of_one(hits: Sequence[tuple[Correction, Row]]) -> None:
    seen: dict[tuple[int, str], Correction] = {}
    for each, row in hits:
        first = seen.setdefault((id(row), each.column), each)
        if first is not each:
            raise Contradiction(
                f"{each.where}: {first.where} corrected this cell already; keep one"
            )


# --- what becomes of them


def _put(rows: Rows, row: Row, each: Correction) -> None:
    column = column_named(each.table, each.column)
    values = typed(column, each.becomes)
    row |= dict(zip_longest((column.name, *column.also), values))
    place = {
        "table_name": each.table,
        "row_id": _row_id(each.table, row),
        "column_name": column.name,
    }
    proofs = _prove(rows, place, row)
    doubt = Doubt("corrected_by_decision", each.told(), severity="info")
    told = problem(str(row["doc_id"]), doubt, **place)
    rows["problems"] = [p for p in rows["problems"] if not _is_settled(p, place)]
    rows["problems"].append(told | {"quote": "".join(proofs) or None})
    document = rows["documents"][0]
    if document["status"] == "partial" and not _errors(rows):
        document["status"] = "ok"


def _row_id(table: str, row: Row) -> str:
    own = (row[c.name] for c in columns_of(TABLE[table]) if c.role == "id")
    return str(next(own, row["doc_id"]))


def _prove(rows: Rows, place: dict[str, str], row: Row) -> list[str]:
    """Let the source's words stand as those of a decision; return them."""
    own = [proof for proof in rows["evidence"] if place.items() <= proof.items()]
    for proof in own:
        proof["rule"] = RULE
    if row[place["column_name"]] is None:
        rows["evidence"] = [e for e in rows["evidence"] if e not in own]
    elif not own:
        blank = dict.fromkeys(column.name for column in columns_of(Evidence))
        new = blank | place | {"doc_id": row["doc_id"], "rule": RULE}
        rows["evidence"].append(new)
    return [proof["quote"] for proof in own if proof["quote"]]


def _is_settled(told: Row, place: dict[str, str]) -> bool:
    missing = told["code"] == f"missing_{place['column_name']}"
    if missing and told["table_name"] == place["table_name"]:
        return True
    return told["code"] in SETTLED and place.items() <= told.items()


def _errors(rows: Rows) -> bool:
    return any(told["severity"] == "error" for told in rows["problems"])
