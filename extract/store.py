"""What was read on other nights, so that it is not read again (读取结果库).

    .store/
      index.sqlite    which reading of which file is in which part: see `index`
      parts/7/        the rows of some hundred readings: `normalize.warehouse.parts`

A part is written beside the others, renamed when it is on disk, and then entered into
the index in one transaction: a run that is killed loses what it had not yet written,
and the next one goes on from there.  A reading counts while the file has the same name
and bytes and what reads it has the same version.  The index knows every reading that is
in a part until the part goes, so that a file or a version that comes back is not read
again, and no reading is in two parts.

A part whose files are not those that were written is thrown away, which the log says;
what it held is read again.
"""

import hashlib
import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from extract.durable import bring_to_disk
from extract.identity import NOT_OPENED, Identities
from extract.index import opened, transaction
from extract.inputs import Input
from extract.recalled import Known, Recalled, reading_name
from extract.version import labeled, reading_version
from normalize.form.aliases import Alias
from normalize.warehouse.live import Live

if TYPE_CHECKING:
    from normalize.rows import Rows

LOG = logging.getLogger(__name__)
READINGS = 500  # in a part
ROWS = 25_000  # in a part
SECONDS = 30.0  # after which a part is written, lest a killed run lose more
FEW = READINGS // 2  # readings that count: parts of fewer are put together
SMALL_PARTS = 8  # that may wait for it


class Entry(NamedTuple):
    """A row of `readings`."""

    name: str
    version: str
    doc_id: str
    parser: str | None
    part: int

    @property
    def input(self) -> str:
        """What its rows are marked with in the part."""
        return f"{self.name}:{self.version}"

    def counts(self, labels: tuple[Alias, ...]) -> bool:
        """Whether it would be read in the same way now, with labels people know."""
        return self.version == reading_version(self.parser) + labeled(
            self.parser, labels
        )


