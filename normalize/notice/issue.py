"""The events that a notice itself is: its issue, or the reply it gives; its force.

A notice of June that is in force from July plans it: at its date that is yet to come.
"""

import re
from collections.abc import Iterator, Mapping

from normalize.draft import CellValue, Draft, Implied
from normalize.notice.force import Effective
from normalize.notice.identity import Identity
from normalize.precise import Stated
from normalize.tables import Event
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.dates import partial_date

_REPLY = re.compile("复函|答复")


def issue_events(
    policy: Draft, known: Identity, force: Effective | None
) -> Iterator[Draft]:
    """Yield the issue of a notice that is signed, and its coming into force."""
    if known.signed and known.title:
        replies = known.title.search(_REPLY) and known.kind
        kind = "regulator_reply" if replies else "policy_issued"
        quote = known.kind or known.title
        yield _event(policy, kind, known.signed, quote, known.title)
    if force and (day := policy.cells.get("effective_on")):
        own = policy.cells.get("issued_on") or policy.cells.get("published_on")
        modality = "planned" if is_later(day, own) else "happened"
        yield _event(
            policy, "policy_effective", day, force.quote, force.sentence, modality
        )


def is_later(day: CellValue, other: CellValue | None) -> bool:
    """Tell whether a day is after another, as far as both are stated.

    >>> is_later(Text.raw("2025年7月1日"), Text.raw("2025年6月20日"))
    True
    >>> is_later(Text.raw("2025年6月"), Text.raw("2025年6月20日"))
    False
    """
    one, two = _stated(day), _stated(other)
    return bool(one and two and one.date > two.date and not one.agrees(two))


def _stated(cell: CellValue | None) -> Stated | None:
    value = cell.value if isinstance(cell, Implied) else cell
    try:
        found = partial_date(str(value)) if isinstance(value, str | Text) else value
    except Rejected:
        return None  # its own cell leaves the problem
    return Stated(*found) if isinstance(found, tuple) else None


def _event(
    policy: Draft,
    kind: str,
    day: CellValue,
    quote: Text,
    description: Text,
    modality: str = "happened",
) -> Draft:
    agencies = policy.cells.get("agencies")
    return Draft(
        Event,
        event_date=day,
        date_basis=Implied("stated", "the document's own date", quote),
        event_type=Implied(kind, "what an official document is", quote),
        modality=Implied(modality, "the document's own date", quote),
        actors=agencies,
        participants=[_party(name) for name in agencies]
        if isinstance(agencies, list)
        else None,
        region=policy.cells.get("region"),
        region_code=policy.cells.get("region_code"),
        description=description,
    )


def _party(name: object) -> Mapping[str, Text | Implied]:
    assert isinstance(name, Text | Implied)
    quote = name if isinstance(name, Text) else name.quote
    return {
        "name": name,
        "kind": Implied("agency", "it signs", quote),
        "role": Implied("decides", "it signs", quote),
    }
