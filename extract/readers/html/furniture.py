"""Parts that their tag or their names call furniture: menus, sidebars, comments.

>>> from extract.readers.html.flow import lines
>>> page = Tree.of('<p>正文一句，正文两句。<div class="side-bar"><p>热门</div>')
>>> furniture(page, lines(page, {}, set()), [20.0, 0.0])
[False, True]
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from extract.readers.html.flow import Line
from extract.readers.html.tokens import attributes
from extract.readers.html.tree import Tree

MOSTLY = 0.6
LONGEST = 2_000  # Characters of a tag that has a name.
MAJORITY = 0.4  # A part with more of the prose is no furniture, whatever its name.

TAGS = frozenset(
    ("nav", "footer", "aside", "select", "button", "label", "legend", "menu", "form")
)
# Words that authors name such parts by, in `class` and `id`.
NAMES = frozenset(
    """
    ad ads adv advert banner subscribe login
    nav menu breadcrumb breadcrumbs crumb crumbs pager pagination toolbar tags
    side sidebar foot footer copyright links friendlink friendlinks
    share bdshare bdsharebuttonbox bshare jiathis qr qrcode ewm
    related relate relevant recommend hot rank ranking
    comment comments reply
    """.split()  # noqa: SIM905 -- thirty quoted words would hide the groups
)
NAME = re.compile(r"[a-z]+|[A-Z][a-z]*")
# `with-sidebar` and `enableBodyAds` are said of a part, which may be the whole page.
SAID_OF = frozenset(
    ["has", "with", "no", "without", "is", "show", "hide", "enable", "disable", "allow"]
)


def furniture(
    tree: Tree, lines: Sequence[Line], weights: Sequence[float]
) -> list[bool]:
    """Tell of each line whether it stands in a part that is called furniture."""
    prose = [max(0.0, weight) for weight in weights]
    inside = _Inside(tree, lines, prose)
    found = [inside.named(line.block) for line in lines]
    # A forum is all comments: there the names tell nothing.
    called = sum(weight for weight, named in zip(prose, found, strict=True) if named)
    nothing_left = all(found) or called > MOSTLY * sum(prose)
    return [False] * len(lines) if nothing_left else found


class _Inside:
    """Knows of each element whether it, or one around it, is called furniture."""

    def __init__(
        self, tree: Tree, lines: Sequence[Line], prose: Sequence[float]
    ) -> None:
        self.tree = tree
        self.lines = lines
        self.sums = list(accumulate(prose, initial=0.0))
        self.known = {0: False}

    @cached_property
    def starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def named(self, at: int) -> bool:
        if at in self.known:
            return self.known[at]
        up = []
        while at not in self.known:
            up.append(at)
            at = self.tree.nodes[at].parent
        verdict = self.known[at]
        for at in reversed(up):
            verdict = verdict or (_is_furniture(self.tree, at) and self._is_small(at))
            self.known[at] = verdict
        return verdict

    def _is_small(self, at: int) -> bool:
        node = self.tree.nodes[at]
        first, last = (bisect_left(self.starts, end) for end in (node.start, node.end))
        return self.sums[last] - self.sums[first] <= MAJORITY * self.sums[-1]


def _is_furniture(tree: Tree, at: int) -> bool:
    node = tree.nodes[at]
    if node.name in TAGS:
        return True
    tag = tree.raw[node.start : node.opened]
    return len(tag) < LONGEST and _names_furniture(tag, len(node.name) + 1)


@lru_cache(maxsize=4096)  # Menus are made of like tags, and so are the pages of a site.
def _names_furniture(tag: str, start: int) -> bool:
    spans = attributes(tag, start, len(tag))
    names = (tag[slice(*spans[name])] for name in ("class", "id") if name in spans)
    return any(map(_is_named, chain.from_iterable(map(str.split, names))))


def _is_named(name: str) -> bool:
    words = [word.lower() for word in NAME.findall(name)]
    return not NAMES.isdisjoint(words) and words[0] not in SAID_OF
