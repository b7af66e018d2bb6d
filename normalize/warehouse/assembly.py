"""The published tables, from what the merge found, one file each (装配与写出).

Rows are written in their order and in groups of one size, so that the bytes depend on
nothing else; a table is never in memory as a whole.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.merge import date_drugs
from normalize.order import ORDER
from normalize.schema import arrow_schema
from normalize.tables import TABLE
from normalize.warehouse.details import DETAIL_NAMES
from normalize.warehouse.duck import AT, Warehouse, typed
from normalize.warehouse.parts import INPUT, files
from normalize.warehouse.state import MERGED, now

GROUP = 10_000  # rows of a row group
# Tables that the merge made, by the view that holds them.
MADE = ("policies", "filing_changes", "entities", "mentions")


def write_tables(
    house: Warehouse, parts: list[Path], folder: Path, days: Mapping[str, date]
) -> None:
    """Write every table but `runs` into a folder."""
    for name, cls in TABLE.items():
        if name == "runs":
            continue
        # Joins first, then the order: both at once want more memory than there is
        # (the evidence of 100,000 documents).
        house.keep(f"last_{name}", _source(house, name, parts))
        schema = arrow_schema(cls)
        with pq.ParquetWriter(
            folder / f"{name}.parquet", schema, compression="zstd", version="2.6"
        ) as writer:
            batches = _batches(house, name, _ordered(name), days)
            for group in _groups(batches, schema):
                writer.write_table(group, row_group_size=GROUP)


def _ordered(name: str) -> str:
    """The SQL of a table in its order."""
    has_place = name not in (*MADE, "drugs", "events", "documents", "problems")
    order = [f'"{column}" NULLS LAST' for column in ORDER.get(name, ())]
    order += [AT] if has_place else []
    columns = ", ".join(f'"{field}"' for field in arrow_schema(TABLE[name]).names)
    return f"SELECT {columns} FROM last_{name} ORDER BY {', '.join(order)}"


def _source(house: Warehouse, name: str, parts: list[Path]) -> str:
    if name in MADE:
        return f"FROM now_{name}"
    match name:
        case "drugs" | "events":
            return f"FROM merged_{name}"
        case "documents":
            return _documents(files(house, name, TABLE[name], parts))
        case "problems":
            return _PROBLEMS
        case "evidence":
            return _EVIDENCE
        case "fields" | "repairs":
            return f"FROM raw_{name}"
    return now(name)


def _documents(every: str) -> str:
    """Each file, also that of which another one has the bytes."""
    return f"""
        SELECT t.* REPLACE (
            CASE WHEN r.path = r.original THEN status ELSE 'duplicate' END AS status,
            CASE WHEN r.path = r.original THEN duplicate_of ELSE r.original END
                AS duplicate_of,
            c.copy_of AS copy_of, c.copy_likeness AS copy_likeness
        )
        FROM {every} t JOIN readings r ON r.input = t.{INPUT}
        LEFT JOIN copies c ON c.doc_id = t.doc_id AND r.path = r.original
    """


_PROBLEMS = f"""
    SELECT t.* EXCLUDE ({AT}) REPLACE (coalesce(new, row_id) AS row_id)
    FROM raw_problems t LEFT JOIN renamed n ON n.kind = table_name AND n.old = row_id
    UNION ALL BY NAME SELECT * FROM problems
"""

_PROOFS = [f"FROM proofs_{table}" for table in MERGED]
# What proves merged rows, and what copies tell, was told anew by the merge.
_EVIDENCE = f"""
    SELECT * FROM raw_evidence t WHERE table_name NOT IN {MERGED} AND NOT (
        table_name IN {DETAIL_NAMES} AND doc_id IN (SELECT doc_id FROM copied)
    )
    UNION ALL BY NAME SELECT * FROM (
        FROM evidence UNION ALL BY NAME {" UNION ALL BY NAME ".join(_PROOFS)}
    ) t
    ANTI JOIN removed gone ON gone.kind = t.table_name AND gone.id = t.row_id
"""


def _batches(
    house: Warehouse, name: str, query: str, days: Mapping[str, date]
) -> Iterator[pa.RecordBatch]:
    schema = arrow_schema(TABLE[name])
    for batch in house.batches(query):
        batch = typed(batch, schema)
        if name == "drugs":
            drugs = batch.to_pylist()
            date_drugs(drugs, days)
            batch = pa.RecordBatch.from_pylist(drugs, schema)
        yield batch


def _groups(batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Cut batches, whatever their size, into tables of `GROUP` rows."""
    held = schema.empty_table()
    for batch in batches:
        more = pa.Table.from_batches([batch]).cast(schema)
        held = pa.concat_tables([held, more])
        while len(held) >= GROUP:
            yield held.slice(0, GROUP).combine_chunks()
            held = held.slice(GROUP)
    if len(held):
        yield held.combine_chunks()
