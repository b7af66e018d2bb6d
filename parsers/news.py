"""News and articles (新闻、资讯): a headline, a dateline, prose.

What a medium, a portal or a company's page says about drugs and policies, saved as
HTML, as a Markdown dump with front matter or as plain text, often copied and sometimes
damaged.  Read from it: the headline, when and where it was published, who wrote it;
and what its prose reports: drugs, prices, dated events, cited policies.
"""

from collections.abc import Iterator, Sequence

from normalize.document import Document
from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.facts.approval_marks import approval_marks
from normalize.facts.cited_policies import cited_policies
from normalize.facts.events import events
from normalize.facts.names import NamedDrug, drug_names, mentions, named
from normalize.facts.prices import Price, prices
from normalize.facts.quantities import quantities
from normalize.form.recognized import is_form
from normalize.news import head
from normalize.news.credits import credits, publisher
from normalize.notice.recognized import is_notice
from normalize.tables import DocumentRow, Drug, Event
from normalize.text import Span, Text
from normalize.values.dates import PartialDate, moment

SHORTEST_ARTICLE = 120
FEWEST_SENTENCES = 3


def recognizes(document: Document) -> bool:
    """Say whether the page is prose and neither form nor notice."""
    words = "".join(map(str, document.lines()))
    return (
        len(words) >= SHORTEST_ARTICLE
        and words.count("。") >= FEWEST_SENTENCES
        and not is_form(document)
        and not is_notice(document)
    )


def parse(document: Document) -> Iterator[Draft | Doubt]:
    """Yield the page, and what its prose reports."""
    lines = list(document.lines())
    page = Draft(DocumentRow, **_page(document, lines))
    yield page
    text, day = document.text, _day(page)
    names = drug_names(text)
    stated = list(prices(text, names))
    drugs = _drugs(text, names, stated)
    yield from drugs.values()
    body = _body(document, lines)
    taken: list[Span] = []
    for event in _events(body, names, stated, day):
        if isinstance(event, Draft):
            event = event.also(drug_id=_meant(drugs, names, event))
            taken += _amount_spans(event)
        yield event
    yield from cited_policies(text)
    yield from quantities(body, taken)
    yield from mentions(text, names)


# --- the page


def _page(document: Document, lines: Sequence[Text]) -> dict[str, CellValue | None]:
    """Headline, time, credits, channel."""
    said = credits(lines, document.meta)
    channel = head.channel(lines, document.meta)
    below = lines[head.dateline_end(lines) :]
    return {
        "title": head.headline(lines, document.meta),
        "published_at": head.published(lines, document.meta),
        "channel": channel,
        "url": head.address(document.meta),
        "publisher": publisher(said, channel, below),
        "author": said.get("author") or said.get("reporter"),
        "reporter": said.get("reporter"),
        "editor": said.get("editor"),
    }


def _body(document: Document, lines: Sequence[Text]) -> Text:
    """The text below headline and dateline."""
    below = lines[head.dateline_end(lines) :]
    end = document.text.span.end
    return document.text.within([Span(below[0].span.start, end)] if below else [])


def _day(page: Draft) -> PartialDate | None:
    """The day of publication, for dates without a year."""
    words = page.cells.get("published_at")
    at = moment(str(words)) if isinstance(words, Text) else None
    return PartialDate(at.date(), "day") if at else None


# --- drugs


def _drugs(
    text: Text, names: Sequence[NamedDrug], stated: Sequence[Price]
) -> dict[str, Draft]:
    """The drugs the page names, by name, with the first price and number of each."""
    cells: dict[str, dict[str, CellValue | None]] = {
        str(drug.name): {
            "generic_name": drug.name,
            "trade_name": drug.trade_name,
            "english_name": drug.english_name,
            "aliases": drug.aliases,
        }
        for drug in names
    }
    for price in stated:
        if price.drug is not None:
            own = cells[str(price.drug)]
            own.setdefault("price_text", price.quote)
            if own["price_text"] is price.quote:
                own |= {"price": price.money, "price_unit": price.per}
    for name, number in approval_marks(text, names):
        cells[str(name)].setdefault("approval_number", number)
    return {name: Draft(Drug, **own) for name, own in cells.items()}


def _meant(
    drugs: dict[str, Draft], names: Sequence[NamedDrug], event: Draft
) -> Draft | None:
    """The drug that an event names, by whichever of its names."""
    cell = event.cells.get("drug_name")
    words = cell.value if isinstance(cell, Implied) else cell
    drug = named(str(words), names) if words is not None else None
    return drugs[str(drug.name)] if drug else None


# --- events


def _events(
    body: Text,
    names: Sequence[NamedDrug],
    stated: Sequence[Price],
    day: PartialDate | None,
) -> Iterator[Draft | Doubt]:
    """What the prose dates; and the prices, as of the day of the page."""
    priced: set[Span] = set()
    for event in events(body, anchor=day, drugs=names):
        if isinstance(event, Draft):
            priced.update(_amount_spans(event))
        yield event
    for price in stated:
        if price.drug is not None and price.money.span not in priced:
            yield _price_set(price, day)


def _price_set(price: Price, day: PartialDate | None) -> Draft:
    basis = "the day of the page that states the price"
    return Draft(
        Event,
        event_type=Implied("price_set", "a price is stated", price.quote),
        event_date=Implied(day, basis) if day else None,
        date_basis=Implied(basis, "event") if day else None,
        drug_name=price.drug,
        amount=price.money,
        description=price.quote,
    )


def _amount_spans(event: Draft) -> list[Span]:
    amount = event.cells.get("amount")
    return amount.spans() if isinstance(amount, Text) else []
