"""Elements that a browser does not show (隐藏), the favorite place of search spam.

>>> tree = Tree.of('<p>甲<b style="left:-9999px">乙</b><i hidden>丙</i>')
>>> [tree.nodes[i].name for i in sorted(hidden(tree))]
['b', 'i']
"""

import re
from bisect import bisect_left
from itertools import accumulate

from extract.readers.html.tree import Tree

UNDISPLAYED = re.compile(
    r"display\s*:\s*none"
    r"|(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$|!).*overflow\s*:\s*hidden"
    r"|overflow\s*:\s*hidden.*[;\s](?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$|!)",
)
# Some sites hide the article itself this way until their script has loaded.
UNTIL_LOADED = re.compile(
    r"visibility\s*:\s*hidden|(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
)
FONT_SIZE = re.compile(
    r"font-size\s*:\s*(?P<zero>0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!))?"
)
NEVER_SHOWN = {
    "noscript",
    "template",
    "svg",
    "object",
    "applet",
    "audio",
    "video",
    "canvas",
}
MOST = 0.5
LONGEST = 1_000  # Characters of a style that are looked at.
SHORTEST = len("<b style")  # No other tag can hide what it opens.


def hidden(tree: Tree) -> set[int]:
    """Return the places of the outermost elements that are not shown.

    An element that holds most of the words is shown in the end, whatever it says.
    """
    sizes = _Sizes(tree)
    shown = sizes.whole
    found: set[int] = set()
    behind = 0
    for i in _suspects(tree):
        if i >= behind and _is_hidden(tree, i, sizes):
            found.add(i)
            shown -= sizes.of(i)
            behind = tree.nodes[i].last
    return found if shown else set()


def _suspects(tree: Tree) -> list[int]:
    """The few elements whose tag could hide them."""
    raw = tree.raw
    found = [i for i, _ in tree.elements(*NEVER_SHOWN)]
    for i, node in enumerate(tree.nodes):
        if node.opened - node.start >= SHORTEST:
            tag = raw[node.start : node.opened].lower()
            if "style" in tag or "hidden" in tag:
                found.append(i)
    return sorted(found)


def _is_hidden(tree: Tree, at: int, sizes: "_Sizes") -> bool:
    node = tree.nodes[at]
    if node.name in NEVER_SHOWN or node.value("hidden"):
        return True
    style = tree.get(node, "style").lower()[:LONGEST]
    if not style:
        return False
    if UNTIL_LOADED.search(style) and sizes.of(at) <= MOST * sizes.whole:
        return True
    return bool(UNDISPLAYED.search(style)) or _is_tiny(tree, at, style)


def _is_tiny(tree: Tree, at: int, style: str) -> bool:
    """Whether letters have no size, here and in every element inside."""
    size = FONT_SIZE.search(style)
    if not size or size["zero"] is None:
        return False
    inner = (tree.nodes[i] for i in tree.inside(at))
    styles = (tree.get(node, "style") for node in inner if node.opened)
    return not any(FONT_SIZE.search(style.lower()) for style in styles)


class _Sizes:
    """How many characters of text stand inside a node, and in the whole page."""

    def __init__(self, tree: Tree) -> None:
        self.nodes = tree.nodes
        self.places = tree.places.get("#text", [])  # Of the runs of text.
        runs = [tree.nodes[i] for i in self.places]
        sizes = [len(tree.raw[run.start : run.end].strip()) for run in runs]
        self.before = [0, *accumulate(sizes)]  # Characters before each of them.
        self.whole = self.before[-1]

    def of(self, at: int) -> int:
        return self._before(self.nodes[at].last) - self._before(at)

    def _before(self, at: int) -> int:
        return self.before[bisect_left(self.places, at)]
