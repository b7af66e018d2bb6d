"""Decisions of people on who is who (人工裁定): these two are the same, or are not.

A decision joins what no key joins, and keeps apart what a key would join.  It names
each of the two as documents do; `Kind` says how a row is named.  A row of a group that
was torn in two goes with the half that it names; one that could go with both, with
neither.

>>> from datetime import date
>>> day = date(2030, 1, 2)
>>> on = Decision("different", "company", "甲", "甲二", "why", "who", day, "file:2")
>>> rows = [{"name": "甲"}, {"name": "甲二"}]
>>> parted, told = decided([rows], [on], lambda row: {row["name"]})
>>> parted, [(each.code, each.decision.one) for each in told]
([[{'name': '甲'}], [{'name': '甲二'}]], [('kept_apart_by_decision', '甲')])
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from normalize.entities.groups import Group, Row, joined

Names = Callable[[Row], set[str]]
Side = int
Pair = frozenset[Side]


class Decision(NamedTuple):
    """What a person decided; `where` is the file and line that say so.

    `one` and `other` are folded as the rows of their kind are named.
    """

    verdict: Literal["same", "different"]
    entity_type: str
    one: str
    other: str
    reason: str
    decided_by: str
    decided_on: date
    where: str

    @property
    def about(self) -> str:
        """What it is about, in a line."""
        return f"{self.one} and {self.other} are {self.verdict}"

    def told(self) -> str:
        """Say what was decided, by whom, when and why."""
        return (
            f"{self.one} and {self.other} are {self.verdict} ({self.where}, "
            f"{self.decided_by}, {self.decided_on}): {self.reason}"
        )


class Contradiction(ValueError):
    """Decisions say that two are the same and that they are not."""


class Told(NamedTuple):
    """What became of a decision: a code of `problems`, and a row that it met."""

    code: str
    decision: Decision
    row: Row


def decided(
    groups: Sequence[Group], decisions: Sequence[Decision], names: Names
) -> tuple[list[Group], list[Told]]:
    """Apply the decisions of one kind to groups; tell what became of each.

    Raises Contradiction where decisions contradict one another.
    """
    sides = sides_of(decisions)
    apart = _apart(decisions, sides)
    parted = [part for group in groups for part in _parted(group, sides, apart, names)]
    unclear = _unclear(parted, sides, names)
    clear = {name: side for name, side in sides.items() if name not in unclear}
    grouped = joined(parted, lambda group: _borne(group, clear, names))
    for group in grouped:
        _refuse(apart, _borne(group, clear, names))
    return grouped, _told(decisions, grouped, unclear, names)


def unmet(decisions: Iterable[Decision], names: Iterable[str]) -> list[Decision]:
    """List the decisions that name something no document names."""
    known = set(names)
    return [each for each in decisions if not {each.one, each.other} <= known]


def sides_of(decisions: Iterable[Decision]) -> dict[str, Side]:
    """Number the names in decisions, those decided to be the same alike.

    Raises Contradiction where two are decided to be different as well.
    """
    rows: list[Row] = [{"names": (d.one, d.other), "of": d} for d in decisions]
    same = [[row] for row in rows if row["of"].verdict == "same"]
    apart = [row["of"] for row in rows if row["of"].verdict == "different"]
    sides: dict[str, Side] = {}
    for side, group in enumerate(joined(same, lambda group: group[0]["names"])):
        sides |= {name: side for row in group for name in row["names"]}
    for each in apart:
        for name in (each.one, each.other):
            sides.setdefault(name, len(same) + len(sides))
        if sides[each.one] == sides[each.other]:
            raise Contradiction(
                f"{each.where}: {each.one} and {each.other} are different here, "
                f"and, by another line or a chain of lines, the same; take one out"
            )
    return sides


def _apart(
    decisions: Iterable[Decision], sides: dict[str, Side]
) -> dict[Pair, Decision]:
    return {
        frozenset((sides[each.one], sides[each.other])): each
        for each in decisions
        if each.verdict == "different"
    }


def _borne(group: Group, sides: dict[str, Side], names: Names) -> set[Side]:
    return {sides[name] for row in group for name in names(row) if name in sides}


def _refuse(apart: dict[Pair, Decision], borne: set[Side]) -> None:
    for pair, each in apart.items():
        if pair <= borne:
            raise Contradiction(
                f"{each.where}: {each.one} and {each.other} are different here, "
                f"and one row is named both, or other decisions join them; "
                f"name them more exactly"
            )


# --- different


def _parted(
    group: Group, sides: dict[str, Side], apart: dict[Pair, Decision], names: Names
) -> list[Group]:
    """Tear a group where decisions say that it is several."""
    borne = _borne(group, sides, names)
    torn = {side for pair in apart if pair <= borne for side in pair}
    if not torn:
        return [group]
    parts: dict[Side, Group] = {}
    rest: Group = []
    for row in group:
        own = _borne([row], sides, names) & torn
        _refuse(apart, own)
        (parts.setdefault(min(own), []) if own else rest).append(row)
    left = _give(rest, parts, names)
    return [*parts.values(), *([left] if left else [])]


def _give(rest: Group, parts: dict[Side, Group], names: Names) -> Group:
    """Give each row that no decision names to the one part that has its names."""
    owners: dict[str, set[Side]] = {}
    for side, part in parts.items():
        for name in (name for row in part for name in names(row)):
            owners.setdefault(name, set()).add(side)
    left: Group = []
    for row in rest:
        owned = [owners[name] for name in names(row) if name in owners]
        meant = set.intersection(*owned) if owned else set()
        (parts[meant.pop()] if len(meant) == 1 else left).append(row)
    return left


# --- same


def _unclear(groups: Sequence[Group], sides: dict[str, Side], names: Names) -> set[str]:
    """The names in decisions that several groups bear: which one is meant?"""
    seen: dict[str, int] = {}
    unclear = set()
    for at, group in enumerate(groups):
        for name in {n for row in group for n in names(row) if n in sides}:
            if seen.setdefault(name, at) != at:
                unclear.add(name)
    return unclear


def _told(
    decisions: Sequence[Decision],
    groups: Sequence[Group],
    unclear: set[str],
    names: Names,
) -> list[Told]:
    bearers: dict[str, Row] = {}
    for row in (row for group in groups for row in group):
        for name in names(row):
            bearers.setdefault(name, row)
    return [
        Told(_code(each, unclear), each, bearers[each.one])
        for each in decisions
        if each.one in bearers and each.other in bearers
    ]


def _code(decision: Decision, unclear: set[str]) -> str:
    if decision.verdict == "different":
        return "kept_apart_by_decision"
    is_unclear = not unclear.isdisjoint((decision.one, decision.other))
    return "decision_unclear" if is_unclear else "merged_by_decision"
