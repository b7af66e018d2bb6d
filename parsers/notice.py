"""Notice of a regulator (通知、公告、通告、意见 …): a policy, read in full.

From the top: title (发文机关关于…的通知), number (文号), addressees (主送机关), a
paragraph that says what is issued, numbered provisions (一、（一）1.（1）), contacts,
the list of attachments, the offices that sign, one below the other, with the date; then
the attachments under headings of their own (附件1), with lists (附表) and tables of
theirs.  Pages that copy a notice lose some of it and add labels, adverts and furniture.

One policy row, a row per provision, scoring item and listed drug, one per cited policy,
and the events that the notice is: issued, and in force.

>>> page = "示例局关于示例的通知\\n各单位：\\n一、本通知自印发之日起施行。\\n示例局"
>>> page += "\\n2025年6月20日"
>>> from normalize.document import Paragraph
>>> text = Text.raw(page)
>>> blocks = tuple(map(Paragraph, text.lines()))
>>> document = Document(
...     name="a", media_type="text/plain", raw=page, text=text, blocks=blocks
... )
>>> recognizes(document)
True
>>> [each.table.__name__ for each in parse(document) if isinstance(each, Draft)][:4]
['DocumentRow', 'Policy', 'Event', 'Event']
"""

from collections.abc import Iterator
from typing import cast

from normalize.document import Document
from normalize.draft import Doubt, Draft, Implied
from normalize.facts.names import drug_names, mentions
from normalize.facts.quantities import quantities
from normalize.notice.checks import attachment_doubts, missing_doubts
from normalize.notice.cited import citations
from normalize.notice.contents import contents, drugs
from normalize.notice.fields import fields
from normalize.notice.flow import flow
from normalize.notice.identity import Identity, identify
from normalize.notice.issue import issue_events
from normalize.notice.layout import Layout, Part, lay_out
from normalize.notice.links import Cells, addressed
from normalize.notice.policy import apply_window, force, policy, texts
from normalize.notice.prose import number_spans, told
from normalize.notice.recognized import is_notice
from normalize.notice.terms import lengths, windows
from normalize.tables import DocumentRow
from normalize.text import Text
from normalize.values.doc_numbers import is_misprinted

Found = Iterator[Draft | Doubt]

_OPEN = {
    "relative": "the window is counted from the day of publication; work out its days",
    "vague": "an end of the window is a part of a month; no day is stated",
}


def recognizes(document: Document) -> bool:
    """Say whether the document is the text of a notice, and not news about one."""
    return is_notice(document)


def parse(document: Document) -> Found:
    """Yield the row of the document, its policy, and all that belongs to the policy."""
    items = flow(document)
    layout = lay_out(items)
    known = identify(document, layout, items)
    issued = _policy(known, layout, document)
    yield _document(known)
    yield issued
    yield from issue_events(issued, known, force(known, layout))
    yield from contents(issued, layout.body, None)
    own = [*layout.body, *layout.closing]
    yield from (*drugs(own), *fields(own, known.title))
    for part in layout.parts:
        yield from contents(issued, part.items, _label(part))
        yield from (*drugs(part.items), *fields(part.items, _label(part)))
    yield from _facts(issued, known, layout, document)
    yield from _doubts(known, layout)
    yield from mentions(document.text, drug_names(document.text))


def _document(known: Identity) -> Draft:
    posted = known.posted or known.updated
    basis = known.basis or "updated"
    return Draft(
        DocumentRow,
        title=known.title,
        publisher=known.source or next(iter(known.agencies), None),
        published_at=posted,
        published_basis=Implied(basis, "what of the page says it", posted)
        if posted
        else None,
        url=known.url,
    )


def _policy(known: Identity, layout: Layout, document: Document) -> Draft:
    """The row of the policy, with what the page around the notice knows of it."""
    issued = policy(known, layout)
    listed = cast(list[Cells], issued.cells.get("attachments", []))
    return issued.also(
        index_number=known.index,
        attachments=addressed(listed, document.links, known.url),
    )


def _label(part: Part) -> Implied:
    return Implied(part.label, "it stands under this heading", part.quote)


def _facts(issued: Draft, known: Identity, layout: Layout, document: Document) -> Found:
    """Yield what the text cites, the terms it sets, the prices, its other numbers."""
    yield from citations(issued, known, layout)
    terms = [*windows(issued, known, layout)]
    yield from terms
    said = [each for items in texts(layout) for each in items if isinstance(each, Text)]
    taken = [*lengths(terms)]
    for fact in told(document.text, said, known, drug_names(document.text)):
        taken += number_spans(fact)
        yield fact
    for line in said:
        yield from quantities(line, taken)


def _doubts(known: Identity, layout: Layout) -> Iterator[Doubt]:
    yield from known.doubts
    yield from attachment_doubts(layout)
    yield from missing_doubts(known, layout)
    if known.number is not None and is_misprinted(known.number.chars):
        message = "read as a picture shows it, and written as offices print it"
        yield Doubt("doc_number_misprinted", message, known.number)
    found = apply_window(known, layout)
    if found and found.open:
        yield Doubt(f"{found.open}_window", _OPEN[found.open], found.quote)
    counted = force(known, layout)
    if counted and counted.basis == "counted":
        message = "in force so long after its issue; see that the day is counted right"
        yield Doubt("relative_effective", message, counted.quote)
