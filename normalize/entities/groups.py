"""Grouping rows: by a key that they share, or by the one thing that a name can mean.

>>> known, bare = [{"name": "甲"}], [{"called": "甲"}]
>>> def names(group):
...     return {row["name"] for row in group if "name" in row}
>>> def calls(group):
...     return {row["called"] for row in group if "called" in row}
>>> len(joined_to_only([known, bare], calls, names))
1
>>> len(joined_to_only([known, [*known], bare], calls, names))  # which of the two?
3
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Any

Row = dict[str, Any]
Group = list[Row]
Keys = Callable[[Group], Iterable[Hashable]]


def joined(groups: Sequence[Group], keys: Keys) -> list[Group]:
    """Join groups that share a key, however many steps apart; the order stays."""
    return _united(groups, [set(keys(group)) for group in groups])


def joined_to_only(groups: Sequence[Group], calls: Keys, names: Keys) -> list[Group]:
    """Join a group that `calls` a thing by some names to the only one that has them.

    Where two groups have such a name it could mean either, and joins neither.
    """
    owners: dict[Hashable, set[int]] = {}
    for i, group in enumerate(groups):
        for name in names(group):
            owners.setdefault(name, set()).add(i)
    ways = []
    for i, group in enumerate(groups):
        meant = {owner for name in calls(group) for owner in owners.get(name, ())}
        ways.append({i, *meant} if len(meant) == 1 else {i})
    return _united(groups, ways)


def _united(
    groups: Sequence[Group], keys: Sequence[Collection[Hashable]]
) -> list[Group]:
    """Join groups that have a key in common; `keys` stand beside their groups."""
    parent = list(range(len(groups)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    owner: dict[Hashable, int] = {}
    for i, own in enumerate(keys):
        for key in own:
            a, b = root(owner.setdefault(key, i)), root(i)
            parent[max(a, b)] = min(a, b)
    together: dict[int, Group] = {}
    for i, group in enumerate(groups):
        together.setdefault(root(i), []).extend(group)
    return list(together.values())
