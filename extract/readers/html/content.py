"""Which lines of a page are its content (正文) and which its furniture.

Prose counts for a line, links and bare short words against it; the element whose lines
weigh most holds the content: a menu inside would only make it lighter, so the choice is
tight by itself.  Links behind the first prose announce other articles, whose teasers
count less and less.  What readers have written below an article is left out; where a
page is nothing but such posts (论坛), they are its content.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from extract.readers.html.feet import foot
from extract.readers.html.flow import Line
from extract.readers.html.furniture import furniture
from extract.readers.html.headlines import head, headline_scores
from extract.readers.html.listing import entries
from extract.readers.html.margins import (
    index_cells,
    is_aside,
    is_dated,
    is_formal,
    is_imprint,
    is_link,
    is_tool,
    repeats,
    said,
)
from extract.readers.html.notices import is_official, notice
from extract.readers.html.posts import is_thread, posts
from extract.readers.html.siblings import with_siblings
from extract.readers.html.tails import behind
from extract.readers.html.tree import Tree

# One class of characters first: it is looked for ten times faster than two choices.
SENTENCE = re.compile(r"[。！？；!?，,](?:(?<![，,])|.*[，,])")
LONG = 20  # Characters that count as prose without a mark.
SHORT = -2.0  # The weight of a bare short line.
FADING = 0.7  # What each link line leaves of the weight of the prose behind it.
LEAST = 20.0  # A page whose best element weighs less is a list of links.
ARTICLE = 30.0  # What an article must weigh for the posts below it to be comments.
NEAR = 8  # Lines around the first of an article that may hold its dateline.
ADVERTS = 3  # Times.
FINE = 1024  # Weights are whole numbers, so that equal sums are equal.


def content(tree: Tree, lines: Sequence[Line], titles: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that are content.

    `titles` are those that the head of the page gives.
    """
    weights = _weights(lines)
    named = furniture(tree, lines, weights)
    scores = headline_scores(lines, titles)
    page = _Page(tree, lines, named, weights, scores, posts(tree, lines, weights))
    kept = page.thread() or page.article() or notice(tree, lines, scores)
    if not kept:
        return unfurnished(tree, lines)
    listed = entries(tree, lines, max(sorted(kept), key=lambda i: len(lines[i].words)))
    if listed:
        short = notice(tree, lines, scores)
        if is_official(lines, short):
            return head(lines, short, scores) | foot(tree, lines, max(short))
        return head(lines, kept | listed, scores)
    kept -= behind(lines, sorted(kept))
    return head(lines, kept, scores) | foot(tree, lines, max(kept))


def unfurnished(tree: Tree, lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines that neither tag nor name calls furniture."""
    named = furniture(tree, lines, _weights(lines))
    return {i for i in range(len(lines)) if not named[i]}


class _Page(NamedTuple):
    """The lines of a page, and what is known of each."""

    tree: Tree
    lines: Sequence[Line]
    named: Sequence[bool]  # Called furniture.
    weights: Sequence[float]
    scores: Sequence[int]  # Of a headline.
    posts: Collection[int]  # The lines that stand in posts.

    def article(self) -> set[int]:
        """The lines of the article; none on a page of links."""
        return {
            i
            for i in self._heaviest(self.posts)
            if not (i in self.posts or self.named[i] or is_aside(self.lines[i]))
        }

    def thread(self) -> set[int]:
        """The posts of a page that is made of them, with the names of who writes."""
        if not self.posts:
            return set()
        own: set[int] = set()
        if self._is_article(self._heaviest(self.posts)):
            if not is_thread(self.lines):
                return set()
            own = self.article()
        return own | {i for i in self.posts if not is_tool(self.lines[i])}

    def _is_article(self, found: Sequence[int]) -> bool:
        """Whether some lines are an article, and the posts what was written on it."""
        own = [i for i in found if i not in self.posts]
        if self._prose(own) <= ARTICLE:
            return False
        if self._prose(own) > self._prose(self.posts):
            return True
        above = [i for i in own if i < min(self.posts)]
        around = range(max(0, found[0] - NEAR), found[0] + NEAR)
        headed = (
            self.scores[i] or is_dated(self.lines[i])
            for i in around
            if i < min(self.posts)
        )
        return self._prose(above) > ARTICLE and any(headed)

    def _prose(self, numbers: Iterable[int]) -> float:
        return sum(max(0.0, self.weights[i]) for i in numbers)

    def _heaviest(self, left_out: Collection[int]) -> Sequence[int]:
        """The lines of the element that weighs most; none on a page of links."""
        starts = [line.start for line in self.lines]
        weights = (int(FINE * weight) for weight in self._faded(left_out))
        sums = list(accumulate(weights, initial=0))
        best, found = FINE * LEAST, -1
        for at in sorted(self._elements(left_out)):
            node = self.tree.nodes[at]
            first = bisect_left(starts, node.start)
            total = sums[bisect_left(starts, node.end, first)] - sums[first]
            if total >= best:
                best, found = total, at
        return with_siblings(self.tree, self.lines, sums, found) if found >= 0 else ()

    def _elements(self, left_out: Collection[int]) -> set[int]:
        """The elements around what has weight."""
        found: set[int] = set()
        for i, line in enumerate(self.lines):
            at = line.block if self.weights[i] > 0 and i not in left_out else -1
            while at >= 0 and at not in found:
                found.add(at)
                at = self.tree.nodes[at].parent
        return found

    def _faded(self, left_out: Collection[int]) -> Iterator[float]:
        first = self._top()
        strength, begun = 1.0, False
        for i, weight in enumerate(self.weights):
            weight = 0.0 if self.named[i] or i in left_out else weight
            begun |= i >= first and weight > LONG
            if begun and self.lines[i].linked and is_link(self.lines[i]):
                strength *= FADING
            yield weight * strength if weight > 0 else weight

    def _top(self) -> int:
        """The headline by its score, else the first dateline, else the first line."""
        best = max(range(len(self.lines)), key=self.scores.__getitem__, default=0)
        if self.scores and self.scores[best]:
            return best
        return next((i for i, line in enumerate(self.lines) if is_dated(line)), 0)


def _weights(lines: Sequence[Line]) -> list[float]:
    """What each line weighs; what is said again and again, as adverts are, nothing."""
    times = Counter(line.words for line in lines if not line.cell)
    index = index_cells(lines)
    return [
        min(0.0, _weight(line))
        if i in index or times[line.words] >= ADVERTS
        else _weight(line)
        for i, line in enumerate(lines)
    ]


def _weight(line: Line) -> float:
    if line.cell:
        return (said(line.words) - line.linked) / 2 - line.linked
    if line.linked == len(line.words):
        return SHORT - 2 * line.linked
    own = said(line.words) - line.linked
    if SENTENCE.search(line.words):
        return 0.0 if _is_no_prose(line) else own - line.linked
    if own > LONG or is_formal(line):
        return 0.0 if _is_no_prose(line) else own / 2 - line.linked
    if line.heading and not line.linked:
        return 0.0
    return SHORT - 2 * line.linked


def _is_no_prose(line: Line) -> bool:
    return repeats(line.words) or is_imprint(line)
