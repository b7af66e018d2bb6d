"""The server of the page (服务): it answers this machine, and nothing but questions.

A page of another site may ask any address of this machine, and may give its own name
that address (DNS rebinding); so a request has to name this machine as its host.  What
documents say is shown as text and could not run as a script: none but the page's own
files may, and nothing may be loaded from elsewhere.
"""

import socket
import threading
import webbrowser
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from extract.desk.tables import Tables
from extract.desk.view.plots import warm
from extract.desk.view.routes import Desk
from extract.desk.view.shelf import Shelf

HOST = "127.0.0.1"
HOSTS = {HOST, "localhost"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; "
    "style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Guard:
    """Lets through what asks this machine, by its name, to read something."""

    def __init__(self, app: Any, port: int | None) -> None:
        self.app = app
        self.hosts = {f"{host}:{port}" for host in HOSTS} if port else HOSTS

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it; see the specification of ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sealed(message: Any) -> None:
            if message["type"] == "http.response.start":
                named = ((k.lower(), v) for k, v in HEADERS.items())
                message["headers"] += [(k.encode(), v.encode()) for k, v in named]
            await send(message)

        app = self._refusal(scope) or self.app
        await app(scope, receive, sealed)

    def _refusal(self, scope: Any) -> PlainTextResponse | None:
        hosts = [v.decode("latin-1") for k, v in scope["headers"] if k == b"host"]
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return PlainTextResponse("This page answers this machine only.", 421)
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("This page only reads.", 405)
        return None


def app(shelf: Shelf, port: int | None = None) -> Any:
    """Return the application that answers for a snapshot; `port` is part of its name.

    It does not close the shelf.
    """
    return Guard(Starlette(routes=Desk(shelf).routes()), port)


def serve(tables: Tables, raw: Path | None, port: int = 0, browser: bool = True) -> str:
    """Serve the tables until interrupted; return the address where it was.

    `raw` is the folder of the documents, for the pages of printed ones; with `port` 0
    any free one is taken.  Raises OSError where the port is in use.
    """
    import uvicorn

    with _listening(port) as listener, Shelf(tables.folder, raw) as shelf:
        port = listener.getsockname()[1]
        address = f"http://{HOST}:{port}/"
        print(f"{address}  (Ctrl-C ends it)", flush=True)
        config = uvicorn.Config(
            app(shelf, port), log_level="warning", server_header=False, lifespan="off"
        )
        threading.Thread(target=warm, daemon=True).start()
        if browser:
            threading.Thread(
                target=webbrowser.open, args=[address], daemon=True
            ).start()
        uvicorn.Server(config).run(sockets=[listener])
    return address


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener
