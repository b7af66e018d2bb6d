"""Elements that a browser does not show (隐藏), the favorite place of search spam.

>>> tree = Tree.of('<p>甲<b style="left:-9999px">乙</b><i hidden>丙</i>')
>>> [tree.nodes[i].name for i in sorted(hidden(tree))]
['b', 'i']
"""

import re

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


def hidden(tree: Tree) -> set[int]:
    """Return the places of the outermost elements that are not shown.

    An element that holds most of the words is shown in the end, whatever it says.
    """
    sizes = _sizes(tree)
    found: set[int] = set()
    behind = 0
    for i, node in enumerate(tree.nodes):
        if i < behind:
            continue
        if node.name in NEVER_SHOWN or (node.values and _is_hidden(tree, i, sizes)):
            found.add(i)
            behind = node.last
    shown = sizes[0] - sum(sizes[i] for i in found)
    return found if shown else set()


def _is_hidden(tree: Tree, at: int, sizes: list[int]) -> bool:
    node = tree.nodes[at]
    if "hidden" in node.values:
        return True
    style = tree.get(node, "style").lower()[:LONGEST]
    if not style:
        return False
    if UNTIL_LOADED.search(style) and sizes[at] <= MOST * sizes[0]:
        return True
    return bool(UNDISPLAYED.search(style)) or _is_tiny(tree, at, style)


def _is_tiny(tree: Tree, at: int, style: str) -> bool:
    """Whether letters have no size, here and in every element inside."""
    size = FONT_SIZE.search(style)
    if not size or size["zero"] is None:
        return False
    inside = (tree.get(tree.nodes[i], "style").lower() for i in tree.inside(at))
    return not any(FONT_SIZE.search(inner) for inner in inside)


def _sizes(tree: Tree) -> list[int]:
    """How many characters of text stand inside each node."""
    sizes = [0] * len(tree.nodes)
    for i in range(len(tree.nodes) - 1, 0, -1):
        node = tree.nodes[i]
        if node.name == "#text":
            sizes[i] = len(tree.raw[node.start : node.end].strip())
        sizes[node.parent] += sizes[i]
    return sizes
