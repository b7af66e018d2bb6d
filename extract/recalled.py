"""The files of a run and what is known of them (已知读取): little for each of many.

>>> from pathlib import Path
>>> known = Recalled([Input(Path("a.txt"), "a.txt")], [("d", None)])
>>> known.unread, known[0].one.relative, known[0].reading == reading_name("a.txt", "d")
([0], 'a.txt', True)
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.inputs import Input
from normalize.ids import digest
from normalize.warehouse.live import Live


class Known(NamedTuple):
    """A file of the run: what it is, and the reading of it, if it was read before."""

    one: Input
    identity: str
    reading: str
    live: Live | None


class Recalled:
    """The files of a run in order, and the readings of them that count so far.

    A file is made anew when it is asked for: of one, its bytes' id and reading stay.
    """

    def __init__(
        self, inputs: Sequence[Input], told: Iterable[tuple[str, Live | None]]
    ) -> None:
        self._inputs = inputs
        told = list(told)
        self._identities = [identity for identity, _ in told]
        self.live = [live for _, live in told]

    def __len__(self) -> int:
        return len(self.live)

    def __getitem__(self, at: int) -> Known:
        one, identity = self._inputs[at], self._identities[at]
        name = reading_name(one.relative, identity)
        return Known(one, identity, name, self.live[at])

    @property
    def unread(self) -> list[int]:
        """The places of those without a reading."""
        return [at for at, live in enumerate(self.live) if live is None]


def reading_name(path: str, told: str) -> str:
    """Name the reading of a file of this path and identity."""
    return digest("readings", path, told)
