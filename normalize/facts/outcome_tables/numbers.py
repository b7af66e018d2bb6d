"""The number of a cell (数值) with its interval, its share and its footnote marks.

>>> said = shown(Text.raw("48/120（40.0%）*"))
>>> str(said.value), str(said.events), str(said.total)
('40.0', '48', '120')
>>> said = shown(Text.raw("12.3（10.1～NE）"))
>>> str(said.value), str(said.low), str(said.high)
('12.3', '10.1', 'NE')
>>> shown(Text.raw("见正文")) is None
True
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from normalize.text import Text
from normalize.values.measures import CALENDAR
from normalize.values.plain import WIDE

UNIT = (
    rf"(?:(?:个?百分点|%|{CALENDAR}|mo|分|mmHg|[mμ]mol/L|mg/d[lL]|g/d?L|kg/m[²2]|kg"
    r"|cm|[μu]m|mm|米|mL/min/1\.73m[²2]|mL|L|m|天/月|次/年|个?(?:ETDRS)?字母|log10)"
    r"(?![A-Za-z/]))"
)
LEVEL = r"(?P<level>\d\d(?:\.\d+)?)\s*%\s*"
CI = r"(?:CI|[置可]信[区區][间間]|信[赖賴][区區][间間])"
_NUM = r"[-−–]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.·]\d+)?"
_PLAIN = r"\d+(?:\.\d+)?"
_ABSENT = (
    r"NE|NR|NA|NC|尚?未[达達]到?|未到[达達]|尚?未成熟"
    r"|[不无無]法?可?(?:估计|评估|估計|評估)"
)
_BOUND = rf"(?:{_NUM}|{_ABSENT}|\+?∞|[-–—]+(?!\d))"
_PAIR = (
    rf"(?:(?:{LEVEL})?{CI}\s*[:=为]?\s*)?[(\[]?\s*(?P<low>{_BOUND})\s*{UNIT}?\s*"
    rf"(?:[-~～〜–—−至到,，;、]|to)\s*(?P<high>{_BOUND})\s*{UNIT}?\s*[)\]]?"
)
_INTERVAL = re.compile(_PAIR)
_P = re.compile(
    r"(?:(?<![A-Za-z])[Pp]\s*(?:值)?\s*[:=]?\s*)?"
    r"(?P<p>(?:[<>≤≥=]\s*)?\d?\.\d+|[<>]\s*\d+\.\d+)"
)
_OPENINGS = (
    # 48/120 (40.0%)
    r"(?P<events>\d[\d,]*)\s*/\s*(?P<total>\d[\d,]*)(?:\s*例)?"
    rf"(?:\s*[,，]?\s*[(]?\s*(?P<value>{_PLAIN})\s*(?P<unit>%)?\s*[)]?)?",
    # 48（40.0）
    rf"(?P<events>\d[\d,]*)\s*例?\s*[(\[]\s*(?P<value>{_PLAIN})\s*(?P<unit>%)?\s*[)\]]",
    # 12.3个月; 17.1±2.0; HR=0.61
    rf"(?:(?P<which>[as]?HR|a?OR|RR)\s*[:=为]?\s*)?[+＋]?(?P<value>{_NUM})\s*"
    rf"(?P<unit>{UNIT})?(?:\s*±\s*(?P<spread>{_PLAIN})\s*{UNIT}?)?",
    # 未达到
    rf"(?P<absent>{_ABSENT}|(?i:not\s+reached))",
)
_TAILS = (
    rf"[(\[]\s*{_PAIR}\s*[)\]]\s*(?P<unit>{UNIT})?",
    rf"[;,，]\s*{_PAIR}",
    r"[(\[]\s*(?P<events>\d+)\s*/\s*(?P<total>\d+)\s*(?:例)?\s*[)\]]",
    r"[(\[]\s*(?:n\s*=\s*)?(?P<events>\d+)\s*例?\s*[)\]]",
    rf"[(\[]\s*(?P<spread>{_PLAIN})\s*[)\]]",
    r"[(\[;,，]?\s*[Pp]\s*(?:值)?\s*[:=]?\s*(?P<p>[<>≤≥=]?\s*\d?\.\d+)\s*[)\]]?",
    # 62.4*, 12.3ᵃ, 12.3[1]
    r"(?:[*†‡§#^△▲]|[ᵃ-ᵈ¹²³]|\[\d\]|[(]\s*[a-d]\s*[)]|[a-d](?![a-z]))+",
)
_OPEN = tuple(map(re.compile, _OPENINGS))
_GOES_ON = tuple(map(re.compile, _TAILS))
_NO_CELL = re.compile(r"[-–—−/\\.…]*|NA|N/A|不适用|未报告|无")
_BEHIND_P = 3  # characters of the footnote marks behind a p value


class Shown(NamedTuple):
    """The number of a cell, and what stands with it."""

    value: Text | None = None
    unit: Text | None = None
    absent: Text | None = None
    low: Text | None = None
    high: Text | None = None
    level: Text | None = None
    events: Text | None = None
    total: Text | None = None
    spread: Text | None = None
    which: Text | None = None
    p: Text | None = None


def folded(text: Text) -> str:
    """Return the characters with full-width ones made narrow, place by place."""
    return text.chars.translate(WIDE)


def shown(text: Text) -> Shown | None:
    """Read the number of a cell; None for a cell that is words, or nothing."""
    text = text.strip()
    openings = (opening.match(folded(text)) for opening in _OPEN)
    read = (_whole(text, found) for found in openings if found)
    return next((said for said in read if said), None)


def interval(text: Text) -> Shown | None:
    """Read a cell that is an interval alone."""
    text = text.strip()
    found = _INTERVAL.fullmatch(folded(text))
    return Shown(**parts(text, found)) if found else None


def p_value(text: Text) -> Text | None:
    """Read a cell that is a p value alone, with its sign."""
    text = text.strip()
    found = _P.match(folded(text))
    if found is None or len(text) - found.end() > _BEHIND_P:
        return None
    return text[slice(*found.span("p"))].strip("=＝ ")


def is_empty(text: Text) -> bool:
    """Tell a cell that says nothing: a dash, NA."""
    return _NO_CELL.fullmatch(folded(text).strip()) is not None


def parts(text: Text, match: re.Match[str]) -> dict[str, Text]:
    """Cut the named groups of a match of the folded text out of the text itself."""
    places = ((name, match.span(name)) for name in match.re.groupindex)
    return {name: text[start:end] for name, (start, end) in places if start >= 0}


def _whole(text: Text, found: re.Match[str]) -> Shown | None:
    """Go on behind a number to the end of its cell; None at words of something else."""
    said: Mapping[str, Text] = parts(text, found)
    words, at = folded(text), found.end()
    while at < len(words):
        at += len(words[at:]) - len(words[at:].lstrip())
        tails = (tail.match(words, at) for tail in _GOES_ON)
        tail = next((each for each in tails if each and each.end() > at), None)
        if tail is None:
            return None
        said = {**parts(text, tail), **said}
        at = tail.end()
    return Shown(**said)
