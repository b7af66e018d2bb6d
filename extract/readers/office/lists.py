"""Numbers that Word prints but does not store: 一、 （一） 1. (1).

A paragraph names a list and a level; the number follows from the paragraphs before it.
Lists of one kind count on from one another, except where one begins anew.

>>> first = Level(style="chineseCounting", pattern="%1、")
>>> levels = {0: first, 1: Level(pattern="%2.")}
>>> lists = Lists({"5": List("0", levels)})
>>> [lists.number("5", level) for level in (0, 1, 1, 0, 1)]
['一、', '1. ', '2. ', '二、', '1. ']
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.readers.office.numerals import printed
from extract.readers.office.symbols import shown

PLACE = re.compile(r"%([1-9])")
CLOSED = ("、", "）", ")", "．", "：", "】", "]")
BOXES = "□☑☒■✓"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How a level of a list is numbered: `%2` in the pattern is the second level's.

    `paragraph_style` is the style whose paragraphs are of this level.
    """

    pattern: str
    style: str = "decimal"
    start: int = 1
    font: str = ""
    has_gap: bool = True
    in_decimals: bool = False
    restarts: bool = True
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list: its kind, its levels, and the numbers with which it begins anew."""

    kind: str
    levels: Mapping[int, Level]
    anew: Mapping[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, lists: Mapping[str, List]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, name: str, at: int | None, style: str | None = None) -> str:
        """Count a paragraph, and return its number with the gap behind it.

        Without a level it has the one that belongs to its style. A list that is not
        defined, as list 0, numbers nothing.
        """
        one = self._lists.get(name)
        if one is None:
            return ""
        at = _level_of(one, style) if at is None else at
        if at not in one.levels:
            return ""
        counts = self._counts.setdefault(one.kind, {})
        if at in one.anew and (name, at) not in self._begun:
            counts[at] = one.anew[at]
        else:
            counts[at] = counts.get(at, one.levels[at].start - 1) + 1
        self._begun.add((name, at))
        _carry(one.levels, counts, at)
        return _number(one.levels, counts, at)


def _level_of(one: List, style: str | None) -> int:
    levels = one.levels.items()
    own = (at for at, level in levels if style and level.paragraph_style == style)
    return next(own, 0)


def _carry(levels: Mapping[int, Level], counts: dict[int, int], at: int) -> None:
    """Begin the levels above that have no number yet, and those below anew."""
    for above in range(at):
        counts.setdefault(above, levels[above].start if above in levels else 1)
    for below in [one for one in counts if one > at]:
        if below in levels and levels[below].restarts:
            del counts[below]


def _number(levels: Mapping[int, Level], counts: Mapping[int, int], at: int) -> str:
    level = levels[at]
    if level.style == "bullet":
        sign = shown(level.font, level.pattern) or ""
        return sign + " " if sign and sign in BOXES else ""

    def figure(found: re.Match[str]) -> str:
        part = int(found[1]) - 1
        style = levels[part].style if part in levels else "decimal"
        return printed(counts.get(part, 1), "decimal" if level.in_decimals else style)

    words = PLACE.sub(figure, level.pattern).strip()
    gap = level.has_gap and words and not words.endswith(CLOSED)
    return words + " " if gap else words
