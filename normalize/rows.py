"""From drafts to typed rows: typing, ids, repeats, evidence and problems, once.

`type_drafts` takes what a parser yields for one document and returns its rows by
table.  Every cell that has a value leaves evidence; every cell that could not be read
is null and leaves a problem, and so does one read from a picture without certainty:
see `normalize.unsure`.  A block that a form prints again is the same row: see
`normalize.repeats`.

>>> from normalize.tables import Patent
>>> raw = "专利 一种示例 到期 长期"
>>> page = Text.raw(raw)
>>> document = Document(
...     name="a", media_type="text/plain", raw=raw, text=page, blocks=(), doc_id="d"
... )
>>> rows = type_drafts(document, [Draft(Patent, title=page[3:7], expires_on=page[11:])])
>>> [(row["title"], row["expires_on"]) for row in rows["patents"]]
[('一种示例', None)]
>>> [(row["column_name"], row["start"], row["end"]) for row in rows["evidence"]]
[('title', 3, 7)]
>>> [(row["code"], row["column_name"], row["quote"]) for row in rows["problems"]]
[('unparsed', 'expires_on', '长期')]
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, get_args, get_origin

from normalize.column import Column, columns_of, table_of
from normalize.document import Document
from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.repeats import Seen
from normalize.tables import TABLES, Evidence, Problem
from normalize.text import Span, Text
from normalize.unsure import doubt, is_unsure, told_once
from normalize.values import Rejected

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@dataclass(slots=True)
class _Typed:
    """A draft being typed: its row so far, and what it leaves behind."""

    row: Row
    evidence: list[Row] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)


def empty_rows() -> Rows:
    """Return every table without a row."""
    return {table_of(cls).name: [] for cls in TABLES}


def type_drafts(document: Document, drafts: Iterable[Draft | Doubt]) -> Rows:
    """Type all drafts of one document; parents are typed before what refers to them."""
    typing = _Typing(document)
    for draft in drafts:
        if isinstance(draft, Doubt):
            typing.rows["problems"].append(problem(document.doc_id, draft))
        else:
            typing.id_of(draft)
    return typing.finished()


def problem(doc_id: str, doubt: Doubt, **where: str) -> Row:
    """Return the problem row of a doubt."""
    return _blank(Problem) | {
        "doc_id": doc_id,
        "severity": doubt.severity,
        "code": doubt.code,
        "message": doubt.message,
        "quote": str(doubt.quote) if doubt.quote is not None else None,
        **where,
    }


class _Typing:
    """The rows of one document as they grow."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.rows = empty_rows()
        self.seen = Seen()
        self.left: dict[str, _Typed] = {}
        self.ids: dict[Draft, str] = {}

    def id_of(self, draft: Draft) -> str:
        """Return the id of the draft's row; type it first if it is new."""
        if draft not in self.ids:
            self.ids[draft] = self._add(draft)
        return self.ids[draft]

    def _add(self, draft: Draft) -> str:
        typed = self._typed(draft)
        row_id, replaced = self.seen.place(draft.table, typed.row)
        if row_id not in self.left or replaced:
            self.left[row_id] = typed
        for left in (*typed.evidence, *typed.problems):
            left["row_id"] = row_id
        return row_id

    def _typed(self, draft: Draft) -> _Typed:
        typed = _Typed(_blank(draft.table))
        for column in columns_of(draft.table):
            if column.role == "doc":
                typed.row[column.name] = self.document.doc_id
            elif column.name in draft.cells:
                self._fill(typed, draft, column, draft.cells[column.name])
        span_of = table_of(draft.table).span_of
        if span_of and isinstance(cell := draft.cells.get(span_of), Text):
            typed.row |= self._place(cell)
        return typed

    def _fill(
        self, typed: _Typed, draft: Draft, column: Column, cell: CellValue
    ) -> None:
        reading = _Reading(self.document, table_of(draft.table).name, column)
        if isinstance(cell, Draft):
            typed.row[column.name] = self.id_of(cell)
            return
        values = reading.values(cell)
        for name, value in zip((column.name, *column.also), values, strict=False):
            if value is not None:
                typed.row[name] = value
        typed.problems += reading.problems
        if table_of(draft.table).evidence and typed.row[column.name] is not None:
            typed.evidence += reading.evidence

    def _place(self, text: Text) -> Row:
        spans = self.document.quotes(text)
        start, end = spans[0].start, spans[-1].end
        return {"start": start, "end": end, "page": self.document.page_of(start)}

    def finished(self) -> Rows:
        """Return the rows without repeats, and what those that stay leave behind."""
        for cls, rows in self.seen.kept.items():
            self.rows[table_of(cls).name] = rows
            for row in rows:
                left = self.left[self.seen.id_of(cls, row)]
                self.rows["evidence"] += left.evidence
                self.rows["problems"] += left.problems
        self.rows["problems"] = list(told_once(self.rows["problems"]))
        return self.rows


