"""What follows from the declared tables: Arrow schemas, dictionary, data package.

>>> from normalize.tables import Patent
>>> arrow_schema(Patent).field("expires_on").type
DataType(date32[day])
>>> arrow_schema(Patent).field("expires_on").metadata[b"label"].decode()
'期限届满日'
"""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

import pyarrow as pa

from normalize.column import Column, columns_of, table_of
from normalize.tables import TABLES

ARROW = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    Decimal: pa.decimal128(20, 4),
    date: pa.date32(),
    datetime: pa.timestamp("s", tz="Asia/Shanghai"),
}

FRICTIONLESS = {
    str: "string", bool: "boolean", int: "integer", float: "number",
    Decimal: "number", date: "date", datetime: "datetime",
}  # fmt: skip


@cache
def arrow_schema(cls: type) -> pa.Schema:
    """Return the Arrow schema of a table, labels and units as field metadata."""
    declared = table_of(cls)
    metadata = {"label": declared.label, "meaning": declared.meaning}
    return pa.schema([_arrow_field(c) for c in columns_of(cls)], metadata=metadata)


def _arrow_field(column: Column) -> pa.Field:
    metadata = {"label": column.label, "meaning": column.meaning}
    if column.unit:
        metadata["unit"] = column.unit
    if column.values:
        metadata["values"] = ",".join(column.values)
    return pa.field(column.name, arrow_type(column.type), metadata=metadata)


def arrow_type(declared: Any) -> pa.DataType:
    """Return the Arrow type of a declared one; KeyError for a type without one."""
    if get_origin(declared) is list:
        return pa.list_(arrow_type(get_args(declared)[0]))
    if declared in ARROW:
        return ARROW[declared]
    return pa.struct([_arrow_field(column) for column in columns_of(declared)])


def type_name(declared: Any) -> str:
    """Name a type as analysts write it.

    >>> type_name(list[str]), type_name(Decimal)
    ('list<string>', 'decimal128(20, 4)')
    """
    if get_origin(declared) is list:
        item = get_args(declared)[0]
        if item in ARROW:
            return f"list<{ARROW[item]}>"
        return f"list<struct<{', '.join(c.name for c in columns_of(item))}>>"
    return str(ARROW[declared])


def described(cls: type) -> str:
    """Return the data dictionary of one table as Markdown."""
    declared = table_of(cls)
    head = f"## {declared.name} · {declared.label}\n\n{declared.meaning}\n"
    rule = "| column | 标签 | type | unit | meaning |\n|---|---|---|---|---|"
    return "\n".join([head, rule, *map(_described, columns_of(cls))]) + "\n"


def _described(column: Column) -> str:
    meaning = column.meaning
    if column.values:
        meaning += " One of: " + ", ".join(f"`{v}`" for v in column.values) + "."
    if column.ref:
        meaning += f" Refers to `{column.ref}`."
    if column.required:
        meaning += f" Required of: {', '.join(column.required)}."
    return (
        f"| `{column.name}` | {column.label} | {type_name(column.type)} "
        f"| {column.unit} | {meaning} |"
    )


def dictionary() -> str:
    """Return the data dictionary of all tables: the text of docs/tables.md."""
    head = (
        "# Tables\n\nWritten by `python -m extract schema --markdown` from the "
        "declarations in `normalize/tables/`; do not edit.\n"
    )
    return "\n".join([head, *map(described, TABLES)])


def data_package() -> dict[str, Any]:
    """Return the Frictionless Data Package descriptor of a snapshot."""
    return {
        "profile": "data-package",
        "name": "chinese-pharmaceutical-documents",
        "resources": [_resource(cls) for cls in TABLES],
    }


def _resource(cls: type) -> dict[str, Any]:
    declared = table_of(cls)
    return {
        "name": declared.name,
        "path": f"{declared.name}.parquet",
        "title": declared.label,
        "description": declared.meaning,
        "format": "parquet",
        "schema": {"fields": [_package_field(c) for c in columns_of(cls)]} | _keys(cls),
    }


def _keys(cls: type) -> dict[str, Any]:
    primary = [c.name for c in columns_of(cls) if c.role == "id"]
    foreign = [
        {"fields": c.name, "reference": {"resource": c.ref, "fields": _id_of(c)}}
        for c in columns_of(cls)
        if c.ref
    ]
    keys: dict[str, Any] = {}
    if primary:
        keys["primaryKey"] = primary
    if foreign:
        keys["foreignKeys"] = foreign
    return keys


def _id_of(reference: Column) -> str:
    """The id that a reference holds: `policy_id` for `citing_policy_id` too."""
    target = next(cls for cls in TABLES if table_of(cls).name == reference.ref)
    return next(c.name for c in columns_of(target) if c.role == "id")


def _package_field(column: Column) -> dict[str, Any]:
    kind = "array" if get_origin(column.type) is list else FRICTIONLESS[column.type]
    made: dict[str, Any] = {
        "name": column.name,
        "type": kind,
        "title": column.label,
        "description": column.meaning,
    }
    if column.unit:
        made["unit"] = column.unit
    if column.values:
        made["constraints"] = {"enum": list(column.values)}
    return made
