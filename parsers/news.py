"""News and articles (新闻、资讯): a headline, a dateline, prose.

What a medium, a portal or a company's page says about drugs and policies, saved as
HTML, as a Markdown dump with front matter or as plain text, often copied and sometimes
damaged.  Read from it: the headline, when and where it was published, who wrote it;
and what its prose reports: drugs, prices, dated events, cited policies.
"""

from collections.abc import Iterator

from normalize.document import Document
from normalize.draft import Doubt, Draft
from normalize.facts.cited_policies import cited_policies
from normalize.facts.events import events
from normalize.facts.names import NamedDrug, drug_names, mentions
from normalize.facts.prices import Price, prices
from normalize.facts.quantities import quantities
from normalize.form.recognized import is_form
from normalize.news import head
from normalize.news.credits import credits, owner
from normalize.notice.recognized import is_notice
from normalize.tables import DocumentRow, Drug
from normalize.text import Span, Text
from normalize.values.dates import PartialDate, moment
from normalize.values.plain import squash

SHORTEST_ARTICLE = 120
FEWEST_SENTENCES = 3
META_CREDITS = {"author": "author", "source": "publisher", "contentsource": "publisher"}
CHANNELS = ("categories", "category", "channel", "article:section")


def recognizes(document: Document) -> bool:
    """Say whether the page is prose with a headline and neither form nor notice."""
    prose = [str(line) for line in document.lines()]
    words = "".join(prose)
    return (
        len(words) >= SHORTEST_ARTICLE
        and words.count("。") >= FEWEST_SENTENCES
        and not is_form(document)
        and not is_notice(document)
    )


def parse(document: Document) -> Iterator[Draft | Doubt]:
    """Yield the page, and what its prose reports."""
    lines = list(document.lines())
    page = _page(document, lines)
    yield page
    names = drug_names(document.text)
    drugs = {squash(str(name.name)): _drug(name) for name in names}
    for price in prices(document.text, names):
        _set_price(drugs, price)
    yield from drugs.values()
    body = _body(document, lines)
    taken: list[Span] = []
    for event in events(body, anchor=_anchor(page), drugs=names):
        if isinstance(event, Draft):
            event = event.also(drug_id=_meant(drugs, names, event))
            taken += _amount_spans(event)
        yield event
    yield from cited_policies(document.text)
    yield from quantities(body, taken)
    yield from mentions(document.text, names)


def _page(document: Document, lines: list[Text]) -> Draft:
    """The row of the document: headline, time, credits, channel."""
    start = head.dateline_end(lines)
    said = credits(lines)
    named = {
        META_CREDITS[m.name.lower()]: m.text
        for m in document.meta
        if m.name.lower() in META_CREDITS
    }
    crumbs = head.breadcrumb(lines)
    channels = [m.text for m in document.meta if m.name.lower() in CHANNELS]
    if "publisher" not in said | named:
        said |= _publisher(named.get("author"), channels, lines[start:])
    return Draft(
        DocumentRow,
        title=head.headline(lines, document.meta),
        published_at=head.published(lines, document.meta),
        channel=crumbs[1:] or channels,
        url=_meta(document, "canonical") or _meta(document, "og:url"),
        **{**named, **said},
    )


def _publisher(
    author: Text | None, channels: list[Text], lines: list[Text]
) -> dict[str, Text]:
    """The site, where no 来源 names it: an author that names channels, or a disclaimer."""
    if author is not None and str(author) in map(str, channels):
        return {"publisher": author}
    site = owner(lines)
    return {"publisher": site} if site is not None else {}


def _meta(document: Document, name: str) -> Text | None:
    return next((m.text for m in document.meta if m.name.lower() == name), None)


def _body(document: Document, lines: list[Text]) -> Text:
    """The text below headline and dateline."""
    below = lines[head.dateline_end(lines) :]
    if not below:
        return Text.join([])
    end = max(document.text.ends[-1], below[-1].span.end)
    return document.text.within([Span(below[0].span.start, end)])


def _anchor(page: Draft) -> PartialDate | None:
    """The day of publication, for dates without a year."""
    words = page.cells.get("published_at")
    at = moment(str(words)) if isinstance(words, Text) else None
    return PartialDate(at.date(), "day") if at else None


def _drug(name: NamedDrug) -> Draft:
    return Draft(
        Drug,
        generic_name=name.name,
        trade_name=name.trade_name,
        english_name=name.english_name,
        aliases=name.aliases,
    )


def _set_price(drugs: dict[str, Draft], price: Price) -> None:
    """Give a drug the first price that is stated for it."""
    key = squash(str(price.drug)) if price.drug is not None else ""
    draft = drugs.get(key)
    if draft and "price" not in draft.cells:
        drugs[key] = draft.also(
            price=price.money, price_unit=price.per, price_text=price.quote
        )


def _meant(
    drugs: dict[str, Draft], names: list[NamedDrug], event: Draft
) -> Draft | None:
    """The drug that an event names, by whichever of its names."""
    words = event.cells.get("drug_name")
    if words is None:
        return None
    for name in names:
        if squash(str(words)) in {squash(word) for word in name.words()}:
            return drugs[squash(str(name.name))]
    return None


def _amount_spans(event: Draft) -> list[Span]:
    amount = event.cells.get("amount")
    return amount.spans() if isinstance(amount, Text) else []
