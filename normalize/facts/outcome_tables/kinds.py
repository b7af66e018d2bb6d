"""What kind of number a cell holds (统计量), and in which unit, as its labels say."""

import re
from dataclasses import replace
from decimal import Decimal

from normalize.draft import Implied
from normalize.facts.outcome_tables.joining import Value
from normalize.facts.outcome_tables.labels import label
from normalize.facts.outcome_tables.numbers import folded
from normalize.facts.outcome_tables.stated import Stated
from normalize.text import Text
from normalize.values.measures import span_unit
from normalize.values.outcomes.endpoints import endpoint_of

Unit = Text | Implied | None

_MOVES = re.compile(
    r"变化|變化|[较較]基[线線]|下降|降低|降幅|减少|升高|增加|改善|提高|Δ|改变"
)
_MEAN = re.compile(r"平均|均[值数]|[Mm]ean")
_TIMES = {"月", "天", "小时"}
_PERCENT = ("%", "百分点", "个百分点")


def uncounted(value: Value) -> Value:
    """Tell 48（40.0） of a rate from 12（3.1）, a mean and how far it spreads."""
    seen = value.shown
    if seen.events is None or seen.total is not None or seen.value is None:
        return value
    share = seen.unit or _is_percent(value.of) or "." in seen.value.chars
    rate = endpoint_of(value.of.endpoint.chars).statistic not in ("mean_change", "mean")
    if share and rate:
        return value
    return replace(value, shown=seen._replace(value=seen.events, events=None))


def unit_of(value: Value) -> Unit:
    """Return the unit of a number: its own, else that of the nearest label."""
    if value.of.role == "ratio" or value.shown.which:
        return None
    unit = value.shown.unit or value.of.unit
    if unit is None:
        share = Implied("%", "n（%）", value.of.endpoint)
        return share if value.of.is_share else None
    words = folded(unit)
    if words in ("m", "mo") and _is_time(value.of):
        return Implied("months", words, unit)
    if span := span_unit(words):
        return Implied(span, "the unit of time", unit)
    return unit if words == unit.chars else Implied(words, "full-width sign", unit)


def statistic_of(value: Value, unit: Unit) -> str | None:
    """Return what kind of number it is; None if its endpoint can not have such a one.

    A percentage of a survival time is a survival rate; a number without a unit is a
    rate only where it looks like one, for 12 may count patients.
    """
    of, mention = value.of, value.of.endpoint.chars
    if of.role == "ratio" or value.shown.which:
        return _ratio(value)
    if of.role == "difference":
        return "difference"
    kind = endpoint_of(mention).statistic
    if value.shown.absent:
        timed = _is_time(of) and not mention.endswith(("率", "比例"))
        return "median" if timed else None
    if kind == "median":
        return _of_time(value, unit)
    return _of_rate(value, unit) if kind in _RATES else _of_scale(of, value.shown.value)


_RATES = ("rate", "risk_reduction")


def _ratio(value: Value) -> str | None:
    if value.shown.which:
        return label(value.shown.which).ratio
    return next((said.ratio for said in value.of.labels if said.ratio), None)


def _of_rate(value: Value, unit: Unit) -> str | None:
    mention = value.of.endpoint.chars
    counted = value.shown.events is not None
    bare = unit is None and (counted or _looks_a_rate(value.shown.value))
    if mention == "SD" and bare and not counted:
        return None  # a standard deviation, and not stable disease
    if not (_words(unit) in _PERCENT or bare):
        return None
    risk = endpoint_of(mention).statistic == "risk_reduction"
    return "risk_reduction" if risk and _MOVES.search(mention) else "rate"


def _of_time(value: Value, unit: Unit) -> str | None:
    mention = value.of.endpoint.chars
    is_rate = mention.endswith(("率", "比例"))
    bare = unit is None and _looks_a_rate(value.shown.value)
    if _words(unit) in _PERCENT or (bare and is_rate):
        return "survival_rate"
    middle = _says_middle(value.of) or mention.startswith("m")
    if is_rate or (unit is None and not middle):
        return None
    return "mean" if _MEAN.search(mention) else "median"


def _of_scale(of: Stated, number: Text | None) -> str:
    """A score or a level: where it stands, or how far it moved."""
    if _says_middle(of):
        return "median"
    if endpoint_of(of.endpoint.chars).statistic == "mean":
        return "mean"
    moves = any(_MOVES.search(said.text.chars) for said in of.labels)
    return "mean_change" if moves or _is_signed(of, number) else "mean"


def _is_signed(of: Stated, number: Text | None) -> bool:
    """Tell -46.9 and +3.8: nothing but a change has a sign."""
    if number is None:
        return False
    rises = re.search(rf"[+＋]\s*{re.escape(number.chars)}", of.text.chars)
    return number.chars[0] in "-−–－" or rises is not None


def _says_middle(of: Stated) -> bool:
    return any("中位" in said.text.chars for said in of.labels)


def _is_percent(of: Stated) -> bool:
    return of.is_share or (of.unit is not None and folded(of.unit) == "%")


def _is_time(of: Stated) -> bool:
    return endpoint_of(of.endpoint.chars).unit in _TIMES


def _looks_a_rate(number: Text | None) -> bool:
    """Whether a number without a unit is a percentage: 62.4, but not 0.62 or 48."""
    words = folded(number) if number else ""
    return "." in words and 1 < Decimal(words.replace(",", "")) <= 100


def _words(unit: Unit) -> str:
    return str(unit.value if isinstance(unit, Implied) else unit or "")
