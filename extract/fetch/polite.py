"""Asking politely (礼貌): a guest who reads the house rules, waits, and takes a no.

Each request, also each one that a redirect leads to: are the host and port among those
of the source; does robots.txt allow it; has the pause of the host passed.  What may
succeed later (no answer, 5xx, 429) is tried again twice, after a pause that grows and
is never shorter than `Retry-After`.  A host that fails again and again is left for the
next run.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from extract.fetch.answers import accepted, redirected
from extract.fetch.outcomes import Failed, Refused, TryAgain
from extract.fetch.pace import Pace
from extract.fetch.robots import MOST, Wishes, parsed, unknown
from extract.fetch.sources import Source
from extract.fetch.urls import host_of, origin
from extract.fetch.wire import Answer, Wire

PAUSES = (10.0, 60.0, 0.0)  # seconds behind each try that failed
REDIRECTS = 5
ENOUGH = 3  # requests that fail one after another, all tries of each

T = TypeVar("T")
Conditions = Callable[[str], Mapping[str, str]]


def no_conditions(url: str) -> Mapping[str, str]:
    """Ask for an address whatever was known of it."""
    return {}


class Guest:
    """Asks servers for addresses; remembers their rules and when they were asked."""

    def __init__(self, wire: Wire, pace: Pace) -> None:
        self._wire, self._pace = wire, pace
        self._wishes: dict[str, Wishes] = {}
        self._failures = Counter[str]()

    def ask(
        self,
        url: str,
        source: Source,
        take: Callable[[Answer], T],
        conditions: Conditions = no_conditions,
    ) -> T:
        """Return what `take` makes of the answer; raises Refused or Failed.

        `conditions` gives headers for each address on the way.  The answer has status
        200, 206, 304 or 416; `take` may raise TryAgain while it reads the body.
        """

        def once() -> T:
            with self._answer(url, source, conditions, self._permit) as answer:
                return take(accepted(answer))

        return self._tried(host_of(url), once)

    def _tried(self, host: str, once: Callable[[], T]) -> T:
        if self._failures[host] >= ENOUGH:
            raise Failed(f"{host} failed {ENOUGH} times in a row and is left alone")
        failed = ""
        for pause in PAUSES:
            try:
                result = once()
            except TryAgain as reason:
                failed = str(reason)
                self._pace.hold(host, pause)
            else:
                self._failures[host] = 0
                return result
        self._failures[host] += 1
        raise Failed(failed)

    @contextmanager
    def _answer(
        self,
        url: str,
        source: Source,
        conditions: Conditions,
        permit: Callable[[str, Source], float],
    ) -> Iterator[Answer]:
        """Go where the redirects lead; each address is one more to be permitted."""
        for _ in range(1 + REDIRECTS):
            self._pace.wait(host_of(url), permit(url, source))
            try:
                with self._wire.get(url, conditions(url)) as answer:
                    if not (onward := redirected(answer)):
                        yield answer
                        return
            except TryAgain as reason:
                self._pace.hold(host_of(url), reason.after)
                raise
            finally:
                self._pace.done(host_of(url))
            url = onward
        raise Refused(f"more than {REDIRECTS} redirects")

    def _permit(self, url: str, source: Source) -> float:
        """Return the pause that is due before a request; Refused if it may not be."""
        _allow(url, source)
        wishes = self._wishes_of(url, source)
        if refusal := wishes.refusal(url, self._wire.agent):
            raise Refused(refusal)
        return max(source.delay, wishes.delay(self._wire.agent))

    def _wishes_of(self, url: str, source: Source) -> Wishes:
        site = origin(url)
        if site not in self._wishes:
            self._wishes[site] = self._read_wishes(f"{site}/robots.txt", source)
        return self._wishes[site]

    def _read_wishes(self, url: str, source: Source) -> Wishes:
        def once() -> Wishes:
            with self._answer(url, source, no_conditions, _allow) as answer:
                if answer.status == 200:
                    return parsed(200, _start(answer.body, MOST))
                if answer.status == 429 or answer.status >= 500:
                    accepted(answer)
                return parsed(answer.status, b"")

        try:
            return self._tried(host_of(url), once)
        except (Refused, Failed) as reason:
            return unknown(str(reason))


def _allow(url: str, source: Source) -> float:
    if refusal := source.rules.refusal(url):
        raise Refused(f"it leads to {refusal}")
    return source.delay


def _start(body: Iterator[bytes], most: int) -> bytes:
    """The first bytes of a body that may have no end."""
    held = bytearray()
    for piece in body:
        held += piece
        if len(held) >= most:
            break
    return bytes(held[:most])
