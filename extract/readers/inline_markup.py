r"""Emphasis, links and references inside one line of Markdown.

Only marks that come in pairs are taken away, and never those beside digits:
`0.25*10^8` is a dose.  Formulas between dollar signs are left for the LaTeX repair.

>>> line = r"**批准**[甲药](http://a.example/1)，剂量`5mg`，2*3*4，$a_1*b*c$，A\*B"
>>> found = inline(line, 0, len(line))
>>> str(visible(line, found.changes)), found.links
('批准甲药，剂量5mg，2*3*4，$a_1*b*c$，A*B', [(7, 9, 'http://a.example/1')])
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from extract.readers.visible import Change, visible

__all__ = ["Inline", "inline", "visible"]

# Every quantifier has a limit, so that a line of a million asterisks costs no more.
MARK = re.compile(
    r"""
    \$ [^$\n]{1,500} \$                                            # a formula, kept
  | (?P<code>`{1,3}) (?P<verbatim>[^\n]{1,500}?) (?P=code) (?!`)
  | ! \[ [^\[\]\n]{0,500} \] \( [^()\n]{0,2000} \)                 # a picture
  | \[ (?P<words>[^\[\]\n]{1,500}) \]
    \( (?P<address>[^()\s]{1,2000}) [^()\n]{0,200} \)
  | (?P<strong>\*{2,3}|_{2,3}) (?=[^\s*_])
    (?P<bold>[^\n]{1,500}?) (?<=[^\s*_]) (?P=strong)
  | (?<![A-Za-z0-9*]) \* (?![\s*])
    (?P<stressed>[^*\n|]{1,500}) (?<!\s) \* (?![A-Za-z0-9*])
  | (?<![A-Za-z0-9_]) _ (?![\s_])
    (?P<slanted>[^_\n|]{1,500}) (?<!\s) _ (?![A-Za-z0-9_])
  | \\ (?P<escaped>[!-/:-@\[-`{-~])
  | </?[a-zA-Z][a-zA-Z0-9]{0,10} (?:\s[^<>\n]{0,500})? /?>         # a tag within a line
  | <!-- [^\n]{0,500}? -->
  | (?P<reference>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,30});)
    """,
    re.VERBOSE,
)
INNER = ("words", "bold", "stressed", "slanted", "verbatim", "escaped")


class Inline(NamedTuple):
    """The changes of a line, and its links: start and end of the words, address."""

    changes: list[Change]
    links: list[tuple[int, int, str]]


def inline(raw: str, start: int, end: int) -> Inline:
    """Return what is markup inside a raw range that is one line."""
    found = Inline([], [])
    ranges = [(start, end)]
    while ranges:
        for mark in MARK.finditer(raw, *ranges.pop()):
            found.changes.extend(_changes(mark))
            if mark["address"]:
                found.links.append((*mark.span("words"), mark["address"]))
            inner = mark.lastgroup and next((n for n in INNER[:4] if mark[n]), None)
            if inner:
                ranges.append(mark.span(inner))
    return found


def _changes(mark: re.Match[str]) -> Iterator[Change]:
    if mark[0].startswith("$"):
        return
    if mark["reference"]:
        yield Change(*mark.span(), unescape(mark[0]), "markup")
        return
    start, end = next(
        (mark.span(n) for n in INNER if mark[n]), (mark.end(), mark.end())
    )
    yield from (
        Change(a, b, "", "markup")
        for a, b in ((mark.start(), start), (end, mark.end()))
        if a < b
    )
