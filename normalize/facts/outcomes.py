"""Outcomes (结局指标): what a text says of endpoints, one draft a number.

>>> text = Text.raw("62例患者中，经IRC评估的3个月内ORR为61.5%(95%CI:48.6,73.3)。")
>>> [draft] = outcomes(text)
>>> for name, cell in draft.cells.items():
...     print(name, cell.value if isinstance(cell, Implied) else cell)
endpoint ORR
endpoint_text ORR
statistic rate
value 61.5
unit %
ci_level 95
ci_low 48.6
ci_high 73.3
n 62
timepoint_months 3
timepoint_text 3个月内
assessor IRC
quote 62例患者中，经IRC评估的3个月内ORR为61.5%(95%CI:48.6,73.3)
"""

import re
from collections.abc import Iterator

from normalize.draft import Draft, Implied
from normalize.sentences import around, sentences
from normalize.tables import Outcome
from normalize.text import Text
from normalize.values.measures import as_months, percent, span_unit
from normalize.values.numerals import numeral
from normalize.values.outcomes import Figure, Reading, Token, endpoint_of, readings
from normalize.values.outcomes.gate import FAR, goes_on, speaks_of_study
from normalize.values.outcomes.statistics import in_months

Cell = Text | Implied | None
_MEASURES = re.compile(
    r"\d|百分之|点[一二三四五六七八九零〇]|[一二三四五六七八九]成|[不无]法?可?估|未达|未到达"
    r"|(?<![A-Za-z])N[RE](?![A-Za-z])"
)
_COHORT = re.compile(r"可评估|可评价|分析集|意向|ITT|FAS|PPS")
_RESPONDERS = re.compile(r"缓解|应答|CR")
_ANYBODY = re.compile(
    r"^\s*(?:全部|所有|共|总)?(?:患者|受试者|病例)?\s*$|纳入|入组(?!时)|入选|招募|随机"
)


def outcomes(text: Text) -> Iterator[Draft]:
    """Yield an Outcome for every number that a text binds to an endpoint.

    Cells are slices of the text.  What the words mean rather than say (the standard
    abbreviation, 2年 in months, a fall as a negative number) is Implied, and quotes
    them.
    """
    cohort: Text | None = None
    before: Text | None = None
    since = FAR  # sentences since a study was spoken of
    for sentence in sentences(text):
        since = 0 if speaks_of_study(sentence) else since + 1
        if not sentence.search(_MEASURES):
            before = sentence if sentence.search("[：:]$") else before
            continue
        for reading in readings(sentence, before, studied=since < FAR):
            other = before and not _inside(reading.endpoint.text, sentence)
            told = Text.join([before, sentence]) if before and other else sentence
            yield _draft(sentence, reading, cohort, told)
        cohort = _declared(sentence) or cohort
        before = before if before and goes_on(sentence) else sentence


def _declared(sentence: Text) -> Text | None:
    """Find 在62例可评估患者中: it holds for all sentences that name nobody else."""
    found = sentence.search(
        r"(?<!\d)(?P<n>\d+)例(?P<who>[^，,。；;\d]{0,20}?(?:患者|受试者))中(?!位)"
    )
    return found["n"] if found and found["who"].search(_COHORT) else None


def _draft(sentence: Text, reading: Reading, cohort: Text | None, told: Text) -> Draft:
    cells = {
        **_endpoint(reading),
        **_value(sentence, reading),
        **_interval(reading),
        **_patients(reading, cohort),
        **_when(reading),
        **_who(reading),
    }
    quoted = [cell for cell in cells.values() if isinstance(cell, Text)]
    quoted += [c.quote for c in cells.values() if isinstance(c, Implied) and c.quote]
    own = [piece for piece in quoted if _inside(piece, told)]
    return Draft(Outcome, **cells, quote=around(told, own))


def _inside(piece: Text, sentence: Text) -> bool:
    return (
        sentence.span.start <= piece.span.start and piece.span.end <= sentence.span.end
    )


def _endpoint(reading: Reading) -> dict[str, Cell]:
    mention = reading.endpoint.text
    name = endpoint_of(mention.chars).name
    return {
        "endpoint": _named(mention, name) if name else None,
        "endpoint_text": mention,
        "statistic": Implied(reading.statistic, "the endpoint and the unit", mention),
    }


def _named(mention: Text, name: str) -> Text | Implied:
    """Quote the abbreviation if the words have it, else say what they stand for."""
    found = mention.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])")
    return found[0] if found else Implied(name, "vocabulary endpoints", mention)


def _value(sentence: Text, reading: Reading) -> dict[str, Cell]:
    figure, word = reading.figure, reading.figure.value
    if word.kind == "unreached":
        unit = figure.interval.part("unit") if figure.interval else None
        return {
            "not_reached": Implied(True, "the words", word.text),
            "unit": _unit(unit),
        }
    if word.kind in ("count", "subjects"):
        return {
            "value": word.part("n", "of"),
            "unit": word.text.strip("0123456789 ")[:1],
        }
    if spelled := word.part("spelled"):
        value = Implied(f"{numeral(spelled.chars):f}", "a number in words", spelled)
        return {"value": value, "unit": _unit(figure.unit)}
    if words := word.part("words"):
        return {
            "value": Implied(f"{percent(words.chars):f}", "a number in words", words),
            "unit": Implied("%", "a number in words", words),
        }
    number = word.part("amount", "bare")
    in_m = reading.statistic in ("median", "difference") and in_months(figure)
    stated = Implied("months", "m", figure.unit) if in_m else _unit(figure.unit)
    return {"value": _signed(sentence, reading, number), "unit": stated}


