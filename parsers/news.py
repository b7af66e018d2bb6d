"""News and articles (新闻、资讯): a headline, a dateline, prose.

What a medium, a portal or a company's page says about drugs and policies, saved as
HTML, as a Markdown dump with front matter or as plain text, often copied and sometimes
damaged.  Read from it: the headline, when and where it was published, who wrote it;
and what its prose reports: drugs, prices, dated events, cited policies.
"""

from collections.abc import Iterator

from normalize.document import Document, Grid, Heading
from normalize.draft import Doubt, Draft, Implied
from normalize.facts.citations import citations
from normalize.facts.events import events
from normalize.facts.names import NamedDrug, drug_names, mentions
from normalize.facts.prices import prices
from normalize.facts.quantities import quantities
from normalize.form.recognized import is_form
from normalize.news import head
from normalize.news.credits import credits, owner
from normalize.notice.recognized import is_notice
from normalize.tables import Citation, DocumentRow, Drug, Policy
from normalize.text import Span, Text
from normalize.values.dates import PartialDate, moment
from normalize.values.plain import squash

SHORTEST_ARTICLE = 120
FEWEST_SENTENCES = 3
META = {"author": "author", "source": "publisher", "contentsource": "publisher"}


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
    body = _body(document, lines)
    names = drug_names(document.text)
    drugs = {squash(str(name.name)): _drug(name) for name in names}
    for price in prices(document.text, names):
        _price(drugs, price)
    yield from drugs.values()
    taken: list[Span] = []
    for event in events(body, anchor=_anchor(page), drugs=names):
        if isinstance(event, Draft):
            event = event.also(drug_id=_named(drugs, event))
            taken += _money_spans(event)
        yield event
    for cited in citations(document.text):
        policy = Draft(
            Policy,
            title=cited.title,
            doc_number=cited.doc_number,
            issued_on=_quoted_date(cited.date),
            is_full_text=Implied(False, "cited", cited.quote),
        )
        yield policy
        yield Draft(
            Citation,
            policy_id=policy,
            title=cited.title,
            doc_number=cited.doc_number,
            quote=cited.quote,
        )
    yield from quantities(body, taken)
    yield from mentions(document.text, names)
