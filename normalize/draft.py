"""What a parser returns: rows whose cells are still the document's own words.

A `Draft` names a table and points at pieces of the document; typing, checking, ids and
evidence come later, once, in `normalize.rows`.  What no words say in so many
characters is an `Implied` value with its reason, and the words that led to it if any.

>>> from normalize.tables import Drug, Patent
>>> from normalize.text import Text
>>> page = Text.raw("药品通用名称 甲磺酸示例片 核心专利 202010000001.1-一种示例")
>>> drug = Draft(Drug, generic_name=page[7:13])
>>> patent = Draft(Patent, drug_id=drug, ordinal=Implied("1", "only one", page[14:18]))
>>> patent.table.__name__, str(drug.cells["generic_name"])
('Patent', '甲磺酸示例片')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from normalize.column import columns_of, table_of
from normalize.text import Text


@dataclass(frozen=True, slots=True)
class Implied:
    """A value that follows from the document without being quoted from it.

    `value` is words for the column's own parse function, or an already typed value;
    `because` is the reason, kept as the rule of its evidence.
    """

    value: object
    because: str
    quote: Text | None = None


class Draft:
    """A row to be: `Draft(Drug, generic_name=text)`.

    A cell is a `Text`, an `Implied`, another `Draft` (a reference to its row), a list
    of texts (a list column), or a list of mappings (a list of structs).  None and
    empty texts are left out.  Raises TypeError for a column that the table does not
    have, and where a reference stands, or is missing, against the declaration.
    """

    __slots__ = ("cells", "table")

    def __init__(self, table: type, **cells: "CellValue | None") -> None:
        self.table = table
        self.cells: dict[str, CellValue] = {
            name: cell
            for name, cell in cells.items()
            if cell is not None and _says_something(cell)
        }
        _check(table, cells.keys(), self.cells)

    def also(self, **cells: "CellValue | None") -> "Draft":
        """Return a draft with these cells added or replaced."""
        return Draft(self.table, **{**self.cells, **cells})

    def __repr__(self) -> str:
        return f"Draft({self.table.__name__}, {self.cells})"


CellValue = Text | Implied | Draft | list[Text] | list[Mapping[str, Text | Implied]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: a problem to be."""

    code: str
    message: str
    quote: Text | None = None
    severity: str = "warning"


def _check(table: type, names: Iterable[str], cells: Mapping[str, CellValue]) -> None:
    refs = {column.name: column.ref for column in columns_of(table)}
    if unknown := sorted(set(names) - refs.keys()):
        raise TypeError(f"{table.__name__} has no column {', '.join(unknown)}")
    for name, cell in cells.items():
        given = table_of(cell.table).name if isinstance(cell, Draft) else ""
        if given != refs[name]:
            wanted = f"a row of {refs[name]}" if refs[name] else "words"
            raise TypeError(f"{table.__name__}.{name} takes {wanted}, not {cell!r}")


def _says_something(cell: CellValue) -> bool:
    return len(cell) > 0 if isinstance(cell, Text | list) else True
