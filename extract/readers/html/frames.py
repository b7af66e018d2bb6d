"""A page made of frames (框架页), which holds the addresses of others and no words.

>>> page = Tree.of("<frameset><frame src='menu.htm'><frame src='main.htm'></frameset>")
>>> framed(page)
['menu.htm', 'main.htm']
"""

from extract.readers.html.tree import Node, Tree

UNSEEN = {"0", "1", "0px", "1px"}  # Sizes of a frame that counts visitors.


def framed(tree: Tree) -> list[str]:
    """Return the addresses of the pages that the frames of a page show."""
    frames = (node for _, node in tree.elements("frame", "iframe"))
    found = (tree.get(node, "src") for node in frames if _is_seen(tree, node))
    return [address for address in found if address and address != "about:blank"]


def _is_seen(tree: Tree, node: Node) -> bool:
    return not any(tree.get(node, side) in UNSEEN for side in ("width", "height"))
