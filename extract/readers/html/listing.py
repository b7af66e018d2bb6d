"""A page that lists other pages (列表页): entries of one make, each with a link.

>>> from extract.readers.html.flow import lines
>>> entry = "<div><h3><a href=/{0}>第{0}张处方开出</a></h3><p>近日，{0}。</div>"
>>> page = Tree.of("".join(map(entry.format, range(6))))
>>> shown = lines(page, {}, set())
>>> is_list(page, shown, 1), is_list(Tree.of("<p>正文。"), shown[:1], 0)
(True, False)
>>> len(entries(page, shown, 1))
12
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from extract.readers.html.flow import Line
from extract.readers.html.margins import is_link
from extract.readers.html.tree import Tree

ENTRIES = 5

Make = tuple[str, str]  # Name and class of an element.


def is_list(tree: Tree, lines: Sequence[Line], main: int) -> bool:
    """Tell whether line number `main`, the main one, stands in one of many entries."""
    return bool(entries(tree, lines, main))


def entries(tree: Tree, lines: Sequence[Line], main: int) -> set[int]:
    """Return the numbers of the lines of all entries like that of line `main`."""
    starts = [line.start for line in lines]
    links = list(accumulate(map(is_link, lines), initial=0))

    def inside(at: int) -> tuple[int, int]:
        node = tree.nodes[at]
        return bisect_left(starts, node.start), bisect_left(starts, node.end)

    def is_entry(at: int) -> bool:
        first, last = inside(at)
        return 0 < links[last] - links[first] < last - first

    for at in _up(tree, lines[main].block):
        if is_entry(at):
            alike = list(filter(is_entry, _alike(tree, at)))
            if len(alike) >= ENTRIES:
                return {i for other in alike for i in range(*inside(other))}
    return set()


def _up(tree: Tree, at: int) -> Iterator[int]:
    while at > 0:
        yield at
        at = tree.nodes[at].parent


def _alike(tree: Tree, at: int) -> Iterator[int]:
    """The children of one parent that are of one make."""
    make, parent = _make(tree, at), tree.nodes[at].parent
    child, end = parent + 1, tree.nodes[parent].last
    while child < end:
        if tree.nodes[child].name == make[0] and _make(tree, child) == make:
            yield child
        child = max(child + 1, tree.nodes[child].last)


def _make(tree: Tree, at: int) -> Make:
    node = tree.nodes[at]
    return node.name, tree.get(node, "class")
