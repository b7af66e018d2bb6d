"""What belongs together because it shares a link, over whatever steps (连通分量).

>>> links = Links()
>>> for at, keys in [(10, ["甲"]), (20, ["乙"]), (30, ["甲", "丙"]), (40, ["丙"])]:
...     links.add(at, keys)
>>> [labels.tolist() for labels in links.components()]
[[10, 20, 30, 40], [0, 1, 0, 0]]
>>> links.chunked(most=3)
({10: 0, 20: 1, 30: 0, 40: 0}, 2)
"""

from array import array
from collections.abc import Hashable, Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from normalize.warehouse.duck import AT, CHUNK

Ints = npt.NDArray[np.int64]


class Links:
    """The links of rows, eight bytes each: of two that collide rows are together."""

    def __init__(self) -> None:
        self.places = array("q")
        self.owners = array("q")
        self.keys = array("q")

    def add(self, at: int, keys: Iterable[Hashable]) -> None:
        """Take in a row by its place, and what it shares with others."""
        owner = len(self.places)
        self.places.append(at)
        for key in keys:
            self.owners.append(owner)
            self.keys.append(hash(key))

    def components(self) -> tuple[Ints, Ints]:
        """Return the places of rows, and beside each the first row that it is with."""
        owners = np.frombuffer(self.owners, np.int64)
        _, keys = np.unique(np.frombuffer(self.keys, np.int64), return_inverse=True)
        label = np.arange(len(self.places))
        while True:
            least = np.full(keys.max(initial=-1) + 1, len(label))
            np.minimum.at(least, keys, label[owners])
            lower = label.copy()
            np.minimum.at(lower, owners, least[keys])
            lower = lower[lower]
            if np.array_equal(lower, label):
                return np.frombuffer(self.places, np.int64), label
            label = lower

    def chunks(self, most: int, least: int = 1) -> tuple[pa.Table, int]:
        """Deal components out to chunks of about `most` rows; how many there are.

        Components of less than `least` rows are left out.
        """
        places, label = self.components()
        sizes = np.bincount(label, minlength=len(label))
        sizes[sizes < least] = 0
        before = np.cumsum(sizes) - sizes
        chunk = np.where(sizes > 0, before // most, -1)[label]
        kept = chunk >= 0
        _, dense = np.unique(chunk[kept], return_inverse=True)
        table = pa.table({AT: places[kept], CHUNK: dense.astype(np.int64)})
        return table, int(dense.max(initial=-1)) + 1

    def chunked(self, most: int) -> tuple[dict[int, int], int]:
        """Return the chunk of each row, for looking at a few."""
        table, count = self.chunks(most)
        return dict(zip(*table.to_pydict().values(), strict=True)), count
