"""Which number belongs to which endpoint (绑定): a sentence's clauses become readings.

Numbers are bound by their types: a rate takes a percentage, a survival time a span,
a change a number beside 下降 or 升高.  What a number does not say holds from before,
in its sentence.  Lists are dealt out one by one (`试验组和对照组分别为50%和30%`);
a list that does not come out even gives nothing.

>>> words = "缓解患者中，6个月和12个月的OS率分别为91.5%和70.5%，中位PFS未达到"
>>> for r in readings(Text.raw(words)):
...     print(r.endpoint.text, r.time and r.time.text, r.figure.value.text, r.statistic)
OS率 6个月 91.5% survival_rate
OS率 12个月 70.5% survival_rate
中位PFS None 未达到 median
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from normalize.text import Text
from normalize.values.outcomes.endpoints import endpoint_of
from normalize.values.outcomes.figures import Figure, figures
from normalize.values.outcomes.scope import (
    Group,
    Scope,
    also,
    carried,
    groups,
    last,
    narrowed,
)
from normalize.values.outcomes.statistics import statistic, takes_span
from normalize.values.outcomes.tokens import Token

_JOINED = re.compile(r"\s*(?:[、/和与及＋+]|以及|vs\.?)\s*")
_TIMED = {"rate", "survival_rate", "mean_change", "mean", "difference", "count"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One measured endpoint; `after` is the `vs` before a number without a group."""

    endpoint: Token
    figure: Figure
    statistic: str
    scope: Scope
    arm: Token | None = None
    time: Token | None = None
    direction: Token | None = None
    assessor: Token | None = None
    patients: Token | None = None
    versus: Text | None = None
    after: Token | None = None


def readings(sentence: Text) -> Iterator[Reading]:
    """Yield what a sentence measures, in its order; nothing where that is unclear."""
    counted: Reading | None = None
    for reading in _all(sentence):
        if counted and _counts(counted, reading):
            count = counted.figure.value
            reading = replace(reading, figure=replace(reading.figure, count=count))
        elif counted:
            yield counted
        counted = reading if reading.statistic == "count" else None
        if not counted:
            yield reading
    if counted:
        yield counted


def _counts(counted: Reading, reading: Reading) -> bool:
    """Tell whether `21例MRD阴性` counts what the next number is the rate of."""
    same = _name(counted.endpoint) == _name(reading.endpoint)
    return same and reading.statistic == "rate" and not reading.figure.count


def _all(sentence: Text) -> Iterator[Reading]:
    scope = Scope()
    for clause in figures(sentence):
        whole = Group(tuple(clause))
        scope = narrowed(scope, whole)
        if whole.words("planned"):
            continue
        for group in groups(clause):
            yield from _read(group, scope)
            scope = carried(scope, group)
            yield from _counted(group, scope)


def _counted(group: Group, scope: Scope) -> Iterator[Reading]:
    """Read `21例MRD阴性`, which may still be followed by its rate."""
    count = last([w for w in group.words("count", "subjects") if w.part("n", "of")])
    endpoint = last(group.words("endpoint"))
    if count and endpoint and not group.figures():
        yield Reading(
            endpoint=endpoint,
            figure=Figure(count),
            statistic="count",
            scope=scope,
            arm=_only(scope.arms),
            time=_only(scope.times),
            assessor=scope.assessor,
        )


def _read(group: Group, scope: Scope) -> Iterator[Reading]:
    """Pair the figures of a group with what they measure."""
    ends = _endpoints(group, scope)
    if not ends:
        return
    group = _retimed(group, ends[-1])
    alone = [f for f in group.figures() if _reading(ends[-1], f, group, scope)]
    plain = [figure for figure in alone if figure.kind != "ratio"]
    for figure, changes in _dealt(plain, ends, group, scope):
        endpoint = changes.pop("endpoint", ends[-1])
        if reading := _reading(endpoint, figure, group, scope):
            yield replace(reading, **changes)
    for figure in alone:
        if figure.kind == "ratio" and (
            reading := _reading(ends[-1], figure, group, scope)
        ):
            yield _compared(reading, also(scope.arms, group.words("group")))


