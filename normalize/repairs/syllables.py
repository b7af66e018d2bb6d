"""Pinyin syllables with tone marks, and whether a character reads so.

>>> reads_as("內", "nèi"), reads_as("內", "nei"), reads_as("的", "de")
(True, False, True)
>>> toned("guān"), toned("range")
(True, False)
"""

import re
import unicodedata

TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
MARKS = "\u0300\u0301\u0304\u030c"  # tones written as combining marks
SYLLABLE = f"[a-zɑɡü{TONED}{MARKS}]{{1,8}}"
_TONE = re.compile(f"[{TONED}{MARKS}]")


def toned(syllable: str) -> bool:
    """Whether a syllable carries a tone mark; (p) and (range) do not."""
    return _TONE.search(syllable) is not None


def reads_as(char: str, syllable: str) -> bool:
    """Whether a syllable is among the readings of a character, in any context."""
    from pypinyin.constants import PINYIN_DICT  # 42,000 characters: only when needed

    plain = unicodedata.normalize("NFC", syllable).replace("ɑ", "a").replace("ɡ", "g")
    return len(char) == 1 and plain in PINYIN_DICT.get(ord(char), "").split(",")
