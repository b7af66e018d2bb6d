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
from itertools import pairwise
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs import language
from normalize.repairs.charsets import common_han, decode, encode
from normalize.repairs.lines import Line, spoken
from normalize.text import Text

RULE = "mojibake"
GAIN = 1.5  # nats a character
FLOOR = -10.0  # … of Chinese, rare names too; kana taken for Big5 have -11
SAMPLE = 100  # characters of a line that are weighed
FEWEST = 3  # strange characters in a line worth a try
SHARE = 0.15  # … and of those that are not ASCII; clean lines have .125 at most
MOST = 0.1  # share of strange characters in a line worth having
MOST_HIGH = 0.25  # … and of those that are not ASCII

_HIGH = re.compile(r"[^\x00-\x7f]")


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
        for line in strange_lines(text.chars)
        for start, end, new in _decoded(text.chars[line.start : line.end])
    ]
    return text.change(edits, RULE), []


def strange_lines(chars: str) -> list[Line]:
    """List the lines that hold so many strange characters that they may be damaged."""
    if not strange().search(chars):
        return []
    return [line for line in spoken(chars) if _damaged(line.words)]


def _damaged(words: str) -> bool:
    found = len(strange().findall(words))
    return found >= FEWEST and found >= SHARE * len(_HIGH.findall(words))


def _decoded(shown: str) -> list[tuple[int, int, str]]:
    """List the edits that make a line what it should be; none where it may stand."""
    best, bar = None, likelihood(shown) + GAIN
    for confusion in CONFUSIONS:
        true = undone(shown, confusion)
        if true and sounds(true) and (score := likelihood(true)) > bar:
            best, bar = (true, confusion), score
    return list(_aligned(shown, *best)) if best else []


def sounds(true: str) -> bool:
    """Whether what is not ASCII may be Chinese: kana taken for Big5 are Han too."""
    return likelihood("".join(_HIGH.findall(true))) > FLOOR


def likelihood(words: str) -> float:
    """Return the log probability of a character of `words`, by its first hundred."""
    return language.plain().score(words[:SAMPLE]) / min(SAMPLE, len(words))


def undone(shown: str, confusion: Confusion) -> str | None:
    """Decode a line as it should have been, if nothing is lost and it is Chinese."""
    right, wrong = confusion
    try:
        true = encode(shown, wrong).decode(right)
        back = decode(true.encode(right), wrong)
    except UnicodeError:
        return None
    return true if back == shown != true and is_chinese(true) else None


def is_chinese(true: str) -> bool:
    """Whether few characters are strange: für becomes f黵, and a page has no other."""
    strangers = len(strange().findall(true))
    return strangers <= min(MOST * len(true), MOST_HIGH * len(_HIGH.findall(true)))


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
            ahead -= len(encode(shown[end], wrong))
            end += 1
        if ahead == 0:
            yield start, end, new
            start, new = end, ""


@cache
def strange() -> re.Pattern[str]:
    """What clean Chinese rarely has: rare Han, kana, letters of Western Europe."""
    known = map(ord, common_han())
    breaks = (0x33FF, *sorted(known), 0xA000)
    rare = "".join(
        f"{chr(a + 1)}-{chr(b - 1)}" for a, b in pairwise(breaks) if b - a > 1
    )
    return re.compile(
        f"[{rare}\u0080-\u009f\u00a1-\u024f\u0391-\u03c9\u3040-\u30ff\ue000-\uf8ff]"
    )
