"""One run (一次取数): the lists of each source, their documents, and attachments.

What was never asked for comes first, then what was asked longest ago: with a limit on
documents, every run gets on, and over some nights all of them are looked at.  Bodies
that are not whole wait for the next run, as long as a list has their address.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from re import Pattern

from extract.fetch.download import PARTS, Desk, Errand
from extract.fetch.kinds import promised
from extract.fetch.links import found_in
from extract.fetch.outcomes import Outcome
from extract.fetch.pace import Pace
from extract.fetch.part import sweep
from extract.fetch.polite import Guest
from extract.fetch.sources import BadSources, Plan, Source
from extract.fetch.state import FOLDER, opened
from extract.fetch.wire import Wire

LISTS = f"{FOLDER}/lists"
LIST_TYPES = frozenset({"html", "txt"})
LIST_BYTES = 10_000_000


def fetch(
    plan: Plan, raw: Path, wire: Wire | None = None, pace: Pace | None = None
) -> Iterator[Outcome]:
    """Fetch what is new into a raw folder; yield what became of each document.

    Raises Busy while another run fetches there, and BadSources for a folder of a
    source that a link leads out of the raw folder.
    """
    for source in plan.sources:
        _keep_inside(raw, source)
    guest = Guest(wire or Wire(agent=plan.agent), pace or Pace())
    with opened(raw) as state:
        desk, asked = Desk(raw, state, guest, _now), set[str]()
        each = [_Errands(desk, source, asked) for source in plan.sources]
        for errands in each:
            yield from errands.run()
        if all(errands.is_whole for errands in each):
            linked = {*asked, *(url for one in plan.sources for url in one.start)}
            sweep(raw / PARTS, linked)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _keep_inside(raw: Path, source: Source) -> None:
    if not (raw / source.folder).resolve().is_relative_to(raw.resolve()):
        raise BadSources(f"the folder of sources.{source.name} leads out of {raw}")


@dataclass(slots=True)
class _Errands:
    """The addresses of one source that wait, those asked longest ago first."""

    desk: Desk
    source: Source
    asked: set[str]  # by this run, for any source
    waiting: list[tuple[str, int, str, bool]] = field(default_factory=list)
    is_whole: bool = True  # Whether all its lists were read.

    def run(self) -> Iterator[Outcome]:
        """Yield what became of the documents of the source."""
        if self.source.documents:
            yield from self._lists()
        else:
            yield from self._add(self.source.start, deeper=True)
        for _ in range(self.source.max_documents):
            if not self.waiting:
                return
            *_, url, deeper = heapq.heappop(self.waiting)
            yield self._fetched(url)
            yield from self._attachments(url) if deeper else ()
        for *_, url, _ in sorted(self.waiting):
            yield Outcome(self.source.name, url, "left")

    def _lists(self) -> Iterator[Outcome]:
        most = min(self.source.max_bytes, LIST_BYTES)
        for url in self.source.start:
            list_source = replace(self.source, max_bytes=most)
            outcome = self.desk.fetch(Errand(url, list_source, LISTS, LIST_TYPES))
            if outcome.status in ("failed", "refused"):
                # Without its list, a source yields nothing: somebody has to look.
                self.is_whole = False
                reason = f"its list can not be read: {outcome.reason}"
                yield outcome._replace(status="failed", reason=reason)
            yield from self._add(self._linked(url, self.source.documents), deeper=True)

    def _attachments(self, url: str) -> Iterator[Outcome]:
        if self.source.attachments:
            yield from self._add(
                self._linked(url, self.source.attachments), deeper=False
            )

    def _linked(self, url: str, patterns: Iterable[Pattern[str]]) -> Iterator[str]:
        """The links of a page as it was read last, tonight or before."""
        known = self.desk.state.known(url)
        if not known or not known.file.endswith((".html", ".txt")):
            return
        file = self.desk.raw / known.file
        for link in (
            found_in(file.read_bytes(), known.final_url) if file.is_file() else ()
        ):
            if any(pattern.fullmatch(link) for pattern in patterns):
                yield link

    def _add(self, urls: Iterable[str], deeper: bool) -> Iterator[Outcome]:
        """Let addresses wait; yield those that are refused without being asked."""
        for url in urls:
            if url in self.asked:
                continue
            self.asked.add(url)
            if refusal := self._refusal(url):
                yield Outcome(self.source.name, url, "refused", refusal)
                continue
            when = self.desk.state.checked_at(url)
            heapq.heappush(self.waiting, (when, len(self.asked), url, deeper))
            if deeper and when:
                yield from self._attachments(url)

    def _refusal(self, url: str) -> str:
        if refusal := self.source.rules.refusal(url):
            return f"it leads to {refusal}"
        kind = promised(url, {})
        known = not kind or kind in self.source.types
        return (
            "" if known else f"it is {kind}, which is not among the types of the source"
        )

    def _fetched(self, url: str) -> Outcome:
        errand = Errand(url, self.source, self.source.folder, self.source.types)
        return self.desk.fetch(errand)
