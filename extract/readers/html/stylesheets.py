"""Rules of a page's own `<style>` that hide what has a name: `.x7{display:none}`.

Spam is hidden this way, and so are folded menus.  Only rules for one name count, and
none of @media or @print.  A name that another rule shows again (`.tab.on`) hides
nothing: which of them wins is for a browser to tell.

>>> css = ".x7, #y{left:-9999px} .tab{display:none} .tab.on{display:block}"
>>> page = Tree.of(f"<style>{css} @media print{{.z{{display:none}}}}</style>")
>>> sorted(hiding_names(page))
['#y', '.x7']
"""

import re
from collections.abc import Iterable, Iterator

from extract.readers.html.tree import Node, Tree

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
NAMED = re.compile(r"[.#][\w-]+")
ONE_NAME = re.compile(r"(?:[a-zA-Z][\w]*)?(?P<name>[.#][\w-]+)")
HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem)?\s*(?:[;!}]|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
# Most rules have none of them, once blanks are gone, and need no closer look.
HINTS = ("display:none", "visibility:hidden", "font-size:0", ":-")
SHOWS = re.compile(
    r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|font-size\s*:\s*(?!0)\d"
    r"|(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*(?:0|auto)",
    re.IGNORECASE,
)
LONGEST = 200_000  # Characters of a style sheet that is read.


def hiding_names(tree: Tree) -> frozenset[str]:
    """Return the names, as `.class` or `#id`, that hide an element."""
    sheets = [_pieces(tree, node) for _, node in tree.elements("style")]
    hide = {name for sheet in sheets for name in _hidden_by(sheet)}
    if not hide:
        return frozenset()
    pieces = (piece for sheet in sheets for piece in sheet)
    return frozenset(hide.difference(*(_shown_by(piece, hide) for piece in pieces)))


def _pieces(tree: Tree, node: Node) -> list[str]:
    """The rules of a style sheet, each up to its closing brace."""
    css = tree.raw[node.opened : min(node.end, node.opened + LONGEST)]
    return COMMENT.sub("", css).split("}")[:-1]


def _hidden_by(pieces: Iterable[str]) -> Iterator[str]:
    """The names that alone are enough for a rule which hides, outside of @media."""
    depth = 0
    for piece in pieces:
        opened = piece.count("{")
        if opened == 1 and not depth and _may_hide(piece):
            selectors, declared = piece.split("{")
            if HIDES.search(declared) and not SHOWS.search(declared):
                yield from _alone(selectors.rpartition(";")[2])  # @charset "utf-8"; .a
        depth = max(0, depth + opened - 1)


def _may_hide(piece: str) -> bool:
    dense = "".join(piece.lower().split())
    return any(hint in dense for hint in HINTS)


def _alone(selectors: str) -> Iterator[str]:
    for one in selectors.split(","):
        if found := ONE_NAME.fullmatch(one.strip()):
            yield found["name"]


def _shown_by(piece: str, hide: set[str]) -> set[str]:
    """The names, of some, that have to do with a rule that shows.

    What a screen of one size shows is not hidden, though it be on others.
    """
    selectors, _, declared = piece.rpartition("{")
    named = hide.intersection(NAMED.findall(selectors.rpartition("{")[2]))
    return named if named and SHOWS.search(declared) else set()
