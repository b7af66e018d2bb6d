"""The events that a notice itself is: its issue, or the reply it gives; its force."""

import re
from collections.abc import Iterator

from normalize.draft import CellValue, Draft, Implied
from normalize.notice.force import Effective
from normalize.notice.identity import Identity
from normalize.tables import Event
from normalize.text import Text

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
        yield _event(policy, "policy_effective", day, force.quote, force.sentence)


def _event(
    policy: Draft, kind: str, day: CellValue, quote: Text, description: Text
) -> Draft:
    return Draft(
        Event,
        event_date=day,
        date_basis=Implied("stated", "the document's own date", quote),
        event_type=Implied(kind, "what an official document is", quote),
        actors=policy.cells.get("agencies"),
        region=policy.cells.get("region"),
        description=description,
    )
