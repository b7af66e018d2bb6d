"""The whole run on one screen.

    find inputs -> recall what was read before -> read the others, each in a worker
    -> merge into staged tables -> check -> publish -> tidy up

Nothing is read again whose bytes, and whose reader, are those of last time; where that
holds for all files and nobody decided anything new, nothing is written either.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extract.history import RunLog, Tell, nobody
from extract.inputs import Input, find_inputs
from extract.made_of import MadeOf, decided, made_of, read_made_of
from extract.recalled import Recalled
from extract.snapshot import KEPT, current_or_none, locked, new_stage, publish
from extract.store import Store
from extract.version import merging_version
from normalize.form.aliases import of_labels
from normalize.warehouse.live import Live

if TYPE_CHECKING:
    from normalize.decisions import Ruling
    from normalize.rows import Row, Rows

Report = Callable[[Input, "Rows"], None]
Watch = Callable[[int], AbstractContextManager[Report]]
Engine = Callable[[Iterable[Input]], Iterator[tuple[Input, "Rows"]]]


class CheckFailed(ValueError):
    """The tables break their declaration, or differ too much from the last ones.

    Nothing was published; what was made stays in the folder `staged` until the next
    run.
    """

    def __init__(self, broken: str, staged: Path | None = None) -> None:
        super().__init__(broken)
        self.staged = staged


@dataclass(frozen=True)
class Result:
    """What a run came to: its row of `runs`, and the snapshot that readers see now."""

    run: "Row"
    folder: Path
    unmet: tuple["Ruling", ...] = ()
    last: Path | None = None  # the snapshot before, of a run that published

    @cached_property
    def tables(self) -> "Rows":
        """All rows of the snapshot, where they fit in memory."""
        from normalize.parquet import read_table
        from normalize.tables import TABLE

        return {name: read_table(cls, self.folder) for name, cls in TABLE.items()}


def run(
    raw: Path | str,
    out: Path,
    engine: Engine,
    watch: Watch,
    decisions: Sequence["Ruling"] = (),
    keep: int = KEPT,
    accepted: Collection[str] = (),
    tell: Tell = nobody,
    retry: bool = False,
) -> Result:
    """Read every file of `raw` and publish the tables in `out`.

    `engine` reads files, `watch` is told of each, `tell` of each step; `accepted` are
    the names of drifts that are no fault; with `retry` those are read again that a
    limit or a crash has ended.  Raises BadFolder, Locked, CheckFailed, and
    Contradiction where decisions contradict one another; a bad document raises nothing.
    """
    inputs = find_inputs(raw)
    with (
        locked(out),
        Store(out / ".store", of_labels(decisions)) as store,
        RunLog(out / ".store", tell) as log,
    ):
        if retry:
            store.forget_failed()
        known = store.recall(inputs)
        log.recalled(known)
        last = current_or_none(out)
        if last and _is_the_same(known, decisions, last):
            return _result(log.unchanged(last), last, decisions)
        live = _read(known, store, engine, watch, log)
        del inputs, known  # half a kB of each file, which the merge has use for
        staged = new_stage(out)
        _stage(store, live, staged, decisions, log, last, accepted)
        folder = publish(staged, out, keep)
        told = log.published(folder)
        store.tidy(live)
        return _result(told, folder, decisions, last)


def _is_the_same(known: Recalled, decisions: Sequence["Ruling"], last: Path) -> bool:
    """Whether the last snapshot was made of the same readings and decisions."""
    live = [each for each in known.live if each]
    if len(live) < len(known):
        return False
    return made_of(live, decisions) == read_made_of(last).digest


def _read(
    known: Recalled, store: Store, engine: Engine, watch: Watch, log: RunLog
) -> list[Live]:
    """Read what was not read before; return the reading of every file, in order."""
    unread = known.unread
    with watch(len(unread)) as report:
        results = engine(known[at].one._replace(labels=store.labels) for at in unread)
        for at, (one, rows) in zip(unread, results, strict=True):
            rows["documents"][0]["run_id"] = log.run_id
            known.live[at] = store.add(known[at], rows)
            report(one, rows)
    store.write()
    return [each for each in known.live if each]


def _stage(
    store: Store, live: Sequence[Live], staged: Path,
    decisions: Sequence["Ruling"], log: RunLog, last: Path | None,
    accepted: Collection[str],
) -> None:  # fmt: skip
    """Merge and check the tables of a run where nobody reads them yet."""
    from extract.drift import drift
    from normalize.checks import check
    from normalize.warehouse.merge import merge_parts

    with store.scratch() as work:
        unmet = merge_parts(store.parts(), live, staged, work, decisions)
    drifts = drift(staged, last)
    taken = [str(each) for each in drifts if each.name in accepted]
    counts = log.stage(staged, last, taken)
    where = tuple(each.where for each in unmet)
    deciding = merging_version(), decided(decisions)
    MadeOf(made_of(live, decisions), where, counts, *deciding).write(staged)
    refused = [str(each) for each in drifts if each.name not in accepted]
    broken = [*check(staged, len(live)), *refused]
    log.checked(broken)
    if broken:
        raise CheckFailed("\n".join(broken), staged)


def _result(
    run: "Row",
    folder: Path,
    decisions: Sequence["Ruling"],
    last: Path | None = None,
) -> Result:
    unmet = read_made_of(folder).unmet
    return Result(run, folder, tuple(d for d in decisions if d.where in unmet), last)
