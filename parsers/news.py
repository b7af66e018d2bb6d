"""News and articles (新闻、资讯): a headline, a dateline, prose.

What a medium, a portal or a company's page says about drugs and policies, saved as
HTML, as a Markdown dump with front matter or as plain text, often copied and sometimes
damaged.  Read from it: the headline, when and where it was published, who wrote it;
and what its prose reports: drugs, prices, studies, dated events, cited policies.
"""

from collections.abc import Iterator, Mapping, Sequence

from normalize.document import Block, Document
from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.facts.approval_marks import approval_marks
from normalize.facts.cited_policies import cited_policies
from normalize.facts.event_money import sets_price
from normalize.facts.events import events
from normalize.facts.names import NamedDrug, drug_names, mentions, named
from normalize.facts.prices import Price, prices
from normalize.facts.quantities import quantities, taken_by
from normalize.facts.reported import reported
from normalize.form.recognized import is_form
from normalize.news import page as about
from normalize.news.article import Article, article
from normalize.news.bylines import unlabeled
from normalize.news.captions import captions
from normalize.news.credits import credits
from normalize.news.kinds import kind
from normalize.news.names import is_medium
from normalize.news.publication import Publication, date_doubts
from normalize.notice.recognized import is_attachment, is_notice
from normalize.tables import DocumentRow, Drug, Event, Outcome, Trial
from normalize.text import Span, Text
from normalize.values.dates import PartialDate, moment

TOLD = {
    "list_page": "a list of other pages: what they report is not read from here",
    "forum_thread": "a thread of a forum: what anybody says there is no report",
}


def recognizes(document: Document) -> bool:
    """Say whether the page is prose and neither form nor notice nor of a notice."""
    is_other = is_attachment(document) or is_form(document) or is_notice(document)
    return not is_other and kind(document, article(document)) is not None


def parse(document: Document) -> Iterator[Draft | Doubt]:
    """Yield the page, and what its prose reports."""
    found = article(document)
    page = _page(found, document)
    yield page
    if told := TOLD.get(what := str(kind(document, found))):
        yield Doubt(what, told, found.title, "error")
        return
    yield from date_doubts(found.when, found.said, document.meta)
    text, day = document.text, _day(page)
    names = drug_names(text)
    stated = list(prices(text, names))
    drugs = _drugs(text, names, stated)
    yield from drugs.values()
    taken: list[Span] = []
    for event in _events(text, found.body, names, stated, day):
        if isinstance(event, Draft):
            event = event.also(drug_id=_meant(drugs, names, event))
            taken += _amount_spans(event)
        yield event
    studies = [*_studies(found.body, document.blocks, names, drugs)]
    yield from studies
    yield from cited_policies(text)
    yield from quantities(found.body, [*taken, *taken_by(_numbers(studies))])
    yield from mentions(text, names)


# --- the page


def _page(found: Article, document: Document) -> Draft:
    """Headline, time, credits, channel."""
    meta = document.meta
    channel = about.channel(found.lines, meta, found.title)
    said = {
        **about.named_in_meta(meta, found.title),
        **unlabeled(found.when, found.lines),
        **credits(found.edges),
    }
    source = about.publisher(said, channel, found.lines)
    return Draft(
        DocumentRow,
        title=found.title,
        **_published(found.said),
        channel=channel,
        captions=captions(found.lines),
        url=_address(found, document),
        publisher=source if source is not None else about.site(meta),
        author=_author(said),
        reporter=said.get("reporter"),
        editor=said.get("editor"),
    )


def _author(said: Mapping[str, Text]) -> Text | None:
    """Who wrote the page: who is named so, else who reports.

    A medium is one only where nothing else names it, as in the dumps of news feeds.
    """
    author, source = said.get("author"), said.get("publisher")
    if not author:
        return said.get("reporter")
    is_other = source is not None and source.spans() != author.spans()
    return said.get("reporter") if is_other and is_medium(author.chars) else author


def _address(found: Article, document: Document) -> Text | None:
    """The page's own address; a copy as text names it on a line of its own."""
    if document.media_type == "text/html":
        return about.address(document.meta)
    return about.address(document.meta) or about.named_address(found.lines)


def _published(said: Publication | None) -> dict[str, CellValue]:
    if said is None:
        return {}
    quote = said.words.quote if isinstance(said.words, Implied) else said.words
    basis = Implied(said.basis, "what of the page says it", quote)
    return {"published_at": said.words, "published_basis": basis}


def _day(page: Draft) -> PartialDate | None:
    """The day of publication, for dates without a year."""
    words = page.cells.get("published_at")
    said = words.value if isinstance(words, Implied) else words
    at = moment(str(said)) if said is not None else None
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


# --- studies


def _studies(
    body: Text,
    blocks: Sequence[Block],
    names: Sequence[NamedDrug],
    drugs: Mapping[str, Draft],
) -> Iterator[Draft]:
    """The trials that the prose reports, and what each measured in which drug."""
    for study in reported(body, names, blocks):
        drug = drugs[str(study.drug)] if study.drug is not None else None
        trial = Draft(
            Trial,
            drug_id=drug,
            design=study.design(),
            result=study.result(),
            **study.trial,
        )
        if study.is_trial():
            yield trial
        for fact in study.facts:
            of_trial = fact.table is Outcome and study.is_trial()
            yield fact.also(drug_id=drug, **({"trial_id": trial} if of_trial else {}))


def _numbers(studies: Sequence[Draft]) -> Iterator[Draft]:
    """What studies count and measure, without the whole words of their results."""
    for each in studies:
        cells = {name: cell for name, cell in each.cells.items() if name != "result"}
        yield Draft(each.table, **cells)


# --- events


def _events(
    text: Text,
    body: Text,
    names: Sequence[NamedDrug],
    stated: Sequence[Price],
    day: PartialDate | None,
) -> Iterator[Draft | Doubt]:
    """What the prose dates; and the prices, as of the day of the page."""
    priced: set[Span] = set()
    for event in events(body, anchor=day, drugs=names, undated=True, whole=text):
        if isinstance(event, Draft):
            priced.update(_amount_spans(event))
        yield event
    for price in stated:
        is_new = price.money.span not in priced and not price.compared
        if price.drug is not None and is_new and sets_price(price.quote):
            yield _price_set(price, day)


def _price_set(price: Price, day: PartialDate | None) -> Draft:
    basis = "the day of the page that states the price"
    return Draft(
        Event,
        event_type=Implied("price_set", "a price is stated", price.quote),
        modality=Implied("happened", "a price is stated", price.quote),
        event_date=Implied(day, basis) if day else None,
        date_basis=Implied(basis, "event") if day else None,
        drug_name=price.drug,
        amount=price.money,
        amount_text=price.money,
        description=price.quote,
    )


def _amount_spans(event: Draft) -> list[Span]:
    amount = event.cells.get("amount")
    return amount.spans() if isinstance(amount, Text) else []
