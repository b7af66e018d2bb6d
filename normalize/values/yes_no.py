"""Yes or no (是/否): the answer of a form, in words or as a ticked box.

>>> yes_no("是"), yes_no("□是 ☑否"), yes_no("-")
(True, False, None)
"""

import re

from normalize import vocab
from normalize.values import Rejected
from normalize.values.plain import WIDE, plain

_ANSWERS = {row["words"]: row["value"] == "yes" for row in vocab.load("yes_no")}

_TICKED = r"(?:[☑☒✓✔√■▣●◉⦿🗹]|[\[(][xX√✓✔][\])])"
_EMPTY = r"(?:[□☐○◯▢◻❏⬜]|\[\]|\(\))"
_BOX = re.compile(rf"({_TICKED})|({_EMPTY})")


def yes_no(words: str) -> bool | None:
    """Return the answer; None where there is none or no box is ticked.

    Raises Rejected where two boxes are ticked and for words that are no answer.

    >>> yes_no("是（√） 否（ ）"), yes_no("□是 □否")
    (True, None)
    """
    folded = "".join(words.translate(WIDE).lower().split())
    if (bare := _bare(folded)) in _ANSWERS:
        return _ANSWERS[bare]
    if plain(words) is None:
        return None
    if not _BOX.search(folded):
        raise Rejected(f"neither yes nor no: {words!r}")
    ticked = [answer for answer, tick in _choices(folded) if tick]
    if len(ticked) > 1:
        raise Rejected(f"{len(ticked)} boxes ticked: {words!r}")
    return _answer(ticked[0]) if ticked else None


def _choices(folded: str) -> list[tuple[str, bool]]:
    """Pair every answer with its box, which stands before all of them or after all."""
    pieces = _BOX.split(folded)
    words, boxes = pieces[::3], [ticked is not None for ticked in pieces[1::3]]
    named = words[1:] if not words[0] else words[:-1]
    return list(zip(named, boxes, strict=True))


def _answer(word: str) -> bool:
    bare = _bare(word)
    if bare not in _ANSWERS:
        raise Rejected(f"ticked, but neither yes nor no: {word!r}")
    return _ANSWERS[bare]


def _bare(word: str) -> str:
    return word.strip(",.;:/、。()")
