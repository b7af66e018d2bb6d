"""Running heads, running feet and page numbers: the same words in the same place.

    2025年……申报材料（公示版）                          (on every page)
    第 3 页 共 16 页                                    (the number goes with the page)

Only lines at the upper and lower end of a page, with nothing but furniture beyond them.
What a form fills in (年份：2021年, 价格：100元) is text though every page repeats it,
unless it stands in the margin.
They are written down and left out of the text, by the rule `page_furniture`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.readers.page_numbers import NUMBERED
from extract.readers.printed.labels import LABEL
from extract.readers.printed.lines import Line
from extract.readers.printed.sheet import Sheet
from normalize.text import Text
from normalize.values.money import find_money

REACH = 4  # Lines, from either end.
FEWEST = 3  # Pages; two where a document has only two, and only in the margin.
SHARE = 0.2  # Of the pages.
MARGIN = 0.09  # Of the height of the page, at each end.
LEVEL = 4.0  # Points that a running head may move.
NUMBER = re.compile(r"\d+")
AHEAD = 30  # Pages of another file that a number may count before these.
ALONE = re.compile(r"[-—–·•\s]*\d{1,4}[-—–·•\s]*|\d{1,4}\s*/\s*\d{1,4}")
YEAR = re.compile(r"\s*(?:19|20)\d\d(?:\s*/\s*(?:19|20)\d\d)?\s*")
FILLED_IN = re.compile(r"[^\d\s:：]{2,20}\s*[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line at an end of a page."""

    sheet: Sheet
    line: Line

    @property
    def key(self) -> tuple[str, str]:
        end = "head" if self.line.middle < self.sheet.height / 2 else "foot"
        return end, NUMBER.sub("#", self.line.chars)

    @property
    def in_margin(self) -> bool:
        share = self.line.middle / self.sheet.height
        return share < MARGIN or share > 1 - MARGIN


def furniture(sheets: Sequence[Sheet]) -> set[int]:
    """Return the `id` of every line that is furniture."""
    running: set[int] = set()
    seen: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for sheet in sheets:
        for end in _ends(sheet):
            for line in end:
                seen[_Seen(sheet, line).key].append(_Seen(sheet, line))
    for places in seen.values():
        running |= {id(one.line) for one in _running(places, len(sheets))}
    return {id(line) for sheet in sheets for line in _outermost(sheet, running)}


def _ends(sheet: Sheet) -> tuple[list[Line], list[Line]]:
    """The lines above and below the tables of a page, from the outside inward."""
    top = min((table.edges.y0 for table in sheet.tables), default=sheet.height)
    bottom = max((table.edges.y1 for table in sheet.tables), default=0.0)
    above = [line for line in sheet.lines if line.middle < top]
    below = [line for line in reversed(sheet.lines) if line.middle > bottom]
    return above[:REACH], below[:REACH]


def _outermost(sheet: Sheet, running: set[int]) -> Iterator[Line]:
    for end in _ends(sheet):
        for line in end:
            if id(line) not in running and not _is_number(sheet, line):
                break
            yield line


def _is_number(sheet: Sheet, line: Line) -> bool:
    """A page number on a page of its own has nothing to be compared with."""
    number = ALONE.fullmatch(line.chars) or NUMBERED.fullmatch(line.chars)
    year = YEAR.fullmatch(line.chars)
    return bool(number and not year) and _Seen(sheet, line).in_margin


def _running(places: list[_Seen], n_pages: int) -> Iterable[_Seen]:
    """Those of the same words that stand at one height, and count pages if anything."""
    for group in _levels(places):
        # The lines of a short page are both its upper and its lower ones.
        pages = len({one.sheet.number for one in group})
        few = pages < FEWEST or pages < SHARE * n_pages
        two = pages == n_pages == 2 and all(one.in_margin for one in group)
        if (not few or two) and _count_pages(group, n_pages) and not _is_text(group):
            yield from group


def _levels(places: list[_Seen]) -> Iterator[list[_Seen]]:
    group: list[_Seen] = []
    for one in sorted(places, key=lambda one: one.line.middle):
        if group and one.line.middle - group[-1].line.middle > LEVEL:
            yield group
            group = []
        group.append(one)
    yield group


def _is_text(group: list[_Seen]) -> bool:
    filled_in = any(_is_filled_in(one.line) for one in group if not one.in_margin)
    return filled_in or _are_labels(group)


def _is_filled_in(line: Line) -> bool:
    """Whether a line states something: a label with its value, or money."""
    return bool(FILLED_IN.match(line.chars)) or any(find_money(Text.raw(line.chars)))


def _are_labels(group: list[_Seen]) -> bool:
    """Whether each is the label of an attachment on a page of its own: 附件1, 附件2."""
    words = [one.line.chars for one in group]
    return len(set(words)) > 1 and all(map(LABEL.fullmatch, words))


def _count_pages(group: list[_Seen], n_pages: int) -> bool:
    """Whether each number in the words stays, or goes with the page; no year does."""
    rows = [[int(n) for n in NUMBER.findall(one.line.chars)] for one in group]
    pages = [one.sheet.number for one in group]
    return all(
        len(set(column)) == 1
        or (
            max(column) <= n_pages + AHEAD
            and len({n - page for n, page in zip(column, pages, strict=True)}) == 1
        )
        for column in zip(*rows, strict=True)
    )
