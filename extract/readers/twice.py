"""A file decoded twice: GBK that somebody read as Latin-1 and saved as UTF-8.

Its bytes are good UTF-8, and its text is `Ö´ÐÐ` for 执行 from the title to the last
line.  Put right line by line that is too late: the labels and dates by which a page is
read were not there to be found.  So the file as a whole is judged, on its pieces
without the ASCII between them: written in the wrong charset and decoded in the right
one, nothing may be lost, and it must read far better as Chinese.

Where one character cannot be written so (a script put it there later), the file goes
piece by piece, and pieces that do not come out right stay as they are.

>>> page = "<title>药品上市许可持有人</title><p>国家药监局公告：</p>"
>>> read(page.encode("gbk").decode("latin-1"))
... # doctest: +NORMALIZE_WHITESPACE
Again(text='<title>药品上市许可持有人</title><p>国家药监局公告：</p>',
    confusion=Confusion(right='gb18030', wrong='latin-1'), left=0)
>>> read(page) is read("<p>Café à Paris, résumé: naïve</p>") is None
True
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from normalize.repairs import language
from normalize.repairs.charsets import decode, encode
from normalize.repairs.confusions import (
    CONFUSIONS,
    GAIN,
    Confusion,
    sounds,
    strange,
    undone,
)

SAMPLE = 6_000  # characters that are looked at
WEIGHED = 600  # of them, characters that are weighed as Chinese
FEWEST = 6  # strange characters in a file worth a try
SHARE = 0.2  # of the sample; clean pages, Traditional ones too, have .04 at most
LONGEST = 300  # characters of one piece that are weighed
STEP = 512  # characters of a script that are stepped over at once
ENOUGH = 0.05  # characters that come out right to one that does not
SINGLE_BYTE = frozenset({"latin-1", "cp1252", "iso8859-15"})
MENDED_LONGEST = 10_000  # a longer piece with a bad byte is left to the repairs

_PIECE = re.compile(r"[^\x00-\x7f][^\n>]*")
_CHUNK = re.compile(r"[^\n>]*[\n>]?")


class Again(NamedTuple):
    """What a text should have been, and the pieces that could not be put right."""

    text: str
    confusion: Confusion
    left: int


def read(text: str) -> Again | None:
    """Decode a text as it should have been; None where it may stand as it is."""
    if text.isascii():
        return None
    pieces = _suspects(text)
    if not pieces:
        return None
    gains = [(_gain(pieces, confusion), confusion) for confusion in CONFUSIONS]
    best = max(gain for gain, _ in gains)
    if not best:
        return None
    likely = [confusion for gain, confusion in gains if gain > 0.9 * best]
    return _whole(text, likely) or _piecewise(text, likely)


def _suspects(text: str) -> list[str]:
    """List the pieces that hold strange characters, if they are what the text is."""
    pieces, size = [], 0
    for piece in _pieces(text):
        pieces.append(piece)
        size += len(piece)
        if size > SAMPLE:
            break
    sample = "".join(pieces)
    found = len(strange().findall(sample))
    if found < FEWEST or found < SHARE * _high(sample):
        return []
    return list(_first(piece for piece in pieces if strange().search(piece)))


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces that are not ASCII; scripts without any are stepped over."""
    at = 0
    while at < len(text):
        step = at + STEP
        if text[at:step].isascii():
            at = step
            continue
        for found in _PIECE.finditer(text, at):
            yield found[0]
            at = found.end()
            if at >= step:
                break


def _high(words: str) -> int:
    """Count the characters that are not ASCII."""
    return len(words) - len(words.encode("ascii", "ignore"))


def _first(pieces: Iterable[str]) -> Iterable[str]:
    """Take pieces up to so many characters that are not ASCII."""
    size = 0
    for piece in pieces:
        yield piece
        size += _high(piece[:LONGEST])
        if size > WEIGHED:
            break


def _gain(pieces: Iterable[str], confusion: Confusion) -> float:
    """Return what the pieces gain by being decoded again, in nats; 0 if too little."""
    chinese, gain, right, wrong = language.plain(), 0.0, 0, 0
    for piece in pieces:
        shown, true = _undone(piece, confusion)
        if shown == true:
            wrong += _high(shown)
            continue
        right += _high(shown)
        gain += chinese.score(true) - chinese.score(shown)
    enough = right >= max(FEWEST, ENOUGH * wrong)
    return gain if enough and gain > GAIN * right else 0.0


def _undone(piece: str, confusion: Confusion) -> tuple[str, str]:
    """Pair what is shown with what it should be; with itself if that fails."""
    for cut in _cuts(piece):
        true = undone(cut, confusion)
        if true and sounds(true):
            return cut, true
    return piece[:LONGEST], piece[:LONGEST]


def _cuts(piece: str) -> Iterable[str]:
    """A long piece is cut; its last character may be cut in two, so try again."""
    if len(piece) <= LONGEST:
        return [piece]
    return [piece[: LONGEST - cut] for cut in range(4)]


def _whole(text: str, likely: Iterable[Confusion]) -> Again | None:
    for confusion in likely:
        if true := undone(text, confusion):
            return Again(true, confusion, 0)
    return None


def _piecewise(text: str, likely: list[Confusion]) -> Again:
    """Decode piece by piece, each as it comes out right."""
    pieces, left = [], 0
    for chunk in _CHUNK.findall(text):
        true = chunk if chunk.isascii() else _piece(chunk, likely)
        left += true is None
        pieces.append(chunk if true is None else true)
    return Again("".join(pieces), likely[0], left)


def _piece(chunk: str, likely: Iterable[Confusion]) -> str | None:
    """Decode a piece again: without a loss, or around what cannot be decoded."""
    chinese = language.plain()
    shown = chinese.score(chunk[:LONGEST])
    for confusion in likely:
        true = undone(chunk, confusion)
        if true and chinese.score(true[:LONGEST]) > shown:
            return true
    for confusion in likely:
        true = _around(chunk, confusion)
        if true and chinese.score(true[:LONGEST]) > shown + GAIN * len(true[:LONGEST]):
            return true
    return None


def _around(chunk: str, confusion: Confusion) -> str | None:
    """Decode what can be decoded; characters that are no bytes of it stay as shown."""
    right, wrong = confusion
    if wrong not in SINGLE_BYTE or len(chunk) > MENDED_LONGEST:
        return None
    runs = [_mended(run, right, wrong) for run in _runs(chunk, wrong)]
    true = "".join(runs)
    return true if true != chunk else None


def _runs(chunk: str, wrong: str) -> list[str]:
    """Cut a piece where characters begin and end that `wrong` cannot write."""
    runs, last = [], None
    for char in chunk:
        fits = _fits(char, wrong)
        if fits == last:
            runs[-1] += char
        else:
            runs.append(char)
        last = fits
    return runs


def _fits(char: str, wrong: str) -> bool:
    try:
        encode(char, wrong)
    except UnicodeEncodeError:
        return False
    return True


def _mended(run: str, right: str, wrong: str) -> str:
    if not _fits(run, wrong):
        return run
    data, out = encode(run, wrong), []
    while data:
        try:
            out.append(data.decode(right))
            break
        except UnicodeDecodeError as error:
            out.append(data[: error.start].decode(right))
            out.append(decode(data[error.start : error.start + 1], wrong))
            data = data[error.start + 1 :]
    return "".join(out)
