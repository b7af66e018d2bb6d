"""What a download is (文件类型), by its content, and what it was promised to be.

A server that has lost a document often answers 200 and a page that says so; one that
wants a login does the same.  So a page in place of a promised PDF is refused, and what
is kept is called what it is, not what its address says.

>>> promised("https://www.example.gov.cn/a/P020250101.PDF", {})
'pdf'
>>> promised("https://www.example.gov.cn/down.jsp?id=5",
...          {"content-disposition": "attachment; filename*=UTF-8''%E8%A1%A8.xlsx"})
'xlsx'
>>> check_start(b"<!DOCTYPE html><title>404", "pdf")
Traceback (most recent call last):
    ...
extract.fetch.outcomes.Refused: it is an HTML page where pdf was promised
"""

import re
import zipfile
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

import olefile

from extract.fetch.outcomes import Refused
from extract.readers.sniff import PAGE_START

Group = Literal["page", "text", "pdf", "image", "file"]
HEAD = 4_096  # bytes that tell what a file is


class Kind(NamedTuple):
    """A type of file: what it is in headers, and how else its name may end."""

    group: Group
    endings: tuple[str, ...] = ()
    signature: re.Pattern[bytes] | None = None


KINDS: Mapping[str, Kind] = {
    "html": Kind("page", ("htm", "shtml", "xhtml")),
    "txt": Kind("text"),
    "pdf": Kind("pdf", (), re.compile(rb"(?s).{0,1020}%PDF-\d")),
    "rtf": Kind("file", (), re.compile(rb"\{\\rtf")),
    "doc": Kind("file", ("wps",)),
    "xls": Kind("file", ("et",)),
    "ppt": Kind("file", ("dps",)),
    "docx": Kind("file"),
    "xlsx": Kind("file"),
    "pptx": Kind("file"),
    "ofd": Kind("file"),
    "zip": Kind("file"),
    "rar": Kind("file", (), re.compile(rb"Rar!\x1a\x07")),
    "7z": Kind("file", (), re.compile(rb"7z\xbc\xaf\x27\x1c")),
    "png": Kind("image", (), re.compile(rb"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image", ("jpeg",), re.compile(rb"\xff\xd8\xff")),
    "tif": Kind("image", ("tiff",), re.compile(rb"II\*\0|MM\0\*")),
}
NAMED = {each: name for name, kind in KINDS.items() for each in (name, *kind.endings)}
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
STREAMS = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
PARTS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx", "ofd.xml": "ofd"}
FILE_NAME = re.compile(
    r"filename\*?\s*=\s*(?:[\w-]*'[\w-]*')?\"?([^\";]+)", re.IGNORECASE
)
NEVER = re.compile(r"audio/|video/|font/|text/css|.*javascript|application/json")
CONTROLS = bytes({*range(32)} - set(b"\t\n\v\f\r\x1b"))


def promised(url: str, headers: Mapping[str, str]) -> str:
    """Return the type that an address and headers promise; empty if none is known."""
    disposition = FILE_NAME.search(headers.get("content-disposition", ""))
    names = (urlsplit(url).path, unquote(disposition[1]) if disposition else "")
    kinds = (NAMED.get(name.rpartition(".")[2].lower().strip(), "") for name in names)
    stated = "pdf" if _media(headers) == "application/pdf" else ""
    return next(filter(None, kinds), stated)


def check_headers(headers: Mapping[str, str], promise: str, allowed: Set[str]) -> None:
    """Refuse a body that its own headers say is of no use; most of them say little."""
    media = _media(headers)
    group = _group(media)
    if NEVER.match(media) or (
        group and not any(KINDS[k].group == group for k in allowed)
    ):
        raise Refused(f"its type is {media}" + (f", not {promise}" if promise else ""))


def check_start(head: bytes, promise: str) -> None:
    """Refuse a page in place of something else, by its first bytes."""
    if promise and KINDS[promise].group not in ("page", "text") and _is_page(head):
        raise Refused(f"it is an HTML page where {promise} was promised")


def kind_of(file: Path, promise: str, headers: Mapping[str, str]) -> str:
    """Return the type of a whole file; Refused where it is none that is known."""
    with file.open("rb") as stream:
        head = stream.read(HEAD)
    if not head.strip():
        raise Refused("it is empty")
    check_start(head, promise)
    for name, kind in KINDS.items():
        if kind.signature and kind.signature.match(head):
            return name
    if head.startswith(ZIP):
        return _packed(file)
    if head.startswith(OLE):
        return _compound(file)
    return _text(head, headers)


def _media(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _group(media: str) -> Group | None:
    """Only what a media type is sure of; for the others see the content."""
    if media in ("text/html", "application/xhtml+xml"):
        return "page"
    if media.startswith("image/"):
        return "image"
    return "pdf" if media == "application/pdf" else None


def _packed(file: Path) -> str:
    try:
        with zipfile.ZipFile(file) as packed:
            names = [name.lower() for name in packed.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused("it is a damaged zip or office file") from error
    starts = (
        kind for part, kind in PARTS.items() if any(n.startswith(part) for n in names)
    )
    return next(starts, "zip")


def _compound(file: Path) -> str:
    try:
        with olefile.OleFileIO(str(file)) as compound:
            found = (kind for name, kind in STREAMS.items() if compound.exists([name]))
            kind = next(found, "")
    except OSError as error:
        raise Refused("it is a damaged office file") from error
    if not kind:
        raise Refused("it is an office file of a kind that is not known here")
    return kind


def _text(head: bytes, headers: Mapping[str, str]) -> str:
    if _is_page(head):
        return "html"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and head.translate(None, CONTROLS) != head:
        raise Refused("it is data of a kind that is not known here")
    return "html" if _group(_media(headers)) == "page" else "txt"


def _is_page(head: bytes) -> bool:
    # In UTF-8 and GBK alike, the tags are ASCII; UTF-16 pages have zeros between.
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip().replace(b"\0", b"")
    plain = plain.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bool(PAGE_START.match(plain.decode("latin-1")))
