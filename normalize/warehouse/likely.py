"""Which of many texts may be one text: `normalize.entities.shingles`, out of memory.

The same hashes and the same choice of them: candidates are found by SQL over a table of
sketches, and what two of them share is counted from a file.  (Counting by SQL joins
each hash of two million pairs; DuckDB has not the memory for that.)
"""

import os
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from normalize.entities.shingles import (
    NEIGHBORS,
    RAREST,
    Hashes,
    Places,
    contained,
    together,
)
from normalize.warehouse.duck import Warehouse

HELD = 1 << 20  # hashes that wait to be written


class Sketches:
    """The sketches of texts, numbered in the order of their coming."""

    def __init__(self, house: Warehouse, name: str) -> None:
        self.house, self.name = house, name
        self.sizes: list[int] = []
        self.smallest: list[int] = []
        self.held: list[Hashes] = []
        self.waiting = 0
        self.path = house.folder / f"{name}.hashes"
        self.path.touch()
        house.run(f"CREATE TABLE {name} (owner BIGINT, hash UBIGINT)")

    def add(self, hashes: Hashes) -> None:
        """Take in the sketch of the next text."""
        self.sizes.append(len(hashes))
        self.smallest.append(int(hashes[0]) if len(hashes) else 0)
        self.held.append(hashes)
        self.waiting += len(hashes)
        if self.waiting >= HELD:
            self._write()

    def _write(self) -> None:
        owner = len(self.sizes) - len(self.held)
        owners = np.repeat(
            np.arange(owner, len(self.sizes)), [len(each) for each in self.held]
        )
        hashes = np.concatenate([np.empty(0, np.uint64), *self.held])
        self.held, self.waiting = [], 0
        with self.path.open("ab") as file:
            file.write(hashes.tobytes())
        self.house.sql.register("taken", pa.table({"owner": owners, "hash": hashes}))
        self.house.run(f"INSERT INTO {self.name} SELECT * FROM taken")
        self.house.sql.unregister("taken")

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the places of texts that may be one, the smaller place first.

        Texts that share their smallest hash stand side by side.
        """
        self._write()
        smallest = pa.array(self.smallest, pa.uint64())
        owners = np.arange(len(self.smallest))
        self.house.take("told", pa.table({"owner": owners, "smallest": smallest}))
        for name, query in _STEPS.items():
            step = query.format(sketches=self.name)
            self.house.run(f"CREATE OR REPLACE TABLE {name} AS {step}")
            for read in _READ_LAST.get(name, ()):
                self.house.run(f"DROP TABLE {read.format(sketches=self.name)}")
        sizes = np.array(self.sizes, np.int64)
        with self.path.open("rb") as file:
            reader = _reader(file.fileno(), sizes)
            for batch in self.house.batches(_PAIRS):
                places = np.column_stack([batch["one"], batch["other"]])
                for some in together(places, sizes):
                    yield from _contained(some, reader)
        self.path.unlink()
        self.house.run("DROP TABLE candidates")


def _reader(file: int, sizes: Places) -> Callable[[int], Hashes]:
    """Return what reads a sketch from a file of all of them, by its place."""
    lengths = sizes * np.dtype(np.uint64).itemsize
    starts = np.cumsum(lengths) - lengths

    def read(place: int) -> Hashes:
        return np.frombuffer(os.pread(file, lengths[place], starts[place]), np.uint64)

    return read


def _contained(
    pairs: Places, read: Callable[[int], Hashes]
) -> Iterator[tuple[int, int]]:
    places, which = np.unique(pairs, return_inverse=True)
    sketches = [read(place) for place in places.tolist()]
    kept = pairs[contained(sketches, which.reshape(-1, 2))]
    yield from zip(*kept.T.tolist(), strict=True)


# One after the other: each join then has all of the memory to itself.
_STEPS = {
    "often": "SELECT hash, count(*) AS n FROM {sketches} GROUP BY hash HAVING n > 1",
    "rare": f"""
        SELECT owner, hash FROM {{sketches}} JOIN often USING (hash)
        QUALIFY row_number() OVER (PARTITION BY owner ORDER BY n, hash) <= {RAREST}
    """,
    "placed": """
        SELECT owner, hash,
            row_number() OVER (PARTITION BY hash ORDER BY smallest, owner) AS place
        FROM rare JOIN told USING (owner)
    """,
    "candidates": f"""
        SELECT DISTINCT least(a.owner, b.owner) AS one,
            greatest(a.owner, b.owner) AS other
        FROM placed a JOIN placed b ON a.hash = b.hash
            AND b.place > a.place AND b.place <= a.place + {NEIGHBORS}
    """,
}
_READ_LAST = {
    "rare": ("{sketches}", "often"),
    "placed": ("rare",),
    "candidates": ("placed",),
}
_PAIRS = """
    SELECT one, other FROM candidates JOIN told ON owner = one
    ORDER BY smallest, one, other
"""
