"""Quantities (数量): every other number with a unit, and what it is a number of.

Prevalence, baseline, dose, prices and counts in running text.  Dates, document
numbers, list numbers and the numbers in names (CD19, ABC12) are none.

>>> text = Text.raw(
...     "我国发病率约为4.57/10万，55.5%为男性，已覆盖20个省份，剂量为0.5×10^8个细胞"
... )
>>> for draft in quantities(text):
...     cells = {k: str(getattr(c, "value", c)) for k, c in draft.cells.items()}
...     print(cells["subject"], cells["value_low"], cells["unit"], len(cells) > 4)
我国发病率 4.57 /10万 True
男性 55.5 % False
省份 20 个 False
细胞 0.5×10^8 个 False
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from normalize.draft import Draft, Implied
from normalize.facts.quantity_shapes import Figures, figures, kind_of
from normalize.facts.quantity_subjects import spoken_of, subject
from normalize.sentences import around, clauses, sentences
from normalize.tables import Quantity
from normalize.text import Span, Text

_ROUGH = (
    r"(?:大约|大概|约为|约有|約有|約為|约|約|将近|將近|接近|近|超过|超過|超|逾|多达|高达|至少|至多|不超过|不足|不到|不過"
    r"|不低于|不少于|大于|小于|高于|低于|[≥≤><＞＜])"
)
_BEFORE = re.compile(rf"{_ROUGH}占?\s*$")
_BEHIND = re.compile(r"\s*[）)]?(?:左右|上下|[及或]?以上|以下|以内)")
_CLASS = re.compile(
    r"(?:常见|罕见|少见|偶见)[^，,。；;（）()]{0,12}[（(][^（）()]*[≥≤><＞＜]\s*$"
)
# 65岁以上老年人: the age says who they are.
_AGED = re.compile(r"\s*(?:[及或]?以[上下]|以内)的?(?=[\u4e00-\u9fff])")


def quantities(text: Text, taken: Iterable[Span] = ()) -> Iterator[Draft]:
    """Yield a Quantity for every number with a unit outside of `taken`.

    `taken` are the raw spans of the values that other facts hold already.
    """
    others = _merged(taken)
    for sentence in sentences(text):
        before: Text | None = None
        for clause in clauses(sentence):
            after, named = 0, None
            for found in figures(clause):
                about = _subject(clause, found, after) or named
                about = about or (spoken_of(before) if before else None)
                if not _overlaps(found.number.span, others) and not _is_class(
                    clause, found
                ):
                    yield _draft(sentence, clause, found, about)
                after, named = found.span.end, about
            before = clause


def taken_by(drafts: Iterable[Draft]) -> Iterator[Span]:
    """Yield the raw spans of all words that some facts are made of, but their quote.

    >>> text = Text.raw("我国有20个省份")
    >>> [draft] = quantities(text)
    >>> list(quantities(text, taken_by([draft])))
    []
    """
    for draft in drafts:
        for name, cell in draft.cells.items():
            words = cell.quote if isinstance(cell, Implied) else cell
            if isinstance(words, Text) and name != "quote":
                yield from words.spans()


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            span = Span(merged[-1].start, max(merged.pop().end, span.end))
        merged.append(span)
    return merged


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span shares a character with one of the merged `others`."""
    at = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return at >= 0 and others[at].end > span.start


def _is_class(clause: Text, found: Figures) -> bool:
    """Tell whether a number only bounds a class: 十分常见（发生率≥10%）."""
    return (
        clause[max(found.span.start - 40, 0) : found.span.start].search(_CLASS)
        is not None
    )


def _subject(clause: Text, found: Figures, after: int) -> Text | None:
    unit = found.unit.value if isinstance(found.unit, Implied) else found.unit
    kind = kind_of(str(unit)) if unit else "share"
    if kind == "time" and clause[found.span.end :].match(_AGED):
        kind = "count"
    return subject(clause, found.span, kind, after)


def _draft(sentence: Text, clause: Text, found: Figures, about: Text | None) -> Draft:
    rough = _rough(clause, found)
    quoted = [found.number, *([about] if about else [])]
    own = [piece for piece in quoted if piece.span.start >= sentence.span.start]
    return Draft(
        Quantity,
        subject=about,
        value_low=found.low,
        value_high=found.high,
        unit=found.unit,
        is_approximate=Implied(True, "the words", rough) if rough else None,
        quote=around(sentence, own),
    )


def _rough(clause: Text, found: Figures) -> Text | None:
    """Find what makes it approximate: 约 before, 余 in it, 左右 behind."""
    start, end = found.span
    before = clause[max(start - 8, 0) : start].search(_BEFORE)
    behind = clause[end : end + 8].match(_BEHIND)
    if before:
        return before[0].strip()
    if found.is_odd:
        return clause[start:end]
    return behind[0].strip() if behind else None
