"""How likely a string is as Chinese: a word path and pairs of characters.

Words are those of `words`, pairs those of `pairs`.  Running text to count them in is
not needed: a pair stands inside words, or where one word ends and the next begins, and
both follow from a dictionary once punctuation has its share.  The document's own pairs
count as well.

>>> chinese = of("审评中心发布指导原则。")
>>> chinese.score("审评专家") > chinese.score("审评转嫁")
True
>>> [char for _, char in chinese.likeliest("审", "平评苹坪", 2)]
['评', '平']
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from heapq import nlargest
from itertools import pairwise
from operator import add
from typing import NamedTuple

from normalize.repairs.pairs import NEVER, Pairs, pairs, rank
from normalize.repairs.traditional import characters
from normalize.repairs.words import TOTAL, Words, dictionary

__all__ = ["Language", "dictionary", "of", "rank"]

LONGEST_WORD = 8
UNKNOWN_HAN, UNKNOWN_SIGN = -19.0, -21.0  # log probability of one that no word is
KNOWN_SIGN, COMMON_SIGN = -8.0, -5.5
NEVER_MIND = -1e9
AFTER, HERE, ALONE = 0.5, 0.25, 0.25  # what a pair is counted by: see Language.pair
CORNERS = str.maketrans("「」『』", "“”‘’")  # no dictionary counts them
_SIGNS = set("，。、；：？！“”‘’（）《》〈〉【】—…·,.;:!?()<>/\"'- \n")
_DAMAGED_LINE = re.compile(r"^.*[?\ufffd][^\s].*$", re.MULTILINE)


class _Choice(NamedTuple):
    """Characters to choose from: the parts of their chance that no pair changes."""

    chars: str
    begins: list[float]
    alone: list[float]
    places: dict[str, list[int]]
    """Where each (Simplified) character stands in `chars`."""


@dataclass(frozen=True, slots=True)
class Language:
    """The dictionary, and the pairs of one document."""

    words: Words
    pairs: Pairs
    ones: Mapping[str, int]
    twos: Mapping[str, Mapping[str, int]]
    _word_scores: dict[str, float] = field(default_factory=dict)
    _likeliest: dict[tuple[str, str], list[tuple[float, str]]] = field(
        default_factory=dict
    )

    def score(self, words: str) -> float:
        """Return the log probability of `words`: half word path, half pairs."""
        plain = _plain(words)
        pairs = sum(self.pair(a, b) for a, b in pairwise(plain))
        return 0.5 * self._path(plain) + 0.5 * pairs

    def pair(self, before: str, char: str) -> float:
        """Return the log probability of a (Simplified) character after another.

        It stands there inside words or between them, or because the document says so,
        or by chance.
        """
        known = self.pairs.chars.get(char, NEVER)
        within, between = self._after(before)
        after = within.get(char, 0.0) + between * known.begins / self.pairs.total
        alone = (known.times + 0.5) / self.pairs.total
        here = self._here(before).get(char, 0) / self.ones.get(before, 1)
        return math.log(AFTER * after + HERE * here + ALONE * alone)

    def likeliest(self, before: str, chars: str, most: int) -> list[tuple[float, str]]:
        """Return the likeliest of `chars` after another, each with its probability."""
        before = _plain(before)
        key = before, chars
        if key not in self._likeliest:
            self._likeliest[key] = nlargest(most, self._priced(before, chars))
        return self._likeliest[key]

    def _priced(self, before: str, chars: str) -> list[tuple[float, str]]:
        choice = _choice(chars)
        within, between = self._after(before)
        share = AFTER * between
        chances = [
            share * begin + alone
            for begin, alone in zip(choice.begins, choice.alone, strict=True)
        ]
        _add(chances, choice, within, AFTER)
        here = self._here(before)
        _add(chances, choice, here, HERE / self.ones.get(before, 1))
        return [(math.log(c), char) for c, char in zip(chances, chars, strict=True)]

    def _after(self, before: str) -> tuple[Mapping[str, float], float]:
        """Return what follows inside words, and how often a word ends there."""
        known = self.pairs.chars.get(before, NEVER)
        if not known.times:
            return {}, 1.0
        return self.pairs.followers(before), known.ends / known.times

    def _here(self, before: str) -> Mapping[str, int]:
        return self.twos.get(before, {})

    def _path(self, words: str) -> float:
        """Return the log probability of the best way to cut into words."""
        best = [0.0] + [NEVER_MIND] * len(words)
        for i in range(len(words)):
            part, base = self.words.part(words[i]), best[i]
            best[i + 1] = max(best[i + 1], base + self._alone(words[i]))
            for j in range(i + 2, min(i + LONGEST_WORD, len(words)) + 1):
                count = part.get(words[i:j])
                if count and (found := base + math.log(count / TOTAL)) > best[j]:
                    best[j] = found
        return best[-1]

    def _alone(self, char: str) -> float:
        if char not in self._word_scores:
            self._word_scores[char] = self._one(char)
        return self._word_scores[char]

    def _one(self, char: str) -> float:
        if count := self.words.get(char):
            return math.log(count / TOTAL)
        if char in "，。、":
            return COMMON_SIGN
        if char in _SIGNS or char.isascii():
            return KNOWN_SIGN
        return UNKNOWN_HAN if "\u4e00" <= char <= "\u9fff" else UNKNOWN_SIGN


def of(document: str) -> Language:
    """Return the language of a document; lines that look damaged do not count."""
    sound = _plain(_DAMAGED_LINE.sub("", document))
    twos: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for pair, count in Counter(map(add, sound, sound[1:])).items():
        if "\n" not in pair:
            twos[pair[0]][pair[1]] = count
    return Language(dictionary(), pairs(), Counter(sound), twos)


def _plain(words: str) -> str:
    """Return Traditional characters as Simplified ones, quotation marks too."""
    return words.translate(characters()).translate(CORNERS)


@cache
def plain() -> Language:
    """Return the language of no document."""
    return of("")


@cache
def _choice(chars: str) -> _Choice:
    table, simple = pairs(), _plain(chars)
    known = [table.chars.get(char, NEVER) for char in simple]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, char in enumerate(simple):
        places[char].append(place)
    begins = [each.begins / table.total for each in known]
    alone = [ALONE * (each.times + 0.5) / table.total for each in known]
    return _Choice(chars, begins, alone, dict(places))


def _add(
    chances: list[float], choice: _Choice, more: Mapping[str, float], weight: float
) -> None:
    """Raise the chances of those characters that `more` has."""
    for char in more.keys() & choice.places.keys():
        for place in choice.places[char]:
            chances[place] += weight * more[char]
