"""What to change in the raw text so that only the visible lines of a page are left.

Lines are parted by a line feed, the cells of one row by a tab; what stands between two
words is one change, tags and white space together.

>>> raw = "<p>甲&amp;乙</p> <p>丙</p><p>丁</p>"
>>> first, second, third = lines(Tree.of(raw), {}, set())
>>> left_out = [gone(third, "page_furniture")]
>>> str(visible(raw, changes(raw, (0, len(raw)), [first, second], {}, left_out)))
'甲&乙\\n丙'
"""

import re
from collections.abc import Iterable, Iterator

from extract.readers.html.flow import REFERENCE, Line, Word, decoded, folded, lines
from extract.readers.html.tree import Tree
from extract.readers.powers import power
from extract.readers.visible import Change, visible

__all__ = ["Tree", "changes", "gone", "lines", "visible"]

RAISED = re.compile(r"<sup[^<>]*>$", re.IGNORECASE)
INLINE = re.compile(
    r"(?:</?(?:a|b|em|font|i|span|strong|u)\b[^<>]*>)+$", re.IGNORECASE
)  # <i>10</i><sup>8</sup>
FAR = 80  # Characters of a tag.

CellOrder = dict[int, tuple[int, int]]  # Place of a cell: number of its row, its own.


def gone(line: Line, rule: str) -> Change:
    """Return the change that leaves a line out."""
    return Change(line.start, line.end, "", rule)


def changes(
    raw: str,
    whole: tuple[int, int],
    kept: Iterable[Line],
    cells: CellOrder,
    left_out: Iterable[Change],
) -> Iterator[Change]:
    """Yield the changes of the `whole` range that leave the words of the kept lines."""
    at, end = whole
    pieces: list[Word | Change] = [*_words(kept, cells), *left_out]
    gap: list[Change] = []
    for piece in _merged(sorted(pieces, key=lambda piece: (piece.start, -piece.end))):
        if at < piece.start:
            gap.append(Change(at, piece.start, "", "markup"))
        if isinstance(piece, Word):
            yield from _parted(gap, piece.space)
            raised = _raised(raw, piece)
            yield from (raised,) if raised else _references(raw, piece)
            gap = []
        else:
            gap.append(piece)
        at = piece.end
    yield from [*gap, Change(at, end, "", "markup")]


def _parted(gap: list[Change], space: str) -> Iterator[Change]:
    """The changes between two words, the first of which leaves what parts them."""
    if gap:
        yield gap[0]._replace(new=space)
        yield from gap[1:]


def _words(kept: Iterable[Line], cells: CellOrder) -> Iterator[Word]:
    """The words of the lines, each with what parts it from the word before."""
    before: Line | None = None
    for line in kept:
        first, *rest = line.raw_words
        yield first._replace(space=_between(before, line, cells) if before else "")
        yield from rest
        before = line


def _between(before: Line, line: Line, cells: CellOrder) -> str:
    if before.cell and line.cell and before.cell != line.cell:
        (row, one), (other_row, other) = cells[before.cell], cells[line.cell]
        if row == other_row:
            return "\t" * (other - one)
    if line.heading and line.block == before.block:
        return folded(before.words, line.words)
    return "\n"


def _merged(pieces: Iterable[Word | Change]) -> Iterator[Word | Change]:
    """The pieces in order, neighbors that leave under one rule put together."""
    start, end, rule = 0, 0, ""
    for piece in pieces:
        own = piece.rule if isinstance(piece, Change) else ""
        if own and rule and (own == rule or piece.start < end):
            end = max(end, piece.end)
            continue
        if rule:
            yield Change(start, end, "", rule)
        start, end, rule = piece.start, piece.end, own
        if not own:
            yield piece
    if rule:
        yield Change(start, end, "", rule)


def _raised(raw: str, word: Word) -> Change | None:
    """The change of a word that is a raised figure: 10<sup>8</sup>."""
    if raw[word.end : word.end + 5].lower() != "</sup":
        return None
    opening = RAISED.search(raw, max(0, word.start - FAR), word.start)
    if not opening:
        return None
    before = INLINE.sub("", raw[max(0, opening.start() - FAR) : opening.start()])
    if not before or before[-1] == ">" or before[-1].isspace():
        return None  # It begins a line: the number of a note.
    new = power(raw[word.start : word.end], before)
    return Change(word.start, word.end, new, "superscript") if new else None


def _references(raw: str, word: Word) -> Iterator[Change]:
    """The character references inside a word."""
    for found in REFERENCE.finditer(raw, word.start, word.end):
        yield Change(*found.span(), decoded(found[0]), "markup")
