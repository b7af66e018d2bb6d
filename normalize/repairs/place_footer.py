"""Lists of counties at the foot of pages that link farms hijacked: 甲县| 乙旗| 丙市|.

What gives them away is disorder.  Real lists of places go province by province; a link
farm's neighbors hardly ever lie in the same one.  One county of each province is a
real list too, so more must speak against it: it stands at the end or behind the
copyright line, nothing introduces it, the document does not mention its places, and
the page shows another sign of hijacking.  Where that last sign is missing, the list is
flagged and kept.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs.lines import Line, spoken, without
from normalize.repairs.traditional import characterwise, lean
from normalize.text import Text
from normalize.vocab import load

RULE = "spam"
FEWEST = 8  # names
COVERAGE, COHERENCE, ENTROPY = 0.85, 0.25, 0.7
TAIL = 0.85  # share of the document before it
PROVINCES = 31
OTHER_MENTIONS = 2
INTRODUCING = 2  # lines above a list, its title and the number of its annex
FAR = 400  # characters that are read of them

_GUARD = re.compile("[县縣旗市区區]\\s*[|｜、，,;；/·•\n]")
_SEPARATORS = re.compile(r"[|｜、，,;；\s_/·•\-—]+")
_COUNTY = re.compile("[\u4e00-\u9fff]{1,6}[县旗]")
_INTRODUCTION = re.compile(
    r"[:：]$|名单|包括|如下|分别|下列|辖|共\d+个|分布|地区|试点|区域|范围|覆盖|产地|产区|所在地|^附[件表录]"
    r"|(?:示范|建设|先进|达标|创建|入选|重点|帮扶|脱贫|受灾)[^，。]{0,8}(?:县|市|区|旗|单位)$"
)
_PROSE = re.compile("(?<!链接)[:：]|。")
# Begins with a set of characters, which is looked for ten times faster.
_COPYRIGHT = re.compile(
    "[Cc©版Ii](?:(?<=©)|(?<=[Cc])(?i:opyright)|(?<=[Ii])(?i:cp)[备備]"
    "|(?<=版)[权權](?:所有|[为為归歸]))"
)
_HIJACKED = frozenset(["spam", "pinyin", "mojibake", "foreign_script"])


class PlaceList(NamedTuple):
    """The features of a list of names."""

    coverage: float
    """Share of the names that are places."""
    coherence: float
    """Share of the neighbors that can lie in one province."""
    entropy: float
    """How evenly the names spread over the provinces, 0 to 1."""

    @property
    def scattered(self) -> bool:
        """Whether no one would write these places in this order."""
        return self.coherence <= COHERENCE and self.entropy >= ENTROPY


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take a scattered list of places at the foot out; flag one that may be real."""
    blocks = [each for each in _blocks(text.chars) if _stray(text.chars, each)]
    if not blocks:
        return text, []
    if _hijacked(text, blocks[-1]):
        return without(text, [line for block in blocks for line in block], RULE), []
    quote = text[blocks[0][0].start : blocks[-1][-1].end].strip()
    message = "places of many provinces in no order, at the foot"
    return text, [Doubt("spam_suspected", message, quote)]


def features(words: str) -> PlaceList | None:
    """Measure a list of names; None under eight of them.

    >>> features("甘肃省、宁夏回族自治区、青海省")
    >>> features("莎车县、叶城县、疏附县、皮山县、和静县、若羌县、且末县、民丰县")
    PlaceList(coverage=1.0, coherence=1.0, entropy=0.0)
    """
    names = _names(words)
    if len(names) < FEWEST:
        return None
    hits = [_provinces().get(name, frozenset()) for name in names if _is_place(name)]
    known = [(a, b) for a, b in pairwise(hits) if a and b]
    together = sum(bool(a & b) for a, b in known)
    return PlaceList(
        len(hits) / len(names),
        together / len(known) if known else 0.0,
        _entropy([min(codes) for codes in hits if codes]),
    )


def _blocks(chars: str) -> Iterator[list[Line]]:
    """Yield the unbroken runs of scattered places that reach the foot."""
    block: list[Line] = []
    for line in [*_foot(chars), Line(0, 0, "")]:
        if _is_list(line.words):
            block.append(line)
            continue
        measured = features("|".join(each.words for each in block))
        if measured and measured.scattered:
            yield block
        block = []


def _foot(chars: str) -> Sequence[Line]:
    """List the lines of the last part, or behind a copyright line if that is earlier.

    A list that begins above them belongs to them.
    """
    rights = _COPYRIGHT.search(chars)
    start = min(int(TAIL * len(chars)), rights.start() if rights else len(chars))
    if not _GUARD.search(chars, start):
        return []
    start = above = chars.rfind("\n", 0, start) + 1
    while above:
        above = chars.rfind("\n", 0, start - 1) + 1
        if not _is_list(chars[above:start]):
            break
        start = above
    return spoken(chars, start)


def _is_list(words: str) -> bool:
    """Whether a line holds places and nothing else."""
    names = [] if _PROSE.search(words) else _names(words)
    return bool(names) and sum(map(_is_place, names)) >= COVERAGE * len(names)


def _stray(chars: str, block: Sequence[Line]) -> bool:
    """Whether a list has no business in its document: not introduced, not mentioned."""
    head = characterwise(chars[: block[0].start]).rstrip()
    listed = any(
        _INTRODUCTION.search(line) and not _COPYRIGHT.search(line)
        for line in head[-FAR:].split("\n")[-INTRODUCING:]
    )
    named = sum(name in head for line in block for name in _names(line.words))
    return bool(head) and not listed and named < OTHER_MENTIONS


def _hijacked(text: Text, block: Sequence[Line]) -> bool:
    """Whether the page shows another sign: repairs of spam, or a script of its own."""
    if any(edit.rule in _HIJACKED for edit in text.edits):
        return True
    before, after = lean(text.chars[: block[0].start])
    mine, other = lean("".join(line.words for line in block))
    return before > after and other > mine


def _names(words: str) -> list[str]:
    return [name for name in _SEPARATORS.split(characterwise(words)) if name]


def _is_place(name: str) -> bool:
    return name in _provinces() or _COUNTY.fullmatch(name) is not None


def _entropy(provinces: Sequence[str]) -> float:
    counts = Counter(provinces).values()
    shares = [count / len(provinces) for count in counts]
    most = math.log(max(2, min(len(provinces), PROVINCES)))
    return sum(share * math.log(1 / share) for share in shares) / most


@cache
def _provinces() -> Mapping[str, frozenset[str]]:
    """Map every name of a place, short and earlier ones too, to its province codes."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for row in load("regions"):
        names = {row["name"], *(row["aliases"] or "").split("、")}
        stems = {name[:-1] for name in names if re.fullmatch("..+[县市区旗省]", name)}
        renamed = {name[:-1] + "县" for name in names if re.fullmatch("..+区", name)}
        for name in names | stems | renamed:
            places[name].add(row["code"][:2])
    places.pop("", None)
    return {name: frozenset(codes) for name, codes in places.items()}
