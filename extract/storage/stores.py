"""Where an address leads: a folder here, or an object store that is opened once.

>>> is_url("s3://bucket/raw"), is_url("data/raw"), is_url("file:///data/raw")
(True, False, False)
>>> local("file:///data/%E5%8E%9F%E6%96%87"), local("data/raw")
(PosixPath('/data/原文'), PosixPath('data/raw'))
>>> local("gs://bucket/raw")
Traceback (most recent call last):
    ...
extract.storage.stores.BadFolder: gs://bucket/raw is neither a folder nor an s3:// URL.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

KEY, SECRET = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"
TOKEN = "AWS_SESSION_TOKEN"
ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
PATIENCE = 60.0  # seconds for one request; a large object is read in several

_URL = re.compile(r"s3://([A-Za-z0-9][\w.-]*(?:/.*)?)", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
# What a store answers, and what that means to the person who asked.
_ANSWERS = {
    "NO_SUCH_BUCKET": "there is no such bucket",
    "NO_SUCH_KEY|RESOURCE_NOT_FOUND": "there is no such object",
    "EXPIRED|INVALID_CLIENT_TOKEN": f"{KEY} is no longer valid",
    "ACCESS_DENIED|ACCESS_KEY|SIGNATURE|HTTP status 403": f"{KEY} does not open it",
    "NETWORK|TIMEOUT|SLOW_DOWN|UNAVAILABLE": "the store can not be reached",
}


class BadFolder(ValueError):
    """A folder can not be used; the message is a sentence for the person who asked."""


class Place(NamedTuple):
    """A folder or object in an open store; `path` is bucket/key as the store says."""

    store: "FileSystem"
    path: str


def is_url(where: str | Path) -> bool:
    """Say whether an address leads to an object store."""
    return isinstance(where, str) and where.startswith("s3://")


def local(where: str | Path) -> Path:
    """Return the path of a folder on this machine; BadFolder for any other address."""
    if isinstance(where, Path) or not _SCHEME.match(where):
        return Path(where)
    if where.startswith("file:///"):
        return Path(unquote(where.removeprefix("file://")))
    raise BadFolder(f"{where} is neither a folder nor an s3:// URL.")


def opened(url: str) -> Place:
    """Open the store of an s3:// URL; BadFolder where the URL or the keys are missing.

    The name is taken as it stands: a `%` in it is a `%`.
    """
    if found := _URL.fullmatch(url):
        return Place(_store(), found[1].rstrip("/"))
    raise BadFolder(
        "An address in object storage reads s3://bucket/prefix; "
        f"keys belong in {KEY} and {SECRET}."
    )


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn what a store answers into BadFolder, a sentence with the address."""
    try:
        yield
    except OSError as error:
        raise BadFolder(f"{url} can not be used: {meaning(error)}.") from error


@contextmanager
def put_plainly() -> Iterator[None]:
    """Turn what a store answers into an OSError whose `strerror` a person can read."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno or errno.EIO, meaning(error)) from error


def meaning(error: OSError) -> str:
    """Say in a few words what a store answered.

    >>> meaning(OSError("AWS Error NO_SUCH_BUCKET during PutObject operation: …"))
    'there is no such bucket'
    >>> meaning(OSError("AWS Error ODD during X: the moon (Request ID: 77)"))
    'AWS Error ODD during X: the moon'
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such object"
    said = str(error)
    found = (words for kind, words in _ANSWERS.items() if re.search(kind, said))
    return next(found, said.split(" (Request ID")[0])


def variable(names: tuple[str, ...]) -> str | None:
    """Return the first of these environment variables that is set."""
    return next((os.environ[name] for name in names if os.environ.get(name)), None)


def keys() -> tuple[str, str]:
    """Return the key and its secret from the environment; BadFolder without them."""
    if missing := [name for name in (KEY, SECRET) if not os.environ.get(name)]:
        raise BadFolder(f"Object storage needs {' and '.join(missing)}; set them.")
    return os.environ[KEY], os.environ[SECRET]


def _store() -> "FileSystem":
    endpoint, region = variable(ENDPOINTS), variable(REGIONS)
    return _connected(*keys(), os.environ.get(TOKEN), endpoint, region)


@cache
def _connected(
    key: str, secret: str, token: str | None, endpoint: str | None, region: str | None
) -> "FileSystem":
    where = urlsplit(endpoint or "")
    from pyarrow.fs import S3FileSystem  # 0.1 s that a folder does not need

    return S3FileSystem(
        access_key=key,
        secret_key=secret,
        session_token=token,
        endpoint_override=(where.netloc + where.path).rstrip("/") or None,
        scheme=where.scheme or "https",
        region=region or "us-east-1",
        connect_timeout=10,
        request_timeout=PATIENCE,
        # A small object is then one PUT, which is what makes the pointer atomic.
        allow_delayed_open=True,
    )
