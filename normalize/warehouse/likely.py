"""Which of many texts may be one text: `normalize.entities.shingles`, out of memory.

The same hashes and the same choice of them, as SQL over a table of sketches.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from normalize.entities.shingles import LEAST, NEIGHBORS, RAREST, Hashes
from normalize.warehouse.duck import Warehouse

HELD = 1 << 20  # hashes that wait to be written


class Sketches:
    """The sketches of texts, numbered in the order of their coming."""

    def __init__(self, house: Warehouse, name: str) -> None:
        self.house, self.name = house, name
        self.sizes: list[int] = []
        self.smallest: list[int] = []
        self.held: list[Hashes] = []
        house.run(f"CREATE TABLE {name} (owner BIGINT, hash UBIGINT)")

    def add(self, hashes: Hashes) -> None:
        """Take in the sketch of the next text."""
        self.sizes.append(len(hashes))
        self.smallest.append(int(hashes[0]) if len(hashes) else 0)
        self.held.append(hashes)
        if sum(map(len, self.held)) >= HELD:
            self._write()

    def _write(self) -> None:
        owner = len(self.sizes) - len(self.held)
        owners = np.repeat(
            np.arange(owner, len(self.sizes)), [len(each) for each in self.held]
        )
        hashes = np.concatenate([np.empty(0, np.uint64), *self.held])
        self.held = []
        self.house.sql.register("taken", pa.table({"owner": owners, "hash": hashes}))
        self.house.run(f"INSERT INTO {self.name} SELECT * FROM taken")
        self.house.sql.unregister("taken")

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the places of texts that may be one, the smaller place first.

        Texts that share their smallest hash stand side by side.
        """
        self._write()
        size = np.array(self.sizes, np.int64)
        sizes = {"owner": np.arange(len(size)), "size": size, "smallest": self.smallest}
        schema = pa.schema(
            [("owner", pa.int64()), ("size", pa.int64()), ("smallest", pa.uint64())]
        )
        self.house.take("sizes", pa.table(sizes, schema=schema))
        for name, query in _STEPS.items():
            step = query.format(sketches=self.name)
            self.house.run(f"CREATE OR REPLACE TABLE {name} AS {step}")
        for batch in self.house.batches(_PAIRS):
            yield from zip(*(column.to_pylist() for column in batch), strict=True)
        for name in (self.name, *_STEPS):
            self.house.run(f"DROP TABLE {name}")


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
        FROM rare JOIN sizes USING (owner)
    """,
    "candidates": f"""
        SELECT DISTINCT least(a.owner, b.owner) AS one,
            greatest(a.owner, b.owner) AS other
        FROM placed a JOIN placed b ON a.hash = b.hash
            AND b.place > a.place AND b.place <= a.place + {NEIGHBORS}
    """,
    "common": """
        SELECT one, other, count(*) AS n FROM candidates
        JOIN {sketches} a ON a.owner = one
        JOIN {sketches} b ON b.owner = other AND b.hash = a.hash
        GROUP BY one, other
    """,
}
_PAIRS = f"""
    SELECT one, other FROM common
    JOIN sizes a ON a.owner = one JOIN sizes b ON b.owner = other
    WHERE n / least(a.size, b.size) >= {LEAST}
    ORDER BY a.smallest, one, other
"""
