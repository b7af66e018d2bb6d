"""What a page says of itself: its title, <meta> elements, <time>, JSON-LD, breadcrumb.

>>> raw = '<title>公告&amp;通知</title><meta name=PubDate content="2025-06-20">'
>>> [(meta.name, str(meta.text)) for meta in metas(Tree.of(raw))]
[('title', '公告&通知'), ('PubDate', '2025-06-20')]
"""

import re
from array import array
from collections.abc import Collection, Iterator, Sequence

from extract.readers.html.breadcrumbs import breadcrumbs
from extract.readers.html.flow import REFERENCE, Line, decoded
from extract.readers.html.linked_data import linked_data
from extract.readers.html.tree import Node, Tree
from extract.readers.visible import BLANKS
from normalize.document import Meta
from normalize.text import Text

TITLES = {"title", "articletitle", "og:title", "twitter:title", "headline"}
NAMES = ("name", "property", "http-equiv", "itemprop")


MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


def metas(tree: Tree) -> Iterator[Meta]:
    """Yield title, <meta>, addresses and JSON-LD, as pieces of the raw text."""
    yield from _in_head(tree)
    for name, *span in linked_data(tree):
        yield from _meta(name, _piece(tree.raw, *span))


def shown_metas(
    tree: Tree, lines: Sequence[Line], kept: Collection[int]
) -> Iterator[Meta]:
    """Yield what the page itself shows and the text leaves out: <time>, breadcrumb."""
    for start, end in breadcrumbs(lines, kept):
        words = _piece(tree.raw, start, end).replace(MARKUP, "", "markup")
        yield from _meta("breadcrumb", words)
    times = [node for _, node in tree.elements("time") if node.value("datetime")]
    ends = (lines[min(kept)].start, lines[max(kept)].end) if kept else (0, 0)
    inside = [node for node in times if ends[0] < node.end and node.start < ends[1]]
    for found in (inside, times):
        if len({tree.get(node, "datetime") for node in found}) == 1:
            yield from _meta("time", _piece(tree.raw, *found[0].values["datetime"]))
            return


def _meta(name: str, piece: Text) -> Iterator[Meta]:
    text = _words(piece)
    if len(text):
        yield Meta(name, text)


def _in_head(tree: Tree) -> Iterator[Meta]:
    for _, node in tree.elements("#title", "meta", "link", "base"):
        name, value = _named(tree, node)
        if name:
            yield from _meta(name, _piece(tree.raw, *value))


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
    if node.name == "base":
        return "base", node.values.get("href", nothing)
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
