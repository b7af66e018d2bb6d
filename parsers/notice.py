"""Notice of a regulator (通知、公告、通告、意见 …): a policy, read in full.

From the top: title (发文机关关于…的通知), number (文号), addressees (主送机关), a paragraph
that says what is issued, numbered provisions (一、（一）1.（1）), contacts, the list of
attachments, the offices that sign, one below the other, with the date; then the
attachments under headings of their own (附件1), with lists (附表) and tables of theirs.
Pages that copy a notice lose some of it and add labels, adverts and furniture.

One policy row, a row per provision and scoring item, one per cited policy, and the
events that the notice is: issued, and in force.
"""

from collections.abc import Iterator, Mapping, Sequence

from normalize.document import Document, Grid
from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.facts.citations import citations
from normalize.notice import head
from normalize.notice.checks import Entry, all_attachments, attachment_doubts, point_doubts
from normalize.notice.contacts import Reached, contacts, merged
from normalize.notice.criteria import scoring
from normalize.notice.flow import Item, flow
from normalize.notice.identity import Identity, identify
from normalize.notice.issuer import Issuer, issuer
from normalize.notice.layout import Layout, Part, lay_out
from normalize.notice.provisions import provisions, summary
from normalize.notice.windows import Effective, Window, effective, window
from normalize.tables import Citation, Criterion, DocumentRow, Event, Policy, Provision
from normalize.text import Text
from normalize.values.dates import partial_date

Found = Iterator[Draft | Doubt]
Cells = dict[str, CellValue | None]


def recognizes(document: Document) -> bool:
    """Tell a notice by its shape: who issues what to whom, signed with a date.

    News may have a title like that of the notice it reports, but neither signature nor
    addressees nor a number of its own.
    """
    layout = lay_out(flow(document))
    lines = [item for item in layout.head if isinstance(item, Text)]
    title = head.title(lines)
    named, kind = head.parts_of(title) if title else ([], None)
    if layout.signature and layout.signature.date and (kind or layout.addressees):
        return True
    return bool(named and kind) and bool(head.number(lines) or layout.addressees)


def parse(document: Document) -> Found:
    """Yield the row of the document, its policy, and all that belongs to the policy."""
    items = flow(document)
    layout = lay_out(items)
    known = identify(document, layout, items)
    force = _force(layout)
    place = issuer(known.agencies[0]) if known.agencies else Issuer(None, None, None)
    policy = Draft(
        Policy,
        **_identity(known, place),
        **_window(layout, known),
        effective_on=known.effective or _effective_on(force, known.signed),
        **_text(layout),
    )
    yield _document(known)
    yield policy
    yield from _events(policy, known, force)
    for part in (None, *layout.parts):
        yield from _provisions(policy, part, layout.body if part is None else part.items)
        yield from _criteria(policy, part) if part else ()
    yield from _cited(policy, layout)
    yield from _doubts(known, layout)


def _document(known: Identity) -> Draft:
    return Draft(
        DocumentRow,
        title=known.title,
        publisher=known.source or next(iter(known.agencies), None),
        published_at=known.posted,
        url=known.url,
    )


def _identity(known: Identity, place: Issuer) -> Cells:
    first = next(iter(known.agencies), None)
    return {
        "title": known.title,
        "doc_number": known.number,
        "doc_type": known.kind,
        "agencies": list(known.agencies),
        "issued_on": known.signed,
        "published_on": known.posted,
        "level": _implied(place.level, "what the first office acts for", first),
        "region": _implied(place.region, "the name of the first office", first),
        "region_code": _implied(place.code, "GB/T 2260", first),
        "is_full_text": Implied(True, "the document is the notice itself", known.title),
    }


def _text(layout: Layout) -> Cells:
    parts = [item for part in layout.parts for item in part.items]
    reached = merged(contacts([*layout.body, *layout.closing]), contacts(parts))
    return {
        "summary": summary(layout.body),
        "addressees": layout.addressees,
        "attachments": [_attachment(entry) for entry in all_attachments(layout)],
        "contacts": [_contact(each) for each in reached],
    }


