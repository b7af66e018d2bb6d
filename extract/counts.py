"""How many of what a snapshot holds (计数), asked of its files."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from extract.asking import asking, rows_of
from normalize.rows import Row
from normalize.tables import TABLE

STATUSES = ("ok", "partial", "quarantined", "duplicate")


def counts(snapshot: Path, last: Path | None) -> Row:
    """Return what a row of `runs` counts of a snapshot, and of the one before."""
    return {
        **{f"inputs_{name}": n for name, n in statuses(snapshot).items()},
        **_changes(snapshot, last),
        "rows": json.dumps(table_sizes(snapshot)),
    }


def statuses(snapshot: Path) -> dict[str, int]:
    """Count documents by what became of them."""
    query = f"SELECT status, count(*) FROM {rows_of(snapshot, 'documents')} GROUP BY 1"
    found = dict(_asked(query))
    return {status: found.get(status, 0) for status in STATUSES}


def table_sizes(snapshot: Path) -> dict[str, int]:
    """Count the rows of each table that is there."""
    paths = {name: snapshot / f"{name}.parquet" for name in TABLE}
    return {
        name: pq.read_metadata(path).num_rows
        for name, path in paths.items()
        if path.exists()
    }


def _changes(snapshot: Path, last: Path | None) -> Row:
    new, changed, removed = files_changed(snapshot, last)
    return {
        "inputs_new": new, "inputs_changed": changed, "inputs_removed": removed,
    }  # fmt: skip


def files_changed(snapshot: Path, last: Path | None) -> tuple[int, int, int]:
    """Count the files that came, changed and went since the last snapshot."""
    now = f"(SELECT path, doc_id FROM {rows_of(snapshot, 'documents')})"
    was = f"(SELECT path, doc_id FROM {rows_of(last or snapshot, 'documents')})"
    if last is None:
        was = f"(SELECT * FROM {was} WHERE false)"
    [(new, changed, removed)] = _asked(f"""
        SELECT count(*) FILTER (was.path IS NULL),
            count(*) FILTER (was.doc_id <> now.doc_id),
            count(*) FILTER (now.path IS NULL)
        FROM {now} now FULL JOIN {was} was ON was.path = now.path
    """)
    return new, changed, removed


def problem_counts(snapshot: Path) -> list[tuple[str, str, int]]:
    """Count problems by severity, the worst first, and code."""
    return _asked(f"""
        SELECT severity, code, count(*) FROM {rows_of(snapshot, "problems")}
        GROUP BY 1, 2
        ORDER BY list_position(['error', 'warning', 'info'], severity), code
    """)


def set_aside(snapshot: Path) -> list[tuple[str, str]]:
    """List every quarantined document with the reason."""
    return _asked(f"""
        SELECT path, min(code || ': ' || message)
        FROM {rows_of(snapshot, "documents")} JOIN {rows_of(snapshot, "problems")}
            USING (doc_id)
        WHERE status = 'quarantined' AND severity = 'error' GROUP BY path ORDER BY path
    """)


def _asked(query: str) -> list[tuple[Any, ...]]:
    with asking() as sql:
        return sql.execute(query).fetchall()
