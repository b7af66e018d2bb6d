"""One file: bytes in, typed rows out; a file that can not be read says why.

This is the pure function that runs in every worker: it looks at nothing but the bytes
and the name, and it does not raise for a bad document.
"""

from collections.abc import Sequence
from dataclasses import replace

from extract.aside import blank_document, not_opened, set_aside
from extract.inputs import Input, NotOpened, read_bytes
from extract.readers import Unreadable, read
from extract.version import labeled, reading_version
from normalize.column import columns_of
from normalize.document import Document, doc_id
from normalize.draft import Doubt
from normalize.entities.quoted import mention_cells
from normalize.form.aliases import Alias
from normalize.layout import LayoutChanged
from normalize.repairs import repair_all
from normalize.repairs.traditional import lean
from normalize.required import missing
from normalize.rows import Row, Rows, problem, type_drafts
from normalize.tables import RepairRow
from parsers import Parser, Unclaimed, claim, name, source_type

UNTRUSTED = {"spun_text"}  # Doubts of repairs: its facts were altered, none is read.
# Notes of words that are missing.
LOSSES = {"page_unread", "pages_lost", "cut_short", "more_pages", "truncated"}


def extract_file(one: Input) -> Rows:
    """Return the rows of one file; its row in `documents` says what became of it."""
    relative = one.relative
    try:
        data = read_bytes(one)
    except NotOpened as reason:
        return not_opened(relative, str(reason))
    return extract_bytes(data, relative, one.labels)


def extract_bytes(data: bytes, relative: str, labels: tuple[Alias, ...] = ()) -> Rows:
    """Return the rows of the content of a file; `labels` are those people know."""
    try:
        document, doubts = repaired(data, relative)
    except Unreadable as reason:
        doubt = Doubt(reason.code, str(reason), severity="error")
        return set_aside(doc_id(data), relative, len(data), doubt)
    rows = _parsed(replace(document, labels=labels), doubts)
    parser = rows["documents"][0]["parser"]
    rows["repairs"] = _repair_rows(document)
    rows["documents"][0] |= {
        "path": relative,
        "bytes": len(data),
        "media_type": document.media_type,
        "script": _script(document.raw),
        "n_pages": len(document.page_starts) or None,
        "text": str(document.text),
        "parser_version": reading_version(parser) + labeled(parser, labels),
    }
    return rows


def repaired(data: bytes, relative: str) -> tuple[Document, list[Doubt]]:
    """Read a file and repair its text; Unreadable where there is nothing to read."""
    document = read(data, relative)
    text, doubts = repair_all(document.text)
    notes = [
        Doubt(code, message, severity="error" if code in LOSSES else "warning")
        for code, message in document.notes
    ]
    return document.repaired(text), [*notes, *doubts]


def _parsed(document: Document, doubts: Sequence[Doubt]) -> Rows:
    if any(doubt.code in UNTRUSTED for doubt in doubts):
        return set_aside(document.doc_id, document.name, None, *doubts)
    try:
        parser = claim(document)
        rows = type_drafts(document, parser.parse(document))
        rows["problems"] += missing(rows, name(parser), document.doc_id)
        mention_cells(rows)
    except Unclaimed as reason:
        doubt = Doubt("unknown_document", str(reason), severity="error")
    except LayoutChanged as reason:
        doubt = Doubt("layout_changed", str(reason), severity="error")
    else:
        told = [problem(document.doc_id, doubt) for doubt in doubts]
        rows["problems"] = [*told, *rows["problems"]]
        return _with_status(document, rows, parser)
    # What the reader lost comes first: it may be why no parser knows the rest.
    return set_aside(document.doc_id, document.name, None, *doubts, doubt)


def _with_status(document: Document, rows: Rows, parser: Parser) -> Rows:
    """The rows with their document: partial where an error tells what they lack."""
    row = rows["documents"][0] if rows["documents"] else blank_document(document.doc_id)
    severities = {p["severity"] for p in rows["problems"]}
    row["status"] = "partial" if "error" in severities else "ok"
    row["source_type"], row["parser"] = source_type(parser), name(parser)
    rows["documents"] = [row]
    return rows


def _repair_rows(document: Document) -> list[Row]:
    names = [column.name for column in columns_of(RepairRow)]
    return [
        dict(zip(names, (document.doc_id, *repair), strict=True))
        for repair in document.text.repairs(document.raw)
    ]


def _script(words: str) -> str | None:
    """Hant or Hans, by the characters that only one of them has; None without any."""
    traditional, simplified = lean(words)
    if not traditional + simplified:
        return None
    return "Hant" if traditional > simplified else "Hans"
