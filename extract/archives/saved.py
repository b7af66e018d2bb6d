"""A web page saved as one file (MHTML, 单个文件): the page, packed with its pictures.

Browsers write it as a mail message.  Its members are the pages in it, that is the page
itself and its frames, by the name that their address ends in; pictures, styles and
scripts are no documents.

>>> from io import BytesIO
>>> message = '''MIME-Version: 1.0
... Content-Type: multipart/related; boundary=x
...
... --x
... Content-Type: text/html
... Content-Location: https://a.invalid/b/1.html
... Content-Transfer-Encoding: quoted-printable
...
... <p>=E8=8D=AF
... --x
... Content-Type: text/css
...
... --x--'''
>>> page = listed(BytesIO(message.encode()), Budget())
>>> [entry.name for entry in page.entries], page.read(BytesIO(), 0).decode()
(['1.html'], '<p>药')
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from extract.archives.entry import Budget, Entry, Unlisted

START = re.compile(
    rb"\s*(?:From: <Saved by|MIME-Version:|Content-Type: multipart/)", re.I
)
HEAD = 4096
MAX_SAVED = 50_000_000  # Bytes; a page with its pictures has some millions.
MAX_LINES, MAX_PARTS = 2_000_000, 10_000  # Each becomes an object of its own.
PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Saved:
    """The pages of the file, already decoded."""

    pages: list[bytes]
    entries: list[Entry]

    def head(self, file: BinaryIO, number: int) -> bytes:
        """Return the first bytes of a page."""
        return self.pages[number][:HEAD]

    def read(self, file: BinaryIO, number: int) -> bytes:
        """Return a page."""
        return self.pages[number]


def listed(file: BinaryIO, budget: Budget) -> Saved:
    """Return the pages of the file; Unlisted where it is too large."""
    most = min(MAX_SAVED, budget.size)
    data = file.read(most + 1)
    if len(data) > most or _is_crowded(data):
        raise Unlisted("This saved page is larger than is read. Save it as HTML.")
    try:
        parts = [part for part in message_from_bytes(data).walk() if _is_page(part)]
    except RecursionError as error:
        raise Unlisted("This saved page is damaged. Save it again as HTML.") from error
    pages = [_bytes(part) for part in parts]
    entries = [
        Entry(i, _name(part), len(page))
        for i, (part, page) in enumerate(zip(parts, pages, strict=True))
    ]
    return Saved(pages, entries)


def _is_crowded(data: bytes) -> bool:
    lines = data.count(b"\n") + data.count(b"\r")
    return lines > MAX_LINES or data.count(b"\n--") > MAX_PARTS


def _is_page(part: Message) -> bool:
    return part.get_content_type() in PAGES


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Message) -> str:
    """What the address of a page ends in; "page.html" where it ends in nothing."""
    path = urlsplit(str(part.get("Content-Location", ""))).path
    return unquote(path).rstrip("/").rpartition("/")[2] or "page.html"