class _Reading:
    """One cell being read: values out, evidence and problems kept."""

    def __init__(self, document: Document, table: str, column: Column) -> None:
        self.document = document
        self.table = table
        self.column = column
        self.evidence: list[Row] = []
        self.problems: list[Row] = []
        self.unsure: list[Text] = []
        self.emptied = 0  # Parts of the cell that are no fact.

    def values(self, cell: CellValue) -> tuple[Any, ...]:
        """Return the value, and those of the sibling columns."""
        values = self._values(cell)
        self._tell_unsure()
        return values

    def _values(self, cell: CellValue) -> tuple[Any, ...]:
        if get_origin(self.column.type) is list:
            kept: list[Any] = []
            for item in cell if isinstance(cell, list) else [cell]:
                if (value := self._item(len(kept), item)) is not None:
                    kept.append(value)
            return (kept or None,)
        if isinstance(cell, Text | Implied):
            return self._scalar(self.column, self.column.name, cell)
        raise TypeError(f"{self.table}.{self.column.name}: {cell!r} is not one value")

    def _item(self, i: int, item: Any) -> Any:
        name = f"{self.column.name}.{i}"
        if not isinstance(item, Mapping):
            return self._scalar(self.column, name, item)[0]
        struct = {
            part.name: self._scalar(part, f"{name}.{part.name}", item[part.name])[0]
            if part.name in item
            else None
            for part in columns_of(get_args(self.column.type)[0])
        }
        return struct if any(value is not None for value in struct.values()) else None

    def _scalar(
        self, column: Column, name: str, cell: Text | Implied
    ) -> tuple[Any, ...]:
        if self._is_left_empty(column, cell):
            return (None,)
        try:
            values = parsed(column, cell)
        except Rejected as reason:
            self._reject(column, cell, str(reason))
            return (None,)
        if column.values and values[0] not in (None, *column.values):
            self._reject(column, cell, f"{values[0]!r} is not one of {column.values}")
            return (None,)
        if values[0] is not None:
            self.evidence += self._quotes(name, cell)
        return values

    def _is_left_empty(self, part: Column, cell: Text | Implied) -> bool:
        """Whether unsure characters make the cell, or a part of it, no fact."""
        quote = _quote(cell)
        if quote is None or not is_unsure(self.document, quote):
            return False
        self.unsure.append(quote)
        self.emptied += part.is_exact()
        return part.is_exact()

    def _tell_unsure(self) -> None:
        """Keep one problem of all unsure words of the cell."""
        if self.unsure:
            words, emptied = Text.join(self.unsure), self.emptied > 0
            self._tell(self.column, doubt(self.document, words, emptied=emptied))

    def _reject(self, part: Column, cell: Text | Implied, reason: str) -> None:
        """Keep the problem of a value, or of a part of a list, that is left out."""
        self._tell(part, Doubt("unparsed", reason, _quote(cell), severity="error"))

    def _tell(self, part: Column, doubt: Doubt) -> None:
        told = replace(doubt, message=f"{part.label}: {doubt.message}")
        where = {"table_name": self.table, "column_name": self.column.name}
        self.problems.append(problem(self.document.doc_id, told, **where))

    def _quotes(self, name: str, cell: Text | Implied) -> Iterator[Row]:
        text = _quote(cell)
        row = _blank(Evidence) | {
            "table_name": self.table,
            "column_name": name,
            "doc_id": self.document.doc_id,
            "rule": "quoted" if isinstance(cell, Text) else f"implied: {cell.because}",
        }
        for span in self.document.quotes(text) if text is not None else ():
            yield (
                row
                | self._printed(span)
                | {
                    "page": self.document.page_of(span.start),
                    "start": span.start,
                    "end": span.end,
                    "quote": self.document.raw[span.start : span.end],
                }
            )
        if text is None:
            yield row

    def _printed(self, span: Span) -> Row:
        """Where the words stand on their page, and how sure a picture's reading is."""
        places = self.document.places
        if places is None:
            return {}
        box, confidence = places.box(span), places.confidence(span)
        method = "text" if confidence is None else "ocr"
        return {
            "bbox": list(box) if box else None,
            "method": method,
            "confidence": confidence,
        }


def _quote(cell: Text | Implied) -> Text | None:
    return cell if isinstance(cell, Text) else cell.quote


def parsed(column: Column, cell: Text | Implied) -> tuple[Any, ...]:
    """Return the typed value, and the values of its siblings; raises Rejected."""
    value: Any = column.parse(str(cell)) if isinstance(cell, Text) else cell.value
    if isinstance(cell, Implied) and isinstance(value, str):
        value = column.parse(value)
    values = tuple(value) if column.also and value is not None else (value,)
    return (_conformed(column, values[0]), *values[1:])


def _conformed(column: Column, value: Any) -> Any:
    """Bring a value to the declared type; TypeError where it can not be."""
    declared = column.type
    if get_origin(declared) is list:
        declared = get_args(declared)[0]
    if value is None or type(value) is declared:
        return value
    if declared is float and isinstance(value, int | Decimal):
        return float(value)
    if declared is Decimal and isinstance(value, int):
        return Decimal(value)
    if declared is int and isinstance(value, Decimal) and value == int(value):
        return int(value)
    raise TypeError(f"{column.name}: {value!r} is not a {declared.__name__}")


def _blank(cls: type) -> Row:
    return {column.name: None for column in columns_of(cls)}
