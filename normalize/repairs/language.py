"""How likely a string is as Chinese: a word path and pairs of characters.

The words and their frequencies are those of jieba's dictionary (349,000 words), read
as a data file.  Running text to count character pairs in is not needed: a pair stands
inside words, or where one word ends and the next begins, and both follow from the
dictionary once punctuation has its share.  The document's own pairs count as well.

>>> chinese = of("审评中心发布指导原则。")
>>> chinese.score("审评专家") > chinese.score("审评转嫁")
True
>>> rank("的") < 100 < 2500 < rank("菝")
True
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from normalize.repairs.traditional import characters

LONGEST_WORD = 8
WORTH_COUNTING = 5  # the rarer two thirds of the words add nothing to the pairs
UNKNOWN_HAN, UNKNOWN_SIGN = -19.0, -21.0  # log probability of one that no word is
KNOWN_SIGN, COMMON_SIGN = -8.0, -5.5
NEVER = -1e9
# How often a mark stands for one word of running text; no dictionary counts them.
_MARKS = "，。、“”：（）；《》！？"
_SHARES = (0.055, 0.03, 0.02, *[0.006] * 2, *[0.003] * 3, *[0.002] * 3, *[0.001] * 2)
PUNCTUATION = dict(zip(_MARKS, _SHARES, strict=True))
_SIGNS = set("，。、；：？！“”‘’（）《》〈〉【】—…·,.;:!?()<>/\"'- \n")
_DAMAGED_LINE = re.compile(r"[?\ufffd][^\s]")


class Counts(NamedTuple):
    """The dictionary, counted: words, and characters by their place in words."""

    words: Mapping[str, int]
    total: int
    chars: Counter[str]
    begin: Counter[str]
    end: Counter[str]
    inside: Counter[str]
    """Pairs within words, as strings of two."""


@dataclass(frozen=True, slots=True)
class Language:
    """The dictionary, and the pairs of one document."""

    counts: Counts
    ones: Counter[str]
    twos: Counter[str]

    def score(self, words: str) -> float:
        """Return the log probability of `words`: half word path, half pairs."""
        plain = words.translate(characters())
        pairs = sum(self.pair(a, b) for a, b in pairwise(plain))
        return 0.5 * self._path(plain) + 0.5 * pairs

    def pair(self, before: str, char: str) -> float:
        """Return the log probability of a (Simplified) character after another."""
        counts = self.counts
        alone = (counts.chars[char] + 0.5) / counts.total
        seen = counts.chars[before]
        after = counts.begin[char] / counts.total
        if seen:
            within = counts.inside[before + char] / seen
            after = within + counts.end[before] * after / seen
        here = self.twos[before + char] / (self.ones[before] or 1)
        return math.log(0.5 * after + 0.25 * here + 0.25 * alone)

    def _path(self, words: str) -> float:
        """Return the log probability of the best way to cut into words."""
        best = [0.0] + [NEVER] * len(words)
        for i in range(len(words)):
            for j in range(i + 1, min(i + LONGEST_WORD, len(words)) + 1):
                best[j] = max(best[j], best[i] + self._word(words[i:j]))
        return best[-1]

    def _word(self, word: str) -> float:
        if count := self.counts.words.get(word):
            return math.log(count / self.counts.total)
        if len(word) > 1:
            return NEVER
        if word in "，。、":
            return COMMON_SIGN
        if word in _SIGNS or word.isascii():
            return KNOWN_SIGN
        return UNKNOWN_HAN if "\u4e00" <= word <= "\u9fff" else UNKNOWN_SIGN


def of(document: str) -> Language:
    """Return the language of a document; lines that look damaged do not count."""
    plain = document.translate(characters())
    lines = [line for line in plain.splitlines() if not _DAMAGED_LINE.search(line)]
    twos = Counter(a + b for line in lines for a, b in pairwise(line))
    return Language(dictionary(), Counter("".join(lines)), twos)


def rank(char: str) -> int:
    """Return the place of a (Simplified) character by frequency, from 0."""
    return _ranks().get(char, len(_ranks()))


@cache
def dictionary() -> Counts:
    """Read and count jieba's dictionary, without jieba's own start-up."""
    path = Path(str(distribution("jieba").locate_file("jieba/dict.txt")))
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    words = {word: int(count) for word, count, _ in rows}
    begin, end, chars, inside = (Counter[str]() for _ in range(4))
    for word, count in words.items():
        if count < WORTH_COUNTING:
            continue
        begin[word[0]] += count
        end[word[-1]] += count
        for char in word:
            chars[char] += count
        for at in range(len(word) - 1):
            inside[word[at : at + 2]] += count
    for mark, share in PUNCTUATION.items():
        begin[mark] = end[mark] = chars[mark] = int(share * begin.total())
    return Counts(words, begin.total(), chars, begin, end, inside)


@cache
def _ranks() -> Mapping[str, int]:
    ordered = dictionary().chars.most_common()
    return {char: place for place, (char, _) in enumerate(ordered)}