def _signed(sentence: Text, reading: Reading, number: Text | None) -> Cell:
    """Make a fall negative; the number itself only says how far."""
    fall = reading.direction
    falls = fall is not None and fall.kind == "fall" and fall.part("to") is None
    if (
        not falls
        or number is None
        or reading.statistic not in ("mean_change", "difference")
    ):
        return number
    if number.chars[0] in "-−－":
        return number
    assert fall is not None
    quote = sentence[fall.start : reading.figure.value.end]
    return Implied(f"-{number}", "a fall", quote)


def _unit(unit: Text | None) -> Cell:
    """Quote the unit; a time is in months, weeks, days …, a full-width ％ is a %."""
    if unit is None:
        return None
    if unit.chars == "％":
        return Implied("%", "full-width sign", unit)
    if span := span_unit(unit.chars):
        return Implied(span, "the unit of time", unit)
    return unit[1:] if unit.chars.startswith("个") else unit


def _interval(reading: Reading) -> dict[str, Cell]:
    figure = reading.figure
    cells: dict[str, Cell] = {}
    if figure.interval:
        cells |= {
            "ci_level": _level(figure),
            "ci_low": _bound(figure.interval.part("low")),
            "ci_high": _bound(figure.interval.part("high")),
        }
    if figure.p:
        words = figure.p.part("p")
        cells["p_value"] = words.strip("=＝ ") if words else None
    return cells


def _level(figure: Figure) -> Text | None:
    """Find the level: beside the bounds, else before the number, 中位OS（95%CI）."""
    words = (figure.interval, figure.level, figure.value)
    return next((w.part("level") for w in words if w and w.part("level")), None)


def _bound(bound: Text | None) -> Text | None:
    """Quote a bound that is a number: NE, - and 未达到 are none."""
    return bound if bound and re.search(r"\d", bound.chars) else None


def _patients(reading: Reading, cohort: Text | None) -> dict[str, Cell]:
    """Denominator and numerator, from the nearest words to the farthest."""
    figure, population = reading.figure, reading.scope.population
    n = figure.share.part("total", "whole") if figure.share else None
    n = n or (reading.patients.part("n") if reading.patients else None)
    n = n or _size(reading)
    cell: Cell = n or _carried_n(reading, population, cohort)
    events = figure.share.part("events", "part") if figure.share else None
    events = events or (figure.count.part("n") if figure.count else None)
    return {"n": cell, "n_events": events}


def _size(reading: Reading) -> Text | None:
    """Number of patients of the arm, where the sentence counted its groups before."""
    if reading.figure.kind == "ratio":
        return None
    said = reading.arm.text.chars if reading.arm else None
    sizes = (size for arm, size in reading.scope.sizes if arm.text.chars == said)
    found = next(sizes, None)
    everybody = endpoint_of(reading.endpoint.text.chars).trait != "responders"
    return found.part("n", "of", "total") if found and everybody else None


def _carried_n(reading: Reading, population: Token | None, cohort: Text | None) -> Cell:
    """Number of a population named before, unless it is one of several groups."""
    compared = reading.arm or reading.versus or reading.statistic.endswith("_ratio")
    if compared or not _everybody(reading.endpoint, population):
        return None
    if population is not None:
        return population.part("of")
    return (
        Implied(str(cohort), "the analysis set named before", cohort)
        if cohort
        else None
    )


def _everybody(endpoint: Token, population: Token | None) -> bool:
    """Tell whether an endpoint is measured in all of a population."""
    if endpoint_of(endpoint.text.chars).trait != "responders":
        return True
    return population is not None and bool(_RESPONDERS.search(population.text.chars))


def _when(reading: Reading) -> dict[str, Cell]:
    time = reading.time
    if time is None:
        return {}
    count = time.part("count", "amount", "nth", "week", "treated", "since", "at")
    unit = time.part("unit", "nth_unit", "treated_unit", "since_unit", "at_unit")
    if count is None:
        return {}
    months = (
        as_months(count, unit, time.text)
        if unit
        else Implied(
            f"{int(count.chars) * 7 / 30.4375:.1f}", "weeks in months", time.text
        )
    )
    return {"timepoint_months": months, "timepoint_text": time.text}


def _who(reading: Reading) -> dict[str, Cell]:
    scope = reading.scope
    measured = _everybody(reading.endpoint, scope.population)
    return {
        "population": reading.population
        or (_population(scope.population) if measured else None),
        "arm": _arm(reading),
        "versus": None if reading.after else reading.versus,
        "assessor": _assessor(reading.assessor),
        "is_best": _flag(scope.best or _best(reading.endpoint)),
        "is_estimated": _flag(scope.estimated),
    }


def _population(word: Token | None) -> Text | None:
    who = word.part("who") if word else None
    return None if who is None or _ANYBODY.search(who.chars) else who.strip()


def _arm(reading: Reading) -> Cell:
    if reading.after:
        return reading.versus or Implied(
            "对照组", "the number after vs", reading.after.text
        )
    return reading.arm.text if reading.arm else None


def _assessor(word: Token | None) -> Implied | None:
    if word is None:
        return None
    return Implied(
        "IRC" if word.kind == "irc" else word.kind, "who assessed", word.text
    )


def _best(endpoint: Token) -> Token | None:
    """Find 最佳 in 最佳缓解率; in 最佳矫正视力 it belongs to the name."""
    best = re.match(r"最[佳好](?!矫正)", endpoint.text.chars)
    return endpoint if best else None


def _flag(word: Token | None) -> Implied | None:
    return Implied(True, "the words", word.text) if word else None
