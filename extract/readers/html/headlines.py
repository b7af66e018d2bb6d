"""Where the headline of a page stands, and what is kept from there to its content.

The titles in the head of a page tell which line is the headline.  Where they do not,
as on a hijacked page, it is the highest heading, or the line above the dateline that
speaks of what the content does.
"""

import re
from collections.abc import Iterator, Sequence

from extract.readers.html.flow import Line
from extract.readers.html.margins import (
    NEAR,
    is_aside,
    is_dated,
    is_dateline,
    is_index,
    is_link,
)

SHORTEST = 4  # Characters of a headline.
ANYWHERE = 7  # Characters that a part of a title must have to be the headline.
LONGEST = 80
BURIED = 200  # Characters of content above a line that cannot be the headline then.
MANY_LINKS = 12  # Lines of links that stand between a site's name and an article.
REACH = 6  # Lines above the dateline, or above the content, that may be the headline.
AGREEMENT = 0.3  # Of the pairs of a headline that the content has too.
SITE = re.compile(r"(?:网|網|网站|網站|频道|頻道|首页|首頁)$")  # 某某门户网站
NOT_WORDS = re.compile(r"\W+")


def headline_scores(lines: Sequence[Line], titles: Sequence[str]) -> list[int]:
    """Return how much each line looks like the headline, by the titles of the head."""
    bare = [_bare(title) for title in titles]
    return [_headline_score(line, bare) for line in lines]


def _headline_score(line: Line, titles: Sequence[str]) -> int:
    words = _bare(line.words)
    linked = 2 * line.linked > len(line.words)
    if len(words) < (2 if line.heading == 1 else SHORTEST):
        return 0
    if linked and not line.heading:
        return 0
    known = 0 if SITE.search(words) else sum(words in title for title in titles)
    if known and (len(words) >= ANYWHERE or line.heading):
        return 1000 * known + len(words)
    return len(words) if line.heading == 1 and not linked else 0


def head(lines: Sequence[Line], kept: set[int], scores: Sequence[int]) -> set[int]:
    """Return the content from the headline on, with its datelines and index table."""
    start = min(kept)
    inside = _inside(lines, sorted(kept), scores)
    above = _above(lines, start, scores)
    if inside is None and above is None:
        above = _over_dateline(lines, start, kept)
    if inside is None and above is None:
        above = _next_above(lines, start)
    found = [i for i in (inside, above) if i is not None]
    if not found:
        return kept
    first = max(found, key=scores.__getitem__)
    body = {i for i in kept if i >= first}
    between = {i for i in range(first + 1, start) if is_dateline(lines[i])}
    before = range(max(0, first - 2 * NEAR), first)
    return body | between | {first} | {i for i in before if is_index(lines, i)}


def _inside(
    lines: Sequence[Line], kept: list[int], scores: Sequence[int]
) -> int | None:
    """The headline among the first lines of the content."""
    best, found, passed = 0, None, 0
    for i in kept[: 2 * NEAR]:
        if scores[i] > best:
            best, found = scores[i], i
        passed += len(lines[i].words)
        if passed > BURIED:
            break
    return found


def _above(lines: Sequence[Line], start: int, scores: Sequence[int]) -> int | None:
    """The nearest line above the content that looks like the headline."""
    links = 0
    for i in range(start - 1, -1, -1):
        links += is_link(lines[i])
        if links > MANY_LINKS:
            break
        if scores[i]:
            return i
    return None


def _next_above(lines: Sequence[Line], start: int) -> int | None:
    """A heading right above the content, or the topmost line that is no dateline."""
    found = None
    for i in range(start - 1, max(-1, start - REACH), -1):
        if lines[i].heading:
            return i
        if 2 * lines[i].linked > len(lines[i].words):
            break
        if len(_bare(lines[i].words)) >= ANYWHERE and not is_dateline(lines[i]):
            found = i
    return found


def _over_dateline(lines: Sequence[Line], start: int, kept: set[int]) -> int | None:
    """The line above a dateline that speaks of the content, else the nearest."""
    window = range(max(0, start - 2 * NEAR), min(start + 3, len(lines)))
    known = set().union(*(_pairs(lines[i].words) for i in kept))
    nearest = None
    for dated in (i for i in window if is_dated(lines[i])):
        for i in _candidates(lines, dated):
            if _agrees(lines[i].words, known):
                return i
            nearest = i if nearest is None and dated > start - NEAR else nearest
    return nearest


def _candidates(lines: Sequence[Line], dated: int) -> Iterator[int]:
    for i in range(dated - 1, max(-1, dated - 1 - REACH), -1):
        words, line = _bare(lines[i].words), lines[i]
        linked = 2 * line.linked > len(line.words) and not line.heading
        fits = SHORTEST <= len(words) <= LONGEST
        if fits and not linked and not is_dateline(line) and not is_aside(line):
            yield i


def _agrees(words: str, known: set[str]) -> bool:
    pairs = _pairs(words)
    return len(pairs & known) >= AGREEMENT * len(pairs)


def _pairs(words: str) -> set[str]:
    bare = _bare(words)
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def _bare(words: str) -> str:
    return NOT_WORDS.sub("", words)
