"""Pinyin that a machine put behind characters: 國內(nèi)首個醫(yī)藥產(chǎn)品.

One hit proves nothing: 菝(bá)葜 and 白术(zhú) are glosses.  The document decides.
A machine annotates common characters, and the same one every time; a gloss annotates a
rare one, once, or tells of a reading that is not the usual one: 行(háng), 阿(ē)胶.
One verified hit is enough where the page was hijacked in another way: a spam title, or
bytes split out of step beside a Traditional character.

Each bracket is checked against the readings of its character, so (p<0.05), (range),
局(FDA) and 甲(a) never match.  The character in front may be the letter that shifted
bytes left of it: F(xiàn) for 現.  Behind a lost character the reading stays: it tells
what stood there.

>>> print(repair(Text.raw("國內(nèi)首個醫(yī)藥產(chǎn)品獲批，醫(yī)藥"))[0])
國內首個醫藥產品獲批，醫藥
>>> str(repair(Text.raw("菝(bá)葜与白术(zhú)"))[0])
'菝(bá)葜与白术(zhú)'
"""

import re
import string
from collections import Counter
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs import spam_title
from normalize.repairs.language import rank
from normalize.repairs.syllables import (
    MARKS,
    SYLLABLE,
    TONED,
    reads_as,
    toned,
    usually_reads,
)
from normalize.repairs.traditional import characters
from normalize.text import Text

RULE = "pinyin"
COMMON = 2500  # rank of a character that needs no gloss
KINDS, SHARE_COMMON = 3, 0.6
SHARE_PLAIN = 0.8  # … where none of them is Traditional: lists of names misread
EVERY_TIME = 0.8  # share of a character's occurrences that are annotated

_RESIDUE = frozenset(string.ascii_letters + "^~")
_TONED = re.compile(rf"[{TONED}{MARKS}][a-zɡ]{{0,3}}[ \u00a0\u3000]?[)）]")
_ANNOTATION = re.compile(
    rf"(?P<char>[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z^~?\ufffd])"
    rf"(?P<cut>[ \u00a0\u3000]?[(（][ \u00a0\u3000]?(?P<syllable>{SYLLABLE})"
    rf"[ \u00a0\u3000]?[)）])"
)


class _Hit(NamedTuple):
    """A bracket with a syllable behind a character."""

    start: int
    end: int
    char: str
    toned: bool
    verified: bool
    needless: bool


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Cut injected pinyin, where the document as a whole shows that it is injected."""
    if not _TONED.search(text.chars):
        return text, []
    hits = _hits(text.chars)
    split = any(edit.rule == "mojibake" for edit in text.edits)
    if not _injected(text.chars, hits, split):
        return text, []
    cut = [hit for hit in hits if hit.verified or (hit.char in _RESIDUE and hit.toned)]
    kept = [hit for hit in hits if hit.toned and hit not in cut]
    doubts = [
        Doubt(
            "pinyin_unverified",
            f"{hit.char} does not read so",
            text[hit.start : hit.end],
        )
        for hit in kept
    ]
    return text.change([(hit.start, hit.end, "") for hit in cut], RULE), doubts


def _hits(chars: str) -> list[_Hit]:
    return [
        _Hit(
            *match.span("cut"),
            match["char"],
            toned(match["syllable"]),
            reads_as(match["char"], match["syllable"]),
            needless(match["char"], match["syllable"]),
        )
        for match in _ANNOTATION.finditer(chars)
    ]


def needless(char: str, syllable: str) -> bool:
    """Whether no reader needs a reading: a common character's first, a Traditional one.

    >>> needless("藥", "yào"), needless("药", "yào"), needless("没", "mò")
    (True, True, False)
    """
    if rank(char.translate(characters())) >= COMMON:
        return False
    return ord(char) in characters() or usually_reads(char, syllable)


def _injected(chars: str, hits: list[_Hit], split: bool) -> bool:
    """Whether a machine did it: common characters, every time, or in a spammed page."""
    kinds = Counter(hit.char for hit in hits if hit.verified and hit.toned)
    if not kinds:
        return False
    common = sorted({hit.char for hit in hits if hit.needless and hit.char in kinds})
    traditional = [char for char in common if ord(char) in characters()]
    telling, share = common, SHARE_PLAIN
    if traditional:  # a machine chose them for it
        telling, share = traditional, SHARE_COMMON
    always = [c for c in common if 1 < kinds[c] >= EVERY_TIME * chars.count(c)]
    return (
        (len(telling) >= KINDS and len(telling) >= share * len(kinds))
        or len(always) > 1
        or bool(split and traditional)
        or bool(spam_title.found(chars))
    )
