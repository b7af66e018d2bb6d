"""The table of windows (期限): the periods that a notice sets, and its own validity."""

from collections.abc import Iterable, Iterator
from datetime import date

from normalize.draft import Draft, Implied
from normalize.notice.identity import Identity
from normalize.notice.layout import Layout
from normalize.notice.periods import Period, periods
from normalize.notice.policy import (
    anchor,
    day_of,
    held,
    in_force_from,
    letterhead,
    texts,
    valid_until,
)
from normalize.tables import Window
from normalize.text import Span, Text
from normalize.values.date_words import PartialDate


def windows(issued: Draft, known: Identity, layout: Layout) -> Iterator[Draft]:
    """Yield a row for each period the notice sets, and one for its validity."""
    day = anchor(known)
    seen = set[tuple[object, ...]]()
    for items in (letterhead(layout), *texts(layout)):
        for each in periods(items, day):
            row = _row(issued, each)
            if (key := _key(each)) not in seen:
                seen.add(key)
                yield row
    yield from _validity(issued, known, layout)


def lengths(rows: Iterable[Draft]) -> Iterator[Span]:
    """Yield where windows say how long they are: 5个工作日 is no other number."""
    for row in rows:
        said = row.cells.get("duration_text")
        if isinstance(said, Text):
            yield from said.spans()


def _key(each: Period) -> tuple[object, ...]:
    """What makes two periods one: a notice repeats its own in a table of times."""
    length = each.span.length
    return (
        each.kind,
        each.subject and each.subject.chars,
        each.span.start,
        each.span.end,
        length and length.chars,
    )


def _row(issued: Draft, each: Period) -> Draft:
    return Draft(
        Window,
        policy_id=issued,
        kind=Implied(each.kind, "the words around the time", each.text),
        subject=each.subject,
        starts_on=_day(each.span.start, each.quote),
        ends_on=_day(each.span.end, each.quote),
        duration_text=each.span.length,
        text=each.text,
    )


def _day(day: PartialDate | None, quote: Text) -> Implied | None:
    return Implied(_words(day), "the time stated here", quote) if day else None


def _on(day: date | None, quote: Text) -> Implied | None:
    return Implied(day.isoformat(), "the day in force", quote) if day else None


def _words(day: PartialDate) -> str:
    """A date in as many figures as it is exact: 2025-11 is a month."""
    return {"day": f"{day.date:%Y-%m-%d}", "month": f"{day.date:%Y-%m}"}.get(
        day.precision, f"{day.date:%Y}"
    )


def _validity(issued: Draft, known: Identity, layout: Layout) -> Iterator[Draft]:
    said = held(known, layout)
    if said is None:
        return
    first = day_of(in_force_from(known, layout))
    yield Draft(
        Window,
        policy_id=issued,
        kind=Implied("validity", "how long it says it holds", said.quote),
        starts_on=_on(first, said.quote),
        ends_on=valid_until(known, layout),
        duration_text=said.length,
        text=said.sentence,
    )
