"""Which lines of a page are its content (正文) and which its furniture.

Prose counts for a line, links and bare short words against it; the element whose lines
weigh most holds the content: a menu inside would only make it lighter, so the choice is
tight by itself.  Links behind the first prose announce other articles, whose teasers
count less and less.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.readers.html.flow import Line
from extract.readers.html.headlines import head, headline_scores
from extract.readers.html.margins import foot, is_aside, is_formal, is_link, said
from extract.readers.html.tree import Tree

SENTENCE = re.compile(r"[。！？；!?]|[，,].*[，,]")
LONG = 20  # Characters that count as prose without a mark.
SHORT = -2.0  # The weight of a bare short line.
FADING = 0.7  # What each link line leaves of the weight of the prose behind it.
LEAST = 20.0  # A page whose best element weighs less is a list of links.
MOSTLY = 0.6
MAJORITY = 0.4  # A part with more of the prose is no furniture, whatever its name.

FURNITURE_TAGS = frozenset(
    ("nav", "footer", "aside", "select", "button", "label", "legend", "menu", "form")
)
# Words that authors name such parts by, in `class` and `id`.
FURNITURE_NAMES = frozenset(
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


def content(tree: Tree, lines: Sequence[Line], titles: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that are content.

    `titles` are those that the head of the page gives.
    """
    furniture = _furniture(tree, lines)
    scores = headline_scores(lines, titles)
    first = max(range(len(lines)), key=scores.__getitem__, default=0)
    inside = _heaviest(tree, lines, _weights(lines, furniture, first))
    kept = {i for i in inside if not furniture[i] and not is_aside(lines[i])}
    if not kept:
        return unfurnished(tree, lines)
    return head(lines, kept, scores) | foot(lines, max(kept))


def _weights(
    lines: Sequence[Line], furniture: Sequence[bool], first: int
) -> list[float]:
    weights, strength, begun = [], 1.0, False
    for i, line in enumerate(lines):
        weight = 0.0 if furniture[i] else _weight(line)
        begun |= i >= first and weight > LONG
        if begun and is_link(line):
            strength *= FADING
        weights.append(weight * strength if weight > 0 else weight)
    return weights


def _weight(line: Line) -> float:
    own = said(line.words) - line.linked
    if line.cell:
        return own / 2 - line.linked
    if SENTENCE.search(line.words):
        return own - line.linked
    if own > LONG or is_formal(line):
        return own / 2 - line.linked
    return SHORT - 2 * line.linked


def _heaviest(tree: Tree, lines: Sequence[Line], weights: Sequence[float]) -> list[int]:
    """The lines of the element that weighs most; none on a page of links."""
    sums = _sums(tree, lines, weights)
    best = max(range(len(sums)), key=lambda i: (sums[i], i))
    node = tree.nodes[best]
    if sums[best] < LEAST:
        return []
    return [i for i, line in enumerate(lines) if node.start <= line.start < node.end]


def _sums(tree: Tree, lines: Sequence[Line], weights: Sequence[float]) -> list[float]:
    """What the lines inside each node weigh together."""
    sums = [0.0] * len(tree.nodes)
    for line, weight in zip(lines, weights, strict=True):
        sums[line.block] += weight
    for i in range(len(tree.nodes) - 1, 0, -1):
        sums[tree.nodes[i].parent] += sums[i]
    return sums


def unfurnished(tree: Tree, lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines that neither tag nor name calls furniture."""
    furniture = _furniture(tree, lines)
    return {i for i in range(len(lines)) if not furniture[i]}


def _furniture(tree: Tree, lines: Sequence[Line]) -> list[bool]:
    """Whether each line stands in a part that its tag or its names call furniture."""
    prose = [max(0.0, _weight(line)) for line in lines]
    sums = _sums(tree, lines, prose)
    inside = [False] * len(tree.nodes)
    for i, node in enumerate(tree.nodes[1:], 1):
        inside[i] = inside[node.parent] or (
            node.name != "#text"
            and sums[i] <= MAJORITY * sums[0]
            and _is_furniture(tree, i)
        )
    furniture = [inside[line.block] for line in lines]
    # A forum is all comments: there the names tell nothing.
    called = sum(
        weight for weight, named in zip(prose, furniture, strict=True) if named
    )
    nothing_left = all(furniture) or called > MOSTLY * sum(prose)
    return [False] * len(lines) if nothing_left else furniture


def _is_furniture(tree: Tree, at: int) -> bool:
    node = tree.nodes[at]
    if node.name in FURNITURE_TAGS:
        return True
    ranges = (node.values[name] for name in ("class", "id") if name in node.values)
    names = " ".join(tree.raw[slice(*span)] for span in ranges)
    return any(map(_names_furniture, names.split()))


@lru_cache(maxsize=4096)
def _names_furniture(name: str) -> bool:
    words = [word.lower() for word in NAME.findall(name)]
    return not FURNITURE_NAMES.isdisjoint(words) and words[0] not in SAID_OF
