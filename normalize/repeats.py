"""Blocks that a form prints more than once are one row.

A row repeats an earlier one of its table when everything it states is stated there in
the same words, widths and white space aside; a second copy that a page break has cut
short states less, a fuller one takes the place of the first.  Two blocks that differ
in any stated cell stay two, even under equal labels.  Rows that are single facts
(outcomes, events) repeat only when they are equal throughout.

>>> from normalize.tables import Patent
>>> seen = Seen()
>>> def row(number, title):
...     return {"doc_id": "d", "patent_number": number, "title": title}
>>> first = seen.place(Patent, row("2020（1）", "一种"))
>>> seen.place(Patent, row("2020(1)", None)) == first
True
>>> seen.place(Patent, row("2020(1)", "另一种")) == first
False
>>> len(seen.kept[Patent])
2
"""

from typing import Any

from normalize.column import columns_of, table_of
from normalize.ids import digest
from normalize.values.plain import squash

Row = dict[str, Any]


class Seen:
    """The rows of one document so far, by table, repeats left out."""

    def __init__(self) -> None:
        self.kept: dict[type, list[Row]] = {}
        self._by_key: dict[tuple[type, str], list[tuple[Row, Row, str]]] = {}
        self._ids: dict[int, str] = {}

    def place(self, cls: type, row: Row) -> tuple[str, bool]:
        """Return the id of the row, and whether it took the place of a shorter copy."""
        said = _said(row)
        alike = self._by_key.setdefault((cls, _key(cls, said)), [])
        for n, (there, words, row_id) in enumerate(alike):
            if _repeats(cls, said, words):
                return row_id, False
            if _repeats(cls, words, said):
                self._swap(cls, there, row, row_id)
                alike[n] = (row, said, row_id)
                return row_id, True
        row_id = _row_id(cls, row, said, len(alike))
        alike.append((row, said, row_id))
        self.kept.setdefault(cls, []).append(row)
        self._name(cls, row, row_id)
        return row_id, False

    def id_of(self, cls: type, row: Row) -> str:
        """Return the id that `place` gave to a kept row."""
        return self._ids[id(row)]

    def _swap(self, cls: type, old: Row, new: Row, row_id: str) -> None:
        rows = self.kept[cls]
        rows[next(i for i, row in enumerate(rows) if row is old)] = new
        self._name(cls, new, row_id)

    def _name(self, cls: type, row: Row, row_id: str) -> None:
        self._ids[id(row)] = row_id
        for name in _id_columns(cls):
            row[name] = row_id


def _said(row: Row) -> Row:
    """The stated cells, in a form in which equal statements are equal."""
    return {
        name: _comparable(value) for name, value in row.items() if value is not None
    }


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return squash(value)
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):
        return {name: _comparable(item) for name, item in value.items()}
    return value


def _key(cls: type, said: Row) -> str:
    """What brings possible repeats together: the first key column that is stated."""
    if not table_of(cls).blocks:
        return digest(*(said.get(name) for name in table_of(cls).key))
    return digest(next((said[n] for n in table_of(cls).key if n in said), None))


def _repeats(cls: type, one: Row, other: Row) -> bool:
    """Whether `one` states nothing that `other` does not."""
    if table_of(cls).blocks:
        return all(other.get(name) == value for name, value in one.items())
    return one == other


def _row_id(cls: type, row: Row, said: Row, n: int) -> str:
    """The id of a row; a table without an id column has one row per document."""
    if not _id_columns(cls):
        return str(row["doc_id"])
    key = [said.get(name) for name in table_of(cls).key]
    return digest(table_of(cls).name, row.get("doc_id"), key, n)


def _id_columns(cls: type) -> list[str]:
    return [column.name for column in columns_of(cls) if column.role == "id"]
