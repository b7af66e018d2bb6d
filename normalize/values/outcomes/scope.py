"""What holds for the numbers that follow (作用域): population, assessor, groups, times.

A `Scope` lasts for a sentence; a clause narrows it, and each group of subjects and
figures leaves in it what the next one may leave out.

>>> from normalize.text import Text
>>> [clause] = figures(Text.raw("ORR为65%、A组DCR为80% vs B组70%"))
>>> [[word.kind for word in group.words()] for group in groups(clause)]
[['endpoint'], ['group', 'endpoint', 'against', 'group']]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.values.outcomes.figures import Figure, Item, figures
from normalize.values.outcomes.tokens import Token

__all__ = ["Group", "Scope", "also", "carried", "figures", "groups", "last", "narrowed"]

# 5例患者部分缓解 counts them, 5例患者部分缓解率为60% is about them.
_POPULATIONS = ("population", "subset", "analysis", "subjects")
_SUBJECTS = {
    "endpoint", "group", "time", "span", "rise", "fall", "change", "gap", "irc",
    "investigator",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a number need not say again."""

    endpoint: Token | None = None
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


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects and the figures that follow them."""

    items: tuple[Item, ...]

    def words(self, *kinds: str) -> tuple[Token, ...]:
        """List the tokens of these kinds, or all of them."""
        found = (item for item in self.items if isinstance(item, Token))
        return tuple(word for word in found if not kinds or word.kind in kinds)

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
    )


def carried(scope: Scope, group: Group) -> Scope:
    """Remember what the numbers to come may leave out."""
    endpoint = last(group.words("endpoint"))
    direction = last(group.words("rise", "fall", "gap"))
    return replace(
        scope,
        endpoint=endpoint or scope.endpoint,
        arms=also(scope.arms, group.words("group")),
        times=also(scope.times, group.words("time")),
        spans=group.words("span") if endpoint else scope.spans,
        direction=direction if endpoint else direction or scope.direction,
    )


def also(known: tuple[Token, ...], new: tuple[Token, ...]) -> tuple[Token, ...]:
    """Add words that are new: after two groups, a number of neither is of none."""
    said = {word.text.chars for word in known}
    return known + tuple(word for word in new if word.text.chars not in said)


def last(words: Sequence[Token]) -> Token | None:
    """Return the last of some tokens, if there is one."""
    return words[-1] if words else None
