"""A file that was set aside: its row in `documents`, and the reason in `problems`."""

from normalize.column import columns_of
from normalize.draft import Doubt
from normalize.ids import digest
from normalize.rows import Row, Rows, empty_rows, problem
from normalize.tables import DocumentRow


def blank_document(doc_id: str) -> Row:
    """Return a row of `documents` that says nothing yet."""
    return {column.name: None for column in columns_of(DocumentRow)} | {
        "doc_id": doc_id
    }


def set_aside(doc_id: str, relative: str, size: int | None, *reasons: Doubt) -> Rows:
    """Return the rows of a quarantined file; `size` in bytes, if it is known."""
    rows = empty_rows()
    document = {"path": relative, "bytes": size, "status": "quarantined"}
    rows["documents"] = [blank_document(doc_id) | document | {"source_type": "unknown"}]
    rows["problems"] = [problem(doc_id, doubt) for doubt in reasons]
    return rows


def not_opened(relative: str, reason: str) -> Rows:
    """Return the rows of a path that may not be opened."""
    return set_aside_unseen(relative, "not_opened", reason)


def set_aside_unseen(relative: str, code: str, reason: str) -> Rows:
    """Return the rows of a path whose bytes are unknown, so that its id is its own."""
    doubt = Doubt(code, reason, severity="error")
    return set_aside(path_id(relative), relative, None, doubt)


def read_again(rows: Rows, first: str) -> Rows:
    """Return the rows of a document, saying what happened when it was read first."""
    said = f"The first time: {first} It was read again, alone."
    doubt = Doubt("retried", said, severity="info")
    told = problem(rows["documents"][0]["doc_id"], doubt)
    return rows | {"problems": [*rows["problems"], told]}


def path_id(relative: str) -> str:
    """Return the id of a path that can not be opened, where others have their bytes'.

    >>> path_id("a.txt")
    '6a5219956e4c5393'
    """
    return digest("not opened", relative)
