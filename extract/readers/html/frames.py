"""A page made of frames (框架页), which holds the addresses of others and no words.

>>> page = Tree.of("<frameset><frame src='menu.htm'><frame src='main.htm'></frameset>")
>>> framed(page)
['menu.htm', 'main.htm']
"""

from extract.readers.html.tree import Tree


def framed(tree: Tree) -> list[str]:
    """Return the addresses of the pages that the frames of a page show."""
    found = (tree.get(node, "src") for _, node in tree.elements("frame", "iframe"))
    return [address for address in found if address and address != "about:blank"]
