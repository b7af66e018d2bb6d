"""The values of `sources.toml`, each read by one function that says what is wrong.

>>> size("50 MB"), size(2048), count(7), folder("nhsa/notices")
(50000000, 2048, 7, 'nhsa/notices')
>>> folder("../notices")
Traceback (most recent call last):
    ...
extract.fetch.fields.BadValue: '../notices' is no folder below data/raw
"""

import re
from collections.abc import Callable
from fnmatch import translate
from pathlib import PurePosixPath
from typing import TypeVar

from extract.fetch.kinds import KINDS
from extract.litter import is_litter

UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}
SIZE = re.compile(r"(\d+) ?(KB|MB|GB)")
HOST = re.compile(r"(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*|[0-9a-f:]*:[0-9a-f:.]*")
CONTACT = re.compile(r"\S+@\S+\.\S+|https?://\S+\.\S+")
FASTEST = 1.0  # second between two requests to one host

T = TypeVar("T")


class BadValue(ValueError):
    """A value can not be used; the message goes on from the name of its key."""


def text(value: object) -> str:
    """Return words."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise BadValue(f"{value!r} is no text; write words in quotes")


def count(value: object) -> int:
    """Return a whole number from 1 on."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise BadValue(f"{value!r} is no whole number above 0")


def seconds(value: object) -> float:
    """Return a pause; less than a second would be impolite."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and FASTEST <= value <= 600:  # type: ignore[operator]
        return float(value)  # type: ignore[arg-type]
    raise BadValue(f"{value!r} is no number of seconds from 1 to 600")


def size(value: object) -> int:
    """Return a number of bytes."""
    if isinstance(value, str) and (found := SIZE.fullmatch(value.strip().upper())):
        return count(int(found[1]) * UNITS[found[2]])
    if isinstance(value, str):
        raise BadValue(f"{value!r} is no size; write one as '50 MB'")
    return count(value)


def folder(value: object) -> str:
    """Return a path below data/raw."""
    path = text(value)
    steps = PurePosixPath(path).parts
    odd = any(step == ".." or is_litter(step) or ":" in step for step in steps)
    if (
        not steps
        or odd
        or path.startswith("/")
        or "\\" in path
        or not path.isprintable()
    ):
        raise BadValue(f"{value!r} is no folder below data/raw")
    return "/".join(steps)


def agent(value: object) -> str:
    """Return the name by which servers know the program, with somebody to turn to."""
    words = text(value)
    if not words.isascii() or not words.isprintable():
        raise BadValue(f"{value!r} has characters that no header can carry")
    if not CONTACT.search(words):
        raise BadValue(
            f"{value!r} names no contact; write an address to turn to, "
            "as in 'example-bot/1.0 (mailto:data@example.org)'"
        )
    return words


def hosts(value: object) -> frozenset[str]:
    """Return host names, without scheme, port or wild cards."""
    return frozenset(_listed(_host)(value))


def ports(value: object) -> frozenset[int]:
    """Return port numbers."""
    return frozenset(_listed(_port)(value))


def types(value: object) -> frozenset[str]:
    """Return file types that are known."""
    return frozenset(_listed(_type)(value))


def addresses(value: object) -> tuple[str, ...]:
    """Return web addresses."""
    return _listed(text)(value)


def patterns(value: object) -> tuple[re.Pattern[str], ...]:
    """Return patterns of whole addresses: globs, or expressions behind `re:`.

    >>> glob, expression = patterns(["https://*/art/*.html", "re:.*/t[0-9_]+[.]pdf"])
    >>> bool(glob.fullmatch("https://www.example.gov.cn/art/2025/1.html"))
    True
    >>> bool(expression.fullmatch("https://www.example.gov.cn/t2025_1.pdf"))
    True
    """
    return _listed(_pattern)(value)


def _listed(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    def all_of(value: object) -> tuple[T, ...]:
        if not isinstance(value, list) or not value:
            raise BadValue(f"{value!r} is no list; write one in [ ]")
        return tuple(map(read, value))

    return all_of


def _host(value: object) -> str:
    try:
        name = text(value).lower().encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not HOST.fullmatch(name):
        raise BadValue(f"{value!r} is no host; write one as 'www.example.gov.cn'")
    return name


def _port(value: object) -> int:
    if count(value) > 65_535:
        raise BadValue(f"{value!r} is no port")
    return count(value)


def _type(value: object) -> str:
    if value not in KINDS:
        raise BadValue(f"{value!r} is no type known here; there are {', '.join(KINDS)}")
    return str(value)


def _pattern(value: object) -> re.Pattern[str]:
    words = text(value)
    try:
        expression = words.removeprefix("re:")
        return re.compile(expression if expression != words else translate(words))
    except re.error as error:
        raise BadValue(f"{value!r} is no regular expression: {error}") from error
