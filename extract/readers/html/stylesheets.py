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
from collections.abc import Collection, Iterator

from extract.readers.html.tree import Tree

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
NAMED = re.compile(r"[.#][\w-]+")
ONE_NAME = re.compile(r"(?:[a-zA-Z][\w]*)?(?P<name>[.#][\w-]+)")
HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem)?\s*(?:[;!}]|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
# Most rules have none of them, and need no closer look.
HINTS = ("none", "hidden", ":-", ": -", "size:0", "size: 0")
SHOWS = re.compile(
    r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|font-size\s*:\s*(?!0)\d"
    r"|(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*(?:0|auto)",
    re.IGNORECASE,
)
LONGEST = 200_000  # Characters of a style sheet that is read.

Rule = tuple[str, str]  # Its selectors, its declarations.


def hiding_names(tree: Tree) -> frozenset[str]:
    """Return the names, as `.class` or `#id`, that hide an element."""
    rules: list[Rule] = []
    for _, node in tree.elements("style"):
        css = tree.raw[node.opened : min(node.end, node.opened + LONGEST)]
        rules += _rules(COMMENT.sub("", css))
    hide = {name for rule in rules for name in _hidden_by(*rule)}
    if not hide:
        return frozenset()
    return frozenset(hide - {name for rule in rules for name in _shown_by(*rule, hide)})


def _hidden_by(selectors: str, declared: str) -> Iterator[str]:
    """The names that alone are enough for a rule which hides."""
    lower = declared.lower()
    if selectors.startswith("@") or not any(hint in lower for hint in HINTS):
        return
    if HIDES.search(declared) and not SHOWS.search(declared):
        for one in selectors.split(","):
            if found := ONE_NAME.fullmatch(one.strip()):
                yield found["name"]


def _shown_by(selectors: str, declared: str, hide: Collection[str]) -> Iterator[str]:
    """Which of some names have to do with a rule that shows."""
    # What a screen of one size shows is not hidden, though it be on others.
    named = [name for name in hide if name in selectors]
    if named and SHOWS.search(declared):
        yield from set(NAMED.findall(selectors)).intersection(named)


def _rules(css: str) -> Iterator[Rule]:
    """The rules of a style sheet; before those inside @media and the like stands @."""
    depth = 0
    for piece in css.split("}")[:-1]:
        *heads, declared = piece.split("{")
        if heads:
            selectors = heads[-1].rpartition(";")[2].strip()  # @charset "utf-8"; .a
            is_inside = depth > 0 or len(heads) > 1
            yield "@" + selectors if is_inside else selectors, declared
        depth = max(0, depth + len(heads) - 1)
