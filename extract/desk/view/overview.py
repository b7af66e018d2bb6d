"""What came of the last run, on one screen (总览).

Counts are of whole tables.  How many lines became cells is counted on documents taken
at even steps, all of them where there are few: to read each again takes time.
"""

from collections.abc import Iterator
from typing import Any

from extract.desk.view.reading import read_all
from extract.desk.view.shelf import Shelf
from normalize.tables import TABLE

SAMPLE = 120  # documents whose lines are counted
EXAMPLES = 4  # of each repair


def overview(shelf: Shelf) -> dict[str, Any]:
    """Return the counts of a snapshot."""
    return {
        "snapshot": shelf.folder.name,
        "run": next(iter(shelf.rows(_RUN)), None),
        "documents": shelf.rows(_DOCUMENTS),
        "tables": [{"table": name, "rows": shelf.count(name)} for name in TABLE],
        "problems": shelf.rows(_PROBLEMS),
        "aside": shelf.rows(_ASIDE),
    }


_RUN = """
    SELECT * EXCLUDE (file_row_number) FROM runs
    ORDER BY started_at DESC, file_row_number DESC LIMIT 1
"""
_DOCUMENTS = """
    SELECT source_type, status, count(*) AS documents, sum(n_pages) AS pages
    FROM documents GROUP BY ALL ORDER BY ALL
"""
_PROBLEMS = """
    SELECT severity, code, count(*) AS problems, count(DISTINCT doc_id) AS documents,
        min(left(message, 200)) AS example
    FROM problems GROUP BY severity, code
    ORDER BY severity = 'error' DESC, severity = 'warning' DESC, 3 DESC, code
"""
_ASIDE = """
    SELECT d.doc_id, d.path, d.status, min(p.code) AS code, min(p.message) AS message
    FROM documents d LEFT JOIN problems p ON p.doc_id = d.doc_id
        AND (d.status <> 'quarantined' OR p.severity = 'error')
    WHERE d.status IN ('quarantined', 'partial')
    GROUP BY d.doc_id, d.path, d.status ORDER BY d.status DESC, d.path LIMIT 100
"""


def repairs(shelf: Shelf) -> list[dict[str, Any]]:
    """Return what was changed and removed, by rule, with examples."""
    return [row | {"examples": _examples(row)} for row in shelf.rows(_REPAIRS)]


_REPAIRS = f"""
    SELECT rule, count(*) AS repairs, count(DISTINCT doc_id) AS documents,
        count(*) FILTER (trim("after") = '') AS removed,
        min({{'doc_id': doc_id, 'start': start, 'end': "end",
            'before': left("before", 120), 'after': left("after", 120)}}, {EXAMPLES})
            FILTER (trim("before") <> '') AS examples
    FROM repairs GROUP BY rule ORDER BY 2 DESC, rule
"""


def _examples(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Keep each example once: the same advertisement stands on many pages."""
    once = {(e["before"], e["after"]): e for e in row["examples"] or ()}
    return list(once.values())


def coverage(shelf: Shelf) -> dict[str, Any]:
    """Return what became of the lines of documents, by source type."""
    found: dict[str, dict[str, Any]] = {}
    read = [row["doc_id"] for row in _sampled(shelf)]
    for reading in read_all(shelf, read):
        kind = reading.row["source_type"]
        counts = found.setdefault(kind, {"source_type": kind, "documents": 0})
        counts["documents"] += 1
        for line in reading.lines:
            counts[line.state] = counts.get(line.state, 0) + 1
    total = shelf.one(f"SELECT count(*) FROM documents WHERE {_READ}")
    types = sorted(found.values(), key=lambda counts: counts["source_type"] or "")
    return {"counted": len(read), "of": total, "types": types}


_READ = "text IS NOT NULL AND status IN ('ok', 'partial')"


def _sampled(shelf: Shelf) -> Iterator[dict[str, Any]]:
    """Yield documents at even steps, in the order of the table."""
    yield from shelf.rows(
        f"""
        WITH read AS (
            SELECT doc_id, row_number() OVER () - 1 AS n,
                count(*) OVER () AS total
            FROM documents WHERE {_READ}
        )
        SELECT doc_id FROM read
        WHERE total <= {SAMPLE} OR n % (total // {SAMPLE}) = 0
        ORDER BY n LIMIT {2 * SAMPLE}
        """
    )
