"""Pauses between the requests to a host (限速), as long as the host wants them.

>>> slept = []
>>> now = 100.0
>>> pace = Pace(clock=lambda: now, sleep=slept.append)
>>> pace.wait("www.example.gov.cn", 2.0)
>>> pace.wait("www.example.gov.cn", 2.0)
>>> pace.wait("files.example.gov.cn", 2.0)
>>> slept
[2.0]
"""

import time
from collections.abc import Callable

from extract.fetch.outcomes import Failed

LONGEST = 600.0  # seconds: who wants a longer pause is asked again by the next run


class Pace:
    """Remembers when each host may be asked next."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._last: dict[str, float] = {}
        self._not_before: dict[str, float] = {}

    def wait(self, host: str, delay: float) -> None:
        """Sleep until `delay` seconds after the last request; Failed if too long."""
        now = self._clock()
        due = max(self._last.get(host, now - delay) + delay, self._free(host))
        if due - now > LONGEST:
            raise Failed(f"{host} wants a pause of {due - now:.0f} seconds")
        if due > now:
            self._sleep(due - now)
        self._last[host] = max(due, now)

    def done(self, host: str) -> None:
        """Count the pause from now: a long download is followed by a whole one."""
        self._last[host] = self._clock()

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some seconds from now."""
        self._not_before[host] = max(self._free(host), self._clock() + seconds)

    def _free(self, host: str) -> float:
        return self._not_before.get(host, float("-inf"))
