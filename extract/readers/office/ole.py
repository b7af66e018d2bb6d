"""The file system in a file (OLE) that Word and Excel wrote until 2003, and WPS still.

>>> open_ole(b"\\xd0\\xcf\\x11\\xe0")
Traceback (most recent call last):
    ...
extract.readers.unreadable.Unreadable: The file is damaged: it is cut off. Open it in \
Office or WPS, save it anew and add that file.
"""

from io import BytesIO

from olefile import OleFileIO

from extract.readers.office.package import damaged, too_large
from extract.readers.unreadable import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_STREAM = 150_000_000
SMALLEST = 1536  # Bytes of the smallest such file.
BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, RecursionError)


def open_ole(data: bytes) -> "OleFileIO[str]":
    """Open the container; Unreadable (`damaged`) if it is none."""
    if not data.startswith(MAGIC) or len(data) < SMALLEST:
        raise damaged("The file", ValueError("it is cut off"))
    try:
        return OleFileIO(BytesIO(data))
    except BROKEN as error:  # What olefile raises on bytes that lie.
        raise damaged("The file", error) from error


def streams(data: bytes) -> set[str]:
    """Name the streams at the top of a container, in lower case."""
    listed = open_ole(data).listdir()
    return {path[0].lower() for path in listed if len(path) == 1}


def stream_of(container: "OleFileIO[str]", *names: str) -> bytes:
    """Return the first of the streams that is there.

    Raises Unreadable: `damaged` where there is none, or `too_large`.
    """
    for name in names:
        if container.exists(name):
            return _read(container, name)
    raise damaged("The file", KeyError(f"it holds no {names[0]}"))


def _read(container: "OleFileIO[str]", name: str) -> bytes:
    try:
        if container.get_size(name) > MOST_STREAM:
            raise too_large(f"Its part {name} is over {MOST_STREAM:,} bytes")
        return bytes(container.openstream(name).read())
    except Unreadable:
        raise
    except BROKEN as error:
        raise damaged(f"Its part {name}", error) from error
