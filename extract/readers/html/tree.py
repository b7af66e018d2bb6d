"""The elements of a page as a flat list in document order.

Every element knows its parent and where its descendants end in the list, so a walk up
or down is a loop: a page of 100,000 nested `div` needs no stack.  End tags that authors
leave out (p, li, td, tr, option, dt, dd) are implied as in browsers; stray ones are
ignored.  White space behind the tag of a block, which no browser shows, is left out.

>>> tree = Tree.of("<ul><li>甲<li>乙</ul><p>丙<p>丁")
>>> [(node.name, node.parent, tree.raw[node.start:node.end]) for node in tree.nodes[1:]]
... # doctest: +NORMALIZE_WHITESPACE
[('ul', 0, '<ul><li>甲<li>乙</ul>'), ('li', 1, '<li>甲'), ('#text', 2, '甲'),
 ('li', 1, '<li>乙'), ('#text', 4, '乙'), ('p', 0, '<p>丙'), ('#text', 6, '丙'),
 ('p', 0, '<p>丁'), ('#text', 8, '丁')]
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html import unescape

from extract.readers.html.tokens import attribute, attributes, tags

VOID = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    """.split()  # noqa: SIM905 -- the names of HTML read best as a paragraph
)
BLOCK = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup
    hr html legend li main menu nav ol optgroup option p pre section summary table tbody
    td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
SPACES = " \t\n\r\f"
CELLS = {"td", "th"}
TABLE_PARTS = CELLS | {"tr", "tbody", "thead", "tfoot", "caption"}
HEAD = {"title", "meta", "link", "base", "style", "script", "noscript", "template"}
# What an opening tag closes first, and the elements that keep it from looking further.
IMPLIED = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "option": ({"option"}, {"select"}),
    "optgroup": ({"option", "optgroup"}, {"select"}),
    "td": (CELLS | {"caption"}, {"tr", "table"}),
    "th": (CELLS | {"caption"}, {"tr", "table"}),
    "tr": (CELLS | {"tr", "caption"}, {"table"}),
    "tbody": (TABLE_PARTS, {"table"}),
    "thead": (TABLE_PARTS, {"table"}),
    "tfoot": (TABLE_PARTS, {"table"}),
    "a": ({"a"}, BLOCK),
}
ONCE = {"html", "head", "body"}
EDGES = BLOCK - ONCE
CLOSES_P = BLOCK - TABLE_PARTS - {"option", "optgroup", "html", "head", "body"}
SCOPE = CELLS | {"caption", "table", "html", "body", "#root"}


@dataclass(slots=True, eq=False)
class Node:
    """An element or a run of text: raw range, parent, end of its descendants."""

    name: str
    start: int
    end: int
    parent: int
    last: int
    raw: str = field(default="", repr=False)  # Of the page; none for what has no tag.
    opened: int = 0  # Raw offset behind the opening tag.
    _values: dict[str, tuple[int, int]] | None = field(default=None, repr=False)

    @property
    def values(self) -> dict[str, tuple[int, int]]:
        """The raw range of each attribute, looked for when first asked: few are."""
        if self._values is None:
            inner = self.start + len(self.name) + 1
            self._values = attributes(self.raw, inner, self.opened)
        return self._values

    def value(self, name: str) -> tuple[int, int] | None:
        """Return the raw range of one attribute, without a look at the others."""
        raw, inner, end = self.raw, self.start + len(self.name) + 1, self.opened
        # Most are asked for what they do not have.
        if raw.find(name, inner, end) < 0 and name not in raw[inner:end].lower():
            return None
        return attribute(raw, inner, end, name)


@dataclass(slots=True)
class Tree:
    """The nodes of one raw range; the first is a root without a tag."""

    raw: str
    nodes: list[Node]
    places: dict[str, list[int]]  # Of the nodes of each name.

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> "Tree":
        """Build the tree of a range of HTML."""
        builder = _Builder(raw, start)
        builder.read(start, len(raw) if end is None else end)
        return cls(raw, builder.nodes, dict(builder.places))

    def get(self, node: Node, name: str) -> str:
        """Return the value of an attribute; empty where there is none."""
        span = node.value(name)
        return unescape(self.raw[span[0] : span[1]]).strip() if span else ""

    def elements(self, *names: str) -> Iterator[tuple[int, Node]]:
        """Yield the elements of some names with their places, in order."""
        for i in sorted(i for name in names for i in self.places.get(name, ())):
            yield i, self.nodes[i]

    def inside(self, at: int) -> range:
        """Return the places of the descendants of a node."""
        return range(at + 1, self.nodes[at].last)


