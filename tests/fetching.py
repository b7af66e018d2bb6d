"""A web site on this machine, a clock that nobody waits for, and a run that uses both."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from extract.fetch.outcomes import Outcome
from extract.fetch.pace import Pace
from extract.fetch.run import fetch
from extract.fetch.sources import parse
from extract.fetch.wire import Wire

HOST, FILES = "www.example.gov.cn", "files.example.gov.cn"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
PAGE = "<!DOCTYPE html><html><head><title>公告</title></head><body><p>国家药监局公告。"
AGENT = "example-bot/1.0 (mailto:data@example.org)"


class Reply(NamedTuple):
    """What the site answers to a path."""

    status: int = 200
    headers: Mapping[str, str] = {}
    body: bytes = b""


Page = Reply | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers by path; remembers what was asked, and with which headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.headers: dict[str, list[dict[str, str]]] = defaultdict(list)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def documents(self) -> list[str]:
        """The paths that were asked for, but robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                known = {name.lower(): value for name, value in self.headers.items()}
                site.headers[self.path].append(known)
                page = site.pages.get(self.path, Reply(404))
                self.close_connection = True
                if callable(page) and not isinstance(page, Reply):
                    try:
                        page(self)
                    except OSError:
                        return  # The guest has hung up, as it should.
                else:
                    answer(self, page)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    @contextmanager
    def open(self) -> Iterator["Site"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()


def answer(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Answer as a server that knows ETags and ranges."""
    etag = reply.headers.get("ETag")
    if etag and handler.headers.get("If-None-Match") == etag:
        reply = Reply(304, {"ETag": etag})
    elif (
        handler.headers.get("Range")
        and etag == handler.headers.get("If-Range")
        and etag
    ):
        reply = _rest(reply, int(handler.headers["Range"][6:-1]))
    handler.send_response(reply.status)
    headers = {"Content-Length": str(len(reply.body))} | dict(reply.headers)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(reply.body)


def _rest(reply: Reply, start: int) -> Reply:
    size = len(reply.body)
    told = {"Content-Range": f"bytes {start}-{size - 1}/{size}"}
    return Reply(206, dict(reply.headers) | told, reply.body[start:])


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(lambda: self.now, self.sleep)


def wire(addresses: Mapping[str, str] | None = None, **options: Any) -> Wire:
    """Every host leads to this machine, but for those whose address is told."""
    known = dict(addresses or {})
    return Wire(
        agent=AGENT,
        resolve=lambda host, port: [known.get(host, "127.0.0.1")],
        permitted=lambda address: address == "127.0.0.1",
        **options,
    )


def links(*hrefs: str, charset: str = "utf-8", head: str = "") -> Reply:
    """A page with links."""
    body = "".join(f'<p>公告<a href="{href}">查看</a>' for href in hrefs)
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return Reply(200, {"Content-Type": "text/html"}, page.encode(charset))


def plan(site: Site, **keys: Any) -> Any:
    """The plan of one source, `notices`, whose list is /list."""
    values: dict[str, Any] = {
        "start": [site.url("/list")],
        "hosts": [HOST, FILES],
        "ports": [site.port],
        "documents": ["*/d/*"],
        "delay": 2,
    }
    told = {key: value for key, value in (values | keys).items() if value is not None}
    lines = [f"{key} = {value!r}" for key, value in told.items()]
    text = f"user_agent = {AGENT!r}\n[sources.notices]\n" + "\n".join(lines)
    return parse(text, "sources.toml")


def run(
    site: Site,
    raw: Path,
    clock: Clock | None = None,
    means: Wire | None = None,
    **keys: Any,
) -> dict[str, Outcome]:
    """Fetch; give the outcomes by the path of their address."""
    pace = (clock or Clock()).pace()
    found = list(fetch(plan(site, **keys), raw, means or wire(), pace))
    outcomes = {one.url.split(str(site.port))[-1]: one for one in found}
    assert len(outcomes) == len(found)
    return outcomes


def files(raw: Path) -> dict[str, bytes]:
    """The files that a run would read."""
    return {
        path.relative_to(raw).as_posix(): path.read_bytes()
        for path in sorted(raw.rglob("*"))
        if path.is_file() and ".fetch" not in path.parts
    }
