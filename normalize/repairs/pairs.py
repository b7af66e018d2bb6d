"""How often each character follows another, as `vocab/han_pairs.tsv` has it.

The file has a row for each Han, the commonest first: how often it is counted, begins
and ends a word, and behind it those that follow it, grouped by their share of a
hundred thousand: `14130个2870些般` says that of 100,000 一 14,130 stand before 个, and
2,870 each before 些 and 般.  A row's followers are read when they are asked for.

>>> rank("的") < 100 < 2500 < rank("菝")
True
>>> pairs().followers("药")["品"] > 0.1
True
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from normalize import vocab

SCALE = 100_000
_GROUP = re.compile(r"(\d+)([^\d]+)")


class Counted(NamedTuple):
    """A character: how often it stands anywhere in words, and at their ends."""

    times: int
    begins: int
    ends: int


NEVER = Counted(0, 0, 0)


class Pairs:
    """The table; `total` is the number of words that it was counted in."""

    def __init__(self, content: str) -> None:
        self.chars: dict[str, Counted] = {}
        self._groups: dict[str, str] = {}
        self._followers: dict[str, Mapping[str, float]] = {}
        for line in content.splitlines():
            if line[1:2] != "\t":
                continue  # comments and the names of the columns
            char, count, begins, ends, groups = line.split("\t")
            self.chars[char] = Counted(int(count), int(begins), int(ends))
            self._groups[char] = groups
        self.total = sum(counted.begins for counted in self.chars.values())
        self.ranks = {char: place for place, char in enumerate(self.chars)}

    def followers(self, char: str) -> Mapping[str, float]:
        """Return the characters behind `char`, each with its share of all."""
        if char not in self._followers:
            self._followers[char] = {
                follower: int(share) / SCALE
                for share, group in _GROUP.findall(self._groups.get(char, ""))
                for follower in group
            }
        return self._followers[char]


@cache
def pairs() -> Pairs:
    """Read the table."""
    file = files(vocab) / "han_pairs.tsv"
    return Pairs(file.read_text("utf-8"))


def rank(char: str) -> int:
    """Return the place of a (Simplified) character by frequency, from 0."""
    return pairs().ranks.get(char, len(pairs().ranks))
