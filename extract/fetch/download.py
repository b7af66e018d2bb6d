"""A body becomes a file of the raw folder (下载): whole and sound, or not at all.

It is written below `.fetch/parts`, which no run reads; judged; brought to disk; and
only then moved to its name, in one step.  A document that changed at its address takes
the place of the old one, whose bytes are not kept; one that has vanished there stays.
A file whose bytes are the same is not touched, so that a run need not read it again.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extract.durable import bring_to_disk
from extract.fetch.kinds import HEAD, check_headers, check_start, kind_of, promised
from extract.fetch.names import file_name
from extract.fetch.outcomes import Failed, Outcome, Refused, TryAgain
from extract.fetch.part import Part
from extract.fetch.polite import Guest
from extract.fetch.sources import Source
from extract.fetch.state import FOLDER, Fetched, State
from extract.fetch.wire import Answer
from extract.readers.charset import decode
from extract.readers.html import read as read_page
from extract.readers.unreadable import Unreadable

PARTS = f"{FOLDER}/parts"


class Errand(NamedTuple):
    """One address to fetch into a folder below the raw one, if it is of some types."""

    url: str
    source: Source
    folder: str
    types: frozenset[str]

    @property
    def rules(self) -> str:
        """Return what its content is judged by."""
        return f"{','.join(sorted(self.types))} {self.source.max_bytes}"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where documents are fetched to, by whom, and at what time."""

    raw: Path
    state: State
    guest: Guest
    now: Callable[[], str]

    def fetch(self, errand: Errand) -> Outcome:
        """Fetch one address, and say what became of it."""
        task = _Task(self, errand, self._known(errand))
        try:
            take, conditions = task.take, task.conditions
            outcome = self.guest.ask(errand.url, errand.source, take, conditions)
        except Refused as reason:
            outcome = task.outcome("refused", reason=str(reason))
        except Failed as reason:
            outcome = task.outcome("failed", reason=str(reason))
        self.state.check(errand.url, self.now())
        return outcome

    def _known(self, errand: Errand) -> Fetched | None:
        """What is known of it, unless it is to be had or judged anew."""
        known = self.state.known(errand.url)
        if not known or (known.refused and known.rules != errand.rules):
            return None
        here = known.refused or (self.raw / known.file).is_file()
        moved = known.file and Path(known.file).parent != Path(errand.folder)
        return known if here and not moved else None


class _Task:
    """One address on its way: what was known of it, and the part that is there."""

    def __init__(self, desk: Desk, errand: Errand, known: Fetched | None) -> None:
        self._desk, self._errand, self._known = desk, errand, known
        self._part = Part.of(desk.raw / PARTS, errand.url)
        self.outcome = partial(Outcome, errand.source.name, errand.url)

    def conditions(self, url: str) -> Mapping[str, str]:
        """Return the headers for one address on the way: they are of that address."""
        same = self._known if self._known and self._known.final_url == url else None
        return (same.conditions if same else {}) | self._part.conditions(url)

    def take(self, answer: Answer) -> Outcome:
        """Make a file of the answer."""
        if answer.status == 304:
            return self._unchanged()
        if answer.status == 416:
            self._part.drop()
            raise TryAgain("the server has no such part")
        try:
            kind = self._written(answer)
        except Refused as reason:
            self._part.drop()
            self._remember(answer, str(reason))
            raise
        return self._finished(answer, kind)

    def _unchanged(self) -> Outcome:
        if not self._known:
            raise Failed("the server says that nothing changed, and was not asked so")
        if self._known.refused:
            raise Refused(self._known.refused)
        return self.outcome("unchanged", file=self._known.file)

    def _written(self, answer: Answer) -> str:
        """Write the body, and return the type of the file."""
        promise = promised(self._errand.url, answer.headers)
        check_headers(answer.headers, promise, self._errand.types)
        self._check_size(
            _declared(answer) + (self._part.size if answer.status == 206 else 0)
        )
        with self._part.opened(answer) as file:
            self._write(file, answer, promise)
            file.flush()
            os.fsync(file.fileno())
        kind = kind_of(self._part.path, promise, answer.headers)
        if kind not in self._errand.types:
            raise Refused(f"it is {kind}, which is not among the types of the source")
        if kind == "html":
            _refuse_login(self._part.path.read_bytes())
        return kind

    def _write(self, file: BinaryIO, answer: Answer, promise: str) -> None:
        head, size = b"", file.tell()
        fresh = size == 0
        for piece in answer.body:
            size += len(piece)
            self._check_size(size)
            file.write(piece)
            if fresh and len(head) < HEAD:
                head += piece[:HEAD]
                check_start(head, promise)

    def _check_size(self, size: int) -> None:
        most = self._errand.source.max_bytes
        if size > most:
            raise Refused(f"it is larger than {most:,} bytes")

    def _finished(self, answer: Answer, kind: str) -> Outcome:
        digest, size = _digest(self._part.path), self._part.size
        name = f"{self._errand.folder}/{file_name(self._errand.url, kind)}"
        old = self._known if self._known and not self._known.refused else None
        same = bool(old and (old.file, old.sha256) == (name, digest))
        if not same:
            self._put(name)
        self._part.drop()
        stale = self._desk.state.known(self._errand.url)
        self._remember(answer, "", file=name, sha256=digest, bytes=size)
        if stale and stale.file not in ("", name):
            (self._desk.raw / stale.file).unlink(missing_ok=True)
        return self.outcome(
            "unchanged" if same else "changed" if old else "new", file=name
        )

    def _put(self, name: str) -> None:
        place = self._desk.raw / name
        place.parent.mkdir(parents=True, exist_ok=True)
        self._part.path.replace(place)
        bring_to_disk(place.parent, deep=False)

    def _remember(
        self,
        answer: Answer,
        refused: str,
        file: str = "",
        sha256: str = "",
        bytes: int = 0,
    ) -> None:
        """Keep the row; what was good once is not forgotten for a refusal."""
        before = self._desk.state.known(self._errand.url)
        if refused and before and before.file:
            return
        etag, date = (
            answer.headers.get(name, "") for name in ("etag", "last-modified")
        )
        self._desk.state.keep(
            Fetched(
                self._errand.url, self._errand.source.name, file, answer.url,
                etag, date, sha256, bytes, self._desk.now(), refused,
                self._errand.rules,
            )
        )  # fmt: skip


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _declared(answer: Answer) -> int:
    told = answer.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _refuse_login(page: bytes) -> None:
    """Refuse a page that asks to log in: it would take the place of the document."""
    try:
        read_page(decode(page).text, "")
    except Unreadable as reason:
        if reason.code == "login_page":
            raise Refused("it is a page that asks to log in") from reason
