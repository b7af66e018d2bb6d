"""What stood where GBK bytes were read one byte out of step: 跨?！甭窂? for 跨海”路徑.

A script split the page's bytes on full-width punctuation (A3A1 ！, A3AC ，, A3BF ？)
without looking where characters begin.  A character whose second byte is A3 (海 BAA3,
。 A1A3, 常 B3A3) before one whose first byte is A1, AC or BF is taken for such a mark.
From there on all is read one byte late, until the boundaries meet again.  A byte that
found no partner shows as `?` or U+FFFD; only these are unknown.

>>> from normalize.repairs import language
>>> chinese = language.of("产品“跨海”路径")
>>> found = readings("“跨?！甭肪丁?", 2, "跨", chinese.likeliest)
>>> ("海”路径。", 8) in {(reading.words, reading.end) for reading in found}
True
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from heapq import nlargest
from typing import NamedTuple

LOST = "?\ufffd"
LONGEST = 28  # characters shown; real runs end within a sentence
BEAM = 120
BRANCHES = 30  # characters tried for one unknown byte
NEVER = -1e9
DROPPED = 9.0  # the price, in nats, of a character lost without a trace
FOLDED = frozenset("!,:;()?")  # marks that a later step may have made of A3xx

Choose = Callable[[str, str, int], list[tuple[float, str]]]
Bytes = tuple[int | None, ...]  # None is a byte that is lost


class Reading(NamedTuple):
    """What may have stood there, and where the shown run ends."""

    words: str
    end: int
    dropped: bool


class _State(NamedTuple):
    """A way to read the run so far; `left` is shown but not yet read."""

    score: float
    words: str
    at: int
    left: Bytes
    dropped: bool


def readings(shown: str, start: int, before: str, choose: Choose) -> set[Reading]:
    """List the ways to read the run at `start`, up to where boundaries meet again.

    `before` is the character in front of the run; `choose` returns the likeliest of
    some characters behind another, with their log probabilities.
    """
    states = [_State(0.0, "", start, (), False)]
    found: set[Reading] = set()
    while states:
        found.update(Reading(s.words, s.at, s.dropped) for s in states if _in_step(s))
        grown = [
            longer
            for state in states
            if not _in_step(state)
            for longer in _grown(state, shown, start)
        ]
        states = _best(grown, choose, before)
    return found


def _in_step(state: _State) -> bool:
    return not state.left and state.words != ""


def _grown(state: _State, shown: str, start: int) -> Iterator[_State]:
    """Take the next shown character, or suppose that one was dropped before it."""
    at = state.at
    if at < min(len(shown), start + LONGEST) and shown[at] not in "\r\n":
        for more in _bytes(shown[at], at == start):
            yield state._replace(at=at + 1, left=state.left + more)
    if not state.dropped and state.words and len(state.left) == 1 and state.left[0]:
        left = (*state.left, None, None)
        yield state._replace(score=state.score - DROPPED, left=left, dropped=True)


@cache
def _bytes(char: str, first: bool) -> tuple[Bytes, ...]:
    """List the bytes that a shown character may be."""
    if char in LOST:
        return ((None,),) if first else ((None,), (0xA3, 0xBF))
    if char in FOLDED or (char.isascii() and char.isalnum()):
        return ((ord(char),), (0xA3, ord(char) + 0x80))
    try:
        return (tuple(char.encode("gbk")),)
    except UnicodeEncodeError:
        return ()


def _best(grown: list[_State], choose: Choose, before: str) -> list[_State]:
    """Read whole characters off the bytes at hand, every way worth following."""
    best: list[_State] = []
    bar = NEVER
    todo = sorted(grown, key=_score)
    while todo:
        state = todo.pop()
        taken, chars = _characters(state.left)
        if not taken:
            best.append(state)
        elif state.score > bar:
            todo += _read(
                state, taken, choose(state.words[-1:] or before, chars, BRANCHES), bar
            )
        if len(best) > 2 * BEAM:
            best = nlargest(BEAM, best, key=_score)
            bar = best[-1].score
    return nlargest(BEAM, best, key=_score)


def _score(state: _State) -> float:
    return state.score


def _read(
    state: _State, taken: int, chosen: list[tuple[float, str]], bar: float
) -> list[_State]:
    """Put each character that may be next behind the words, the likeliest last."""
    score, words, at, left, dropped = state
    left = left[taken:]
    return [
        _State(score + cost, words + char, at, left, dropped)
        for cost, char in reversed(chosen)
        if score + cost > bar
    ]


def _characters(left: Bytes) -> tuple[int, str]:
    """Return how many bytes the next character takes, and which it may be."""
    if left and left[0] is not None and left[0] < 0x80:
        return 1, chr(left[0])
    if len(left) < 2:
        return 0, ""
    lead, trail = left[:2]
    if lead is None and trail is None:
        return 2, ""
    return 2, _gbk().get((lead, trail), "")


@cache
def _gbk() -> dict[tuple[int | None, int | None], str]:
    """Map each pair of bytes to its character; with one of them unknown, to all."""
    table: defaultdict[tuple[int | None, int | None], str] = defaultdict(str)
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            char = bytes((lead, trail)).decode("gbk", "ignore")
            table[lead, trail] = char
            table[lead, None] += char
            table[None, trail] += char
    return dict(table)
