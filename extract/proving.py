"""A snapshot, document by document (逐件): what has to be proved of each.

The tables are sorted on disk and streamed, some documents at a time, so that their size
does not matter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from normalize.checks import row_id_of
from normalize.column import columns_of, table_of
from normalize.rows import Row, Rows
from normalize.tables import TABLE
from normalize.warehouse.duck import Warehouse

AT_ONCE = 100  # documents whose rows are held in memory
READ = "text IS NOT NULL AND status IS DISTINCT FROM 'duplicate'"


class Place(NamedTuple):
    """A cell as evidence names it, within one document."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Claims:
    """A document, its repairs, its cells with their evidence, and the rows they are of.

    The pieces of one cell are in their order.
    """

    document: Row
    repairs: list[Row]
    cells: list[tuple[Place, list[Row]]]
    rows: Mapping[tuple[str, str], Row]


def claims(snapshot: Path) -> Iterator[Claims]:
    """Yield the documents of a snapshot that were read, by path."""
    with TemporaryDirectory() as folder, Warehouse(Path(folder)) as house:
        for name in TABLE:
            path = str(snapshot / f"{name}.parquet").replace("'", "''")
            house.run(
                f"CREATE VIEW {name} AS "
                f"SELECT * FROM read_parquet('{path}', file_row_number = true)"
            )
        house.run(f"""
            CREATE TABLE chunked AS SELECT doc_id, path AS _path,
                (row_number() OVER (ORDER BY path) - 1) // {AT_ONCE} AS _chunk
            FROM documents WHERE {READ}
        """)
        [(count,)] = house.ask("SELECT coalesce(max(_chunk) + 1, 0) FROM chunked")
        for tables in house.chunks(_asked(), int(count)):
            yield from _claims(tables)


def _asked() -> dict[str, str]:
    """The query of each table, in chunks of documents."""
    own = {name: _of_documents(name) for name in ("documents", "evidence", "repairs")}
    sourced = (name for name, cls in TABLE.items() if table_of(cls).evidence)
    return {name: _of_evidence(name) for name in sourced} | own


def _of_documents(name: str) -> str:
    read = f"WHERE {READ}" if name == "documents" else ""
    return f"""
        SELECT t.* EXCLUDE (file_row_number), _chunk, t.file_row_number AS _place
        FROM {name} t JOIN chunked USING (doc_id) {read}
    """


def _of_evidence(name: str) -> str:
    """The rows that a chunk's documents prove cells of: one may come several times."""
    key = next((c.name for c in columns_of(TABLE[name]) if c.role == "id"), "doc_id")
    return f"""
        SELECT t.* EXCLUDE (file_row_number), _chunk, t.file_row_number AS _place
        FROM {name} t JOIN (
            SELECT DISTINCT row_id, _chunk FROM evidence JOIN chunked USING (doc_id)
            WHERE table_name = '{name}'
        ) ON {key} = row_id
    """


def _claims(tables: Rows) -> Iterator[Claims]:
    evidence = _by_document(tables["evidence"])
    repairs = _by_document(tables["repairs"])
    rows = {
        (name, row_id_of(cls, row)): row
        for name, cls in TABLE.items()
        if table_of(cls).evidence
        for row in tables[name]
    }
    for document in tables["documents"]:
        of = document["doc_id"]
        cells = _cells(evidence.get(of, []))
        keys = {(place.table, place.row) for place, _ in cells} & rows.keys()
        own = {key: rows[key] for key in keys}
        yield Claims(document, repairs.get(of, []), cells, own)


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["doc_id"], []).append(row)
    return found


def _cells(evidence: list[Row]) -> list[tuple[Place, list[Row]]]:
    place = itemgetter("table_name", "row_id", "column_name")
    by_place = groupby(sorted(evidence, key=place), place)
    return [(Place(*cell), list(rows)) for cell, rows in by_place]
