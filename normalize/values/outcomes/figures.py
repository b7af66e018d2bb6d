"""Numbers with what hangs on them (数值及其附属): interval, p, 41/48, 41例, n=48.

`figures` folds the tokens of a sentence into clauses of subjects and figures, where a
figure stands for a number (or 未达到) and everything that qualifies it.

>>> sentence = Text.raw("CR率为48.4%（15/31，95%CI:30.2,66.9），12.3 vs 8.1个月")
>>> for clause in figures(sentence):
...     print([item.value.text.chars for item in clause if isinstance(item, Figure)])
['48.4%']
['12.3', '8.1个月']
>>> figures(sentence)[0][1].share.text, figures(sentence)[1][0].unit
(Text('15/31'), Text('个月'))
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from normalize.text import Text
from normalize.values.measures import CALENDAR, PERCENT
from normalize.values.outcomes.arms import enumerated
from normalize.values.outcomes.goals import WHO
from normalize.values.outcomes.phrases import opened
from normalize.values.outcomes.tokens import Token, tokens

_PERCENT, _CALENDAR = re.compile(PERCENT), re.compile(CALENDAR)
_FIGURES = ("value", "unreached", "ratio")
_HANGING = ("interval", "p", "share", "patients", "own_group", "late_unit")
_BEFORE = ("count", "share", "interval", "level")  # may stand before their number
_BEHIND = ("interval", "p", "share", "level")  # and behind the endpoint
_PLACES = {"late_unit": "unit", "pair": "interval"}
_NEW_SUBJECT = ("endpoint", "group", "time", "span")
# 71.9%的患者达到CR, 35例（71.9%）患者获得CR: the endpoint comes after its number.
_REACHED = re.compile(
    rf"(?:[（(][^（）()]*[)）]|[)）])?\s*的?{WHO}?(?:均|可|能|已)?"
    r"(?:在?(?:治疗)?第?\s*\d+\s*(?:周|个月|天|年|小时)[时末后]?内?)?(?:时|能够?|可)?"
    r"(?:达到?|获得?|取得|实现|为)了?\s*"
)
# 61.0%的患者给药间隔延长至16周, 32例（71.1%）脱离输血, but not 30%的患者ORR为50%
_OF_PATIENTS = re.compile(rf"(?:的{WHO}|[)）]\s*的?{WHO}?)(?:均|可|能|已)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or 未达到, with what brackets and neighbors say about it."""

    value: Token
    unit: Text | None = None
    interval: Token | None = None
    level: Token | None = None
    p: Token | None = None
    share: Token | None = None
    count: Token | None = None
    patients: Token | None = None
    own_group: Token | None = None

    @property
    def kind(self) -> str:
        """One of `span`, `percent`, `plain`, `ratio` and `unreached`."""
        unit = self.unit.chars if self.unit else ""
        if self.value.kind != "value":
            return self.value.kind
        if self.value.part("words"):
            return "percent"
        if _PERCENT.fullmatch(unit):
            return "percent"
        return "span" if _CALENDAR.fullmatch(unit) else "plain"


Item = Token | Figure


def figures(sentence: Text, *, studied: bool = False) -> list[list[Item]]:
    """Fold a sentence into its clauses of subjects and figures, in order.

    In a sentence of a study, phrases name endpoints too.
    """
    folding = _Folding()
    words = enumerated(tokens(sentence))
    for word in opened(words) if studied else words:
        folding.take(word)
    return [_endpoint_first(clause) for clause in _clauses(_with_units(folding.items))]


