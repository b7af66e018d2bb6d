"""What a snapshot was made of (快照来源): readings, decisions, and what merged them.

>>> one = Live("1", "a.txt", "d")
>>> made_of([one], []) == made_of([one], []), made_of([one], []) == made_of([], [])
(True, False)
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.version import merging_version
from normalize.warehouse.live import Live

if TYPE_CHECKING:
    from normalize.decisions import Ruling

FILE = "made_of.json"


class MadeOf(NamedTuple):
    """A digest of all that decides a snapshot; the decisions that met nothing; what it
    holds, counted; and what decides it beside the documents: merging code, decisions.

    Empty where that is not known.
    """

    digest: str = ""
    unmet: tuple[str, ...] = ()
    counts: Mapping[str, Any] = MappingProxyType({})
    merging: str = ""
    decisions: str = ""

    def write(self, folder: Path) -> None:
        """Write it beside the tables."""
        (folder / FILE).write_text(
            json.dumps(self._asdict() | {"counts": dict(self.counts)}) + "\n", "utf-8"
        )


def made_of(live: Sequence[Live], decisions: Sequence["Ruling"]) -> str:
    """Return the digest of what a snapshot is made of, readings in order."""
    return _digest(merging_version(), [*live, *decisions])


def decided(decisions: Sequence["Ruling"]) -> str:
    """Return the digest of decisions; it is never empty."""
    return _digest("decisions", decisions)


def _digest(first: str, parts: Iterable[tuple[object, ...]]) -> str:
    digest = hashlib.sha256(first.encode())
    for part in parts:
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
    MadeOf(digest='', unmet=(), counts=mappingproxy({}), merging='', decisions='')
    """
    told = json.loads(words)
    if told.keys() != {*MadeOf._fields}:
        return MadeOf()
    return MadeOf(**told | {"unmet": tuple(told["unmet"])})
