"""The values that stand in the head of a page: its title and its <meta> elements.

>>> raw = '<title>公告&amp;通知</title><meta name=PubDate content="2025-06-20">'
>>> [(meta.name, str(meta.text)) for meta in metas(Tree.of(raw))]
[('title', '公告&通知'), ('PubDate', '2025-06-20')]
"""

from array import array
from collections.abc import Iterator

from extract.readers.html.flow import REFERENCE, decoded
from extract.readers.html.tree import Node, Tree
from extract.readers.visible import BLANKS
from normalize.document import Meta
from normalize.text import Text

TITLES = {"title", "articletitle", "og:title", "twitter:title", "headline"}
NAMES = ("name", "property", "http-equiv", "itemprop")


def metas(tree: Tree) -> Iterator[Meta]:
    """Yield title, <meta> and canonical address, as pieces of the raw text."""
    for _, node in tree.elements("#title", "meta", "link"):
        name, value = _named(tree, node)
        text = _words(_piece(tree.raw, *value))
        if name and len(text):
            yield Meta(name, text)


def titles(tree: Tree) -> list[str]:
    """Return what the head calls the article, and the page."""
    found = []
    for _, node in tree.elements("#title", "meta"):
        name, value = _named(tree, node)
        if name.lower() in TITLES:
            found.append(decoded(tree.raw[slice(*value)]))
    return found


def _named(tree: Tree, node: Node) -> tuple[str, tuple[int, int]]:
    """The name of a value, and its raw range; no name for what is no value."""
    nothing = (node.start, node.start)
    if node.name == "#title":
        return "title", (node.start, node.end)
    if node.name == "link":
        canonical = tree.get(node, "rel").lower() == "canonical"
        return "canonical" if canonical else "", node.values.get("href", nothing)
    spans = (node.values[key] for key in NAMES if key in node.values)
    name = tree.raw[slice(*next(spans, nothing))].strip()
    return name, node.values.get("content", nothing)


def _piece(raw: str, start: int, end: int) -> Text:
    """A few characters of the raw text, without a copy of all the others."""
    places = array("I", range(start, end + 1))
    return Text(raw[start:end], places[:-1], places[1:])


def _words(text: Text) -> Text:
    plain = text.replace(REFERENCE, lambda found: decoded(found[0]), "markup")
    return plain.replace(r"[ \t\r\n]+", " ", "markup").strip(BLANKS)
