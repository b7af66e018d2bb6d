"""What changed from one text to another, word by word (逐词比对).

A number is one word with its decimals and percent sign, so that 12.5% becoming 12.8% is
not a changed digit; Chinese is cut into the longest words of the dictionary.

>>> marked(changes("客观缓解率为12.5%（n=40）", "客观缓解率为12.8%（n=40）"))
'客观缓解率为[-12.5%-]{+12.8%+}（n=40）'
>>> marked(changes(None, "甲"))
'{+甲+}'
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from normalize.repairs.words import dictionary

LONGEST = 6  # characters of a word
AROUND = 12  # characters that are kept on either side of a change
_PIECE = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|[一-鿿]+|\s+|.", re.DOTALL)


class Piece(NamedTuple):
    """Words that stayed, came or went."""

    change: Literal["same", "added", "removed"]
    words: str


def changes(before: str | None, after: str | None) -> tuple[Piece, ...]:
    """Return the words of both texts in order: what went stands before what came."""
    old, new = [*words(before or "")], [*words(after or "")]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Piece] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            found.append(Piece("removed", "".join(old[i:j])))
        if m > k:
            found.append(Piece("added", "".join(new[k:m])))
    return tuple(found)


def words(text: str) -> Iterator[str]:
    """Cut a text into words.

    >>> "|".join(words("每日2次，每次1.5 mg"))
    '每日|2|次|，|每次|1.5| |mg'
    """
    for piece in _PIECE.findall(text):
        yield from _cut(piece) if "一" <= piece[0] <= "鿿" else [piece]


def _cut(run: str) -> Iterator[str]:
    known, at = dictionary(), 0
    while at < len(run):
        ends = range(min(len(run), at + LONGEST), at + 1, -1)
        end = next((end for end in ends if run[at:end] in known), at + 1)
        yield run[at:end]
        at = end


def shortened(pieces: Iterable[Piece], around: int = AROUND) -> Iterator[Piece]:
    """Yield the pieces with … for what is far from any change.

    >>> marked(shortened(changes("一二三四五六1七八九十", "一二三四五六2七八九十"), 2))
    '…五六[-1-]{+2+}七八…'
    """
    listed = list(pieces)
    for at, piece in enumerate(listed):
        if piece.change != "same":
            yield piece
            continue
        head = around if at else 0
        tail = around if at + 1 < len(listed) else 0
        yield Piece("same", _middle_cut(piece.words, head, tail))


def _middle_cut(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail + 1:
        return text
    return f"{text[:head]}…{text[len(text) - tail :]}"


def marked(pieces: Iterable[Piece]) -> str:
    """Return pieces as one text, [-what went-] and {+what came+}."""
    signs = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    return "".join(f"{signs[p.change][0]}{p.words}{signs[p.change][1]}" for p in pieces)
