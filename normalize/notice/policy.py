"""The policy that a notice is, as a row: what it says of itself, gathered."""

from collections.abc import Mapping, Sequence
from datetime import date

from normalize.draft import CellValue, Draft, Implied
from normalize.notice.checks import Entry, all_attachments
from normalize.notice.contacts import Reached, contacts, merged
from normalize.notice.flow import Item
from normalize.notice.force import Effective, first_effective, since
from normalize.notice.identity import Identity
from normalize.notice.issuer import NOBODY, Issuer, issuer, of_number, place
from normalize.notice.layout import Layout
from normalize.notice.provisions import summary
from normalize.notice.subject import subject
from normalize.notice.validity import Validity, labeled, last_day, validity
from normalize.notice.windows import Window, first_window
from normalize.tables import Policy
from normalize.text import Text
from normalize.values.dates import partial_date

Cells = dict[str, CellValue | None]


def policy(known: Identity, layout: Layout) -> Draft:
    """Return the row of the policy."""
    parts = [item for part in layout.parts for item in part.items]
    own = [*letterhead(layout), *layout.body, *layout.closing]
    reached = merged(contacts(own), contacts(parts))
    return Draft(
        Policy,
        title=known.title,
        doc_number=known.number
        or _implied(known.filed, "the name of the file", known.title),
        other_numbers=list(known.numbers[1:]),
        doc_type=known.kind,
        agencies=list(known.agencies),
        issued_on=known.signed,
        published_on=known.posted,
        effective_on=in_force_from(known, layout),
        **_validity(known, layout),
        **_place(known),
        **_window(known, layout),
        summary=summary(layout.body),
        addressees=known.addressees,
        attachments=[_attachment(entry) for entry in all_attachments(layout)],
        contacts=[_contact(each) for each in reached],
        is_full_text=Implied(True, "the document is the policy itself", known.title),
    )


def letterhead(layout: Layout) -> Sequence[Item]:
    """The head of a letter of Taiwan, which says whom to ask as no page's does."""
    return layout.head if subject(layout.head) else []


def texts(layout: Layout) -> list[Sequence[Item]]:
    """List what the notice says, then what its attachments do."""
    return [[*layout.body, *layout.closing], *(part.items for part in layout.parts)]


def apply_window(known: Identity, layout: Layout) -> Window | None:
    """Return the window for applying that the notice or an attachment states."""
    return first_window(texts(layout), anchor(known))


def anchor(known: Identity) -> date | None:
    """Return the day of the notice, for the days that it states without a year."""
    return day_of(known.signed) or day_of(known.posted)


def force(known: Identity, layout: Layout) -> Effective | None:
    """Return what the notice says of its coming into force."""
    return first_effective([letterhead(layout), *texts(layout)], known.title)


def _place(known: Identity) -> Cells:
    """Level and region: of the first office, else of whatever names its place."""
    found, by = _found_place(known)
    return {
        "level": _implied(found.level, "what this office acts for", by),
        "region": _implied(found.region, "the name of this office", by),
        "region_code": _implied(found.code, "GB/T 2260", by),
    }


def _found_place(known: Identity) -> tuple[Issuer, Text | None]:
    tried = [(issuer(name), name) for name in known.agencies]
    tried += [(place(name), name) for name in known.places]
    if known.number and known.agencies:
        tried.append((of_number(known.agencies[0], known.number), known.number))
    return next((each for each in tried if each[0] != NOBODY), (NOBODY, None))


def _window(known: Identity, layout: Layout) -> Cells:
    found = apply_window(known, layout)
    if found is None:
        return {}
    first, last = found.start and found.start.date, found.end and found.end.date
    return {
        "apply_from": _implied(first, "window for applying", found.quote),
        "apply_to": _implied(last, "window for applying", found.quote),
    }


def in_force_from(known: Identity, layout: Layout) -> Text | Implied | None:
    """Return the day from which the notice is in force, by a label or its words."""
    return known.effective or _in_force(force(known, layout), known)


def held(known: Identity, layout: Layout) -> Validity | None:
    """Return how long the notice says it holds, or a label above it."""
    texts_own = (validity(items, known.title) for items in texts(layout))
    said = next(filter(None, texts_own), None)
    return said or (labeled(known.validity) if known.validity else None)


def valid_until(known: Identity, layout: Layout) -> Text | Implied | None:
    """Return the last day of validity, stated or counted from the day in force."""
    said = held(known, layout)
    if said is None or said.until is not None:
        return said.until if said else None
    first = day_of(in_force_from(known, layout))
    if said.months is None or first is None:
        return None
    because = "so long from the day in force"
    return Implied(last_day(first, said.months).isoformat(), because, said.quote)


def day_of(cell: Text | Implied | None) -> date | None:
    """Return the day of a cell; None where it is coarser, or nothing."""
    words = cell.value if isinstance(cell, Implied) else cell
    found = partial_date(str(words)) if words is not None else None
    return found.date if found and found.precision == "day" else None


def _validity(known: Identity, layout: Layout) -> Cells:
    said = held(known, layout)
    return {
        "valid_until": valid_until(known, layout),
        "validity_text": said.quote if said else None,
    }


def _in_force(said: Effective | None, known: Identity) -> Text | Implied | None:
    if said is None or said.basis == "stated":
        return said.quote if said else None
    if said.basis == "counted":
        issued = anchor(known)
        day = since(said, issued) if issued else None
        iso = day.isoformat() if day else None
        return _implied(iso, "counted from the day of its issue", said.quote)
    signed = known.signed.chars if known.signed else None
    return _implied(signed, "in force from its issue", said.quote)


def _attachment(entry: Entry) -> Mapping[str, Text | Implied]:
    """An attachment by its number; one of an attachment says what it is: 附表2."""
    cells: dict[str, Text | Implied] = {"title": entry.title} if entry.title else {}
    if ordinal := entry.label.removeprefix("附件"):
        cells["ordinal"] = Implied(ordinal, "as printed", entry.quote)
    return cells


def _contact(each: Reached) -> Mapping[str, Text | Implied]:
    cells: dict[str, Text | Implied | None] = {
        "agency": each.agency,
        "person": each.person,
        "phone": _numbers(each.phone) if each.phone else None,
        "email": each.email,
    }
    return {name: cell for name, cell in cells.items() if cell}


def _numbers(phone: Text) -> Text | Implied:
    """A number as printed; several, on one line or two, are joined by 、."""
    if "、" not in phone.chars:
        return phone
    return Implied(phone.chars, "all numbers, joined by 、", phone)


def _implied(value: object | None, because: str, quote: Text | None) -> Implied | None:
    return None if value is None else Implied(value, because, quote)
