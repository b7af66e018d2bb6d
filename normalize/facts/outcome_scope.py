"""What holds for the numbers that follow (作用域): population, assessor, groups, times.

A `Scope` lasts for a sentence; a clause narrows it, and each group of subjects and
figures leaves in it what the next one may leave out.

>>> [clause] = figures(Text.raw("IRC评估的ORR为65%、研究者评估的DCR为80%"))
>>> [[word.kind for word in group.words()] for group in groups(clause)]
[['irc', 'endpoint'], ['investigator', 'endpoint']]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.facts.outcome_figures import Figure, Item, figures
from normalize.facts.outcome_tokens import Token
from normalize.text import Text

__all__ = ["Group", "Scope", "Text", "carried", "figures", "groups", "last", "narrowed"]

_POPULATIONS = ("population", "subset", "subjects", "analysis")
_SUBJECTS = {
    "endpoint", "group", "time", "span", "rise", "fall", "change", "irc", "investigator",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a number need not say again."""

    endpoint: Token | None = None
    arms: tuple[Token, ...] = ()
    times: tuple[Token, ...] = ()
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
    """Cut a clause before each subject that follows a figure."""
    items: list[Item] = []
    for item in clause:
        subject = isinstance(item, Token) and item.kind in _SUBJECTS
        if subject and any(isinstance(i, Figure) for i in items):
            yield Group(tuple(items))
            items = []
        items.append(item)
    yield Group(tuple(items))


def narrowed(scope: Scope, clause: Group) -> Scope:
    """Take in what a clause says for all its numbers, wherever in it that stands."""
    return replace(
        scope,
        estimated=last(clause.words("estimated")),
        best=last(clause.words("best")),
        patients=last(clause.words("patients")),
        population=last(clause.words(*_POPULATIONS)) or scope.population,
        assessor=last(clause.words("irc", "investigator")) or scope.assessor,
        comparison=last(clause.words("comparison")) or scope.comparison,
    )


def carried(scope: Scope, group: Group) -> Scope:
    """Remember what the numbers to come may leave out."""
    endpoint = last(group.words("endpoint"))
    direction = last(group.words("rise", "fall"))
    return replace(
        scope,
        endpoint=endpoint or scope.endpoint,
        arms=group.words("group") or scope.arms,
        times=group.words("time") or scope.times,
        direction=direction if endpoint else direction or scope.direction,
    )


def last(words: Sequence[Token]) -> Token | None:
    """Return the last of some tokens, if there is one."""
    return words[-1] if words else None
