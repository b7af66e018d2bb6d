"""Documents that are worth another try (再读): what ended them was a limit, or a crash.

It may lie in the machine as well as in the document, so a run with `--retry` reads them
again, alone among what has not changed.
"""

from collections.abc import Iterable
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.warehouse.parts import INPUT

CODES = ("timeout", "crashed", "out_of_memory")


def failed(part: Path, readings: Iterable[str]) -> set[str]:
    """Return which of these readings in a part were ended by a limit or a crash."""
    path = part / "problems.parquet"
    if not path.exists():
        return set()
    ended = pc.field("code").isin(CODES) & (pc.field("severity") == "error")
    found = pq.read_table(path, columns=[INPUT], filters=ended)[INPUT].to_pylist()
    return set(found) & set(readings)
