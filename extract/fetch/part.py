"""A body that is not whole yet (断点续传): below `.fetch/parts`, with a note.

The note beside it is written first: the address that was read, and the ETag or date by
which the server knows these bytes.  Without one of them, nobody could say whether the
rest belongs to the start, and it is read anew.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extract.fetch.names import key
from extract.fetch.outcomes import TryAgain
from extract.fetch.wire import Answer

RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class Part(NamedTuple):
    """The start of a body, and the note on it."""

    path: Path
    note: Path

    @classmethod
    def of(cls, folder: Path, url: str) -> "Part":
        """Return the part of an address; it need not be there."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder / f"{_name(url)}.part", folder / f"{_name(url)}.json")

    def conditions(self, url: str) -> dict[str, str]:
        """Return the headers that ask for the rest; none where all is to be read."""
        known = self._noted()
        if not known or known["url"] != url or not self.size:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": known["validator"]}

    @property
    def size(self) -> int:
        """Return the bytes that are there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def opened(self, answer: Answer) -> BinaryIO:
        """Return the file to write the body of an answer to, at its end."""
        if answer.status == 206:
            self._check(answer)
            return self.path.open("ab")
        self.drop()
        if note := _note(answer):
            staged = self.note.with_suffix(".new")
            staged.write_text(json.dumps(note), "utf-8")
            staged.replace(self.note)
        return self.path.open("wb")

    def drop(self) -> None:
        """Forget it, the note first: a start without one is never gone on with."""
        self.note.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def _check(self, answer: Answer) -> None:
        found = RANGE.fullmatch(answer.headers.get("content-range", "").strip())
        packed = answer.headers.get("content-encoding", "identity") != "identity"
        if packed or not found or int(found[1]) != self.size:
            self.drop()
            raise TryAgain("the server sent another part than was asked for")

    def _noted(self) -> dict[str, str] | None:
        try:
            known = json.loads(self.note.read_text("utf-8"))
        except (OSError, ValueError):
            return None  # None was written, or not whole.
        return known if {"url", "validator"} == set(known) else None


def sweep(folder: Path, urls: Iterable[str]) -> None:
    """Remove the parts of all addresses but these."""
    kept = {_name(url) for url in urls}
    for path in folder.glob("*"):
        if path.name.partition(".")[0] not in kept:
            path.unlink()


def _name(url: str) -> str:
    return key(url)[:32]


def _note(answer: Answer) -> dict[str, str] | None:
    etag = answer.headers.get("etag", "")
    validator = (
        etag if etag.startswith('"') else answer.headers.get("last-modified", "")
    )
    packed = answer.headers.get("content-encoding", "identity") != "identity"
    return (
        {"url": answer.url, "validator": validator}
        if validator and not packed
        else None
    )
