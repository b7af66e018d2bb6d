"""The rows of corrected documents, in a part that speaks instead of the stored one.

What was read stays as it was read: a correction that is taken back leaves no trace.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.corrected import Correction, corrected, of_documents
from normalize.rows import Rows, empty_rows
from normalize.tables import TABLE
from normalize.warehouse.live import Live
from normalize.warehouse.parts import INPUT, ROW, write_part

FOLDER = "corrected"
MARK = ":decided"


def correct_parts(
    parts: list[Path],
    live: Sequence[Live],
    work: Path,
    corrections: Sequence[Correction],
) -> tuple[list[Path], list[Live], list[Correction]]:
    """Return parts and readings as corrected, and the corrections that met a cell.

    Raises Contradiction as `corrected` does.
    """
    asked = of_documents(corrections, ((each.path, each.doc_id) for each in live))
    touched = {each.input: asked[each.doc_id] for each in live if each.doc_id in asked}
    if not touched:
        return parts, [*live], []
    met: dict[Correction, None] = {}
    new: dict[str, Rows] = {}
    for name, rows in _readings(parts, sorted(touched)).items():
        new[name + MARK], own = corrected(rows, touched[name])
        met |= dict.fromkeys(own)
    write_part(new, work / FOLDER)
    now = [
        each._replace(input=each.input + MARK) if each.input in touched else each
        for each in live
    ]
    return [*parts, work / FOLDER], now, [*met]


def _readings(parts: Sequence[Path], names: Sequence[str]) -> dict[str, Rows]:
    """Return the rows of some readings, in the order in which they were read."""
    found = {name: empty_rows() for name in names}
    wanted = pc.field(INPUT).isin(pa.array(names, pa.string()))
    for table in TABLE:
        files = [path for part in parts if (path := part / f"{table}.parquet").exists()]
        rows = [r for f in files for r in pq.read_table(f, filters=wanted).to_pylist()]
        for row in sorted(rows, key=lambda row: (row[INPUT], row[ROW])):
            reading = row.pop(INPUT)
            del row[ROW]
            found[reading][table].append(row)
    return found
