"""What a published folder says, as one hash a table: for comparing two runs.

    python -m tests.hashes OUT [OTHER]      the hashes; or the tables that differ

Left out is what tells of the run and not of the documents: the table `runs`, and of
`documents` when and by which run each was read.
"""

import hashlib
import sys
from pathlib import Path

import pyarrow.parquet as pq

from extract.snapshot import PACKAGE, current
from normalize.tables import TABLE

OF_THE_RUN = ("run_id", "seconds")


def hashes(out: Path) -> dict[str, str]:
    """The hash of each table that readers of a folder see: of its bytes, to the last."""
    return hashes_of(current(out))


def hashes_of(folder: Path) -> dict[str, str]:
    """The hash of each table of one snapshot, and of what describes them."""
    tables = {name: folder / f"{name}.parquet" for name in TABLE if name != "runs"}
    paths = tables | {PACKAGE: folder / PACKAGE}
    return {
        name: hashlib.sha256(_content(path)).hexdigest() for name, path in paths.items()
    }


def _content(path: Path) -> bytes:
    if path.stem != "documents":
        return path.read_bytes()
    table = pq.read_table(path).drop_columns(list(OF_THE_RUN))
    return repr((table.schema.to_string(), table.to_pylist())).encode()


def differing(one: Path, other: Path) -> list[str]:
    """The tables that two folders hold otherwise."""
    mine, theirs = hashes(one), hashes(other)
    return [name for name in mine if mine[name] != theirs[name]]


if __name__ == "__main__":
    folders = [Path(each) for each in sys.argv[1:]]
    if len(folders) == 2:
        print("\n".join(differing(*folders)) or "The tables are the same.")
    else:
        for name, told in hashes(*folders).items():
            print(told, name)
