"""One request over one connection (一次请求), as plain as HTTP can be.

No cookies, no proxy of the environment, no keep-alive, no redirect that is followed by
itself; TLS is verified.  The connection is made to an address that was looked at
(`addresses`), under the name that was asked for: so Host, SNI and certificate are those
of the site.  All of it, from the name to the last byte, has to end within `patience`:
a server that sends one byte a second would else hold the run for days.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import httpcore

from extract.fetch.addresses import Permission, Resolver, checked, is_public, resolve
from extract.fetch.bodies import decoded
from extract.fetch.outcomes import Failed, TryAgain

SILENCE = 30.0  # seconds without a byte


class Answer(NamedTuple):
    """What a server answered; `body` is read from the wire as it is taken."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """How to reach servers; a test names its own resolver and permitted addresses."""

    agent: str
    resolve: Resolver = resolve
    permitted: Permission = is_public
    patience: float = 1_200.0  # seconds
    silence: float = SILENCE
    tls: ssl.SSLContext = field(default_factory=httpcore.default_ssl_context)

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        """Ask for an address; TryAgain, Refused or Failed, also while it is read."""
        left = partial(_left, time.monotonic() + self.patience)
        backend = _Pinned(self.resolve, self.permitted, left)
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self.silence)
        own = {"User-Agent": self.agent, "Accept-Encoding": "identity"}
        sent = list((own | dict(headers)).items())
        with (
            _told(),
            httpcore.ConnectionPool(self.tls, network_backend=backend) as pool,
            pool.stream(
                "GET", url, headers=sent, extensions={"timeout": limits}
            ) as got,
        ):
            known = _named(got.headers)
            body = decoded(got.iter_stream(), known.get("content-encoding", ""))
            yield Answer(url, got.status, known, body)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the addresses that were looked at, and to no other."""

    def __init__(
        self, resolver: Resolver, permitted: Permission, left: Callable[[], float]
    ) -> None:
        self._resolve, self._permitted, self._left = resolver, permitted, left
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *args: Any, **kw: Any
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers."""
        found = checked(host, self._resolve(host, port), self._permitted)
        return _Timed(self._first(found, port, timeout), self._left)

    def _first(
        self, found: Sequence[str], port: int, timeout: float | None
    ) -> httpcore.NetworkStream:
        for address in found[:-1]:
            try:
                return self._plain.connect_tcp(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._plain.connect_tcp(found[-1], port, timeout)


class _Timed(httpcore.NetworkStream):
    """A connection that ends when its time is up, however busy it is."""

    def __init__(
        self, plain: httpcore.NetworkStream, left: Callable[[], float]
    ) -> None:
        self._plain, self._left = plain, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self._plain.read(max_bytes, self._within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._plain.write(buffer, self._within(timeout))

    def close(self) -> None:
        """Hang up."""
        self._plain.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Go on in secret."""
        within = self._within(timeout)
        secret = self._plain.start_tls(ssl_context, server_hostname, within)
        return _Timed(secret, self._left)

    def get_extra_info(self, info: str) -> Any:
        """Tell of the socket."""
        return self._plain.get_extra_info(info)

    def _within(self, timeout: float | None) -> float:
        left = self._left()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, timeout or left)


def _left(end: float) -> float:
    return end - time.monotonic()


def _named(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The first of each name: a second Content-Type is nothing to go by."""
    known: dict[str, str] = {}
    for name, value in headers:
        known.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return known


@contextmanager
def _told() -> Iterator[None]:
    """Turn what goes wrong on the wire into a sentence."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TryAgain("the server took too long") from error
    except httpcore.NetworkError as error:
        if _is_untrusted(error):
            raise Failed(f"the server can not be trusted: {error}") from error
        raise TryAgain(f"the connection failed: {error}") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise TryAgain(f"the answer is cut short or no HTTP: {error}") from error


def _is_untrusted(error: BaseException) -> bool:
    causes = (error.__cause__, error.__context__, *error.args)
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes)
