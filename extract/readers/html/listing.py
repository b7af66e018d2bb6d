"""A page that lists other pages (列表页): entries of one make, each with a link.

>>> from extract.readers.html.flow import lines
>>> entry = "<div><h3><a href=/{0}>第{0}张处方开出</a></h3><p>近日，{0}。</div>"
>>> page = Tree.of("".join(map(entry.format, range(6))))
>>> shown = lines(page, {}, set())
>>> is_list(page, shown, 1), is_list(Tree.of("<p>正文。"), shown[:1], 0)
(True, False)
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from extract.readers.html.flow import Line
from extract.readers.html.margins import is_link
from extract.readers.html.tree import Tree

ENTRIES = 5

Make = tuple[int, str, str]  # Parent, name and class of an element.


def is_list(tree: Tree, lines: Sequence[Line], main: int) -> bool:
    """Tell whether line number `main`, the main one, stands in one of many entries."""
    linked = _around(tree, (line.block for line in lines if is_link(line)))
    prose = _around(tree, (line.block for line in lines if not is_link(line)))
    entries = Counter(_make(tree, at) for at in sorted(linked & prose))
    return any(
        entries[_make(tree, at)] >= ENTRIES
        for at in _up(tree, lines[main].block)
        if at in linked
    )


def _around(tree: Tree, places: Iterator[int]) -> set[int]:
    """The elements around some places."""
    found: set[int] = set()
    for place in places:
        for at in _up(tree, place):
            if at in found:
                break
            found.add(at)
    return found


def _up(tree: Tree, at: int) -> Iterator[int]:
    while at > 0:
        yield at
        at = tree.nodes[at].parent


def _make(tree: Tree, at: int) -> Make:
    node = tree.nodes[at]
    return node.parent, node.name, tree.get(node, "class")
