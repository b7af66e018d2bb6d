"""Which cell is meant (哪一格): a row of a data frame or an id, and a column.

>>> row_of({"drug_id": "g1", "trial_id": "t1", "stage": "上市前"}, "stage")
('trials', 't1')
>>> row_of("g1", "indication", table="drugs")
('drugs', 'g1')
>>> [column.label for column in declared("policies", "contacts.0.phone")]
['联系方式', '电话']
>>> part_of({"contacts": [{"phone": "010-12"}]}, "contacts.0.phone")
'010-12'
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin

from extract.desk.tables import NotThere, Row, id_column, near
from normalize.column import Column, columns_of
from normalize.schema import ARROW
from normalize.tables import TABLE
from normalize.values.plain import squash


def row_of(row: Row | str, column: str, table: str = "") -> tuple[str, str]:
    """Return the table and id of a row, for the sake of one of its columns.

    A row of a join is that of the table with the column, and of the most others.
    """
    if isinstance(row, str):
        if not table:
            raise NotThere("An id alone does not say of which table: add table=….")
        return known_table(table), row
    table = known_table(table) if table else _table_of(row, column)
    return table, str(row[id_column(table)])


def known_table(table: str) -> str:
    """Return the name of a table; NotThere where there is none of that name."""
    if table not in TABLE:
        raise NotThere(f"There is no table {table}{near(table, TABLE)}")
    return table


def _table_of(row: Row, column: str) -> str:
    names = set(row.keys())
    fitting = [name for name in TABLE if id_column(name) in names]
    if not fitting:
        ids = ", ".join(id_column(name) for name in list(TABLE)[:4])
        raise NotThere(f"The row has no id ({ids} …): select that column too.")
    root = column.split(".")[0]
    with_it = [name for name in fitting if root in columns(name)] or fitting
    return max(with_it, key=lambda name: len(names & columns(name).keys()))


@cache
def columns(table: str) -> dict[str, Column]:
    """Return the columns of a table by name."""
    return {column.name: column for column in columns_of(TABLE[table])}


def declared(table: str, column: str) -> list[Column]:
    """List the columns on the way to a cell: that of the table, that of the struct.

    Raises NotThere, with what is spelled like it.
    """
    known: Mapping[str, Column] = columns(table)
    found: list[Column] = []
    for step in column.split("."):
        if found and step.isdecimal():
            continue
        if step not in known:
            raise NotThere(f"{table} has no column {column}{near(step, known)}")
        found.append(known[step])
        known = _parts(known[step])
    return found


def _parts(column: Column) -> dict[str, Column]:
    """The columns of the structs in a list."""
    items = get_args(column.type) if get_origin(column.type) is list else ()
    structs = (item for item in items if item not in ARROW)
    return {c.name: c for item in structs for c in columns_of(item)}


def column_named(table: str, words: str) -> str:
    """Return the column with a name or a Chinese label; a label may be cut short.

    >>> column_named("drugs", "适应症"), column_named("policies", "contacts.0.phone")
    ('indication', 'contacts.0.phone')

    Raises NotThere, with what is spelled like it.
    """
    known = columns(table)
    if words.split(".")[0] not in known:
        asked, labels = squash(words), {n: squash(c.label) for n, c in known.items()}
        found = [name for name, label in labels.items() if label == asked]
        found = found or [name for name, label in labels.items() if asked in label]
        if len(found) == 1:
            return found[0]
        if found:
            named = ", ".join(found)
            raise NotThere(f"{words} is in the labels of {named}: name one.")
    declared(table, words)
    return words


def part_of(row: Mapping[str, Any], column: str) -> Any:
    """Return the value that `contacts.0.phone` names in a row."""
    value: Any = row
    for step in column.split("."):
        try:
            value = value[int(step)] if step.isdecimal() else value[step]
        except (IndexError, KeyError, TypeError):
            raise NotThere(f"The cell has no part {column}.") from None
    return value
