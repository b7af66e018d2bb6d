"""What holds for the numbers that follow (作用域): population, assessor, groups, times.

A `Scope` lasts for a sentence; a clause narrows it, and each group of subjects and
figures leaves in it what the next one may leave out.

>>> from normalize.text import Text
>>> [clause] = figures(Text.raw("ORR为65%、A组DCR为80% vs B组70%"))
>>> [[word.kind for word in group.words()] for group in groups(clause)]
[['endpoint'], ['group', 'endpoint', 'against', 'group']]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.values.outcomes.figures import Figure, Item, figures
from normalize.values.outcomes.tokens import Token

__all__ = [
    "Group", "Scope", "also", "carried", "figures", "groups", "last", "names_another",
    "narrowed",
]  # fmt: skip

_SUPPOSED = re.compile("作为参照|假设|假定|假如|如果|若|例如|举个?例")
_FOUND = re.compile("结果|显示|实际|最终|观察到")
_NEAR = 60  # characters that may lie between a group and its number
_MEASURED = "率|比值|风险|评分|积分|水平|时间|比例|浓度|天数|次数|年龄|病程"
_ONLY_WHO = re.compile(r"[者患的其中为比共受试例名约\s\d]")
# 5例患者部分缓解 counts them, 5例患者部分缓解率为60% is about them.
_POPULATIONS = ("population", "subset", "analysis", "subgroup", "subjects")
_SUBJECTS = {
    "endpoint", "group", "time", "span", "rise", "fall", "change", "gap", "irc", "risk",
    "investigator", "analysis", "subgroup", "later",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a number need not say again."""

    endpoint: Token | None = None
    measured: tuple[Token, ...] = ()  # the endpoints of the group before
    bare: bool = False  # the endpoint has a number of no group
    sizes: tuple[tuple[Token, Token], ...] = ()  # 试验组35例, 各60例
    arms: tuple[Token, ...] = ()
    times: tuple[Token, ...] = ()  # 24周时: of all that follows
    spans: tuple[Token, ...] = ()  # 2年OS率: of this endpoint only
    population: Token | None = None
    patients: Token | None = None
    assessor: Token | None = None
    comparison: Token | None = None
    direction: Token | None = None
    estimated: Token | None = None
    best: Token | None = None
    supposed: Token | None = None
    adverse: Token | None = None
    background: Token | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects and the figures that follow them."""

    items: tuple[Item, ...]

    def words(self, *kinds: str) -> tuple[Token, ...]:
        """List the tokens of these kinds, or all of them."""
        return tuple(
            [
                item
                for item in self.items
                if isinstance(item, Token) and (not kinds or item.kind in kinds)
            ]
        )

    def figures(self) -> tuple[Figure, ...]:
        """List the figures."""
        return tuple(item for item in self.items if isinstance(item, Figure))


def groups(clause: Sequence[Item]) -> Iterator[Group]:
    """Cut a clause before each subject that follows a figure, but not behind `vs`."""
    items: list[Item] = []
    for item in clause:
        subject = isinstance(item, Token) and item.kind in _SUBJECTS
        measured = any(isinstance(i, Figure) for i in items)
        if subject and measured and not Group(tuple(items[-1:])).words("against"):
            yield Group(tuple(items))
            items = []
        items.append(item)
    yield Group(tuple(items))


def narrowed(scope: Scope, clause: Group) -> Scope:
    """Take in what a clause says for all its numbers, wherever in it that stands."""
    populations = _POPULATIONS if clause.figures() else _POPULATIONS[:-1]
    return replace(
        scope,
        estimated=last(clause.words("estimated")),
        best=last(clause.words("best")),
        patients=last(clause.words("patients")),
        population=last(clause.words(*populations)) or scope.population,
        assessor=last(clause.words("irc", "investigator")) or scope.assessor,
        comparison=last(clause.words("comparison")) or scope.comparison,
        supposed=_supposed(clause) or scope.supposed,
        adverse=last(clause.words("adverse")) or scope.adverse,
        background=last(clause.words("background")) or scope.background,
        sizes=(*scope.sizes, *_sizes(clause, bool(scope.endpoint and not scope.sizes))),
    )


def _supposed(clause: Group) -> Token | None:
    """Find 按设计假设, which opens a sentence of numbers that nobody has measured."""
    opening = [w for w in clause.words("planned") if _SUPPOSED.fullmatch(w.text.chars)]
    if clause.figures():  # 假设对照组为23%，试验组为48%, up to what was found instead
        opening = [
            word
            for word in opening
            if word.text.chars[0] == "假" and not _FOUND.search(word.sentence, word.end)
        ]
    return last(opening)


def _sizes(clause: Group, measured: bool) -> Iterator[tuple[Token, Token]]:
    """Pair groups with their patients: 各30例, （n=30）; 4例 may count a response."""
    arms: list[Token] = []
    for word in clause.words("group", "size"):
        if word.kind == "group":
            arms.append(word)
        else:
            if word.part("n") or not measured:
                yield from ((arm, word) for arm in arms)
            arms = []


def names_another(group: Group) -> bool:
    """Tell 试验组发热发生率为38%, which goes on with something else, from 试验组38%."""
    figure = next(iter(group.figures()), None)
    if figure is None or group.words("endpoint"):
        return False
    start = figure.value.start
    before = figure.value.sentence[max(0, start - _NEAR) : start]
    words = re.split("[，,；;：:。（(]", before)[-1]
    for token in group.words():
        words = words.replace(token.text.chars, "")
    if group.words("part"):  # 12例，占30% goes on, DNA低于下限者占30% does not
        return _ONLY_WHO.sub("", words) != ""
    return re.search(_MEASURED, words) is not None


def carried(scope: Scope, group: Group) -> Scope:
    """Remember what the numbers to come may leave out."""
    endpoint = last(group.words("endpoint"))
    direction = last(group.words("rise", "fall", "gap", "change"))
    arms = group.words("group")
    if names_another(group):
        return replace(scope, endpoint=None)
    if scope.endpoint and len(arms) == 1 and not group.figures():
        scope = replace(scope, arms=())  # 对照组30例, of whom the next clauses speak
    contrast = scope.bare and group.figures() and not endpoint and not scope.arms
    return replace(
        scope,
        endpoint=endpoint or scope.endpoint,
        measured=_measured(scope, group),
        bare=bool(group.figures()) and not arms if endpoint else scope.bare,
        arms=scope.arms if contrast else also(scope.arms, arms),
        times=also(scope.times, group.words("time")),
        spans=group.words("span") if endpoint else scope.spans,
        direction=direction if endpoint else direction or scope.direction,
    )


def _measured(scope: Scope, group: Group) -> tuple[Token, ...]:
    """List the endpoints of one group; another group begins the list anew."""
    ends, arms = group.words("endpoint"), group.words("group")
    return ends if ends and arms else scope.measured + ends


def also(known: tuple[Token, ...], new: tuple[Token, ...]) -> tuple[Token, ...]:
    """Add words that are new: after two groups, a number of neither is of none."""
    said = {word.text.chars for word in known}
    return known + tuple(word for word in new if word.text.chars not in said)


def last(words: Sequence[Token]) -> Token | None:
    """Return the last of some tokens, if there is one."""
    return words[-1] if words else None
