"""Whether two texts are one text (同文): the same sentences, numbers and names.

Mirrors of a page differ in their furniture and in their damage: what stands before the
first sentence and behind the last one, lost characters, a missing 本报讯.  Two papers
of one template differ in a number, a date or a name, and else in nothing.  So what is
shared is measured in characters of the body, and what is replaced is looked at word
by word.

>>> from normalize.values.bodies import body
>>> notice = "一、示例片自2024年5月1日起挂网。二、各医院应当及时采购，不得加价。"
>>> one = body("示例网 首页\\n" + notice + "\\n打印 关闭")
>>> compare(one, body(notice), names=frozenset())
Likeness(shared=31, shorter=31, longer=31, facts=(), edits=())
>>> compare(one, body(notice.replace("5月", "6月")), names=frozenset()).facts
(Replaced(before='5', after='6'),)
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from normalize.regional import mainland
from normalize.values.bodies import LOST, NUMBER, Body, folded, numbers

EQUAL = 3  # characters; shorter equal runs between two differences are chance
SHARED = 6  # … and this many in a row that two different sentences rarely have
AT_MOST = 8_000  # characters that are aligned; time and memory grow by the square
PASSAGE = 40  # characters; what is replaced by as much is another passage
# Who sends a report, as each paper has it: 本报讯（记者 …）, 某社某地9月1日电.
_BYLINE = re.compile("讯|电$|记者|通讯员|报道")
NEGATIONS = frozenset("不未非无")  # 不得加价 is not 得加价


class Replaced(NamedTuple):
    """Words of one text, and what the other has in their place."""

    before: str
    after: str


class Likeness(NamedTuple):
    """What two bodies share, in characters, and which words they do not.

    `facts` are numbers and names in each other's place, `edits` other words.
    """

    shared: int
    shorter: int
    longer: int
    facts: tuple[Replaced, ...]
    edits: tuple[Replaced, ...]

    @property
    def containment(self) -> float:
        """Say how much of the shorter body the longer one has, 0 to 1."""
        return self.shared / self.shorter if self.shorter else 0.0

    @property
    def coverage(self) -> float:
        """Say how much of the longer body the shorter one has, 0 to 1."""
        return self.shared / self.longer if self.longer else 0.0


def alike(one: str, other: str) -> bool:
    """Say whether two cells say the same in words that print or damage has varied."""
    a, b = folded(one), folded(other)
    if a == b:
        return True
    if min(len(a), len(b)) < 2 * SHARED or numbers(a) != numbers(b):
        return False
    found = compare(Body((a,)), Body((b,)), frozenset())
    return not found.facts and len(found.edits) <= 1 and found.coverage >= 0.9


def differ(one: str, other: str, names: frozenset[str]) -> bool:
    """Say whether two titles are of one template, and not of one thing.

    >>> differ("关于2024年3月示例公告", "关于2024年4月示例公告", frozenset())
    True
    >>> differ("首个示例药获批", "示例药获批背后的十年", frozenset())
    False
    """
    found = compare(Body((folded(one),)), Body((folded(other),)), names)
    return bool(found.facts) and found.coverage >= 0.5


def compare(one: Body, other: Body, names: frozenset[str]) -> Likeness:
    """Compare two bodies; `names` are those that their documents mention, folded."""
    alone = [_unshared(one, other), _unshared(other, one)]
    left, right = (mainland(words[:AT_MOST]) for words in alone)
    found, equal = _aligned(left, right)
    gaps = [gap for gap in found if not gap.is_byline()]
    shared = one.length - len(alone[0]) + equal
    told = Counter(gap.words for gap in gaps)
    places = _places(left, names), _places(right, names)
    facts = [g.words for g in gaps if told[g.words] > 1 or _is_fact(g, places)]
    edits = [g.words for g in gaps if g.words not in facts]
    shorter, longer = sorted((one.length, other.length))
    return Likeness(
        min(shared, shorter), shorter, longer, tuple(dict.fromkeys(facts)), tuple(edits)
    )


# --- what one has in place of the other


class _Gap(NamedTuple):
    """Where two texts differ, between equal runs."""

    start: int
    end: int
    there: int
    there_end: int
    words: Replaced
    counted: bool  # both stand right behind a figure: 14.5个月, 14.5年

    def is_byline(self) -> bool:
        """Say whether it is who sends the report, before its first words."""
        starts = self.start == self.there == 0
        return starts and any(map(_BYLINE.search, self.words))


def _unshared(one: Body, other: Body) -> str:
    """The sentences of one that the other has not, as one string."""
    has = frozenset(other.sentences)
    return "".join(words for words in one.sentences if words not in has)


def _aligned(one: str, other: str) -> tuple[list[_Gap], int]:
    """The words in each other's place, and how many characters both have in a row."""
    runs = [(0, 0, 0), *_runs(one, other), (len(one), len(other), 0)]
    gaps = []
    for (a, b, n), (c, d, _) in pairwise(runs):
        gap = _widened(one, other, (a + n, c, b + n, d))
        if gap and max(len(gap.words.before), len(gap.words.after)) <= PASSAGE:
            gaps.append(gap)
    return gaps, sum(n for _, _, n in runs if n >= SHARED)


