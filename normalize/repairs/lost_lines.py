"""Lines of UTF-8 that lost bytes when they were read as GBK or cp1252.

Such a line is put right as far as its bytes go (`lossy`), and never without a word: a
character that bytes are missing of is a guess, and is named with what else it may be.
A line that does not come out as Chinese stays as it is.

>>> text, doubts = repair(Text.raw("鍥藉?惰嵂鐩戝眬鎵瑰噯"))
>>> str(text), [doubt.code for doubt in doubts]
('国家药监局批准', ['mojibake_repaired'])
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs import language
from normalize.repairs.confusions import GAIN, is_chinese, likelihood, strange_lines
from normalize.repairs.lines import Line
from normalize.repairs.lossy import KINDS, LOST, Guess, State, likeliest, read
from normalize.text import Text

RULE = "mojibake"
MARGIN = 2.0  # nats; characters nearer than this to the best are named
MOST = 40_000  # characters tried in one document, 50 microseconds each
MOST_GAPS = 0.5  # share of a line's characters that are lost
LONGEST = 2000  # characters of a line
MOST_LOST = 0.1  # share of characters that stay unreadable
MOST_GUESSED = 0.6  # share of characters that bytes are missing of
SOME = 4  # guesses that one message names


class _Mended(NamedTuple):
    """A line of the text, and how it is read."""

    start: int
    shown: str
    state: State


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Put right the lines that lost bytes; doubt every one."""
    lines = list(_mended(text.chars))
    edits = [edit for line in lines for edit in _edits(line)]
    new = text.change(edits, RULE)
    doubts, grown = [], 0
    for start, shown, state in lines:
        at = start + grown
        doubts.append(_doubt(state, new[at : at + len(state.words)]))
        grown += len(state.words) - len(shown)
    return new, [*doubts, *(_unread(text.chars) if lines else [])]


def _mended(chars: str) -> Iterator[_Mended]:
    for line in _tried(chars):
        shown = chars[line.start : line.end].rstrip("\r\n")
        if state := _best(shown):
            yield _Mended(line.start, shown, state)


def _tried(chars: str) -> Iterator[Line]:
    """Yield the lines worth a try, as many as anyone will wait for."""
    size = 0
    for line in strange_lines(chars):
        gaps = sum(map(line.words.count, LOST))
        if len(line.words) <= LONGEST and gaps <= MOST_GAPS * len(line.words):
            size += len(line.words)
            if size > MOST:
                return
            yield line


def _unread(chars: str) -> list[Doubt]:
    """Doubt a document with more damage than anyone will wait for."""
    if sum(len(line.words) for line in strange_lines(chars)) <= MOST:
        return []
    message = f"more than {MOST} characters look damaged; the others are as they were"
    return [Doubt("mojibake_unread", message)]


def _best(shown: str) -> State | None:
    """Return the likelier reading of the two kinds, if it is worth having."""
    found = [state for kind in KINDS if (state := read(shown, kind))]
    best = max(found, key=lambda state: likelihood(state.words), default=None)
    return best if best and _worth(best, shown) else None


def _worth(state: State, shown: str) -> bool:
    words, size = state.words, len(state.words)
    return (
        words.count("\ufffd") <= MOST_LOST * size
        and len(state.guesses) <= MOST_GUESSED * size
        and is_chinese(words.replace("\ufffd", ""))
        and likelihood(words) > likelihood(shown) + GAIN
    )


def _edits(line: _Mended) -> Iterator[tuple[int, int, str]]:
    """Pair the shortest stretches of both that are the same bytes."""
    for (at, place), (end, behind) in pairwise(line.state.steps):
        yield line.start + at, line.start + end, line.state.words[place:behind]


def _doubt(state: State, quote: Text) -> Doubt:
    if "\ufffd" in state.words:
        lost = state.words.count("\ufffd")
        return Doubt("mojibake_lost", f"{lost} characters cannot be told", quote)
    unsure = [
        words for guess in state.guesses if (words := _alternatives(state, guess))
    ]
    if unsure:
        message = f"bytes were lost: {'; '.join(unsure[:SOME])}"
        return Doubt("mojibake_uncertain", message, quote)
    message = (
        f"bytes were lost: {len(state.guesses)} characters are the one likely guess"
    )
    return Doubt("mojibake_repaired", message, quote, "info")


def _alternatives(state: State, guess: Guess) -> str:
    """Say what else a character may be, `国, or else 图`; nothing where it is sure."""
    place, words = guess.place, state.words
    before, char, behind = words[place - 1 : place], words[place], words[place + 1 :]
    chinese = language.plain()
    score = {
        other: cost + (chinese.pair(other, behind[0]) if behind else 0.0)
        for cost, other in likeliest(before or "，", guess.chars)
    }
    near = [c for c in score if c != char and score[char] - score[c] < MARGIN]
    return f"{char}, or else {' or '.join(near)}" if near else ""
