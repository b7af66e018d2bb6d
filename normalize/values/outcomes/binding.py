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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.text import Text
from normalize.values.outcomes.counting import counted_pairs
from normalize.values.outcomes.dealing import dealt
from normalize.values.outcomes.figures import Figure, Item, figures
from normalize.values.outcomes.gate import goes_on
from normalize.values.outcomes.meaning import endpoint_of
from normalize.values.outcomes.phrases import is_none, is_of_sales
from normalize.values.outcomes.scope import (
    Group,
    Scope,
    also,
    carried,
    groups,
    last,
    narrowed,
)
from normalize.values.outcomes.statistics import Said, statistic
from normalize.values.outcomes.subjects import endpoints_of, names_any, retimed
from normalize.values.outcomes.tokens import Token

_HOW_MUCH = r"(?:显著|明显|平均|进一步|额外|可|地)*"
_UNGROUPED = re.compile("基[线期]|入组|入选|治疗前|用药前|给药前|年龄|假设")
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
    population: Text | None = None  # one of several, else that of the scope
    versus: Text | None = None
    after: Token | None = None


def readings(
    sentence: Text, before: Text | None = None, *, studied: bool = False
) -> Iterator[Reading]:
    """Yield what a sentence measures, in its order; nothing where that is unclear.

    `其中` goes on with the endpoint of the sentence `before`; a sentence of a study may
    measure what no vocabulary lists.
    """
    counted: Reading | None = None
    clauses, opening = (
        figures(sentence, studied=studied),
        _opening(sentence, before, studied),
    )
    if not opening.endpoint and not names_any(clauses):
        return
    for reading in _compared_by_p(list(_all(clauses, opening))):
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


def _compared_by_p(found: list[Reading]) -> list[Reading]:
    """Give the p behind the last of two groups to both: it compares them."""
    for at in range(len(found) - 1, 0, -1):
        one, other = found[at - 1 : at + 1]
        p = other.figure.p
        if p and not one.figure.p and _contrast(one, other):
            found[at - 1] = replace(one, figure=replace(one.figure, p=p))
    return found


def _contrast(one: Reading, other: Reading) -> bool:
    """Tell whether two numbers are the same fact of two groups."""
    arms = (one.arm or one.after, other.arm or other.after)
    words = {arm.text.chars if arm else "" for arm in arms}
    return (
        len(words) == 2
        and arms[1] is not None
        and one.endpoint is other.endpoint
        and (one.statistic, one.time) == (other.statistic, other.time)
    )


def _counts(counted: Reading, reading: Reading) -> bool:
    """Tell whether `21例MRD阴性` counts what the next number is the rate of."""
    same = _name(counted.endpoint) == _name(reading.endpoint)
    return same and reading.statistic == "rate" and not reading.figure.count


def _opening(sentence: Text, before: Text | None, studied: bool) -> Scope:
    if before is None or not goes_on(sentence):
        return Scope()
    words = [w for clause in figures(before, studied=studied) for w in clause]
    ends = [w for w in words if isinstance(w, Token) and w.kind == "endpoint"]
    return Scope(endpoint=max(ends, key=lambda end: end.start, default=None))


def _all(clauses: list[list[Item]], scope: Scope) -> Iterator[Reading]:
    for clause in filter(None, clauses):
        whole = Group(tuple(clause))
        scope = narrowed(scope, whole)
        if whole.words("planned") or scope.supposed:
            continue
        for group in groups(clause):
            yield from _read(group, scope)
            scope = carried(scope, group)
            yield from _counted(group, scope)


def _counted(group: Group, scope: Scope) -> Iterator[Reading]:
    """Read `21例MRD阴性`, which may still be followed by its rate."""
    for count, endpoint in [] if group.figures() else counted_pairs(group):
        if endpoint_of(endpoint.text.chars).statistic == "mean_change":
            continue  # 左室射血分数＞45%的患者3108例 are enrolled
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
    ends = endpoints_of(group, scope)
    if not ends:
        return
    group = retimed(group, ends[-1])
    alone = [f for f in group.figures() if _reading(ends[-1], f, group, scope)]
    plain = [figure for figure in alone if figure.kind != "ratio"]
    for figure, changes in dealt(plain, ends, group, scope):
        endpoint = changes.pop("endpoint", ends[-1])
        if reading := _reading(endpoint, figure, group, scope):
            yield replace(reading, **changes)
    for figure in alone:
        if figure.kind == "ratio" and (
            reading := _reading(ends[-1], figure, group, scope)
        ):
            yield _compared(reading, also(scope.arms, group.words("group")))


def _reading(
    endpoint: Token, figure: Figure, group: Group, scope: Scope
) -> Reading | None:
    """Read a figure as the endpoint's, with all that is said once; None if not."""
    direction = _direction(endpoint, figure, group, scope)
    said = Said(
        direction=direction,
        timed=bool(_time(group, scope) or group.words("later")),
        middle=bool(group.words("middle")),
        compared=_is_compared(direction, scope),
        risk=last(group.words("risk")),
        grouped=_grouped(figure, group),
    )
    kind = statistic(endpoint, figure, said)
    if kind is None or _is_of_others(endpoint, kind, scope):
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


def _grouped(figure: Figure, group: Group) -> bool:
    """Tell whether a score is that of a group (试验组为1.9分), if not at baseline."""
    said = [w for w in group.words("group", "each") if w.start < figure.value.start]
    if not said or figure.value.part("bare"):
        return False
    return not _UNGROUPED.search(figure.value.sentence[: figure.value.start])


def _is_of_others(endpoint: Token, kind: str, scope: Scope) -> bool:
    """Tell a side effect (体重下降12.5%) or a country's rate from what is measured."""
    said = endpoint.text.chars
    if not _name(endpoint) and (is_none(said) or is_of_sales(endpoint.sentence)):
        return True
    if scope.background and scope.background.text.chars.startswith("问卷"):
        return True
    if kind == "mean_change" and scope.adverse:
        return True
    return kind == "rate" and scope.background is not None and not _name(endpoint)


def _is_compared(direction: Token | None, scope: Scope) -> bool:
    """Tell whether 下降 is from another group: 较安慰剂组下降, 多下降."""
    if direction is None:
        return False
    rival = scope.comparison
    if rival is None or rival.part("placebo"):
        return rival is not None
    between = direction.sentence[rival.end : direction.start]
    nearby = rival.part("rival") and re.fullmatch(_HOW_MUCH, between)
    return bool(direction.part("more") or nearby)


def _direction(
    endpoint: Token, figure: Figure, group: Group, scope: Scope
) -> Token | None:
    """Find the 下降 that a figure is measured by; 延长中位PFS（12.3个月） has none."""
    words = group.words("rise", "fall", "change", "gap")
    if endpoint_of(endpoint.text.chars).statistic in ("mean_change", "risk_reduction"):
        carried = scope.direction if not group.words("endpoint") else None
        return last([w for w in words if w.start < figure.value.start]) or carried
    here = endpoint.found.text is figure.value.found.text
    start = endpoint.start if here else -1  # it is of the sentence before
    near = (w for w in words if start < w.start < figure.value.start)
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
    if scope.comparison is None:
        return None
    return scope.comparison.part("versus", "rival", "than", "placebo")


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
