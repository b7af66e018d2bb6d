"""Numbers with what hangs on them (数值及其附属): interval, p, 41/48, 41例, n=48.

`figures` folds the tokens of a sentence into clauses of subjects and figures, where a
figure stands for a number (or 未达到) and everything that qualifies it.

>>> sentence = Text.raw("CR率为52.6%（20/38，95%CI:35.8,69.0），12.3 vs 8.1个月")
>>> for clause in figures(sentence):
...     print([item.value.text.chars for item in clause if isinstance(item, Figure)])
['52.6%']
['12.3', '8.1个月']
>>> figures(sentence)[0][1].share.text, figures(sentence)[1][0].unit
(Text('20/38'), Text('个月'))
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.facts.measures import CALENDAR, PERCENT
from normalize.facts.outcome_tokens import Token, tokens
from normalize.text import Text

_FIGURES = {"value", "unreached", "ratio"}
_HANGING = {"interval", "p", "share", "patients", "own_group"}
_NEW_SUBJECT = {"endpoint", "group", "time", "span"}
_JOINED = re.compile(r"\s*(?:[、/和与及]|以及)?\s*的?\s*(?:预估|预计|估计)?的?\s*")
_OF = re.compile(r"\s*的?\s*(?:预估|预计|估计)?的?\s*")
# 72.9%的患者达到CR, 35例（72.9%）患者获得CR: the endpoint comes after its number.
_REACHED = re.compile(
    r"(?:[（(][^（）()]*[)）]|[)）])?\s*的?(?:患者|受试者|病例)?(?:均|可|能|已)?"
    r"(?:达到?|获得?|取得|实现|为)了?\s*"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or 未达到, with what brackets and neighbors say about it."""

    value: Token
    unit: Text | None = None
    interval: Token | None = None
    p: Token | None = None
    share: Token | None = None
    count: Token | None = None
    patients: Token | None = None
    own_group: Token | None = None

    @property
    def kind(self) -> str:
        """One of `span`, `percent`, `plain`, `ratio` and `unreached`."""
        if self.value.kind != "value":
            return self.value.kind
        unit = self.unit.chars if self.unit else ""
        return (
            "percent"
            if _PERCENT.fullmatch(unit)
            else ("span" if _CALENDAR.fullmatch(unit) else "plain")
        )


Item = Token | Figure
_PERCENT, _CALENDAR = re.compile(PERCENT), re.compile(CALENDAR)


def figures(sentence: Text) -> list[list[Item]]:
    """Fold a sentence into its clauses of subjects and figures, in order."""
    words = _with_spans(tokens(sentence), sentence.chars)
    words = _with_patients(words, sentence.chars)
    folded = _with_units(_folded(words, sentence.chars))
    return [_endpoint_first(clause, sentence.chars) for clause in _clauses(folded)]


def _with_spans(words: Sequence[Token], chars: str) -> list[Token]:
    """Turn 6个月、9个月 into times where they lead up to an endpoint: 的OS率."""
    turned = list(words)
    for at in range(len(turned) - 1, 0, -1):
        after, word = turned[at], turned[at - 1]
        between = chars[word.end : after.start]
        if after.kind == "endpoint" and "、" in between:
            continue
        leads = after.kind in ("endpoint", "span", "time", "estimated")
        if leads and _spans(word) and _JOINED.fullmatch(between):
            turned[at - 1] = replace(word, kind="span")
    return turned


def _with_patients(words: Sequence[Token], chars: str) -> list[Token]:
    """Turn 48例患者 into the denominator where the endpoint follows at once."""
    turned = list(words)
    for at, (word, after) in enumerate(zip(words, words[1:], strict=False)):
        leads = after.kind in ("endpoint", "span") and word.text.chars.endswith("者")
        if (
            word.kind == "count"
            and leads
            and _OF.fullmatch(chars[word.end : after.start])
        ):
            turned[at] = replace(word, kind="patients")
    return turned


def _spans(word: Token) -> bool:
    unit = word.part("unit") if word.kind == "value" else None
    return unit is not None and bool(_CALENDAR.fullmatch(unit.chars))


def _folded(words: Iterable[Token], chars: str) -> list[Item]:
    """Hang on every figure what belongs to it."""
    items: list[Item] = []
    reach: int | None = None  # the figure that still takes what follows
    waiting: dict[str, Token] = {}  # what stands before its figure
    for word in words:
        if word.kind in _FIGURES:
            reach = len(items)
            items.append(Figure(word, word.part("unit"), **waiting))
            waiting = {}
        elif word.kind in _HANGING and reach is not None:
            items[reach] = _hung(items[reach], word)
        elif word.kind == "count" and reach is not None and _bracketed(word, chars):
            items[reach] = _hung(items[reach], word)
        else:
            items.append(word)
            if word.kind in ("count", "share"):
                waiting[word.kind] = word
            if word.kind == "break":
                waiting = {}
            if word.kind in _NEW_SUBJECT:
                reach = None
    return items


def _hung(item: Item, word: Token) -> Item:
    """Add a word to a figure; the first of a kind stays."""
    assert isinstance(item, Figure)
    return item if getattr(item, word.kind) else replace(item, **{word.kind: word})


def _bracketed(word: Token, chars: str) -> bool:
    return chars[: word.start].rstrip()[-1:] in ("(", "（")


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


def _endpoint_first(clause: list[Item], chars: str) -> list[Item]:
    """Put 72.9%的患者达到CR in the usual order: CR, then 72.9%."""
    for at, (item, after) in enumerate(zip(clause, clause[1:], strict=False)):
        if isinstance(after, Figure) or after.kind != "endpoint":
            continue
        if isinstance(item, Figure) and _REACHED.fullmatch(
            chars[item.value.end : after.start]
        ):
            return [*clause[:at], after, item, *clause[at + 2 :]]
    return clause
