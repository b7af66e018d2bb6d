"""The elements of a page as a flat list in document order.

Every element knows its parent and where its descendants end in the list, so a walk up
or down is a loop: a page of 100,000 nested `div` needs no stack.  End tags that authors
leave out (p, li, td, tr, option, dt, dd) are implied as in browsers; stray ones are
ignored.

>>> tree = Tree.of("<ul><li>甲<li>乙</ul><p>丙<p>丁")
>>> [(node.name, node.parent, tree.raw[node.start:node.end]) for node in tree.nodes[1:]]
... # doctest: +NORMALIZE_WHITESPACE
[('ul', 0, '<ul><li>甲<li>乙</ul>'), ('li', 1, '<li>甲'), ('#text', 2, '甲'),
 ('li', 1, '<li>乙'), ('#text', 4, '乙'), ('p', 0, '<p>丙'), ('#text', 6, '丙'),
 ('p', 0, '<p>丁'), ('#text', 8, '丁')]
"""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html import unescape

from extract.readers.html.tokens import Token, attributes, tokens

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
CLOSES_P = BLOCK - TABLE_PARTS - {"option", "optgroup", "html", "head", "body"}
SCOPE = CELLS | {"caption", "table", "html", "body", "#root"}


@dataclass(slots=True)
class Node:
    """An element or a run of text: raw range, parent, end of its descendants."""

    name: str
    start: int
    end: int
    parent: int
    last: int = 0
    values: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Tree:
    """The nodes of one raw range; the first is a root without a tag."""

    raw: str
    nodes: list[Node]

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> "Tree":
        """Build the tree of a range of HTML."""
        builder = _Builder(raw, start)
        end = len(raw) if end is None else end
        for token in tokens(raw, start, end):
            builder.add(token)
        builder.close_down_to(0, end)
        return cls(raw, builder.nodes)

    def get(self, node: Node, name: str) -> str:
        """Return the value of an attribute; empty where there is none."""
        return unescape(self.raw[slice(*node.values.get(name, (0, 0)))]).strip()

    def elements(self, *names: str) -> Iterator[tuple[int, Node]]:
        """Yield the elements of some names with their places, in order."""
        for i, node in enumerate(self.nodes):
            if node.name in names:
                yield i, node

    def inside(self, at: int) -> range:
        """Return the places of the descendants of a node."""
        return range(at + 1, self.nodes[at].last)


class _Builder:
    """Keeps the open elements while tokens come in."""

    def __init__(self, raw: str, start: int) -> None:
        self.raw = raw
        self.nodes = [Node("#root", start, start, -1)]
        self.open = [0]  # Places of the open elements in `nodes`.
        self.depths: dict[str, list[int]] = {"#root": [0]}  # Of each name, in `open`.

    def add(self, token: Token) -> None:
        if token.kind == "open":
            self._open(token)
        elif token.kind == "close":
            self._close(token)
        elif token.kind == "text":
            self._leave_head_for_text(token)
            self._append("#text", token)
        elif token.name == "title":
            self._append("#title", token)

    def _append(self, name: str, token: Token) -> Node:
        node = Node(name, token.start, token.end, self.open[-1], len(self.nodes) + 1)
        self.nodes.append(node)
        return node

    def _open(self, token: Token) -> None:
        name = token.name
        if name in ("html", "body", "head") and self.depths.get(name):
            return
        if name not in HEAD and name != "head":
            self._close_implied({"head"}, set(), token.start)
        if name in CLOSES_P:
            self._close_implied({"p"}, SCOPE, token.start)
        if name in IMPLIED:
            self._close_implied(*IMPLIED[name], token.start)
        node = self._append(name, token)
        if token.end - token.start > len(name) + 2:
            node.values = attributes(self.raw, token)
        if name not in VOID:
            self.depths.setdefault(name, []).append(len(self.open))
            self.open.append(len(self.nodes) - 1)

    def _leave_head_for_text(self, token: Token) -> None:
        in_head = self.nodes[self.open[-1]].name == "head"
        if in_head and self.raw[token.start : token.end].strip():
            self._close_implied({"head"}, set(), token.start)

    def _depth(self, names: Collection[str]) -> int:
        """The depth of the innermost open element of some names; -1 for none."""
        stacks = filter(None, map(self.depths.get, names))
        return max((stack[-1] for stack in stacks), default=-1)

    def _close_implied(
        self, names: Collection[str], barriers: Collection[str], at: int
    ) -> None:
        """Close the outermost of the elements that stand inside the nearest barrier."""
        if not any(map(self.depths.get, names)):
            return
        barrier = self._depth(barriers)
        while (depth := self._depth(names)) > barrier:
            self.close_down_to(depth, at)

    def _close(self, token: Token) -> None:
        name = token.name
        depth = self._depth((name,))
        if depth == len(self.open) - 1:  # Nothing inside is open: by far most end tags.
            self.close_down_to(depth, token.end, token.start)
            return
        # A stray </p> shows as an empty paragraph, and </br> as a break.
        if name == "br" or (name == "p" and depth <= self._depth(SCOPE)):
            self._append(name, token)
        elif depth > self._depth(self._barriers(name)):
            self.close_down_to(depth, token.end, token.start)

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