def _endpoints(group: Group, scope: Scope) -> tuple[Token, ...]:
    """What a group measures: its own endpoints, or the last one if it contrasts."""
    own = group.words("endpoint")
    contrasts = group.words(
        "group", "time", "irc", "investigator", "against", "gap", "part"
    )
    compared = group.words("rise", "fall") and scope.comparison
    hung = any(f.kind == "ratio" or f.own_group for f in group.figures())
    if own or not scope.endpoint or not (contrasts or compared or hung):
        return own
    return (scope.endpoint,)


def _retimed(group: Group, endpoint: Token) -> Group:
    """Turn spans that the endpoint can not be into times: OS率（12个月）."""
    if takes_span(endpoint):
        return group
    return Group(
        tuple(
            replace(item.value, kind="span")
            if isinstance(item, Figure) and item.kind == "span"
            else item
            for item in group.items
        )
    )


def _dealt(
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
    if len(figures) == 2 and (against := last(group.words("against"))):
        return [(figures[0], {}), (figures[1], {"after": against, "arm": None})]
    return []


def _sharing(figure: Figure, ends: Sequence[Token], group: Group) -> Sequence[Token]:
    """Say which endpoints have a lone figure: 均 gives it to all, 和 alone to none."""
    if len(ends) == 1 or group.words("all") or figure.kind == "unreached":
        return ends
    before, end = ends[-2:]
    between = end.sentence[before.end : end.start]
    return () if _JOINED.fullmatch(between) else (end,)


def _lists(
    ends: Sequence[Token], group: Group, scope: Scope
) -> Iterator[tuple[str, Sequence[Token]]]:
    """What a list of figures may be dealt to, the likeliest first."""
    yield "arm", group.words("group")
    yield "time", group.words("time", "span")
    yield "endpoint", ends
    yield "assessor", group.words("irc", "investigator")
    yield "arm", scope.arms
    yield "time", scope.times


def _zipped(
    name: str, words: Sequence[Token], figures: Sequence[Figure], group: Group
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


def _reading(
    endpoint: Token, figure: Figure, group: Group, scope: Scope
) -> Reading | None:
    """Read a figure as the endpoint's, with all that is said once; None if not."""
    direction = _direction(endpoint, figure, group, scope)
    timed = _time(group, scope) is not None
    kind = statistic(endpoint, figure, direction, timed)
    if kind is None:
        return None
    return Reading(
        endpoint=endpoint,
        figure=figure,
        statistic=kind,
        scope=scope,
        arm=_arm(figure, direction, group, scope),
        time=_time(group, scope) if kind in _TIMED else None,
        direction=direction,
        assessor=scope.assessor,
        patients=figure.patients or scope.patients,
        versus=_versus(scope),
    )


def _direction(
    endpoint: Token, figure: Figure, group: Group, scope: Scope
) -> Token | None:
    """Find the 下降 that a figure is measured by; 延长中位PFS（12.3个月） has none."""
    words = group.words("rise", "fall", "change", "gap")
    if endpoint_of(endpoint.text.chars).statistic in ("mean_change", "risk_reduction"):
        carried = scope.direction if not group.words("endpoint") else None
        return last([w for w in words if w.start < figure.value.start]) or carried
    near = (w for w in words if endpoint.start < w.start < figure.value.start)
    found = last(list(near))
    between = endpoint.sentence[found.end : figure.value.start] if found else ""
    return None if re.search("[(（]", between) else found


def _arm(
    figure: Figure, direction: Token | None, group: Group, scope: Scope
) -> Token | None:
    """Find the group of a figure; a 差值 is between two."""
    if direction and direction.kind == "gap":
        return None
    return figure.own_group or _only(group.words("group") or scope.arms)


def _time(group: Group, scope: Scope) -> Token | None:
    """Find the time of a figure: its own, else that of the endpoint it continues."""
    carried = () if group.words("endpoint") else scope.spans
    return last(group.words("time", "span")) or _only(carried) or _only(scope.times)


def _versus(scope: Scope) -> Text | None:
    return scope.comparison.part("versus", "rival") if scope.comparison else None


def _compared(reading: Reading, arms: Sequence[Token]) -> Reading:
    """Name the two groups of a ratio."""
    if len(arms) != 2 or reading.versus:
        return replace(reading, arm=None)
    return replace(reading, arm=arms[0], versus=arms[1].text)


def _only(words: Sequence[Token]) -> Token | None:
    """Return the one word; several would have to be dealt."""
    return words[0] if len(words) == 1 else None


def _name(endpoint: Token) -> str:
    return endpoint_of(endpoint.text.chars).name
