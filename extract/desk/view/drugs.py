"""One drug (药品): its events in time, its trials with their outcomes, its filings."""

from typing import Any

from extract.desk.view import documents, queries
from extract.desk.view.shelf import Shelf, declared

MOST = 500  # rows of one table that are shown of a drug
OF_DRUG = (
    "filings", "trials", "outcomes", "events", "patents", "recommendations",
    "adverse_events", "quantities", "filing_changes",
)  # fmt: skip
_ORDER = {
    "events": "event_date DESC NULLS LAST, file_row_number",
    "filings": "catalog_year DESC NULLS LAST, file_row_number",
}


def drug(shelf: Shelf, drug_id: str) -> dict[str, Any]:
    """Return a drug with everything that refers to it; raises NotThere."""
    row = queries.row(shelf, "drugs", drug_id)
    return {
        **documents.detail(shelf, "drugs", row),
        "related": {name: _related(shelf, name, drug_id) for name in OF_DRUG},
        "documents": _documents(shelf, row),
        "endpoints": _endpoints(shelf, drug_id),
    }


def _related(shelf: Shelf, name: str, drug_id: str) -> dict[str, Any]:
    columns = ", ".join(f'"{column}"' for column in declared(name))
    rows = shelf.rows(
        f'SELECT {columns} FROM "{name}" WHERE drug_id = ? '
        f"ORDER BY {_ORDER.get(name, 'file_row_number')} LIMIT {MOST}",
        drug_id,
    )
    total = len(rows)
    if total == MOST:
        total = shelf.one(f'SELECT count(*) FROM "{name}" WHERE drug_id = ?', drug_id)
    return {"rows": rows, "total": total}


def _documents(shelf: Shelf, row: dict[str, Any]) -> list[dict[str, Any]]:
    ids = [*dict.fromkeys([row["doc_id"], *(row["doc_ids"] or ())])]
    return shelf.rows(
        """
        SELECT doc_id, any_value(path) AS path, any_value(title) AS title,
            any_value(source_type) AS source_type,
            any_value(published_at) AS published_at
        FROM documents WHERE doc_id IN (SELECT unnest(?)) AND status <> 'duplicate'
        GROUP BY doc_id ORDER BY published_at NULLS LAST, path
        """,
        ids,
    )


def _endpoints(shelf: Shelf, drug_id: str) -> list[dict[str, Any]]:
    """Return the endpoints that can be plotted for a drug."""
    return shelf.rows(f"{_PLOTTED} AND drug_id = ? {_GROUPED}", drug_id)


def endpoints(shelf: Shelf) -> list[dict[str, Any]]:
    """Return the endpoints that can be plotted across drugs, most drugs first."""
    return shelf.rows(f"{_PLOTTED} {_GROUPED}")


_PLOTTED = """
    SELECT coalesce(endpoint, endpoint_text) AS endpoint, statistic,
        coalesce(unit, '') AS unit, count(*) AS rows, count(DISTINCT drug_id) AS drugs
    FROM outcomes
    WHERE (value IS NOT NULL OR ci_low IS NOT NULL)
        AND coalesce(endpoint, endpoint_text) IS NOT NULL AND statistic IS NOT NULL
"""
_GROUPED = "GROUP BY ALL ORDER BY drugs DESC, rows DESC, 1, 2, 3 LIMIT 300"