class _Folding:
    """The items so far, the figure in reach, and what waits for the next figure."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.reach: int | None = None
        self.waiting: dict[str, Any] = {}

    def take(self, word: Token) -> None:
        """Add a word: a figure, what hangs on the one before, or a subject."""
        if word.kind in _FIGURES:
            self.reach = len(self.items)
            unit = word.part("unit", "spelled_unit")
            self.items.append(Figure(word, unit, **self.waiting))
            self.waiting = {}
        elif self.reach is not None and self._completes(self.reach, word):
            self._hang(self.reach, word)
        else:
            self._pass(word)

    def _completes(self, at: int, word: Token) -> bool:
        """Tell whether a word is of the figure before; a pair, if its level is said."""
        figure = self.items[at]
        assert isinstance(figure, Figure)
        leveled = figure.level or figure.value.part("level")
        if word.kind == "patients" and self.items[-1:] != [figure]:
            return not any(_is_break(item) for item in self.items[at:])
        return _hangs(word) or (word.kind == "pair" and leveled is not None)

    def _hang(self, at: int, word: Token) -> None:
        """Complete a figure; the first of a kind stays."""
        figure = self.items[at]
        assert isinstance(figure, Figure)
        name = _PLACES.get(word.kind, word.kind)
        if getattr(figure, name) is None:
            hung: Any = word.part("unit") if name == "unit" else word
            self.items[at] = replace(figure, **{name: hung})

    def _pass(self, word: Token) -> None:
        self.items.append(word)
        if word.kind == "break":
            self.waiting = {}
        if word.kind in _BEFORE:
            self.waiting[word.kind] = word
        if word.kind in _NEW_SUBJECT:
            self.reach = None


def _hangs(word: Token) -> bool:
    """Tell whether a word belongs to the figure before: a count only in brackets."""
    bracketed = word.sentence[: word.start].rstrip().endswith(("(", "（"))
    return word.kind in _HANGING or (word.kind == "count" and bracketed)


def _is_break(item: Item) -> bool:
    return isinstance(item, Token) and item.kind == "break"


def _with_units(items: Sequence[Item]) -> list[Item]:
    """Give 12.3 vs 8.1个月 its unit: a bare number has the unit of the next one."""
    units: list[Item] = []
    last: Text | None = None
    for item in reversed(items):
        if isinstance(item, Figure) and item.value.kind == "value":
            item = item if item.unit else replace(item, unit=last)
            last = item.unit
        elif isinstance(item, Token) and item.kind in (*_NEW_SUBJECT, "break"):
            last = None
        units.append(item)
    return units[::-1]


def _clauses(items: Sequence[Item]) -> Iterator[list[Item]]:
    clause: list[Item] = []
    for item in items:
        if isinstance(item, Token) and item.kind == "break":
            yield clause
            clause = []
        else:
            clause.append(item)
    yield clause


def _endpoint_first(clause: list[Item]) -> list[Item]:
    """Put 71.9%的患者达到CR in the usual order: CR, then 71.9%."""
    for at, (item, after) in enumerate(pairwise(clause)):
        if isinstance(item, Figure) and isinstance(after, Token):
            end = at + 2
            if after.kind == "time" and end < len(clause):  # 62%的患者在第24周达到CR
                after, end = clause[end], end + 1
            hung = _hung_behind(clause[end:])
            rest = clause[end + len(hung) :]
            if isinstance(after, Token) and _comes_first(item, after, not rest):
                before, between = clause[:at], clause[at + 1 : end - 1]
                whole = _completed(item, hung)
                if any(isinstance(i, Token) and i.kind == "endpoint" for i in before):
                    return [*before, after, *between, whole, *rest]
                return [after, *before, *between, whole, *rest]
    return clause


def _hung_behind(items: Sequence[Item]) -> list[Token]:
    """List what qualifies a number behind its endpoint: 达到CR（95%CI 60～80）."""
    hung: list[Token] = []
    for item in items:
        if not isinstance(item, Token) or item.kind not in _BEHIND:
            break
        hung.append(item)
    return hung


def _completed(figure: Figure, hung: Sequence[Token]) -> Figure:
    missing: dict[str, Any] = {
        word.kind: word for word in hung if getattr(figure, word.kind) is None
    }
    return replace(figure, **missing)


def _comes_first(figure: Figure, endpoint: Token, at_end: bool) -> bool:
    """Tell whether a number is of the endpoint behind it."""
    between = endpoint.sentence[figure.value.end : endpoint.start]
    alone = at_end and _OF_PATIENTS.fullmatch(between)
    return endpoint.kind == "endpoint" and bool(alone or _REACHED.fullmatch(between))
