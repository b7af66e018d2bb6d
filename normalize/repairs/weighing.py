"""How likely each reading of a damaged run is, beside the run as it is shown.

Counted in nats: the words and character pairs of the line with the reading in it, and
then what no dictionary knows: quotation marks that close, marks that do not double, an
injected pinyin behind the run that tells its last character, and most of all whether
the document says the same elsewhere.

>>> chars = "产品“跨?！甭肪丁?\\n打通“跨海”路径。"
>>> best = weigh(chars, chars.index("?"), language.of(chars))[0]
>>> best.words, best.gain > 30
('海”路径。', True)
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from normalize.repairs import language
from normalize.repairs.shifted import readings
from normalize.repairs.syllables import SYLLABLE, reads_as

SAID_ELSEWHERE = 12.0
TOLD_BY_PINYIN, DENIED_BY_PINYIN = 6.0, -12.0
CLOSES_QUOTE, OPENS_QUOTE = 6.0, -0.5
DOUBLED_MARK = -12.0
QUOTED_STOP = -4.0  # “跨。” is no sentence
LEFT, RIGHT, AROUND = 6, 4, 300  # characters of context

_ANNOTATION = re.compile(rf"(?<=[\u3400-\u9fff])[(（]{SYLLABLE}[)）]")
_FOLLOWING = re.compile(rf"[(（]({SYLLABLE})[)）]")
_STOPPED_QUOTE = re.compile("“[^“”。]{0,3}。”")
_DOUBLED = re.compile("[。，、；：][。，、；：！？]")
_CLOSES = {"”": "“", "」": "「", "』": "『"}
_BEYOND = re.compile(r"[\r\n\t<]")


class Weighed(NamedTuple):
    """A reading of a damaged run; its gain over the run as shown, in nats."""

    gain: float
    words: str
    end: int
    dropped: bool


class _Context(NamedTuple):
    """What stands before the run."""

    left: str
    opened: Mapping[str, int]
    """How many quotation marks of each kind are open."""


def weigh(chars: str, start: int, chinese: language.Language) -> list[Weighed]:
    """List the readings of the run at `start` of `chars`, the likeliest first."""
    context = _context(chars, start)
    score = cache(chinese.score)
    found = []
    for words, end, dropped in readings(
        chars, start, context.left[-1:], chinese.likeliest
    ):
        pinyin = _FOLLOWING.match(chars, end)
        right = _right(chars, pinyin.end() if pinyin else end)
        shown = context.left + chars[start:end] + right
        gain = score(context.left + words + right) - score(shown)
        if pinyin:
            told = reads_as(words[-1], pinyin[1])
            gain += TOLD_BY_PINYIN if told else DENIED_BY_PINYIN
        if len(words) > 2 and context.left[-1:] + words in chars:
            gain += SAID_ELSEWHERE
        gain += _punctuation(context, words)
        found.append(Weighed(gain, words, end, dropped))
    return sorted(found, key=lambda each: (-each.gain, each.words, each.end))


def _context(chars: str, start: int) -> _Context:
    around = chars[max(0, start - AROUND) : start]
    left = _BEYOND.split(_ANNOTATION.sub("", around))[-1][-LEFT:]
    opened = {a: around.count(a) - around.count(z) for z, a in _CLOSES.items()}
    return _Context(left, opened)


def _right(chars: str, end: int) -> str:
    return _BEYOND.split(chars[end : end + RIGHT])[0]


def _punctuation(context: _Context, words: str) -> float:
    """Weigh the marks of a reading: they come in pairs, and not twice."""
    weight, opened = 0.0, Counter(context.opened)
    for char in words:
        if char in context.opened:
            weight += OPENS_QUOTE
            opened[char] += 1
        elif char in _CLOSES:
            weight += CLOSES_QUOTE if opened[_CLOSES[char]] > 0 else -CLOSES_QUOTE
            opened[_CLOSES[char]] -= 1
    weight += DOUBLED_MARK * len(_DOUBLED.findall(words))
    if _STOPPED_QUOTE.search((context.left + words).translate(language.CORNERS)):
        weight += QUOTED_STOP
    return weight
