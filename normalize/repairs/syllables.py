"""Pinyin syllables with tone marks, and whether a character reads so.

Sites write them in many ways: marks composed or combining, ɑ and ɡ of the phonetic
alphabet, v for ü, the breve ă for the caron ǎ, and a bare r for 兒.

>>> reads_as("內", "nèi"), reads_as("內", "nei"), reads_as("的", "de")
(True, False, True)
>>> reads_as("綠", "lv\\u0300"), reads_as("好", "hăo"), reads_as("兒", "r")
(True, True, True)
>>> toned("guān"), toned("range")
(True, False)
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

TONED = "āáǎàăōóǒòŏēéěèĕīíǐìĭūúǔùŭǖǘǚǜńňǹḿ"
MARKS = "\u0300\u0301\u0304\u0306\u030c"  # tones written as combining marks
SYLLABLE = f"[a-zɑɡü{TONED}{MARKS}]{{1,8}}"
_TONE = re.compile(f"[{TONED}{MARKS}]")
_FOLDED = str.maketrans({"ɑ": "a", "ɡ": "g", "v": "ü", "\u0306": "\u030c"})


def toned(syllable: str) -> bool:
    """Whether a syllable carries a tone mark; (p) and (range) do not."""
    return _TONE.search(syllable) is not None


def reads_as(char: str, syllable: str) -> bool:
    """Whether a syllable is among the readings of a character, in any context."""
    if len(char) != 1:
        return False
    if syllable == "r":
        return char in "儿兒"
    return _plain(syllable) in _readings_of(char)


def usually_reads(char: str, syllable: str) -> bool:
    """Whether a syllable is the first reading of a character, which needs no gloss.

    >>> usually_reads("药", "yào"), usually_reads("术", "zhú")
    (True, False)
    """
    return _plain(syllable) == _readings_of(char)[0]


def _plain(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable).translate(_FOLDED)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", parts))


def _readings_of(char: str) -> list[str]:
    return _readings().get(str(ord(char)), "").split(",")


@cache
def _readings() -> Mapping[str, str]:
    """Read the readings of 42,000 characters, without the start-up of pypinyin."""
    path = distribution("pypinyin").locate_file("pypinyin/pinyin_dict.json")
    found: Mapping[str, str] = json.loads(Path(str(path)).read_text(encoding="utf-8"))
    return found
