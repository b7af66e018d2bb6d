"""What a snapshot was made of (快照来源): readings, decisions, and what merged them.

>>> one = Live("1", "a.txt", "d")
>>> made_of([one], []) == made_of([one], []), made_of([one], []) == made_of([], [])
(True, False)
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.version import merging_version
from normalize.warehouse.live import Live

if TYPE_CHECKING:
    from normalize.entities.decided import Decision

FILE = "made_of.json"


class MadeOf(NamedTuple):
    """A digest of all that decides a snapshot; what it holds, counted; and the
    decisions that met nothing."""

    digest: str = ""
    unmet: tuple[str, ...] = ()
    counts: Mapping[str, Any] = MappingProxyType({})

    def write(self, folder: Path) -> None:
        """Write it beside the tables."""
        (folder / FILE).write_text(
            json.dumps(self._asdict() | {"counts": dict(self.counts)}) + "\n", "utf-8"
        )


def made_of(live: Sequence[Live], decisions: Sequence["Decision"]) -> str:
    """Return the digest of what a snapshot is made of, readings in order."""
    digest = hashlib.sha256(merging_version().encode())
    for part in (*live, *decisions):
        digest.update(repr(tuple(part)).encode() + b"\n")
    return digest.hexdigest()


def read_made_of(snapshot: Path) -> MadeOf:
    """Return what a snapshot was made of; of none that is known, if it does not say."""
    if not (snapshot / FILE).exists():
        return MadeOf()
    return parsed((snapshot / FILE).read_text("utf-8"))


def parsed(words: str) -> MadeOf:
    """Read what `MadeOf.write` wrote; of another version's layout, nothing.

    >>> parsed('{"digest": "0a"}')
    MadeOf(digest='', unmet=(), counts=mappingproxy({}))
    """
    told = json.loads(words)
    if told.keys() != {*MadeOf._fields}:
        return MadeOf()
    return MadeOf(told["digest"], tuple(told["unmet"]), told["counts"])
