"""Drafts of what a table states (草稿): each cell of an outcome with its words."""

import re
from array import array
from collections.abc import Iterator, Sequence

from normalize.draft import CellValue, Draft, Implied
from normalize.facts.outcome_tables.joining import Value
from normalize.facts.outcome_tables.kinds import (
    Unit,
    statistic_of,
    uncounted,
    unit_of,
)
from normalize.facts.outcome_tables.labels import Label
from normalize.facts.outcome_tables.stated import Stated
from normalize.tables import Outcome
from normalize.text import Text
from normalize.values.measures import as_months
from normalize.values.outcomes.endpoints import endpoint_of

Cells = dict[str, CellValue | None]

_CONTROL = re.compile(r"[对對]照|安慰[剂劑]|标准治疗|placebo", re.I)
_FALLS = re.compile(r"(?:下降|降低|降幅|减少|減少)(?:值|幅度|量|百分比)?\s*$")
_RANGED = re.compile(r"[范範][围圍]|IQR|四分位|Q1|[Rr]ange|[Mm]in")
_TIMED = {"rate", "survival_rate", "mean_change", "mean", "difference"}


def drafts(values: Sequence[Value]) -> Iterator[Draft]:
    """Yield an Outcome for every number that its endpoint can have."""
    arms = _arms(values)
    for value in map(uncounted, values):
        unit = unit_of(value)
        if statistic := statistic_of(value, unit):
            # 治疗前, 治疗12周, 差值: without groups, the difference is a change.
            moved = statistic == "difference" and not arms and _is_level(value.of)
            yield _draft(value, "mean_change" if moved else statistic, unit, arms)


def _is_level(of: Stated) -> bool:
    return endpoint_of(of.endpoint.chars).statistic == "mean_change"


def _arms(values: Sequence[Value]) -> list[Text]:
    """The groups of a table, the one they are compared with last."""
    said: dict[str, Text] = {}
    for value in values:
        if value.of.arm and value.of.role not in ("ratio", "difference"):
            said.setdefault(value.of.arm.chars, value.of.arm)
    return sorted(said.values(), key=lambda arm: bool(_CONTROL.search(arm.chars)))


def _draft(value: Value, statistic: str, unit: Unit, arms: Sequence[Text]) -> Draft:
    of = value.of
    cells: Cells = {
        **_endpoint(of.endpoint),
        "statistic": Implied(statistic, "the labels and the unit", of.endpoint),
        **_number(value, statistic, unit),
        **_interval(value),
        "p_value": value.p,
        **_patients(value, statistic),
        **(_when(of) if statistic in _TIMED else {}),
        **_groups(of, statistic, arms),
        "population": of.population,
        "assessor": _assessor(of),
    }
    return Draft(Outcome, **cells, quote=_quote(value))


def _endpoint(mention: Text) -> Cells:
    name = endpoint_of(mention.chars).name
    own = mention.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])")
    said = own[0] if own else Implied(name, "vocabulary endpoints", mention)
    return {"endpoint": said if name else None, "endpoint_text": mention}


def _number(value: Value, statistic: str, unit: Unit) -> Cells:
    seen = value.shown
    if seen.absent:
        return {"not_reached": Implied(True, "the words", seen.absent), "unit": unit}
    if unit is None and statistic in ("rate", "survival_rate"):
        unit = Implied("%", "a rate", value.of.endpoint)
    return {"value": _signed(value, statistic), "unit": unit}


def _signed(value: Value, statistic: str) -> CellValue | None:
    """Make a fall negative; the number itself only says how far."""
    number = value.shown.value
    assert number is not None
    if number.chars[0] == "–":
        return Implied(f"-{number.chars[1:]}", "a dash", number)
    falls = any(_FALLS.search(said.rest.chars) for said in value.of.labels)
    if statistic == "mean_change" and falls and number.chars[0].isdigit():
        return Implied(f"-{number}", "a fall", number)
    return number


def _interval(value: Value) -> Cells:
    bounds = value.bounds
    ranged = any(_RANGED.search(said.text.chars) for said in value.of.labels)
    if bounds is None or (ranged and not bounds.level):
        return {}
    return {
        "ci_level": bounds.level or value.of.level,
        "ci_low": _digits(bounds.low),
        "ci_high": _digits(bounds.high),
    }


def _digits(bound: Text | None) -> Text | None:
    """Quote a bound that is a number: NE, - and 未达到 are none."""
    return bound if bound and bound.search(r"\d") else None


def _patients(value: Value, statistic: str) -> Cells:
    """Denominator and numerator; a ratio, and one of responders only, has no such n."""
    seen, of = value.shown, value.of
    if _compares(statistic):
        return {}
    everybody = endpoint_of(of.endpoint.chars).trait != "responders"
    return {
        "n": seen.total or (of.n if everybody else None),
        "n_events": seen.events or value.events,
    }


def _when(of: Stated) -> Cells:
    time = of.time
    if time is None:
        return {}
    if time.unit is not None:
        months: CellValue = as_months(time.number, time.unit, time.text)
    else:
        weeks = f"{int(time.number.chars) * 7 / 30.4375:.1f}"
        months = Implied(weeks, "weeks in months", time.text)
    return {"timepoint_months": months, "timepoint_text": time.text}


def _groups(of: Stated, statistic: str, arms: Sequence[Text]) -> Cells:
    """The group of a number; the two of a ratio or a difference."""
    if not _compares(statistic):
        return {"arm": of.arm}
    if len(arms) == 2:
        return {"arm": arms[0], "versus": arms[1]}
    rival = arms[-1] if arms and _CONTROL.search(arms[-1].chars) else None
    if of.arm is None or of.arm is rival or of.wide:
        return {}
    return {"arm": of.arm, "versus": rival}


def _compares(statistic: str) -> bool:
    return statistic.endswith("_ratio") or statistic == "difference"


def _assessor(of: Stated) -> Implied | None:
    return Implied(of.judge.who, "who assessed", of.judge.text) if of.judge else None


def _quote(value: Value) -> Text:
    """The labels and cells that state a fact, in their order, parted by blanks."""
    of = value.of
    said = [each.text for each in of.labels if _tells(each, of)]
    pieces = {each.span: each for each in (*said, of.text, *value.more)}
    words: list[Text] = []
    for span in sorted(pieces):
        at = array("I", [span.start])
        words += [Text(" ", at, at), pieces[span]] if words else [pieces[span]]
    return Text.join(words)


def _tells(said: Label, of: Stated) -> bool:
    """Whether a label says something of a fact: its endpoint, group, time or role."""
    own = (of.endpoint, of.arm, of.population, of.time.text if of.time else None)
    start, end = said.text.span
    inside = any(start <= each.span.start < end for each in own if each)
    return inside or said.role == of.role != ""
