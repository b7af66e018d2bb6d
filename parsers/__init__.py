"""Every module here reads one source type.

A parser is a module with `recognizes(document) -> bool` and
`parse(document) -> Iterator[Draft | Doubt]`.  It is found because it is here; exactly
one may claim a document.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast

from normalize.document import Document
from normalize.draft import Doubt, Draft


class Parser(Protocol):
    """What a module of this package offers."""

    __name__: str

    def recognizes(self, document: Document) -> bool:
        """Say whether the document is of this source type."""
        ...

    def parse(self, document: Document) -> Iterator[Draft | Doubt]:
        """Yield the document's rows to be, and doubts about them."""
        ...


class Unclaimed(ValueError):
    """No parser, or more than one, recognizes the document."""


def modules() -> list[str]:
    """Return the names of the parsers' modules, without loading them.

    >>> "parsers.notice" in modules()
    True
    """
    return sorted(f"{__name__}.{one.name}" for one in pkgutil.iter_modules(__path__))


@cache
def parsers() -> tuple[Parser, ...]:
    """Return every parser, by name."""
    return tuple(cast(Parser, importlib.import_module(name)) for name in modules())


def name(parser: Parser) -> str:
    """Return the name of a parser: that of its module."""
    return parser.__name__.rpartition(".")[2]


def source_type(parser: Parser) -> str:
    """Return the source type that a parser reads: its name, unless it says another."""
    return getattr(parser, "SOURCE_TYPE", name(parser))


def claim(document: Document) -> Parser:
    """Return the parser of a document; Unclaimed unless exactly one recognizes it."""
    claims = [parser for parser in parsers() if parser.recognizes(document)]
    if len(claims) == 1:
        return claims[0]
    if not claims:
        raise Unclaimed(
            "no parser knows this kind of document: it has no labels of an application "
            "form, no head or signature of a notice, and too little prose for news"
        )
    names = " and ".join(name(parser) for parser in claims)
    raise Unclaimed(
        f"{names} both claim this document; one of them recognizes too much"
    )
