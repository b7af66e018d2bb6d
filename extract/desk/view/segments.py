"""The source, line by line, with what became of each word (去向): pure functions.

A document is shown as it was read, the repairs undone but for the markup of a page;
each stretch of a line knows the cells that were read from it, and the repair that
took it away or changed it.

>>> raw = "<p>药品名称：甲片\\n代办申报，加微信\\n疗效很好"
>>> repairs = [Repair(0, 3, "<p>", "", "markup"),
...            Repair(11, 19, raw[11:19], "", "spam")]
>>> lines = lined(raw, repairs, [Mark(8, 10, "drugs/d1/generic_name", "cell")])
>>> for line in lines:
...     print(line.state, [(s.text, s.kind, s.cells) for s in line.stretches])
cells [('药品名称：', '', ()), ('甲片', '', ('drugs/d1/generic_name',))]
removed [('代办申报，加微信', 'removed', ())]
unread [('疗效很好', '', ())]
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from normalize.text import Repair

MARKUP = "markup"
_TAGS = re.compile(r"(?:<[^<>]*>|<[^<>]*$|^[^<>]*>)+")


class Mark(NamedTuple):
    """A raw range that became something: `kind` is cell, field or mention."""

    start: int
    end: int
    key: str
    kind: str


class Stretch(NamedTuple):
    """Words of a line, all of one fate; `after` is what a repair put in their place."""

    start: int
    end: int
    text: str
    kind: str  # "", "removed", "changed" or "inserted"
    rule: str
    after: str
    cells: tuple[str, ...]


class Line(NamedTuple):
    """A line as it is shown: `state` says what became of it.

    One of cells, field, label, mention, removed, blank, unread.
    """

    number: int
    state: str
    stretches: tuple[Stretch, ...]


class _Shown(NamedTuple):
    """A run of raw text as it is shown, before marks cut it."""

    start: int
    end: int
    text: str
    repair: Repair | None


def lined(
    raw: str,
    repairs: Sequence[Repair],
    marks: Iterable[Mark],
    labels: frozenset[str] = frozenset(),
    markup: bool = False,
) -> list[Line]:
    """Return the lines of a document; `markup` shows that of the page as well.

    `labels` are words, without white space, that a form prints before its values.
    """
    by_place = _Marks(marks)
    cut = (s for run in _runs(raw, repairs, markup) for s in by_place.cut(run))
    lines = [tuple(stretches) for stretches in _split(cut)]
    return [
        Line(n, _state(stretches, by_place.kinds, labels), stretches)
        for n, stretches in enumerate(lines)
    ]


def _runs(raw: str, repairs: Sequence[Repair], markup: bool) -> Iterator[_Shown]:
    """Yield the text in runs: what no repair touched, and each repair."""
    at = 0
    is_page = any(repair.rule == MARKUP for repair in repairs)
    for repair in repairs:
        if at < repair.start:
            yield _Shown(at, repair.start, raw[at : repair.start], None)
        at = repair.end
        if repair.rule == MARKUP and not markup:
            yield _Shown(repair.start, repair.end, repair.after, None)
        elif is_page and not markup:
            words = _TAGS.sub(" ", repair.before)
            yield _Shown(repair.start, repair.end, words, repair)
        else:
            yield _Shown(repair.start, repair.end, repair.before, repair)
    if at < len(raw):
        yield _Shown(at, len(raw), raw[at:], None)


class _Marks:
    """Marks, found by place."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks = sorted(mark for mark in marks if mark.start < mark.end)
        self.kinds = {mark.key: mark.kind for mark in reversed(self.marks)}
        self._starts = [mark.start for mark in self.marks]
        # How far any mark up to this one reaches: where to stop looking back.
        self._reach, far = [], 0
        for mark in self.marks:
            far = max(far, mark.end)
            self._reach.append(far)

    def over(self, start: int, end: int) -> list[Mark]:
        """List the marks that share a character with a range."""
        last = bisect_right(self._starts, end - 1)
        first = bisect_right(self._reach, start)
        return [mark for mark in self.marks[first:last] if mark.end > start]

    def cut(self, run: _Shown) -> Iterator[Stretch]:
        """Cut a run where a mark begins or ends; a repair stays whole."""
        marks = self.over(run.start, run.end)
        whole = run.repair or len(run.text) != run.end - run.start
        inner = {edge for m in marks for edge in m[:2] if run.start < edge < run.end}
        edges = [run.start, *([] if whole else sorted(inner)), run.end]
        for left, right in pairwise(edges):
            text = run.text if whole else run.text[left - run.start : right - run.start]
            cells = (m.key for m in marks if m.start < right and left < m.end)
            unique = tuple(dict.fromkeys(cells))
            yield Stretch(left, right, text, *_fate(run.repair), unique)


def _fate(repair: Repair | None) -> tuple[str, str, str]:
    """What a repair did to the words: its kind, its rule, the words instead."""
    if repair is None:
        return "", "", ""
    if not repair.before:
        return "inserted", repair.rule, repair.after
    kind = "changed" if repair.after.strip() else "removed"
    return kind, repair.rule, repair.after


def _split(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Gather stretches by line."""
    line: list[Stretch] = []
    for stretch in stretches:
        first, *rest = re.split(r"\r\n|\r|\n", stretch.text)
        line += _part(stretch, first)
        for text in rest:
            yield line
            line = _part(stretch, text)
            # Only the words before the break count for the line that it ends.
    if line:
        yield line


def _part(stretch: Stretch, text: str) -> list[Stretch]:
    kept = text or stretch.kind == "inserted"
    return [stretch._replace(text=text)] if kept else []


def _state(
    line: Sequence[Stretch], kinds: dict[str, str], labels: frozenset[str]
) -> str:
    """Say what became of a line, by the best that became of any word of it."""
    words = [s for s in line if s.text.strip()]
    if not words:
        return "blank"
    if all(s.kind == "removed" for s in words):
        return "removed"
    found = {kinds[key] for s in words for key in s.cells}
    for kind, state in (("cell", "cells"), ("field", "field")):
        if kind in found:
            return state
    if {*_names("".join(s.text for s in words))} <= labels:
        return "label"
    return "mention" if "mention" in found else "unread"


def _names(line: str) -> Iterator[str]:
    """Yield the words of a line as labels are compared: 单价（元） is 单价."""
    for words in re.split(r"[\t|]", line):
        if name := plain_label(words):
            yield name


def plain_label(words: str) -> str:
    """Return a label as labels are compared.

    >>> plain_label(" 单 价（元）："), plain_label("①药品注册分类")
    ('单价', '①药品注册分类')
    """
    squashed = "".join(words.split()).rstrip("：:")
    return re.sub(r"[（(][^（）()]*[）)]$", "", squashed) or squashed