def _runs(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    for block in Levenshtein.opcodes(one, other).as_matching_blocks():
        if block.size >= EQUAL:
            yield block.a, block.b, block.size


def _widened(one: str, other: str, at: tuple[int, int, int, int]) -> _Gap | None:
    """A gap that has the whole of the numbers that it cuts; None for mere damage."""
    start, end, there, there_end = at
    cut = NUMBER.search(one[start:end] + other[there:there_end])
    while cut and start and there and one[start - 1].isdecimal():
        start, there = start - 1, there - 1
    while cut and end < len(one) and there_end < len(other) and one[end].isdecimal():
        end, there_end = end + 1, there_end + 1
    words = Replaced(one[start:end], other[there:there_end])
    if _is_damage(*words) or not (all(words) or NEGATIONS & {*words}):
        return None
    counted = one[:start][-1:].isdecimal() and other[:there][-1:].isdecimal()
    return _Gap(start, end, there, there_end, words, counted)


def _is_damage(one: str, other: str) -> bool:
    """Whether one is the other with characters lost, 98?0 of 9800, or in figures."""
    if numbers(one) == numbers(other) and _numberless(one) == _numberless(other):
        return True
    lossy = ((one, other), (other, one))
    return any(
        _with_losses(words).fullmatch(sound)
        for words, sound in lossy
        if any(char in words for char in LOST)
    )


def _numberless(words: str) -> str:
    return NUMBER.sub("", words)


def _with_losses(words: str) -> re.Pattern[str]:
    parts = (".{0,3}" if char in LOST else re.escape(char) for char in words)
    return re.compile("".join(parts))


def _is_fact(gap: _Gap, places: Sequence[frozenset[int]]) -> bool:
    """Whether both sides are numbers, units or parts of names, or one a negation."""
    before, after = map(numbers, gap.words)
    if gap.counted or NEGATIONS & {*gap.words}:
        return True
    if before and after and before != after:
        return True
    here, there = places
    mine, theirs = range(gap.start, gap.end), range(gap.there, gap.there_end)
    return not here.isdisjoint(mine) and not there.isdisjoint(theirs)


def _places(words: str, names: frozenset[str]) -> frozenset[int]:
    """The characters of a text that belong to names."""
    return frozenset(i for name in names for i in _within(words, name))


def _within(words: str, name: str) -> Iterator[int]:
    """The characters of a text that belong to a name, each time it stands there."""
    at = words.find(name)
    while at >= 0:
        yield from range(at, at + len(name))
        at = words.find(name, at + len(name))
