"""Many pages printed by one headless Chromium, over its debugging pipe.

The browser reads and writes JSON messages, each ended by a zero byte, on its file
descriptors 3 and 4; no port and no driver is needed.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from tests import forms
from tests.prints import furniture, html
from tests.prints.options import Options
from tests.prints.sheet import Item

COMMANDS = ("chromium", "chromium-headless-shell", "google-chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--no-first-run", "--remote-debugging-pipe", "about:blank",
)  # fmt: skip
SMALL = "font:8pt 'AR PL SungtiL GB';width:100%;margin:0 40pt;"
PAGE, PAGES = '<span class="pageNumber"></span>', '<span class="totalPages"></span>'

Order = tuple[Sequence[Item], forms.Answer, Options]


def available() -> bool:
    """Whether the browser is installed."""
    return _command() is not None


def _command() -> str | None:
    return next(filter(None, map(shutil.which, COMMANDS)), None)


def pdfs(orders: Sequence[Order]) -> list[bytes]:
    """The pages of each order as a PDF, printed by one browser."""
    with _browser() as browser:
        return [_printed(browser, *order) for order in orders]


class Browser:
    """A running browser with one page open."""

    def __init__(self, write: BinaryIO, read: BinaryIO) -> None:
        self._write, self._read = write, _messages(read)
        self._count = 0
        self._session: dict[str, str] = {}
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._count += 1
        command = {"id": self._count, "method": method, "params": params}
        self._write.write(json.dumps(command | self._session).encode() + b"\0")
        self._write.flush()
        for message in self._read:
            answer = json.loads(message)
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
        raise RuntimeError("the browser has ended")


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """The messages of a stream, without the zero bytes that end them."""
    rest = b""
    while data := os.read(stream.fileno(), 1 << 16):
        *messages, last = data.split(b"\0")
        for message in messages:
            yield rest + message
            rest = b""
        rest += last


@contextmanager
def _browser() -> Iterator[Browser]:
    """Start a browser with the pipe on its descriptors 3 and 4, and end it."""
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    # Its children may still write into the profile while it is removed.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        shell = f'exec "$@" 3<&{to_read} 4>&{from_write}'
        command = [str(_command()), f"--user-data-dir={profile}", *ARGUMENTS]
        process = subprocess.Popen(
            ["bash", "-c", shell, "sh", *command],
            pass_fds=(to_read, from_write),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(from_write)
        with os.fdopen(to_write, "wb") as write, os.fdopen(from_read, "rb") as read:
            try:
                browser = Browser(write, read)
                yield browser
                browser.call("Browser.close")
            finally:
                process.terminate()
                process.wait(timeout=20)


def _printed(
    browser: Browser, items: Sequence[Item], answer: forms.Answer, options: Options
) -> bytes:
    frame = browser.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
    page = html.page(list(items), options)
    browser.call("Page.setDocumentContent", frameId=frame, html=page)
    printed = browser.call("Page.printToPDF", **_settings(answer, options))
    return base64.b64decode(printed["data"])


def _settings(answer: forms.Answer, options: Options) -> dict[str, Any]:
    width, height = html.size(options)
    side = options.margin / 72
    bottom = max(options.margin_bottom, 45) / 72
    above = furniture.header(answer) if options.header != "none" else ""
    below = furniture.FOOTERS[options.footer].format(page=PAGE, pages=PAGES)
    return {
        "paperWidth": width,
        "paperHeight": height,
        "marginTop": side,
        "marginBottom": bottom,
        "marginLeft": side,
        "marginRight": side,
        "printBackground": True,
        "generateTaggedPDF": False,
        "displayHeaderFooter": bool(above or below),
        "headerTemplate": f'<div style="{SMALL}">{above}</div>',
        "footerTemplate": f'<div style="{SMALL}text-align:center">{below}</div>',
    }