class Store:
    """The readings of an output folder; who opens it holds the folder's lock."""

    def __init__(self, folder: Path, labels: tuple[Alias, ...] = ()) -> None:
        self.folder, self.labels = folder, labels
        (folder / "parts").mkdir(parents=True, exist_ok=True)
        self.index = opened(folder)
        self.identities = Identities(self.index)
        self.waiting: dict[Entry, Rows] = {}
        self.n_rows = 0
        self.since = time.monotonic()
        self._drop_damaged()
        self._clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.index.close()

    def _drop_damaged(self) -> None:
        """Forget the parts that a disk, or somebody, has damaged."""
        for part, told in self.index.execute("SELECT * FROM parts").fetchall():
            if told != part_digest(self._place(part)):
                lost = sum(each.counts(self.labels) for each in self._entries(part))
                LOG.warning("%s is damaged; what it held (%d files) is read again.",
                            self._place(part), lost)  # fmt: skip
                with transaction(self.index):
                    self._forget([part])

    def _clear(self) -> None:
        """Remove parts that a killed run has not entered."""
        known = self._numbers()
        for path in (self.folder / "parts").iterdir():
            if not path.name.isdecimal() or int(path.name) not in known:
                shutil.rmtree(path)

    def _numbers(self) -> set[int]:
        return {part for (part,) in self.index.execute("SELECT part FROM parts")}

    def _entries(self, part: int) -> Iterator[Entry]:
        query = "SELECT * FROM readings WHERE part = ?"
        return map(Entry._make, self.index.execute(query, (part,)))

    # --- what is known

    def recall(self, inputs: Sequence[Input]) -> Recalled:
        """Look at each file, and find the reading of it that counts, if any."""
        with transaction(self.index):
            return Recalled(inputs, map(self._recalled, inputs))

    def _recalled(self, one: Input) -> tuple[str, Live | None]:
        told = self.identities.of(one)
        return told, self._live(one.relative, reading_name(one.relative, told))

    def _live(self, path: str, name: str) -> Live | None:
        query = "SELECT * FROM readings WHERE name = ?"
        for entry in map(Entry._make, self.index.execute(query, (name,))):
            if entry.counts(self.labels):
                return Live(entry.input, path, entry.doc_id)
        return None

    # --- what is new

    def add(self, known: Known, rows: "Rows") -> Live:
        """Take in what was read of a file; return the reading that counts."""
        document, path = rows["documents"][0], known.one.relative
        name = self._name(known, document["doc_id"])
        if live := self._live(path, name):
            return live  # It changed back to what it had been while it was read.
        parser = document["parser"]
        version = reading_version(parser) + labeled(parser, self.labels)
        entry = Entry(name, version, document["doc_id"], document["parser"], 0)
        self.waiting[entry] = rows
        self.n_rows += sum(map(len, rows.values()))
        is_late = time.monotonic() - self.since > SECONDS
        if len(self.waiting) >= READINGS or self.n_rows >= ROWS or is_late:
            self.write()
        return Live(entry.input, path, entry.doc_id)

    def _name(self, known: Known, doc_id: str) -> str:
        """Name a reading; of a file that changed meanwhile by what was read of it."""
        from extract.aside import path_id

        path, told = known.one.relative, known.identity
        if doc_id == (path_id(path) if told.startswith(NOT_OPENED) else told):
            return known.reading
        self.identities.forget(path)
        return reading_name(path, doc_id)

    def write(self) -> None:
        """Write the readings that wait as a part, and enter it into the index."""
        from normalize.warehouse.parts import write_part

        if self.waiting:
            readings = {entry.input: rows for entry, rows in self.waiting.items()}
            part = self._next()
            self._bring(part, partial(write_part, readings))
            with transaction(self.index):
                self._enter(part, self.waiting)
        self.waiting, self.n_rows, self.since = {}, 0, time.monotonic()

    def _next(self) -> int:
        return max(self._numbers(), default=0) + 1

    def _place(self, part: int) -> Path:
        return self.folder / "parts" / str(part)

    def _bring(self, part: int, write: Callable[[Path], None]) -> None:
        """Write a new part, bring it to disk, and let it appear as a whole."""
        new = self._place(part).with_suffix(".new")
        write(new)
        bring_to_disk(new)
        new.rename(self._place(part))
        bring_to_disk(new.parent, deep=False)

    def _enter(self, part: int, entries: Iterable[Entry]) -> None:
        self.index.execute(
            "INSERT INTO parts VALUES (?, ?)", (part, part_digest(self._place(part)))
        )
        self.index.executemany(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)",
            (entry._replace(part=part) for entry in entries),
        )

    def _forget(self, parts: Iterable[int]) -> None:
        for part in parts:
            self.index.execute("DELETE FROM readings WHERE part = ?", (part,))
            self.index.execute("DELETE FROM parts WHERE part = ?", (part,))

    def forget_failed(self) -> None:
        """Let those be read again that a limit or a crash has ended.

        Their rows go with them, for the next reading may have the same name.
        """
        from extract.again import failed

        for part in sorted(self._numbers()):
            entries = [e for e in self._entries(part) if e.counts(self.labels)]
            ended = failed(self._place(part), (entry.input for entry in entries))
            if ended:
                with transaction(self.index):
                    self._join([each for each in entries if each.input not in ended])
                    self._forget([part])
        self._clear()

    def parts(self) -> list[Path]:
        """List the folders of the parts with a reading that counts, in order.

        The others may have been written when tables had other columns.
        """
        numbers = sorted(self._numbers())
        return [
            self._place(part)
            for part in numbers
            if any(entry.counts(self.labels) for entry in self._entries(part))
        ]

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend an empty folder, which is gone afterwards."""
        folder = self.folder / "work"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    # --- what is not needed any more

    def tidy(self, live: Sequence[Live]) -> None:
        """Remove parts that no file of the run needs, and put small ones together.

        Call it when the tables are published.
        """
        kept = {one.input for one in live}
        needed = {
            part: [entry for entry in self._entries(part) if entry.input in kept]
            for part in sorted(self._numbers())
        }
        small = {part: own for part, own in needed.items() if len(own) < FEW}
        empty = [part for part, own in small.items() if not own]
        with transaction(self.index):
            self.identities.keep([one.path for one in live])
            if len(small) - len(empty) > SMALL_PARTS:
                self._join([entry for own in small.values() for entry in own])
                empty = list(small)
            self._forget(empty)
        self._clear()

    def _join(self, entries: Sequence[Entry]) -> None:
        """Write readings of some parts into new ones."""
        from normalize.warehouse.parts import join_parts

        entries = sorted(entries, key=lambda entry: entry.input)
        for at in range(0, len(entries), READINGS):
            some, part = entries[at : at + READINGS], self._next()
            folders = sorted({self._place(entry.part) for entry in some})
            names = {entry.input for entry in some}
            self._bring(part, partial(join_parts, folders, names))
            self._enter(part, some)


def part_digest(folder: Path) -> str:
    """Return what tells the files of a part from any others; also of a missing one."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        with path.open("rb") as file:
            own = hashlib.file_digest(file, "sha256").hexdigest()
        found.update(f"{path.name} {own}\n".encode())
    return found.hexdigest()