class _Builder:
    """Keeps the open elements while tokens come in."""

    def __init__(self, raw: str, start: int) -> None:
        self.raw = raw
        self.nodes = [Node("#root", start, start, -1, 0)]
        self.places = defaultdict[str, list[int]](list)  # Of each name, in `nodes`.
        self.places["#root"].append(0)
        self.open = [0]  # Places of the open elements in `nodes`.
        self.depths = defaultdict[str, list[int]](list)  # Of each name, in `open`.
        self.depths["#root"].append(0)
        self.heads, self.paragraphs = self.depths["head"], self.depths["p"]

    def read(self, start: int, end: int) -> None:
        """Add all tokens of a range."""
        edge = False  # Whether the tag before is one where a line begins or ends.
        raw = self.raw
        for kind, name, at, behind in tags(raw, start, end):
            if start < at and (not edge or raw[start:at].strip(SPACES)):
                self._text(start, at)
            start = behind
            if kind == "open":
                self._open(name, at, behind)
                edge = name in EDGES
            elif kind == "close":
                edge = self._close(name, at, behind)
            else:
                edge = False
                if name == "title":
                    self._append("#title", at, behind)
        if start < end and (not edge or raw[start:end].strip(SPACES)):
            self._text(start, end)
        self.close_down_to(0, end)

    def _text(self, start: int, end: int) -> None:
        in_head = self.heads and self.nodes[self.open[-1]].name == "head"
        if in_head and self.raw[start:end].strip():
            self._close_implied({"head"}, set(), start)
        self._append("#text", start, end)

    def _append(self, name: str, start: int, end: int) -> None:
        at = len(self.nodes)
        self.nodes.append(Node(name, start, end, self.open[-1], at + 1))
        self.places[name].append(at)

    def _open(self, name: str, start: int, end: int) -> None:
        nodes, opened = self.nodes, self.open
        if name in ONCE and self.depths[name]:
            return
        if self.heads and name not in HEAD and name != "head":
            self._close_implied({"head"}, set(), start)
        if self.paragraphs and name in CLOSES_P:
            self._close_implied({"p"}, SCOPE, start)
        if name in IMPLIED:
            closed, barriers = IMPLIED[name]
            if any(map(self.depths.get, closed)):
                self._close_implied(closed, barriers, start)
        at = len(nodes)
        nodes.append(Node(name, start, end, opened[-1], at + 1, self.raw, end))
        self.places[name].append(at)
        if name not in VOID:
            self.depths[name].append(len(opened))
            opened.append(at)

    def _depth(self, names: Collection[str]) -> int:
        """The depth of the innermost open element of some names; -1 for none."""
        stacks = filter(None, map(self.depths.get, names))
        return max((stack[-1] for stack in stacks), default=-1)

    def _close_implied(
        self, names: Collection[str], barriers: Collection[str], at: int
    ) -> None:
        """Close the outermost of the elements that stand inside the nearest barrier."""
        barrier = self._depth(barriers)
        while (depth := self._depth(names)) > barrier:
            self.close_down_to(depth, at)

    def _close(self, name: str, start: int, end: int) -> bool:
        """Close an element, and tell whether a line ends there for sure."""
        node = self.nodes[self.open[-1]]
        if node.name != name:
            self._close_around(name, start, end)
            return False
        # Nothing inside is open, as at by far most end tags.
        node.end, node.last = end, len(self.nodes)
        self.open.pop()
        self.depths[name].pop()
        return name in BLOCK

    def _close_around(self, name: str, start: int, end: int) -> None:
        """Close an element around open ones, if the end tag can reach across them."""
        depth = self._depth((name,))
        # A stray </p> shows as an empty paragraph, and </br> as a break.
        if name == "br" or (name == "p" and depth <= self._depth(SCOPE)):
            self._append(name, start, end)
        elif depth > self._depth(self._barriers(name)):
            self.close_down_to(depth, end, start)

    def _barriers(self, name: str) -> AbstractSet[str]:
        """What an end tag cannot reach across."""
        if name in TABLE_PARTS or name == "table":
            return {"table"} - {name}
        return SCOPE - {name} if name in BLOCK else BLOCK

    def close_down_to(self, depth: int, at: int, inner: int | None = None) -> None:
        """Close an open element, and what is inside it where its end tag begins."""
        while len(self.open) > depth:
            place = self.open.pop()
            node = self.nodes[place]
            node.end = at if len(self.open) == depth or inner is None else inner
            node.last = len(self.nodes)
            self.depths[node.name].pop()
