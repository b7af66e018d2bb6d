"""Which number of a list is of what (分配): 试验组和对照组分别为50%和30%.

A list of figures is dealt one by one to the list that is as long: groups, times,
endpoints, assessors or populations, of its own words or those before; or to two of
them at once.  A list that does not come out even is dealt to nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from normalize.text import Text
from normalize.values.outcomes.figures import Figure
from normalize.values.outcomes.scope import Group, Scope, last
from normalize.values.outcomes.tokens import Token

_JOINED = re.compile(r"\s*(?:[、/和与及＋+]|以及|vs\.?)\s*")
_AND = re.compile("[和与及、]")
_AND_ALSO = re.compile(r"\s*(?:和|与|以及|对|比)\s*")
_NEXT = re.compile(r"\s*(?:[、和与及]|以及)\s*")
_NAMED = ("group", "against", "irc", "investigator", "analysis")
_LISTED_BEFORE = re.compile(r"\d\s*(?:[、和与及]|以及)\s*$")
_BRACKET = re.compile(r"[（(][^（）()]*[)）]")


def dealt(
    figures: Sequence[Figure], ends: Sequence[Token], group: Group, scope: Scope
) -> Iterable[tuple[Figure, dict[str, Any]]]:
    """Deal a list of figures to the list they are figures of."""
    if len(figures) == 1:
        return [
            (figures[0], {"endpoint": end}) for end in _sharing(figures[0], ends, group)
        ]
    for name, words in _lists(ends, group, scope):
        if len(words) == len(figures) > 1:
            return _zipped(name, words, figures, group)
    if crossed := _crossed(figures, group, scope):
        return crossed
    if len(figures) == 3 and (explained := _explained(figures, group)):
        return explained
    if len(figures) == 2 and _said_twice(*figures):
        return [(figure, {}) for figure in figures]
    if len(figures) == 2 and len(ends) == 1 and _of_two(*figures, group=group):
        return [(figure, {"arm": None}) for figure in figures]
    if len(ends) == 1 and _of_unnamed(figures, group, scope):
        return [(figure, {"arm": None}) for figure in figures]
    if len(figures) == 2 and (against := last(group.words("against"))):
        return [(figures[0], {}), (figures[1], {"after": against, "arm": None})]
    return []


def _explained(
    figures: Sequence[Figure], group: Group
) -> list[tuple[Figure, dict[str, Any]]]:
    """Deal a difference and what it is between: 提高13.6个百分点（51.2% vs 37.6%）."""
    by, one, other = figures
    against = last(group.words("against"))
    opens = by.value.sentence[by.value.end : one.value.start].strip() in ("(", "（")
    if not against or not opens or group.words("group"):
        return []
    return [(by, {}), (one, {}), (other, {"after": against, "arm": None})]


def _said_twice(one: Figure, other: Figure) -> bool:
    """Tell whether brackets say a number again in another unit: 5.8kg（-6.2%）."""
    between = one.value.sentence[one.value.end : other.value.start]
    return str(one.unit) != str(other.unit) and between.strip() in ("(", "（")


def _of_two(one: Figure, other: Figure, *, group: Group) -> bool:
    """Tell whether two numbers are of two groups that nobody names: 16.6和5.4个月."""
    between = other.value.sentence[one.value.end : other.value.start]
    between = _BRACKET.sub("", between)
    lists = (("time", "span"), ("irc", "investigator"), ("subgroup", "analysis"))
    named = group.words("group", "against") or any(
        len(group.words(*kinds)) > 1 for kinds in lists
    )
    return not named and one.kind == other.kind and bool(_AND_ALSO.fullmatch(between))


def _of_unnamed(figures: Sequence[Figure], group: Group, scope: Scope) -> bool:
    """Tell whether a list is of groups that nobody names: 依次为60%、50%和40%."""
    if len({figure.kind for figure in figures}) > 1 or len(scope.arms) > 1:
        return False
    named = group.words(*_NAMED) or not _at_one_time(group)
    return not named and all(map(_listed, figures, figures[1:]))


def _at_one_time(group: Group) -> bool:
    """Tell 1年OS率 from 1、2年OS率, whose first time is no word of its own."""
    spans = group.words("span")
    before = spans[0].sentence[: spans[0].start] if spans else ""
    return len(spans) <= 1 and not _LISTED_BEFORE.search(before)


def _listed(one: Figure, other: Figure) -> bool:
    """Tell whether nothing but a bracket and a comma stands between two numbers."""
    between = one.value.sentence[one.value.end : other.value.start]
    return _NEXT.fullmatch(_BRACKET.sub("", between)) is not None


def _crossed(
    figures: Sequence[Figure], group: Group, scope: Scope
) -> list[tuple[Figure, dict[str, Any]]]:
    """Deal a list to two at once: A组和B组6、12个月分别为80%、70%和60%、50%."""
    arms = group.words("group") or scope.arms
    times = group.words("time", "span")
    if min(len(arms), len(times)) < 2 or len(arms) * len(times) != len(figures):
        return []
    pairs = [{"arm": arm, "time": time} for arm in arms for time in times]
    return list(zip(figures, pairs, strict=True))


def _sharing(figure: Figure, ends: Sequence[Token], group: Group) -> Sequence[Token]:
    """Say which endpoints have a lone figure: 均 gives it to all, 和 alone to none."""
    if len(ends) == 1 or group.words("all") or figure.kind == "unreached":
        return ends
    before, end = ends[-2:]
    between = end.sentence[before.end : end.start]
    return () if _JOINED.fullmatch(between) else (end,)


def _lists(
    ends: Sequence[Token], group: Group, scope: Scope
) -> Iterator[tuple[str, Sequence[Token | Text]]]:
    """What a list of figures may be dealt to, the likeliest first."""
    yield "arm", group.words("group")
    yield "time", group.words("time", "span")
    yield "endpoint", ends
    yield "assessor", group.words("irc", "investigator")
    yield "population", _populations(group)
    if group.words("group"):
        yield "endpoint", scope.measured
    yield "arm", scope.arms
    yield "time", scope.times
    yield "time", scope.spans


def _populations(group: Group) -> Sequence[Text]:
    """List ITT集 and PP集, or what 鳞癌亚组和非鳞癌亚组 joins."""
    named = group.words("analysis", "subjects", "population")
    who = [word.part("who") for word in named]
    if len(who) == 1 and who[0]:
        return who[0].split(_AND)
    return [words for words in who if words]


def _zipped(
    name: str, words: Sequence[Token | Text], figures: Sequence[Figure], group: Group
) -> Iterator[tuple[Figure, dict[str, Any]]]:
    """Pair one by one; a p behind the last of several groups is of all of them."""
    patients = group.words("patients")
    last_p = figures[-1].p if not any(f.p for f in figures[:-1]) else None
    for at, (word, figure) in enumerate(zip(words, figures, strict=True)):
        changes: dict[str, Any] = {name: word}
        if name == "arm" and len(patients) == len(words):
            changes["patients"] = patients[at]
        shared = replace(figure, p=figure.p or last_p) if name == "arm" else figure
        yield shared, changes
