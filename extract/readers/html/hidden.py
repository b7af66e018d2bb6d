"""Elements that a browser does not show (隐藏), the favorite place of search spam.

A style tells, of the element or of its name in a `<style>` of the page.  Not looked at
are style sheets of other files, and the color of letters on their ground.  What waits
for a script (visibility, opacity, a name) is shown where it says more than the rest:
sentences count, each once, for those of spam are few and said again and again.

>>> tree = Tree.of('<p>甲<b style="left:-9999px">乙</b><i hidden>丙</i>')
>>> [tree.nodes[i].name for i in sorted(hidden(tree))]
['b', 'i']
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from extract.readers.html.stylesheets import hiding_names
from extract.readers.html.tokens import attributes
from extract.readers.html.tree import Tree

UNDISPLAYED = re.compile(
    r"display\s*:\s*none"
    r"|(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$|!).*overflow\s*:\s*hidden"
    r"|overflow\s*:\s*hidden.*[;\s](?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$|!)"
    r"|clip\s*:\s*rect\(\s*(?:0|1px)|clip-path\s*:\s*inset\(\s*(?:[5-9]\d|100)%"
    r"|transform\s*:\s*scale[xy]?\(\s*0\s*[,)]"
)
# A box of one dot, as pages have for those who listen.
DOT = [
    re.compile(rf"(?:^|[;\s]){side}\s*:\s*1px\s*(?:;|$|!)")
    for side in ("width", "height")
]
# Some sites hide the article itself this way until their script has loaded.
UNTIL_LOADED = re.compile(
    r"visibility\s*:\s*hidden|(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
)
FONT_SIZE = re.compile(
    r"font-size\s*:\s*(?P<zero>0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!))?"
)
NEVER_SHOWN = {
    "noscript",
    "template",
    "svg",
    "object",
    "applet",
    "audio",
    "video",
    "canvas",
}
LONGEST = 1_000  # Characters of a style that are looked at.
SHORTEST = len("<b style")  # No other tag can hide what it opens.
DISPLAYED = re.compile(r"display\s*:\s*(?!none)\w")
END = re.compile("[。！？!?]")  # Most runs have none: they need no closer look.
SENTENCE = re.compile(r"[^。！？!?]{8,}[。！？!?]")
NOT_WORDS = re.compile(r"[\W\d]+")
CONTENT = re.compile(r"article|content|detail|editor|zoom", re.IGNORECASE)
MOST_NAMES = 50
BEFORE_NAME = frozenset("=\"' \t\n")
PROSE = 3  # Sentences.

Places = set[int]
Spoken = tuple[int, int]  # Different sentences, and characters.


def hidden(tree: Tree) -> Places:
    """Return the places of the outermost elements that are not shown."""
    gone, waiting = _told(tree)
    if not gone and not waiting:
        return set()
    said = _Said(tree)
    gone = _outermost(tree, gone)
    waiting = {i for i in _outermost(tree, gone | waiting) if i not in gone}
    if said.speaks_outside(gone | waiting):
        gone |= {i for i in waiting if not said.speaks(i)}
        waiting -= gone
    if waiting:
        base = said.outside(gone | waiting)
        gone |= {i for i in waiting if said.inside(i, gone) <= base}
        gone = _outermost(tree, gone)
    return gone - _shown_after_all(tree, said, gone)


def _shown_after_all(tree: Tree, said: "_Said", gone: Places) -> Places:
    """The hidden articles of a page that shows no sentence, or nothing at all."""
    if said.speaks_outside(gone):
        return set()
    alone = said.outside(gone) == (0, 0)
    return {i for i in gone if _is_all_there_is(tree, said, i, alone)}


def _is_all_there_is(tree: Tree, said: "_Said", at: int, alone: bool) -> bool:
    if alone and tree.nodes[at].name not in NEVER_SHOWN:
        return True
    return (alone or _is_content(tree, at)) and said.inside(at)[0] >= PROSE


def _is_content(tree: Tree, at: int) -> bool:
    """Whether an element is called the article, as `<article hidden>` is."""
    node = tree.nodes[at]
    names = tree.get(node, "id") + " " + tree.get(node, "class")
    return node.name in ("article", "main") or CONTENT.search(names) is not None


def _outermost(tree: Tree, places: Iterable[int]) -> Places:
    found: Places = set()
    behind = 0
    for i in sorted(places):
        if i >= behind:
            behind = tree.nodes[i].last
            found.add(i)
    return found


def _told(tree: Tree) -> tuple[Places, Places]:
    """The elements that are hidden for sure, and those that may wait for a script."""
    gone = {i for i, _ in tree.elements(*NEVER_SHOWN)}
    waiting = set(_by_name(tree, hiding_names(tree)))
    for i in _suspects(tree):
        style = tree.get(tree.nodes[i], "style").lower()[:LONGEST]
        if _is_gone(tree, i, style):
            gone.add(i)
        elif UNTIL_LOADED.search(style):
            waiting.add(i)
    return gone, waiting


def _suspects(tree: Tree) -> Iterable[int]:
    """The few elements whose tag could hide them."""
    for i, node in enumerate(tree.nodes):
        if node.opened - node.start >= SHORTEST:
            tag = tree.raw[node.start : node.opened].lower()
            if "style" in tag or "hidden" in tag:
                yield i


def _is_gone(tree: Tree, at: int, style: str) -> bool:
    if tree.nodes[at].value("hidden"):
        return True
    if not style:
        return False
    is_dot = "overflow" in style and all(side.search(style) for side in DOT)
    return is_dot or bool(UNDISPLAYED.search(style)) or _is_tiny(tree, at, style)


def _is_tiny(tree: Tree, at: int, style: str) -> bool:
    """Whether letters have no size, here and in every element inside."""
    size = FONT_SIZE.search(style)
    if not size or size["zero"] is None:
        return False
    inner = (tree.nodes[i] for i in tree.inside(at))
    styles = (tree.get(node, "style") for node in inner if node.opened)
    return not any(FONT_SIZE.search(style.lower()) for style in styles)


def _by_name(tree: Tree, names: frozenset[str]) -> Iterable[int]:
    """The elements that have a name which hides them, and no style that shows them."""
    for i, node in enumerate(tree.nodes if names else ()):
        if node.opened - node.start >= SHORTEST - 2:
            called = _names(tree.raw[node.start : node.opened], len(node.name) + 1)
            if not names.isdisjoint(called) and not _is_displayed(tree, i):
                yield i


def _is_displayed(tree: Tree, at: int) -> bool:
    return bool(DISPLAYED.search(tree.get(tree.nodes[at], "style").lower()))


@lru_cache(maxsize=4096)  # Menus are made of like tags.
def _names(tag: str, start: int) -> frozenset[str]:
    """The names of an element, as a style sheet writes them."""
    spans = attributes(tag, start, len(tag))
    called, own = (tag[slice(*spans.get(key, (0, 0)))] for key in ("class", "id"))
    return frozenset(("#" + own.strip(), *("." + name for name in called.split())))


def _is_sentence(words: str) -> bool:
    return bool(END.search(words) and SENTENCE.search(words))


class _Said:
    """How much is said inside a node, and on the page but for some nodes."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.places = tree.places.get("#text", [])  # Of the runs of text.

    def inside(self, at: int, gone: Collection[int] = ()) -> Spoken:
        """What is said inside a node, and not in those inside it that are gone."""
        last = self.tree.nodes[at].last
        return self._spoken(at, last, [i for i in gone if at < i < last])

    def outside(self, gone: Collection[int]) -> Spoken:
        """What is said on the page but for some nodes, none in another."""
        return self._spoken(0, len(self.tree.nodes), gone)

    def speaks(self, at: int) -> bool:
        """Whether there is a sentence inside a node."""
        return any(map(_is_sentence, self._runs(at, self.tree.nodes[at].last, ())))

    def speaks_outside(self, gone: Collection[int]) -> bool:
        """Whether there is a sentence on the page but for some nodes."""
        return any(map(_is_sentence, self._runs(0, len(self.tree.nodes), gone)))

    def _spoken(self, at: int, last: int, gone: Collection[int]) -> Spoken:
        sentences: set[str] = set()
        characters = 0
        for words in self._runs(at, last, gone):
            characters += len(words)
            if END.search(words):
                found = SENTENCE.findall(words)
                sentences.update(NOT_WORDS.sub("", one) for one in found)
        return len(sentences), characters

    def _runs(self, at: int, last: int, gone: Collection[int]) -> Iterator[str]:
        """The runs of text between some nodes."""
        for i in [*sorted(gone), last]:
            for place in self.places[self._before(at) : self._before(i)]:
                node = self.tree.nodes[place]
                yield self.tree.raw[node.start : node.end].strip()
            at = self.tree.nodes[i].last if i < last else last

    def _before(self, at: int) -> int:
        return bisect_left(self.places, at)
