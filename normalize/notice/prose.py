"""What the prose of a notice tells of drugs: prices; in a reply, what has happened.

Most notices order, and what they speak of has not happened: only one that answers or
denies (答复, 复函, 通报, a page that names no kind of document) tells events.

>>> from normalize.facts.drugs import drug_names
>>> line = Text.raw("示例替尼片，挂网价为每盒1436.50元。")
>>> [drug] = priced([line], drug_names(line))
>>> str(drug.cells["generic_name"]), str(drug.cells["price"])
('示例替尼片', '1436.50元')
"""

import re
from collections.abc import Iterator, Sequence

from normalize.draft import Doubt, Draft, Implied
from normalize.facts.drugs import NamedDrug
from normalize.facts.events import events
from normalize.facts.names import named
from normalize.facts.prices import Price, prices
from normalize.notice.identity import Identity
from normalize.notice.policy import anchor
from normalize.tables import Drug
from normalize.text import Span, Text
from normalize.values.dates import PartialDate

_TELLING = frozenset({"答复", "复函", "函", "通报"})
_RUMOR = re.compile(
    "网传|(?:网[帖民友络上]|自媒体|传言|谣言|短视频|有人)[^，,。]{0,12}[称传说]"
)


def told(
    text: Text, lines: Sequence[Text], known: Identity, names: Sequence[NamedDrug]
) -> Iterator[Draft | Doubt]:
    """Yield the drugs whose prices the lines state, and the events that they tell.

    `lines` are pieces of `text`, the whole page.
    """
    yield from priced(lines, names)
    if lines and (known.kind is None or known.kind.chars in _TELLING):
        said = text.within([Span(lines[0].span.start, lines[-1].span.end)])
        yield from _reported(said, known, names)


def priced(lines: Sequence[Text], names: Sequence[NamedDrug]) -> Iterator[Draft]:
    """Yield each drug whose price is stated, with the first price of each."""
    seen = set[str]()
    for line in lines:
        for price in prices(line, names):
            drug = named(str(price.drug), names) if price.drug is not None else None
            if drug and not price.compared and drug.name.chars not in seen:
                seen.add(drug.name.chars)
                yield _priced(drug, price)


def _priced(drug: NamedDrug, price: Price) -> Draft:
    return Draft(
        Drug,
        generic_name=drug.name,
        trade_name=drug.trade_name,
        price=price.money,
        price_unit=price.per,
        price_text=price.quote,
    )


def number_spans(fact: Draft | Doubt) -> Iterator[Span]:
    """Yield where a fact has the amount that it states."""
    cells = fact.cells if isinstance(fact, Draft) else {}
    for name in ("price", "amount"):
        if isinstance(said := cells.get(name), Text):
            yield from said.spans()


def _reported(
    said: Text, known: Identity, names: Sequence[NamedDrug]
) -> Iterator[Draft]:
    """Yield each event that names a drug, behind the row of that drug."""
    day = anchor(known)
    now = PartialDate(day, "day") if day else None
    rows: dict[str, Draft] = {}
    for event in events(said, anchor=now, drugs=names, undated=True):
        if isinstance(event, Doubt) or _is_rumor(event):
            continue
        drug = _drug(event, names)
        if drug is None:
            continue
        if drug.name.chars not in rows:
            rows[drug.name.chars] = Draft(Drug, generic_name=drug.name)
            yield rows[drug.name.chars]
        yield event.also(drug_id=rows[drug.name.chars])


def _is_rumor(event: Draft) -> bool:
    """Whether an office quotes what the net says, to deny it."""
    said = event.cells.get("description")
    return isinstance(said, Text) and said.search(_RUMOR) is not None


def _drug(event: Draft, names: Sequence[NamedDrug]) -> NamedDrug | None:
    cell = event.cells.get("drug_name")
    words = cell.value if isinstance(cell, Implied) else cell
    return named(str(words), names) if words is not None else None