def _attachment(entry: Entry) -> Mapping[str, Text | Implied]:
    ordinal = entry.label.removeprefix("附件")
    title = {"title": entry.title} if entry.title else {}
    return {"ordinal": Implied(ordinal, "as printed", entry.quote), **title} if ordinal else title


def _contact(each: Reached) -> Mapping[str, Text | Implied]:
    cells = {"agency": each.agency, "person": each.person, "phone": each.phone}
    return {name: cell for name, cell in (*cells.items(), ("email", each.email)) if cell}


def _window(layout: Layout, known: Identity) -> Cells:
    found = _found_window(layout, known)
    if found is None:
        return {}
    return {
        "apply_from": _implied(found.start and found.start.date, "申报时间", found.quote),
        "apply_to": _implied(found.end and found.end.date, "申报时间", found.quote),
    }


def _found_window(layout: Layout, known: Identity) -> Window | None:
    """The window that the notice states, else the first that an attachment does."""
    issued = partial_date(known.signed.chars) if known.signed else None
    anchor = issued.date if issued else None
    texts = (layout.body, *(part.items for part in layout.parts))
    return next((found for items in texts if (found := window(items, anchor))), None)


def _force(layout: Layout) -> Effective | None:
    texts = ([*layout.body, *layout.closing], *(part.items for part in layout.parts))
    return next((found for items in texts for found in effective(items)), None)


def _effective_on(force: Effective | None, signed: Text | None) -> Text | Implied | None:
    if force is None or not force.on_issue:
        return force.quote if force else None
    return _implied(signed.chars if signed else None, "in force from its issue", force.quote)


def _events(policy: Draft, known: Identity, force: Effective | None) -> Iterator[Draft]:
    """Yield what the notice itself is: its issue, or the reply it gives; its force."""
    actors, region = list(known.agencies), policy.cells.get("region")
    kind = "regulator_reply" if str(known.kind) in ("答复", "复函") else "policy_issued"
    if known.signed and known.title:
        yield Draft(
            Event,
            event_date=known.signed,
            event_type=Implied(kind, "the document is signed", known.kind or known.title),
            date_basis=Implied("stated", "the date of the signature", known.signed),
            actors=actors,
            region=region,
            description=known.title,
        )
    if force and (day := policy.cells.get("effective_on")):
        yield Draft(
            Event,
            event_date=day,
            event_type=Implied("policy_effective", "it says so", force.quote),
            date_basis=Implied("stated", "the notice says so", force.quote),
            actors=actors,
            region=region,
            description=force.sentence,
        )


def _provisions(policy: Draft, part: Part | None, items: Sequence[Item]) -> Iterator[Draft]:
    for each in provisions(items):
        yield Draft(
            Provision,
            policy_id=policy,
            part=_part(part),
            path=Implied(each.path, "the numbers on the way down", each.number),
            heading=each.heading,
            text=each.text,
            kind=Implied(each.kind, "its words, or those above it", each.heading or each.number),
        )


def _criteria(policy: Draft, part: Part) -> Found:
    for item in part.items:
        if not isinstance(item, Grid) or not (found := scoring(item)):
            continue
        for each in found.criteria:
            yield Draft(
                Criterion,
                policy_id=policy,
                attachment=_part(part),
                section=each.section,
                item=each.item,
                points=each.points,
                standard=each.standard,
            )
        yield from point_doubts(found)


def _part(part: Part | None) -> Implied | None:
    return Implied(part.label, "it stands under this heading", part.quote) if part else None


def _doubts(known: Identity, layout: Layout) -> Iterator[Doubt]:
    yield from known.doubts
    yield from attachment_doubts(layout)
    found = _found_window(layout, known)
    if found and found.end is None:
        message = "the window is counted from the day of publication; work out its dates"
        yield Doubt("relative_window", message, found.quote)


def _implied(value: object | None, because: str, quote: Text | None) -> Implied | None:
    return None if value is None else Implied(value, because, quote)
