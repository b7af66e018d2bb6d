"""What a page says of itself in JSON-LD: `<script type="application/ld+json">`.

The values are quoted where they stand; one with an escape (`\\u836f`) is left out, for
it is not written as it reads.

>>> data = '{"@type": "NewsArticle", "headline": "获批", "author": {"name": "段一"}}'
>>> page = Tree.of(f'<script type="application/ld+json">{data}</script>')
>>> [(name, page.raw[start:end]) for name, start, end in linked_data(page)]
[('headline', '获批'), ('author', '段一')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.readers.html.tree import Tree

PIECE = re.compile(r'"(?P<words>(?:[^"\\]|\\.)*+)"(?P<key>\s*:)?|[{}]')
ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
SAYS = re.compile(r'"(?:headline|datePublished)"')
VALUES = ("headline", "datePublished", "dateModified")
NAMED = ("author", "publisher")  # Those that have a name of their own.
LONGEST = 200_000  # Characters of a script that is read.

Span = tuple[int, int]


@dataclass(slots=True)
class _Object:
    """One `{...}`: the key it is the value of, where its values stand, its parts."""

    key: str = ""
    values: dict[str, Span] = field(default_factory=dict)
    parts: dict[str, "_Object"] = field(default_factory=dict)


def linked_data(tree: Tree) -> Iterator[tuple[str, int, int]]:
    """Yield name and raw range of the values of the article of a page."""
    for _, node in tree.elements("script"):
        end = min(node.end, node.opened + LONGEST)
        is_data = tree.get(node, "type").lower() == "application/ld+json"
        if is_data and SAYS.search(tree.raw, node.opened, end):
            found = _article(tree.raw, _objects(tree.raw, node.opened, end))
            yield from _told(tree.raw, found)
            return


def _objects(raw: str, start: int, end: int) -> list[_Object]:
    """The objects of a script in order, the outermost first."""
    found: list[_Object] = []
    stack = [_Object()]
    keys = [""]
    for piece in PIECE.finditer(raw, start, end):
        if piece["key"]:
            keys[-1] = piece["words"]
        elif piece["words"] is not None:
            stack[-1].values.setdefault(keys[-1], piece.span("words"))
        elif piece[0] == "{":
            new = _Object(keys[-1])
            stack[-1].parts.setdefault(new.key, new)
            found.append(new)
            stack.append(new)
            keys.append("")
        elif len(stack) > 1:
            stack.pop()
            keys.pop()
    return found


def _article(raw: str, objects: list[_Object]) -> _Object:
    """The object of an article, else the first."""
    for found in objects:
        kind = found.values.get("@type")
        if kind and ARTICLE.search(raw[slice(*kind)]):
            return found
    return objects[0] if objects else _Object()


def _told(raw: str, found: _Object) -> Iterator[tuple[str, int, int]]:
    spans = [(name, found.values.get(name)) for name in VALUES]
    for name in NAMED:
        part = found.parts.get(name, _Object())
        spans.append((name, part.values.get("name", found.values.get(name))))
    for name, span in spans:
        if span and "\\" not in raw[slice(*span)]:
            yield name, *span
