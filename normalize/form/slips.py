"""Slips in a label (错字): what scanning, copying and typing do to its characters.

A character is taken for one of like shape (药品娄别), for one that is no word of any
label (药品類别, 药品□别), for its neighbor (载载 for 收载), dropped, or printed twice;
punctuation is lost.  Another word in its place is no slip: 国外 is not 国内, and
是否为处方药 asks the contrary of 是否为非处方药.

>>> [is_slip(words, "药品类别") for words in ("药晶娄别", "药品□别", "药品级别")]
[True, True, False]
>>> is_slip("说明书载载的安全性信息", "说明书收载的安全性信息")
True
>>> is_slip("国外首次上市时间", "国内首次上市时间")
False
>>> is_slip("是否为处方药", "是否为非处方药")
False
"""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Editop, Levenshtein

from normalize.values.plain import squash
from normalize.vocab import load

CHARACTERS_A_SLIP = 4  # In a label of eight characters two may be wrong.
MOST_SLIPS = 3
SHORTEST_DROPPED = 6  # Characters of a label that may lack one, or have one too many.
COMMON = range(0xB0, 0xD8)  # Lead bytes of the 3,755 common characters of GB 2312.

HAN = re.compile(r"[\u3400-\u9fff]")
_POINTS = re.compile(r"""[\s()<>"'`.,:;·/|*~!?_+=-]""")


@lru_cache(maxsize=10_000)  # Each label is compared with all that is printed.
def folded(words: str) -> str:
    """Return words without punctuation, look-alikes being one character.

    >>> folded("适应症/功能主治") == folded("话应症功熊王治")
    True
    """
    return _POINTS.sub("", squash(words).translate(_folds()))


def _most(label: str) -> int:
    return min(len(label) // CHARACTERS_A_SLIP, MOST_SLIPS)


def is_slip(words: str, label: str) -> bool:
    """Say whether words are a label with slips, and no other words."""
    seen, meant = folded(words), folded(label)
    edits = Levenshtein.editops(seen, meant)
    return len(edits) <= _most(meant) and all(
        _is_slip(edit, seen, meant) for edit in edits
    )


def _is_slip(edit: Editop, seen: str, meant: str) -> bool:
    at = edit.src_pos
    if edit.tag == "insert":  # the label has a character that is not printed
        long = len(meant) >= SHORTEST_DROPPED
        return long and meant[edit.dest_pos] not in _turns()
    if is_garbled(seen[at]) or seen[at] in (seen[at - 1 : at], seen[at + 1 : at + 2]):
        return True
    inner = 0 < at < len(seen) - 1 and len(meant) >= SHORTEST_DROPPED
    return edit.tag == "delete" and inner and seen[at] not in _turns()


def is_garbled(character: str) -> bool:
    """Say whether a character is a rare one, which stands in no label as a word."""
    if not HAN.match(character):
        return not character.isalnum()
    try:
        return character.encode("gb2312")[0] not in COMMON
    except UnicodeEncodeError:
        return True


@cache
def _folds() -> dict[int, str]:
    groups = [row["characters"] for row in load("look_alikes")]
    return {ord(character): group[0] for group in groups for character in group}


@cache
def _turns() -> frozenset[str]:
    return frozenset(row["character"] for row in load("label_turns"))
