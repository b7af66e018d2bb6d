"""The words of jieba's dictionary and how often they stand in a text, read lazily.

Counting 349,000 words takes most of a second, and a document has a few hundred
suspicious characters.  The dictionary is in order, so the words that begin with one
character are found by bisection and read when the first of them is asked for.  Names
of places, of offices and of kinds of drugs come from our own vocabularies.

>>> words = dictionary()
>>> words.get("药品") > 1000, words.get("药口"), "安福县" in words
(True, 0, True)
"""

import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from normalize.vocab import load

TOTAL = 67_876_682  # occurrences of all words, and of the marks beside them
OWN = 60  # what a name of ours counts for: a word of the middle third
OURS = (("regions", "name"), ("agencies", "name"), ("agency_words", "words"),
        ("dosage_forms", "form"), ("drug_stems", "word"), ("disease_words", "word"),
        ("company_endings", "ending"))  # fmt: skip


class Words:
    """The dictionary; each of its parts is read when it is first asked for."""

    def __init__(self, content: str, own: Mapping[str, Mapping[str, int]]) -> None:
        self._content = content
        self._own = own
        self._parts: dict[str, dict[str, int]] = {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word != "" and self.get(word) > 0

    def get(self, word: str) -> int:
        """Return how often a word is counted; 0 if it is none."""
        return self.part(word[0]).get(word, 0)

    def part(self, first: str) -> Mapping[str, int]:
        """Return the words that begin with a character."""
        if first not in self._parts:
            self._parts[first] = self._read(first)
        return self._parts[first]

    def _read(self, first: str) -> dict[str, int]:
        own = dict(self._own.get(first, {}))
        lines = self._content[self._at(first) : self._at(_next(first))]
        rows = (line.split(" ") for line in lines.splitlines())
        listed = {row[0]: int(row[1]) for row in rows if row[0].startswith(first)}
        return own | listed

    def _at(self, first: str) -> int:
        """Return where the first line is that begins with `first` or a later one."""
        whole = range(len(self._content))
        at = bisect_left(whole, first, key=self._first_of_line)
        return self._content.rfind("\n", 0, at) + 1

    def _first_of_line(self, at: int) -> str:
        start = self._content.rfind("\n", 0, at) + 1
        return self._content[start]


def _next(char: str) -> str:
    return chr(min(ord(char) + 1, sys.maxunicode))


@cache
def dictionary() -> Words:
    """Return the words of the dictionary and our own."""
    path = Path(str(distribution("jieba").locate_file("jieba/dict.txt")))
    return Words(path.read_text(encoding="utf-8"), _own())


def _own() -> Mapping[str, Mapping[str, int]]:
    names: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for vocabulary, column in OURS:
        for row in load(vocabulary):
            word = row[column]
            names[word[0]][word] = OWN
    return names
