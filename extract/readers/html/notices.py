"""A notice of a line or two (短公告), on a page where no element has enough prose.

公示名单 with nothing but a table, 详见附件 with nothing but a file, one sentence among
menus: then what stands between two lists of links is read, below its headline or with
its salutation. A page that only lists others has no such part.

>>> from extract.readers.html.flow import lines
>>> page = "<a href=/>首页</a><h1>公布名单的通知</h1><p>见附件。<p><a href=/2>其他</a>"
>>> tree = Tree.of(page)
>>> sorted(notice(tree, lines(tree, {}, set()), [0, 8, 0, 0]))
[1, 2]
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extract.readers.html.closings import is_last
from extract.readers.html.flow import ATTACHMENT, Line
from extract.readers.html.listing import is_list
from extract.readers.html.margins import (
    LINKED,
    is_dated,
    is_formal,
    is_imprint,
    is_link,
    is_tool,
)
from extract.readers.html.tails import TEASERS
from extract.readers.html.tree import Tree

HEADLINE = 7  # Characters of the shortest.
HEADING = 12  # Of the longest 政策解读 above a list of links.
ABOVE = 3  # Lines above a salutation that may be the headline.
SENTENCES = ("。", "！", "；")

Part = list[int]


def notice(tree: Tree, lines: Sequence[Line], scores: Sequence[int]) -> set[int]:
    """Return the lines of a short notice; none on a page of links.

    `scores` tell of each line how much it looks like the headline.
    """
    best: Part = []
    for part in _parts(lines):
        found = _from_headline(lines, part, scores)
        if found and _weight(lines, found) > _weight(lines, best):
            best = found
    if not best or is_list(tree, lines, best[-1]):
        return set()
    return {i for i in best if not is_tool(lines[i])}


def is_official(lines: Sequence[Line], found: Iterable[int]) -> bool:
    """Tell whether some lines have salutation, day or attachment of a notice."""
    return any(
        _salutes(lines[i]) or is_last(lines[i]) or ATTACHMENT.match(lines[i].words)
        for i in found
        if not lines[i].cell
    )


def _parts(lines: Sequence[Line]) -> Iterator[Part]:
    """The runs of lines between links, imprints and headings of teasers."""
    for is_wall, part in groupby(range(len(lines)), lambda i: _is_wall(lines[i])):
        if not is_wall:
            yield _without_heading(lines, list(part))


def _without_heading(lines: Sequence[Line], part: Part) -> Part:
    """A part without the heading of what follows: a last line that says nothing."""
    last = lines[part[-1]]
    tells = is_formal(last) or (_says(last) and not last.cell)
    if len(part) == 1 or len(last.words) > HEADING or tells:
        return part
    return part[:-1] if last.block != lines[part[-2]].block else part


def _is_wall(line: Line) -> bool:
    teases = len(line.words) <= HEADLINE and TEASERS.fullmatch(line.words)
    in_menu = line.cell > 0 and line.linked > LINKED * len(line.words)
    return is_link(line) or in_menu or is_imprint(line) or bool(teases)


def _from_headline(lines: Sequence[Line], part: Part, scores: Sequence[int]) -> Part:
    """A part from its headline, or from above its salutation; empty for no notice."""
    named = [n for n, i in enumerate(part) if scores[i] and _may_head(lines[i])]
    if named:
        best = max(named, key=lambda n: scores[part[n]])
        below = part[best + 1 :]
        return part[best:] if any(_says(lines[i]) for i in below) else []
    salutes = (n for n, i in enumerate(part) if _salutes(lines[i]))
    first = next(salutes, None)
    if first is None or not any(_says(lines[i]) for i in part[first + 1 :]):
        return []
    return part[max(0, first - ABOVE) :]


def _may_head(line: Line) -> bool:
    return len(line.words) >= HEADLINE and not line.cell and not is_formal(line)


def _salutes(line: Line) -> bool:
    return is_formal(line) and not line.cell and line.words.rstrip()[-1] in ":："


def _says(line: Line) -> bool:
    """Whether a line tells something, as no line of a menu does."""
    words = line.words
    if is_tool(line):
        return False
    told = line.cell or words.rstrip().endswith(SENTENCES) or is_dated(line)
    return bool(told or ATTACHMENT.match(words))


def _weight(lines: Sequence[Line], part: Iterable[int]) -> int:
    return sum(len(lines[i].words) for i in part if _says(lines[i]))
