"""One page of a table (分页): sorted, searched and filtered where the table lies.

What comes from the address bar is a value to compare with, or the name of a declared
column; nothing of it is ever part of a query.

>>> _matching("trials", Asked(search="甲", where={"stage": "上市前"}))[1]
['甲', '上市前']
>>> _matching("trials", Asked(where={"1=1": "x"}))
Traceback (most recent call last):
    ...
extract.desk.tables.NotThere: trials has no column 1=1.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args, get_origin

from extract.desk.tables import NotThere
from extract.desk.view.shelf import Shelf, column, declared, row_name
from normalize.column import Column, table_of
from normalize.schema import type_name
from normalize.tables import TABLE

LONGEST = 200  # rows of a page
_ID = re.compile(r"[0-9a-f]{8,16}")
CUT = 240  # characters of a cell in a list; the row itself has it whole

# Columns without a closed vocabulary that still have few values, to choose from.
CHOICES = {
    "problems": ("code",),
    "repairs": ("rule",),
    "evidence": ("table_name",),
    "outcomes": ("endpoint",),
    "events": ("region",),
    "policies": ("doc_type",),
    "documents": ("media_type",),
    "filings": ("catalog_year",),
    "citations": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which rows of a table are asked for, and in which order."""

    search: str = ""
    sort: str = ""
    descending: bool = False
    offset: int = 0
    limit: int = 50
    where: Mapping[str, str] = field(default_factory=dict)


def page(shelf: Shelf, table: str, asked: Asked) -> dict[str, Any]:
    """Return one page of rows and how many there are in all; raises NotThere."""
    select = f'SELECT file_row_number AS "@", {_cut_columns(table)} FROM "{table}"'
    where, values = _matching(table, asked)
    total = shelf.count(table, where, (*values,))
    limit = max(1, min(asked.limit, LONGEST))
    if where or asked.sort:
        query = f"{select} {where} {_order(table, asked)} LIMIT ? OFFSET ?"
        rows = shelf.rows(query, *values, limit, asked.offset)
    else:  # The millionth row is found at once, for its place is its number.
        query = f"{select} WHERE file_row_number BETWEEN ? AND ?"
        rows = shelf.rows(query, asked.offset, asked.offset + limit - 1)
    return {"table": table, "total": total, "offset": asked.offset, "rows": rows}


def row(shelf: Shelf, table: str, name: str) -> dict[str, Any]:
    """Return a row whole, by its id or, where it has none, by `@` and its place."""
    columns = ", ".join(f'"{c}"' for c in declared(table))
    if name.startswith("@") and name[1:].isdecimal() and len(name) < 19:
        key, value = "file_row_number", int(name[1:])
    elif (own := row_name(table)) is not None:
        key, value = own, name  # type: ignore[assignment]
    else:
        raise NotThere(f"{table} has no row {name}.")
    found = shelf.rows(f'SELECT {columns} FROM "{table}" WHERE "{key}" = ?', value)
    if not found:
        raise NotThere(f"{table} has no row {name}.")
    return found[0]


def choices(shelf: Shelf, table: str) -> dict[str, list[dict[str, Any]]]:
    """Return the values of the columns that have few, with the number of rows."""
    return {name: _counted(shelf, table, name) for name in _choosable(table)}


def _counted(shelf: Shelf, table: str, name: str) -> list[dict[str, Any]]:
    return shelf.rows(
        f"""
        SELECT CAST("{name}" AS VARCHAR) AS value, count(*) AS rows FROM "{table}"
        WHERE "{name}" IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100
        """
    )


@cache
def _choosable(table: str) -> tuple[str, ...]:
    closed = (c.name for c in declared(table).values() if c.values and not c.of)
    return (*closed, *CHOICES.get(table, ()))


def tables(shelf: Shelf) -> list[dict[str, Any]]:
    """Describe every table: its labels, its columns, and how many rows it has."""
    return [_described(shelf, name) for name in TABLE]


def _described(shelf: Shelf, name: str) -> dict[str, Any]:
    known = table_of(TABLE[name])
    return {
        "name": name,
        "label": known.label,
        "meaning": known.meaning,
        "id": row_name(name),
        "rows": shelf.count(name),
        "columns": [_column(c) for c in declared(name).values()],
    }


def _column(known: Column) -> dict[str, Any]:
    return {
        "name": known.name,
        "label": known.label,
        "meaning": known.meaning,
        "unit": known.unit,
        "type": type_name(known.type),
        "ref": known.ref,
        "role": known.role,
        "values": known.values,
    }


# --- the parts of a query


def _matching(table: str, asked: Asked) -> tuple[str, list[Any]]:
    """Return the condition of a query, and the values of its question marks."""
    conditions, values = [], []
    for word in asked.search.split():
        told = [c for c in declared(table).values() if _is_told(c, word)]
        within = f"lower(concat_ws(' ', {', '.join(map(_as_words, told))}))"
        conditions.append(f"contains({within}, ?)")
        values.append(word.lower())
        if table == "documents":  # whose texts are long: only as they stand
            conditions[-1] = f'({conditions[-1]} OR contains("text", ?))'
            values.append(word)
    for name, value in asked.where.items():
        conditions.append(f"{_as_words(column(table, name))} = ?")
        values.append(value)
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values


def _is_told(known: Column, word: str) -> bool:
    """Whether a word is looked for in a column: ids are, only for what may be one."""
    if known.role == "file" and known.name == "text":
        return False
    is_id = known.role in ("id", "doc") or known.ref or known.name.endswith("_id")
    return not is_id or _ID.fullmatch(word) is not None


def _as_words(known: Column) -> str:
    """A column as the words to search in."""
    if known.type is str:
        return f'"{known.name}"'
    if known.type == list[str]:
        return f"array_to_string(\"{known.name}\", ' ')"
    return f'CAST("{known.name}" AS VARCHAR)'


def _cut_columns(table: str) -> str:
    return ", ".join(map(_cut, declared(table).values()))


def _cut(known: Column) -> str:
    """A column as a list shows it: long words are cut, and long lists."""
    if known.type is str:
        return f'left("{known.name}", {CUT}) AS "{known.name}"'
    if get_origin(known.type) is list and get_args(known.type)[0] is not float:
        return f'"{known.name}"[1:12] AS "{known.name}"'
    return f'"{known.name}"'


def _order(table: str, asked: Asked) -> str:
    if not asked.sort:
        return ""  # as they stand in the file
    name = column(table, asked.sort).name
    way = "DESC" if asked.descending else "ASC"
    return f'ORDER BY "{name}" {way} NULLS LAST, file_row_number'
