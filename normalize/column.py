"""How a table is declared: a frozen dataclass with one `column(...)` a line.

Arrow schema, typing, checks, data dictionary, `datapackage.json` and evidence all
derive from that one declaration.

>>> from datetime import date
>>> @table("launches", "上市", "One row per launch.", key=("drug",))
... class Launch:
...     launch_id: str = row_id()
...     drug: str = column("药品", "The drug.")
...     on: date = column("日期", "The day.", also=("on_precision",))
...     on_precision: str = column("精度", "How exact.", values=("day", "month"))
>>> [(c.name, c.type.__name__, c.also) for c in columns_of(Launch)][:2]
[('launch_id', 'str', ()), ('drug', 'str', ())]
>>> table_of(Launch).name
'launches'
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from normalize.values.plain import plain

Parse = Callable[[str], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is known about a column.

    `parse` turns words into a value; where it returns a tuple, its further items fill
    the columns named in `also`.  `values` closes the vocabulary.  `ref` names the
    table whose id stands here.  `of` names the column that this one qualifies: the two
    are always taken from the same document.  `required` names the source types whose
    documents have to state it.  `role` is empty for what words state, else `id`, `doc`
    (whose row it is), `file` or `run` (what is known of these) or `merge` (what is
    known when all documents are).  `code` says that the words are a number or a code.
    """

    name: str
    type: Any
    label: str
    meaning: str
    unit: str
    parse: Parse
    also: tuple[str, ...]
    values: tuple[str, ...]
    ref: str
    of: str
    required: tuple[str, ...]
    role: str
    code: bool

    def is_exact(self) -> bool:
        """Say whether one wrong character makes it another value: no name, no text."""
        each = get_args(self.type)[0] if get_origin(self.type) is list else self.type
        return self.code or bool(self.values) or each is not str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is known about a table.

    `key` names the columns that tell its rows apart within a document; `span_of` the
    cell whose place fills `start`, `end` and `page` of a table that is its own
    evidence.  `blocks` says that its rows are blocks that a form may print again.
    """

    name: str
    label: str
    meaning: str
    key: tuple[str, ...]
    span_of: str = ""
    evidence: bool = True
    blocks: bool = False


def table(
    name: str, label: str, meaning: str, **options: Any
) -> Callable[[type], type]:
    """Declare the decorated class a table."""

    def declare(cls: type) -> type:
        made: Any = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.__table__ = Table(name=name, label=label, meaning=meaning, **options)
        return cast(type, made)

    return declare


def column(
    label: str,
    meaning: str,
    *,
    parse: Parse = plain,
    also: tuple[str, ...] = (),
    unit: str = "",
    values: tuple[str, ...] = (),
    ref: str = "",
    of: str = "",
    required: tuple[str, ...] = (),
    role: str = "",
    code: bool = False,
) -> Any:
    """Declare a column: its Chinese label, its meaning, how its words are read."""
    declared = {
        "label": label, "meaning": meaning, "parse": parse, "also": also,
        "unit": unit, "values": values, "ref": ref, "of": of, "required": required,
        "role": role, "code": code,
    }  # fmt: skip
    return field(default=None, metadata=declared)


def row_id() -> Any:
    """Declare the id of a row: 16 hex digits, the same for the same input."""
    return column("行标识", "Deterministic id of the row.", role="id")


def source() -> Any:
    """Declare the document that a row comes from."""
    return column(
        "文件标识", "The document: first 16 hex digits of its SHA-256.", role="doc"
    )


def precision(of: str) -> Any:
    """Declare the sibling that says how exact a date is."""
    return column(
        "精度",
        f"How exact `{of}` is; a coarser date is its first day.",
        values=PRECISIONS,
        of=of,
    )


PRECISIONS = ("day", "month", "year")


@cache
def columns_of(cls: type) -> tuple[Column, ...]:
    """List the columns of a table, or of a struct, in their order."""
    hints = get_type_hints(cls)
    return tuple(
        Column(name=f.name, type=hints[f.name], **f.metadata) for f in fields(cls)
    )


def table_of(cls: type) -> Table:
    """Return what is declared about a table."""
    declared: Table = cls.__table__  # type: ignore[attr-defined]
    return declared
