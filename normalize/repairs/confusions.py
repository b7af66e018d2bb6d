"""Whole lines decoded with the wrong charset: Ö´ÐÐ for 执行, 鍥藉 for 国家.

A line is decoded again only if that loses nothing (a strict round trip there and back)
and reads far better: 1.5 nats a character.  Lines that lost bytes stay as they are;
decoding with errors ignored repaired 285 clean lines of 3,000 into nonsense.

>>> text, doubts = repair(Text.raw("药品\\nÒ©Æ·ÉÏÊÐÐí¿É³ÖÓÐÈË"))
>>> print(text)
药品
药品上市许可持有人
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs import language
from normalize.repairs.lines import Line, spoken
from normalize.text import Text

RULE = "mojibake"
GAIN = 1.5  # nats a character
SAMPLE = 100  # characters of a line that are weighed
FEWEST = 3  # strange characters in a line worth a try
MOST = 0.1  # share of strange characters in a line worth having


class Confusion(NamedTuple):
    """Bytes of charset `right` that were decoded as charset `wrong`."""

    right: str
    wrong: str


CONFUSIONS = (
    Confusion("utf-8", "latin-1"),
    Confusion("utf-8", "cp1252"),
    Confusion("utf-8", "iso8859-15"),
    Confusion("gb18030", "latin-1"),
    Confusion("gb18030", "cp1252"),
    Confusion("gb18030", "iso8859-15"),
    Confusion("utf-8", "gb18030"),
    Confusion("big5", "gb18030"),
    Confusion("gb18030", "big5"),
)


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Decode lines again that were decoded with the wrong charset."""
    edits = [
        (line.start + start, line.start + end, new)
        for line in _strange_lines(text.chars)
        for start, end, new in _decoded(text.chars[line.start : line.end])
    ]
    return text.change(edits, RULE), []


def _strange_lines(chars: str) -> list[Line]:
    if not _strange().search(chars):
        return []
    lines = spoken(chars)
    return [line for line in lines if len(_strange().findall(line.words)) >= FEWEST]


def _decoded(shown: str) -> list[tuple[int, int, str]]:
    """List the edits that make a line what it should be; none where it may stand."""
    chinese = language.of("")
    best, bar = None, _likelihood(shown, chinese) + GAIN
    for confusion in CONFUSIONS:
        true = _undone(shown, confusion)
        if true and (score := _likelihood(true, chinese)) > bar:
            best, bar = (true, confusion), score
    return list(_aligned(shown, *best)) if best else []


def _likelihood(words: str, chinese: language.Language) -> float:
    """Return the log probability of a character of `words`, by its first hundred."""
    return chinese.score(words[:SAMPLE]) / min(SAMPLE, len(words))


def _undone(shown: str, confusion: Confusion) -> str | None:
    """Decode a line as it should have been, if nothing is lost and it is Chinese."""
    right, wrong = confusion
    try:
        true = shown.encode(wrong).decode(right)
        back = true.encode(right).decode(wrong)
    except UnicodeError:
        return None
    chinese = len(_strange().findall(true)) <= MOST * len(true)
    return true if back == shown != true and chinese else None


def _aligned(
    shown: str, true: str, confusion: Confusion
) -> Iterator[tuple[int, int, str]]:
    """Pair the shortest stretches of both that are the same bytes."""
    right, wrong = confusion
    start = end = ahead = 0  # `ahead`: bytes of `true` beyond those of `shown`
    new = ""
    for char in true:
        new += char
        ahead += len(char.encode(right))
        while ahead > 0:
            ahead -= len(shown[end].encode(wrong))
            end += 1
        if ahead == 0:
            yield start, end, new
            start, new = end, ""


@cache
def _strange() -> re.Pattern[str]:
    """What clean Chinese rarely has: rare Han, kana, letters of Western Europe."""
    rare = "".join(char for char in map(chr, range(0x3400, 0xA000)) if _rare(char))
    return re.compile(f"[{rare}\u00a1-\u024f\u0391-\u03c9\u3040-\u30ff\ue000-\uf8ff]")


def _rare(char: str) -> bool:
    """Whether a Han is in the first level of neither GB 2312 nor Big5."""
    simplified = b"\xb0" <= char.encode("gb2312", "ignore") < b"\xd8"
    return not simplified and not b"\xa4" <= char.encode("big5", "ignore") < b"\xc7"
