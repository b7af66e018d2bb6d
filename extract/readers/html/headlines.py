"""Where the headline of a page stands, and what is kept from there to its content.

The titles in the head of a page tell which line is the headline.  Where they do not,
as on a hijacked page, it is the highest heading, or the line above the dateline that
speaks of what the content does.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract.readers.html.closings import opening
from extract.readers.html.flow import Line
from extract.readers.html.margins import (
    DATED,
    NEAR,
    index_cells,
    is_aside,
    is_dated,
    is_dateline,
    is_formal,
    is_index,
    is_link,
    is_tool,
)

KNOWN = 1000  # The score of a line that a title in the head has.
SHORTEST = 4  # Characters of a headline.
ANYWHERE = 7  # Characters that a part of a title must have to be the headline.
LONGEST = 80
LINES = 3  # Of a headline.
BURIED = 200  # Characters of content above a line that cannot be the headline then.
MANY_LINKS = 12  # Lines of links that stand between a site's name and an article.
REACH = 6  # Lines above the dateline, or above the content, that may be the headline.
AGREEMENT = 0.25  # Of the pairs of a headline that the content has too,
PAIRS = 2  # at least as many; one alone (新闻) says nothing.
SITE = re.compile(r"(?:网|網|网站|網站|频道|頻道|首页|首頁)$")  # 某某门户网站
DOCUMENT = re.compile(
    r"(?:通知|公告|通告|公示|通报|意见|决定|批复|答复|函|办法|规定|方案|细则|目录|名单|结果|解读|问答)"
    r"\s*(?:[（(][^（）()]{1,20}[）)])?$"
)
NOT_WORDS = re.compile(r"\W+")
SENTENCE_END = re.compile(r"[。；;：:]\s*$")


def headline_scores(lines: Sequence[Line], titles: Sequence[str]) -> list[int]:
    """Return how much each line looks like the headline, by the titles of the head."""
    bare = [_bare(title) for title in titles]
    return [_headline_score(lines, i, bare) for i in range(len(lines))]


def _headline_score(lines: Sequence[Line], at: int, titles: Sequence[str]) -> int:
    line = lines[at]
    if len(line.words) > 2 * LONGEST and not line.heading:
        return 0
    linked = 2 * line.linked > len(line.words)
    if linked and not (line.heading and _over_dated(lines, at)):
        return 0
    if line.cell and not line.heading:  # The drug that a form is of, and is called by.
        return 0
    words = _bare(line.words)
    if len(words) < (2 if line.heading == 1 else SHORTEST):
        return 0
    known = 0 if SITE.search(words) else sum(words in title for title in titles)
    if known and (len(words) >= ANYWHERE or line.heading):
        return KNOWN * known + len(words)
    return len(words) if line.heading == 1 and not is_dated(line) else 0


def _over_dated(lines: Sequence[Line], at: int) -> bool:
    """Whether a dateline stands below a line, as below a headline linked to itself."""
    return any(is_dated(line) for line in lines[at + 1 : at + 1 + LINES])


def head(lines: Sequence[Line], kept: set[int], scores: Sequence[int]) -> set[int]:
    """Return the content from the headline on, with its datelines and index table."""
    start = min(kept)
    found = _found(lines, kept, scores)
    if found is None:
        return kept
    whole = _joined(lines, _whole(lines, found), scores)
    body = {i for i in kept if i >= whole[0]}
    between = {i for i in range(whole[-1] + 1, start) if is_dateline(lines[i])}
    between |= opening(lines, start, whole[-1])
    before = range(max(0, whole[0] - 2 * NEAR), whole[0])
    return body | between | {*whole} | _index(lines, before)


def _index(lines: Sequence[Line], above: range) -> set[int]:
    """The index table above a headline, with the labels that are not known."""
    found = {i for i in above if is_index(lines, i)}
    for i in sorted(found):
        for step in (-1, 1):
            at = i + step
            while at in above and at not in found and _are_cells(lines[i], lines[at]):
                found.add(at)
                at += step
    return found


def _are_cells(label: Line, beside: Line) -> bool:
    """Whether two lines may stand in one index table; the cells of a menu are links."""
    return label.cell > 0 and beside.cell > 0 and beside.linked < len(beside.words)


def _found(lines: Sequence[Line], kept: set[int], scores: Sequence[int]) -> int | None:
    """The line that is the headline, or the main one of several."""
    start = min(kept)
    inside = _inside(lines, sorted(kept), scores)
    above = _above(lines, start, scores)
    found = [i for i in (inside, above) if i is not None]
    if not found:
        dated = _over_dateline(lines, start, kept)
        return dated if dated is not None else _next_above(lines, start)
    best = max(found, key=scores.__getitem__)
    # The highest heading of a page may be the name of its site, far from the article.
    if best < start - REACH and not _agrees(lines[best].words, _known(lines, kept)):
        dated = _over_dateline(lines, start, kept - {best})
        if dated is not None and dated > best + REACH:
            return dated
    return best


def _whole(lines: Sequence[Line], at: int) -> list[int]:
    """The lines of a headline, one of which is known: `<h1>甲<br>乙</h1>`."""
    around = range(max(0, at - LINES + 1), min(at + LINES, len(lines)))
    block = [i for i in around if lines[i].block == lines[at].block]
    ends = (block[0] - 1, block[-1] + 1)
    goes_on = any(
        0 <= i < len(lines) and lines[i].block == lines[at].block for i in ends
    )
    if goes_on:  # The lines of a body that begins with its headline.
        return [at]
    found = [i for i in block if i == at or _is_part(lines[i])]
    size = sum(len(lines[i].words) for i in found)
    joined = found[-1] - found[0] == len(found) - 1
    return found if joined and len(found) <= LINES and size <= LONGEST else [at]


def _joined(
    lines: Sequence[Line], whole: list[int], scores: Sequence[int]
) -> list[int]:
    """A headline with the paragraphs beside it that the titles of the head name too."""
    first, last = whole[0] - 1, whole[-1] + 1
    if first >= 0 and _goes_with(lines, first, whole[0], scores):
        return [first, *whole]
    if last < len(lines) and _goes_with(lines, last, whole[-1], scores):
        return [*whole, last]
    return whole


def _goes_with(
    lines: Sequence[Line], at: int, main: int, scores: Sequence[int]
) -> bool:
    if min(scores[at], scores[main]) < KNOWN or lines[at].cell:
        return False
    return _bare(lines[at].words) not in _bare(lines[main].words)


def titled(lines: Sequence[Line], kept: Collection[int]) -> list[Line]:
    """Return the lines, those of the headline made a heading, and no others of it.

    `<td>甲<br>乙</td>` above a dateline is one headline as `<h1>甲<br>乙</h1>` is; the
    dateline in `<h1>甲<br><span>来源：乙</span></h1>` is none.
    """
    levels = {
        i: 0
        for i in kept
        if lines[i].heading and _continues(lines, i) and _is_only_dated(lines[i])
    }
    top = [i for i in sorted(kept) if not _is_in_table(lines, i)][:2]
    levels |= next(filter(None, (_unmarked(lines, at) for at in top)), {})
    if not levels and not any(lines[i].heading in (1, 2) for i in kept):
        levels = dict.fromkeys((i for i in top[:1] if _names_document(lines[i])), 1)
    return [
        replace(line, heading=levels[i]) if i in levels else line
        for i, line in enumerate(lines)
    ]


def _continues(lines: Sequence[Line], at: int) -> bool:
    return at > 0 and lines[at - 1].block == lines[at].block


def _is_only_dated(line: Line) -> bool:
    return is_dateline(line) and DATED.match(line.words.lstrip()) is not None


def _unmarked(lines: Sequence[Line], at: int) -> dict[int, int]:
    """The level of each line of a headline of several lines that is no heading."""
    whole = [] if lines[at].heading else _whole(lines, at)
    below = lines[whole[-1] + 1 : whole[-1] + 2] if len(whole) > 1 else []
    is_headline = whole[:1] == [at] and any(map(is_dateline, below))
    return dict.fromkeys(whole, 1) if is_headline else {}


def _names_document(line: Line) -> bool:
    """Whether a line reads as the name of an official document: 关于某事的通知."""
    words = line.words.strip()
    fits = ANYWHERE < len(words) <= LONGEST and not line.linked
    return fits and DOCUMENT.search(words) is not None


def _is_part(line: Line) -> bool:
    return not (
        is_dateline(line)
        or is_aside(line)
        or line.linked
        or SENTENCE_END.search(line.words)
    )


def _inside(
    lines: Sequence[Line], kept: list[int], scores: Sequence[int]
) -> int | None:
    """The headline among the first lines of the content."""
    best, found, passed = 0, None, 0
    for i in kept[: 2 * NEAR]:
        signs = passed and is_formal(lines[i])  # The office that the headline names.
        if scores[i] > best and not signs:
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
    found, index = None, index_cells(lines)
    for i in range(start - 1, max(-1, start - REACH), -1):
        if lines[i].heading:
            return i
        if 2 * lines[i].linked > len(lines[i].words):
            break
        long = len(_bare(lines[i].words)) >= ANYWHERE and i not in index
        if long and not is_dateline(lines[i]) and not is_tool(lines[i]):
            found = i
    return found


def _over_dateline(lines: Sequence[Line], start: int, kept: set[int]) -> int | None:
    """The line above a dateline that speaks of the content, else the nearest."""
    below = next((i for i in sorted(kept) if not _is_in_table(lines, i)), start)
    window = range(max(0, start - 2 * NEAR), min(below + 3, len(lines)))
    known = _known(lines, kept)
    nearest = None
    told = set(window) - index_cells(lines)  # Its day is above the headline.
    for dated in (i for i in window if i in told and is_dated(lines[i])):
        for i in _candidates(lines, dated):
            if _agrees(lines[i].words, known):
                return i
            nearest = i if nearest is None and dated > start - NEAR else nearest
    return nearest


def _candidates(lines: Sequence[Line], dated: int) -> Iterator[int]:
    for i in range(dated - 1, max(-1, dated - 1 - REACH), -1):
        words, line = _bare(lines[i].words), lines[i]
        linked = 2 * line.linked > len(line.words) and not line.heading
        fits = SHORTEST <= len(words) <= LONGEST and not _is_in_table(lines, i)
        if fits and not linked and not is_dateline(line) and not is_aside(line):
            yield i


def _is_in_table(lines: Sequence[Line], at: int) -> bool:
    return bool(lines[at].cell) or is_index(lines, at)


def _known(lines: Sequence[Line], kept: set[int]) -> set[str]:
    return set().union(*(_pairs(lines[i].words) for i in kept))


def _agrees(words: str, known: set[str]) -> bool:
    pairs = _pairs(words)
    return len(pairs & known) >= max(PAIRS, AGREEMENT * len(pairs))


def _pairs(words: str) -> set[str]:
    bare = _bare(words)
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def _bare(words: str) -> str:
    return NOT_WORDS.sub("", words)
