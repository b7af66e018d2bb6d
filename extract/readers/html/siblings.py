"""A short article laid out flat: its paragraphs stand in `<body>` beside the menus.

There one paragraph weighs more than the element around it, which holds the menus and
the list of other articles too.  Then the content is the run of neighbors that weighs
most together.

>>> from extract.readers.html.flow import lines
>>> tree = Tree.of("<body><b>首页</b><p>现公告如下。<p>特此公告。<ul><li>另一条</ul>")
>>> seen = lines(tree, {}, set())
>>> place = seen[1].block
>>> with_siblings(tree, seen, [0, -9, 20, 40, 10], place)
range(1, 3)
"""

from bisect import bisect_left
from collections.abc import Sequence

from extract.readers.html.flow import Line
from extract.readers.html.tree import Tree


def with_siblings(
    tree: Tree, lines: Sequence[Line], sums: Sequence[float], at: int
) -> range:
    """Return the numbers of the lines of the element at a place, and of its neighbors.

    `sums` are what all lines before each number weigh; an element that holds others
    stays alone, for it was chosen as a whole.
    """
    found = _inside(tree, lines, at)
    if any(lines[i].block != at for i in found):
        return found
    parent = tree.nodes[at].parent
    edges = _edges(tree, lines, parent)
    before = [i for i in edges if i <= found.start]
    after = [i for i in edges if i >= found.stop]
    return range(
        min(before, key=lambda i: (sums[i], i)), max(after, key=lambda i: (sums[i], -i))
    )


def _inside(tree: Tree, lines: Sequence[Line], at: int) -> range:
    node = tree.nodes[at]
    return range(
        bisect_left(lines, node.start, key=_start),
        bisect_left(lines, node.end, key=_start),
    )


def _start(line: Line) -> int:
    return line.start


def _edges(tree: Tree, lines: Sequence[Line], parent: int) -> list[int]:
    """The numbers of the lines where a child of an element begins, and of its end."""
    inside = _inside(tree, lines, parent)
    children = [_child(tree, lines[i].block, parent) for i in inside]
    begun = [
        i
        for i, child, before in zip(inside, children, [None, *children], strict=False)
        if child != before or child == parent
    ]
    return [*begun, inside.stop]


def _child(tree: Tree, at: int, parent: int) -> int:
    """The child of an element that holds a place; the element for its own words."""
    while at != parent and tree.nodes[at].parent != parent:
        at = tree.nodes[at].parent
    return at
