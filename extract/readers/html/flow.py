"""The visible lines of a page, as a browser would break them.

A line is a run of text without a block boundary or `<br>` inside, made of words: raw
ranges without white space.  White space between words counts as one space, or as
nothing where only a line break of the source stands between two Han.

>>> tree = Tree.of("<p>公告 <b>第3</b>号<br>各省\\n、区：</p>")
>>> [line.words for line in lines(tree, {}, set())]
['公告 第3号', '各省、区：']
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from extract.readers.html.tree import BLOCK, Tree
from extract.readers.visible import BLANKS

WORD = re.compile(r"[^ \t\n\r\f]+")
REFERENCE = re.compile(
    r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?|[\u200b\u2060\ufeff]+"
)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—]")
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BREAKS = BLOCK | {"br", "table", "center", "iframe"}
ATTACHMENT = re.compile(
    r"\W*附(?:件|表|录|錄)|.*\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)\W*$", re.IGNORECASE
)
FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z)(?:$|[?#])")


class Word(NamedTuple):
    """A raw range without white space, and what stands before it in its line."""

    start: int
    end: int
    space: str = ""


@dataclass(slots=True)
class Line:
    """One visible line: its words, where it stands, and how much of it is linked."""

    block: int  # Place of the block element it stands in.
    cell: int  # Place of its cell in a data table, or 0.
    heading: int  # Level of the heading it stands in, or 0.
    raw_words: list[Word] = field(default_factory=list)
    words: str = ""  # As they are seen.
    linked: int = 0  # Characters inside links, those to attachments left out.

    @property
    def start(self) -> int:
        """Raw offset of the first word."""
        return self.raw_words[0].start

    @property
    def end(self) -> int:
        """Raw offset behind the last word."""
        return self.raw_words[-1].end


@dataclass(slots=True)
class _Place:
    """What a node inherits from the elements around it."""

    block: int = 0
    cell: int = 0
    heading: int = 0
    linked: bool = False
    pre: bool = False
    gone: bool = False


def lines(tree: Tree, cells: Container[int], hidden: Container[int]) -> list[Line]:
    """Return the lines in order; `cells` are the places of the cells of data tables."""
    flow = _Flow(tree.raw)
    places: list[_Place] = []
    for i, node in enumerate(tree.nodes):
        place = _place(tree, i, places[node.parent] if i else _Place(), i in cells)
        place.gone |= i in hidden
        places.append(place)
        if node.name in BREAKS:
            flow.broken = True
        elif node.name == "#text" and not place.gone:
            flow.add(place, node.start, node.end)
    return flow.finished()


def _place(tree: Tree, at: int, outer: _Place, is_cell: bool) -> _Place:
    node = tree.nodes[at]
    linked = outer.linked
    if node.name == "a":
        linked = "href" in node.values and not FILES.search(
            tree.get(node, "href").lower()
        )
    return _Place(
        block=at if node.name in BLOCK else outer.block,
        cell=at if is_cell else outer.cell,
        heading=HEADINGS.get(node.name, outer.heading),
        linked=linked,
        pre=outer.pre or node.name == "pre",
        gone=outer.gone or node.name == "head",
    )


class _Flow:
    """Puts runs of text into lines."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.lines: list[Line] = []
        self.seen: list[list[str]] = []  # The words of each line.
        self.broken = True
        self.blank = ""  # White space since the last word.
        self.apart = (
            False  # Whether some of it is all that stands between two elements.
        )

    def add(self, place: _Place, start: int, end: int) -> None:
        if self.lines and self.lines[-1].block != place.block:
            self.broken = True
        node_start = start
        for found in WORD.finditer(self.raw, start, end):
            self._space(place, start, found.start())
            self._word(place, found)
            start = found.end()
        self.apart |= start == node_start and end > start
        self._space(place, start, end)

    def _space(self, place: _Place, start: int, end: int) -> None:
        blank = self.raw[start:end]
        self.blank += blank
        if place.pre and "\n" in blank:
            self.broken = True

    def _word(self, place: _Place, found: re.Match[str]) -> None:
        word = decoded(found[0])
        if not word:
            return
        if self.broken:
            self.lines.append(Line(place.block, place.cell, place.heading))
            self.seen.append([])
            self.broken, self.blank, self.apart = False, "", False
        line, seen = self.lines[-1], self.seen[-1]
        space = self._between(seen[-1] if seen else "", word)
        line.raw_words.append(Word(*found.span(), space))
        line.linked += len(word) if place.linked else 0
        seen += (space, word)
        self.blank, self.apart = "", False

    def _between(self, before: str, after: str) -> str:
        if not self.blank or not before:
            return ""
        wrapped = "\n" in self.blank and not self.apart
        return folded(before, after) if wrapped else " "

    def finished(self) -> list[Line]:
        """Return the lines that show something."""
        for line, seen in zip(self.lines, self.seen, strict=True):
            line.words = "".join(seen)
            if ATTACHMENT.match(line.words):
                line.linked = 0
        return [line for line in self.lines if line.words.strip(BLANKS)]


def folded(before: str, after: str) -> str:
    """Return what a line break between two words stands for: a space, or nothing."""
    return "" if WIDE.match(before[-1]) and WIDE.match(after[0]) else " "


def decoded(word: str) -> str:
    """Return a word without character references and invisible characters."""
    if "&" in word:
        word = unescape(word)
    return word.translate(INVISIBLE)
