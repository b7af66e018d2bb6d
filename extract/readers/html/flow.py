"""The visible lines of a page, as a browser would break them.

A line is a run of text without a block boundary or `<br>` inside, made of words: raw
ranges without white space.  White space between words counts as one space, or as
nothing where only a line break of the source stands between two Han.

>>> tree = Tree.of("<p>公告 <b>第3</b>号<br>各省\\n、区：</p>")
>>> [line.words for line in lines(tree, {}, set())]
['公告 第3号', '各省、区：']
"""

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from extract.readers.html.tree import BLOCK, SPACES, Node, Tree
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
DISPLAYED = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)(?![\w-])")
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


def lines(tree: Tree, cells: Collection[int], hidden: Collection[int]) -> list[Line]:
    """Return the lines in order; `cells` are the places of the cells of data tables."""
    flow, size = _Flow(tree.raw), len(tree.nodes)
    blocks, styles = [0] * size, [_Style()] * size  # Of each element.
    marked, boxes = {*cells, *hidden}, displayed(tree)
    edges = {*boxes, *(tree.nodes[i].last for i in boxes)}
    for i, node in enumerate(tree.nodes):
        name, block, style = node.name, blocks[node.parent], styles[node.parent]
        if i in edges:
            flow.broken = True
            # The lines of an h1 are one heading, parted by <br> or by such boxes; and
            # words of a paragraph are its words, though <label> is the part of a form.
            if i in boxes and not style.heading and name != "label":
                block = i
        if name == "#text":
            if not style.gone:
                flow.add(block, style, node.start, node.end)
            continue
        if name in BREAKS:
            flow.broken = True
            block = i if name in BLOCK else block
        if name in STYLED or i in marked:
            style = _styled(tree, i, style, i in cells, i in hidden)
        blocks[i], styles[i] = block, style
    return flow.finished()


def displayed(tree: Tree) -> set[int]:
    """Return the places of the elements that a style shows as blocks.

    >>> sorted(displayed(Tree.of("甲<b style='display:block'>乙</b>丙")))
    [2]
    """
    found: set[int] = set()
    # Few tags say so: the word is looked for, which scripts say too, not the tags.
    said, at = tree.raw.find("display", tree.nodes[0].start), 0
    while said >= 0:
        at = bisect_right(tree.nodes, said, at, key=_start)
        node = tree.nodes[at - 1]
        if said < node.opened and DISPLAYED.search(tree.get(node, "style")):
            found.add(at - 1)
        if at == len(tree.nodes):
            break
        said = tree.raw.find("display", tree.nodes[at].start)
    return found


def _start(node: Node) -> int:
    return node.start


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
    span = tree.nodes[at].value("href")
    if span is None:
        return False
    return not FILES.search(unescape(tree.raw[span[0] : span[1]]).strip().lower())


class _Flow:
    """Puts runs of text into lines."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.lines: list[Line] = []
        self.line = Line(-1, 0, 0)  # The last of them.
        self.seen: list[list[str]] = []  # The words of each line.
        self.broken = True
        self.space = ""  # White space behind the last word: none, a space, a line end.
        self.apart = False  # Whether some is all that stands between two elements.

    def add(self, block: int, style: _Style, start: int, end: int) -> None:
        run = self.raw[start:end]
        if not run.strip(SPACES):
            self._space(style, run)
            self.apart = True
            return
        if self.line.block != block:
            self.broken = True
        behind = 0
        for found in WORD.finditer(run):
            opened, closed = found.span()
            if behind < opened:
                self._space(style, run[behind:opened])
            self._word(block, style, start + opened, found[0])
            behind = closed
        if behind < end - start:
            self._space(style, run[behind:])

    def _space(self, style: _Style, blank: str) -> None:
        if "\n" in blank:
            self.space = "\n"
            self.broken |= style.pre
        elif not self.space:
            self.space = " "

    def _word(self, block: int, style: _Style, start: int, raw: str) -> None:
        # As nearly all words are; the call takes longer than the look.
        word = raw if raw.isprintable() and "&" not in raw else decoded(raw)
        if not word:
            return
        space = ""
        if self.broken:
            self.line = Line(block, style.cell, style.heading)
            self.lines.append(self.line)
            self.seen.append([word])
            self.broken = False
        else:
            seen = self.seen[-1]
            if self.space:
                space = self._between(seen[-1], word)
            seen += (space, word)
        line = self.line
        line.raw_words.append(Word(start, start + len(raw), space))
        if style.linked:
            line.linked += len(word)
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
