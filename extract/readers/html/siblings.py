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

FLAT = ("body", "#root", "form", "center")  # What holds menus and article alike.


def with_siblings(
    tree: Tree, lines: Sequence[Line], sums: Sequence[float], at: int
) -> range:
    """Return the numbers of the lines of the element at a place, and of its neighbors.

    `sums` are what all lines before each number weigh; an element that holds others
    stays alone, for it was chosen as a whole.
    """
    found = _inside(tree, lines, at)
    if at == 0:  # The root of words without any element has no neighbors.
        return found
    parent = tree.nodes[at].parent
    if any(lines[i].block != at for i in found):
        if tree.nodes[parent].name not in FLAT:
            return found
        return _with_neighbors(tree, lines, sums, parent, found)
    while parent > 0 and _inside(tree, lines, parent) == found:
        parent = tree.nodes[parent].parent  # Each line has wrappers of its own.
    edges = _edges(tree, lines, parent)
    before = [i for i in edges if i <= found.start]
    after = [i for i in edges if i >= found.stop]
    return range(
        min(before, key=lambda i: (sums[i], i)), max(after, key=lambda i: (sums[i], -i))
    )


def _with_neighbors(
    tree: Tree, lines: Sequence[Line], sums: Sequence[float], parent: int, found: range
) -> range:
    """The lines of an element, and of those right beside it, all of prose."""
    edges = _edges(tree, lines, parent)
    if found.start not in edges or found.stop not in edges:
        return found
    first, last = edges.index(found.start), edges.index(found.stop)
    while first and _is_prose(lines, sums, edges[first - 1], edges[first]):
        first -= 1
    while last + 1 < len(edges) and _is_prose(
        lines, sums, edges[last], edges[last + 1]
    ):
        last += 1
    return range(edges[first], edges[last])


def _is_prose(
    lines: Sequence[Line], sums: Sequence[float], start: int, end: int
) -> bool:
    rises = sums[start] < sums[end] and end - start > 1  # A line alone is a banner.
    return rises and not any(lines[i].linked for i in range(start, end))


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
