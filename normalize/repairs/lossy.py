"""UTF-8 read as GBK or cp1252 with losses: 鍥藉?惰嵂 for 国家药.

A pair of bytes that is no GBK became `?` or U+FFFD, which is one byte of UTF-8 or two;
cp1252 has no character for five bytes, which were dropped or became `?`.  All other
bytes are known, and UTF-8 tells by each byte what it is: three of them make a Han.  So
a line is read again with gaps, and what may fill one is ranked by the characters beside
it.  Where more than one may, the guess is named with the others; where none may, U+FFFD
stays.

>>> best = read("鍥藉\\ufffd惰嵂鍝佺洃绠″眬", KINDS[0])
>>> best.words
'国家药品监管局'
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normalize.repairs import language
from normalize.repairs.charsets import encode
from normalize.repairs.pairs import pairs
from normalize.repairs.traditional import characters

LOST = "?\ufffd"
BEAM = 24
BRANCHES = 12  # characters tried for one gap
UNREADABLE = 20.0  # the price, in nats, of a byte that fits nothing
DATED = 6.0  # what 年, 月 or 日 gains behind a figure, which no dictionary has
DROPPED = 6.0  # … and of one that is gone without a trace
UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # in cp1252

Bytes = tuple[int | None, ...]  # None is a byte that is lost


class Kind(NamedTuple):
    """A charset that UTF-8 was taken for, and how many bytes a loss may be."""

    wrong: str
    losses: tuple[int, ...]
    drops: bool


KINDS = (Kind("gb18030", (1, 2), False), Kind("cp1252", (1,), True))


class Guess(NamedTuple):
    """A character that bytes are missing of: its place, and what it may have been."""

    place: int
    chars: str


class State(NamedTuple):
    """A way to read a line so far; `left` is shown but not yet read."""

    score: float
    words: str
    left: Bytes
    guesses: tuple[Guess, ...]
    steps: tuple[tuple[int, int], ...]
    """Places of the shown line and of `words` where no byte is left between."""


def read(shown: str, kind: Kind) -> State | None:
    """Return the likeliest reading of a line; None if it is not of this kind."""
    states = [State(0.0, "", (), (), ((0, 0),))]
    for at, char in enumerate(shown, start=1):
        taken = _bytes(char, kind)
        if not taken:
            return None
        grown = [s._replace(left=s.left + more) for s in states for more in taken]
        states = _best(grown, at, kind)
    ended = [state for state in states if not state.left]
    return max(ended, key=_score, default=None)


def _bytes(char: str, kind: Kind) -> list[Bytes]:
    """List the bytes that a shown character may be."""
    if char in LOST:
        gaps: list[Bytes] = [(None,) * count for count in kind.losses]
        return [*gaps, (ord(char),)] if char == "?" else gaps
    try:
        return [tuple(encode(char, kind.wrong))]
    except UnicodeEncodeError:
        return []


def _best(grown: list[State], at: int, kind: Kind) -> list[State]:
    """Read whole characters; of states that go on alike only the best is kept."""
    kept: dict[tuple[Bytes, str], State] = {}
    todo = grown
    while todo:
        state = todo.pop()
        more = list(_read(state, kind))
        if more:
            todo += more
            continue
        key = state.left, state.words[-1:]
        if key not in kept or kept[key].score < state.score:
            kept[key] = state
    best = sorted(kept.values(), key=_score, reverse=True)[:BEAM]
    return [_stepped(state, at) for state in best]


def _stepped(state: State, at: int) -> State:
    if state.left:
        return state
    return state._replace(steps=(*state.steps, (at, len(state.words))))


def _score(state: State) -> float:
    return state.score


def _read(state: State, kind: Kind) -> Iterator[State]:
    """Take the next character off the bytes at hand, every way it may be."""
    size = _size(state.left)
    head = state.left[:size]
    if kind.drops and (at := _break(head)):
        yield from (_with_gap(state, gap) for gap in range(1, at + 1))
    elif head and len(head) == size:
        yield from _characters(state, head, kind)
        if None in head or not _fitting(head, False):
            words = state.words + "\ufffd"
            score = state.score - UNREADABLE
            yield state._replace(score=score, words=words, left=state.left[1:])


def _characters(state: State, head: Bytes, kind: Kind) -> Iterator[State]:
    """Put each character that `head` may be behind the words."""
    score, words, left, guesses, steps = state
    chars = _fitting(head, kind.drops)
    if None in head:
        guesses = (*guesses, Guess(len(words), chars))
    before = words[-1:] or "，"
    for cost, char in likeliest(before, chars):
        yield State(score + cost, words + char, left[len(head) :], guesses, steps)


def likeliest(before: str, chars: str) -> list[tuple[float, str]]:
    """Return the likeliest of `chars` behind another, with their log probabilities."""
    found = language.plain().likeliest(before, chars, BRANCHES)
    if not before.isdecimal():
        return found
    return [(cost + DATED * (char in "年月日"), char) for cost, char in found]


def _size(left: Bytes) -> int:
    """Return how many bytes the next character takes; a lost first byte, a Han's."""
    first = left[0] if left else None
    if first is None or 0xE0 <= first < 0xF0:
        return 3
    if first < 0xC0:
        return 1
    return 2 if first < 0xE0 else 4


def _break(head: Bytes) -> int:
    """Return where a character is broken off by the beginning of another; 0 if not."""
    if not head or head[0] is None:
        return 0
    broken = (at for at, byte in enumerate(head) if at and not _continues(byte))
    return next(broken, 0)


def _continues(byte: int | None) -> bool:
    return byte is None or 0x80 <= byte < 0xC0


def _with_gap(state: State, at: int) -> State:
    """Suppose that a byte was dropped."""
    left = (*state.left[:at], None, *state.left[at:])
    return state._replace(score=state.score - DROPPED, left=left)


@cache
def _fitting(head: Bytes, undefined: bool) -> str:
    """List the characters of these bytes; those lost are undefined ones if so said."""
    if None not in head:
        return bytes(byte for byte in head if byte is not None).decode(
            "utf-8", "ignore"
        )
    chars = _by_bytes().get(head, "")
    gaps = [at for at, byte in enumerate(head) if byte is None]
    if not undefined:
        return chars
    return "".join(c for c in chars if all(c.encode()[at] in UNDEFINED for at in gaps))


@cache
def _by_bytes() -> dict[Bytes, str]:
    """Map the bytes of each known character, one or two of them lost, to all such."""
    simple = pairs().chars
    known = [*simple, *(chr(a) for a, b in characters().items() if b in simple)]
    table: defaultdict[Bytes, list[str]] = defaultdict(list)
    for char in known:
        data = char.encode()
        for a, b in ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2)):
            gapped = tuple(None if at in (a, b) else data[at] for at in range(3))
            table[gapped].append(char)
    return {gapped: "".join(chars) for gapped, chars in table.items()}
