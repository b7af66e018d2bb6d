"""What a clause says has happened (事件用语): the patterns of `event_types.tsv`.

>>> clause = Text.raw("示例医院开出全省首张处方并完成首例患者输注")
>>> [(word.kind, str(word.verb)) for word in event_words(clause, names_drug=False)]
[('first_prescription', '开出全省首张处方'), ('first_infusion', '首例患者输注')]
>>> withdrawn = Text.raw("示例药业撤回上市申请")
>>> [(word.kind, word.modality) for word in event_words(withdrawn, names_drug=True)]
[('approval', 'denied')]
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from normalize.facts.event_modality import HAPPENED
from normalize.facts.offsets import end, offset
from normalize.text import Text
from normalize.vocab import load

_LINK = re.compile("并|且|同时|以及")
# 1,800万元: this comma ends no clause.
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


class EventWord(NamedTuple):
    """The words of a clause that say what happened, or themselves that it did not."""

    kind: str
    verb: Text
    modality: str
    of_first: str = ""  # the kind, if the patient is the first


class _Pattern(NamedTuple):
    words: re.Pattern[str]
    kind: str
    needs_drug: bool
    priority: int
    of_first: str
    modality: str


@cache
def _patterns() -> tuple[_Pattern, ...]:
    rows = (
        _Pattern(
            re.compile(row["pattern"]),
            row["event_type"],
            row["needs"] == "drug",
            int(row["priority"]),
            row["of_first"],
            row["modality"] or HAPPENED,
        )
        for row in load("event_types")
    )
    return tuple(sorted(rows, key=lambda pattern: -pattern.priority))


def event_words(clause: Text, *, names_drug: bool) -> list[EventWord]:
    """List what a clause says happened: the best pattern, and what 并 links to it."""
    found = sorted(_best(clause, names_drug), key=lambda item: -item[0])
    if not found:
        return []
    main = found[0][1]
    linked = [word for _, word in found[1:] if _linked(clause, main.verb, word.verb)]
    return sorted([main, *linked], key=lambda word: word.verb.span)


def _best(clause: Text, names_drug: bool) -> Iterator[tuple[int, EventWord]]:
    """Yield matches that overlap no match of a higher priority."""
    taken: list[tuple[int, int]] = []
    chars = _THOUSANDS.sub("0", clause.chars)
    for pattern in _patterns():
        if pattern.needs_drug and not names_drug:
            continue
        if match := _apart(pattern.words, chars, taken):
            taken.append(match.span())
            word = EventWord(
                pattern.kind,
                clause[slice(*match.span())],
                pattern.modality,
                pattern.of_first,
            )
            yield pattern.priority, word


def _apart(
    words: re.Pattern[str], chars: str, taken: Sequence[tuple[int, int]]
) -> re.Match[str] | None:
    """Find a pattern apart from others: 获受理并纳入优先审评, where 获 is taken."""
    for start in (0, *sorted(stop for _, stop in taken)):
        match = words.search(chars, start)
        if match and not any(a < match.end() and match.start() < b for a, b in taken):
            return match
    return None


def _linked(clause: Text, one: Text, other: Text) -> bool:
    first, second = sorted((one, other), key=lambda verb: verb.span)
    between = clause.chars[end(clause, first) : offset(clause, second)]
    return _LINK.search(between) is not None
