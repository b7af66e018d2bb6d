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
from itertools import islice
from typing import NamedTuple

from extract.readers.html.tree import BLOCK, SPACES, Tree
from extract.readers.visible import BLANKS

WORD = re.compile(rf"[^{SPACES}]+")
REFERENCE = re.compile(
    r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?|[\u200b\u2060\ufeff]+"
)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—]")
HEADINGS = {f"h{n}": n for n in range(1, 7)}
STYLED = {*HEADINGS, "a", "pre", "head"}
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


class _Style(NamedTuple):
    """What a run of text inherits from the elements around it, but for its block."""

    cell: int = 0
    heading: int = 0
    linked: bool = False
    pre: bool = False
    gone: bool = False


def lines(tree: Tree, cells: Container[int], hidden: Container[int]) -> list[Line]:
    """Return the lines in order; `cells` are the places of the cells of data tables."""
    flow = _Flow(tree.raw)
    blocks, styles = [0], [_Style()]  # Of each node.
    for i, node in enumerate(islice(tree.nodes, 1, None), 1):
        name, block, style = node.name, blocks[node.parent], styles[node.parent]
        if name == "#text":
            if not style.gone:
                flow.add(block, style, node.start, node.end)
        else:
            if name in BREAKS:
                flow.broken = True
            if name in BLOCK:
                block = i
            if name in STYLED or i in cells or i in hidden:
                style = _styled(tree, i, style, i in cells, i in hidden)
        blocks.append(block)
        styles.append(style)
    return flow.finished()


def _styled(
    tree: Tree, at: int, outer: _Style, is_cell: bool, is_hidden: bool
) -> _Style:
    name = tree.nodes[at].name
    return _Style(
        at if is_cell else outer.cell,
        HEADINGS.get(name, outer.heading),
        _leads_away(tree, at) if name == "a" else outer.linked,
        outer.pre or name == "pre",
        outer.gone or is_hidden or name == "head",
    )


def _leads_away(tree: Tree, at: int) -> bool:
    """Whether an <a> leads to a page; an attachment is a part of this one."""
    address = tree.get(tree.nodes[at], "href").lower()
    if not address:
        return tree.nodes[at].value("href") is not None
    return not FILES.search(address)


class _Flow:
    """Puts runs of text into lines."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.lines: list[Line] = []
        self.seen: list[list[str]] = []  # The words of each line.
        self.broken = True
        self.space = ""  # White space behind the last word: none, a space, a line end.
        self.apart = False  # Whether some is all that stands between two elements.

    def add(self, block: int, style: _Style, start: int, end: int) -> None:
        if not self.raw[start:end].strip(SPACES):
            self._space(style, start, end)
            self.apart = True
            return
        if self.lines and self.lines[-1].block != block:
            self.broken = True
        for found in WORD.finditer(self.raw, start, end):
            opened, closed = found.span()
            if start < opened:
                self._space(style, start, opened)
            self._word(block, style, opened, closed)
            start = closed
        if start < end:
            self._space(style, start, end)

    def _space(self, style: _Style, start: int, end: int) -> None:
        if self.raw.find("\n", start, end) >= 0:
            self.space = "\n"
            self.broken |= style.pre
        elif not self.space:
            self.space = " "

    def _word(self, block: int, style: _Style, start: int, end: int) -> None:
        word = decoded(self.raw[start:end])
        if not word:
            return
        space = ""
        if self.broken:
            self.lines.append(Line(block, style.cell, style.heading))
            self.seen.append([])
            self.broken = False
        elif self.space:
            space = self._between(self.seen[-1][-1], word)
        self.lines[-1].raw_words.append(Word(start, end, space))
        self.seen[-1] += (space, word)
        if style.linked:
            self.lines[-1].linked += len(word)
        self.space, self.apart = "", False

    def _between(self, before: str, after: str) -> str:
        wrapped = self.space == "\n" and not self.apart
        return folded(before, after) if wrapped else " "

    def finished(self) -> list[Line]:
        """Return the lines that show something."""
        for line, seen in zip(self.lines, self.seen, strict=True):
            line.words = "".join(seen)
            if line.linked and ATTACHMENT.match(line.words):
                line.linked = 0
        return [line for line in self.lines if line.words.strip(BLANKS)]


def folded(before: str, after: str) -> str:
    """Return what a line break between two words stands for: a space, or nothing."""
    return "" if WIDE.match(before[-1]) and WIDE.match(after[0]) else " "


def decoded(word: str) -> str:
    """Return a word without character references and invisible characters."""
    if "&" in word:
        word = unescape(word)
    return word if word.isprintable() else word.translate(INVISIBLE)
