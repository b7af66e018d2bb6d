"""From the rows of every document to the published tables.

Drugs, policies and events are things that several documents speak of: their rows are
merged, the best source speaking first (form, then notice, then news; the newest
first).  All other rows follow the ids of their documents, so that the result depends
neither on the order in which documents arrive nor on the names of their files.

Who is who is told by keys, and by what people decided (`decisions`), which goes before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from normalize.corrected import Correction, corrected, of_documents
from normalize.decisions import Ruling, of_entities, of_values
from normalize.entities import (
    drug_id,
    event_groups,
    event_id,
    fineness,
    policy_id,
)
from normalize.entities.attached import attach
from normalize.entities.changes import drugs_of_forms, fill_changes
from normalize.entities.copies import leaders, mark_copies
from normalize.entities.decided import Decision
from normalize.entities.described import describe
from normalize.entities.disagreements import disagreements
from normalize.entities.mentions import identify_mentions
from normalize.entities.numbers import shared_numbers
from normalize.entities.offices import spell_out
from normalize.entities.once import tell_once
from normalize.entities.retold import mirrored_policies, retold_events
from normalize.entities.rulings import Rulings, firm_names
from normalize.entities.suggestions import company_suggestions, drug_suggestions
from normalize.order import in_order
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import Drug, Event, Policy
from normalize.things import Kind, merge_things

Order = Callable[[Row], tuple[Any, ...]]

TRUST = {"nhsa_form": 0, "notice": 1, "news": 2, "unknown": 3}


def merge(results: Iterable[Rows], rulings: Sequence[Ruling] = ()) -> Rows:
    """Return the tables of a run from the rows of its documents.

    Raises Contradiction where decisions contradict one another, or name several rows.
    """
    tables = _gathered(_corrected([*results], of_values(rulings)))
    return _merged(tables, of_entities(rulings))


def _merged(tables: Rows, decisions: Sequence[Decision]) -> Rows:
    mark_copies(tables)
    rulings = Rulings(firm_names(tables), decisions)
    _merge_things(tables, rulings)
    date_drugs(tables["drugs"], days_of(tables))
    spell_out(tables)
    identify_mentions(tables)
    rulings.tell(describe(tables, rulings.firms, decisions))
    tables["problems"] += rulings.taken()
    tables["problems"] += shared_numbers(tables["drugs"])
    tables["problems"] += drug_suggestions(tables["drugs"], decisions)
    tables["problems"] += company_suggestions(tables["entities"], decisions)
    tables["problems"] += disagreements(tables)
    return in_order(tables)


def _corrected(
    results: Sequence[Rows], corrections: Sequence[Correction]
) -> list[Rows]:
    files = [(str(r["documents"][0]["path"]), _doc_id(r)) for r in results]
    asked = of_documents(corrections, files)
    return [
        corrected(rows, own)[0] if (own := asked.get(_doc_id(rows))) else rows
        for rows in results
    ]


def _doc_id(rows: Rows) -> str:
    return str(rows["documents"][0]["doc_id"])


def _gathered(results: Iterable[Rows]) -> Rows:
    tables = empty_rows()
    for rows in _first_copies(results):
        for name, more in rows.items():
            tables[name] += more
    return tables


def _merge_things(tables: Rows, rulings: Rulings) -> None:
    """Bring drugs, policies and events together; what copies repeat is told once."""
    led, stated = leaders(tables), drugs_of_forms(tables)
    kinds = kinds_of_things(rulings, trust(tables), led)
    for kind in kinds:
        tables["problems"] += renamed_problems(rulings, merge_things(tables, kind))
        if kind.cls is Policy:
            attach(tables)
    tell_once(tables)
    fill_changes(tables, stated)


def kinds_of_things(
    rulings: Rulings, trust: Order, led: Mapping[str, str]
) -> tuple[Kind, ...]:
    """How drugs, policies and events are brought together, in this order."""
    policies = mirrored_policies(rulings.policies, led)
    events = retold_events(event_groups, led)
    return (
        Kind(Drug, rulings.drugs, drug_id, trust),
        Kind(Policy, policies, policy_id, _full_first(trust)),
        Kind(Event, events, event_id, _exact_first(trust)),
    )


def renamed_problems(rulings: Rulings, renamed: Mapping[str, str]) -> list[Row]:
    """Take what became of decisions, its rows under their new ids."""
    return [
        row | {"row_id": renamed.get(row["row_id"], row["row_id"])}
        for row in rulings.taken()
    ]


def _first_copies(results: Iterable[Rows]) -> list[Rows]:
    """The rows of each document once; of a copy of its bytes its own row only."""
    first: dict[str, Rows] = {}
    copies = []
    for rows in sorted(results, key=lambda rows: str(rows["documents"][0]["path"])):
        document = rows["documents"][0]
        original = first.setdefault(document["doc_id"], rows)["documents"][0]
        if original is not document:
            copy = {"status": "duplicate", "duplicate_of": original["path"]}
            copies.append(empty_rows() | {"documents": [document | copy]})
    return [*(first[doc_id] for doc_id in sorted(first)), *copies]


# --- when a document speaks, and whom to believe


def _dates(tables: Rows) -> dict[str, datetime]:
    """When each document was filed, or else published."""
    published = {row["doc_id"]: row["published_at"] for row in tables["documents"]}
    filed = {row["doc_id"]: row["applied_at"] for row in tables["filings"]}
    stated = [*published.items(), *filed.items()]
    return {doc_id: at for doc_id, at in stated if at is not None}


def trust(tables: Rows) -> Order:
    """Order rows by their documents: by source type, newest first, then by id."""
    dates = _dates(tables)
    ranks = {
        row["doc_id"]: (
            TRUST[row["source_type"]],
            -dates[row["doc_id"]].timestamp() if row["doc_id"] in dates else 0.0,
            row["doc_id"],
        )
        for row in tables["documents"]
    }
    led = leaders(tables)

    def order(row: Row) -> tuple[Any, ...]:
        """A copy speaks right behind its leader."""
        doc_id = row["doc_id"]
        return (*ranks[led.get(doc_id, doc_id)], doc_id in led, doc_id)

    return order


def _full_first(trust: Order) -> Order:
    """The policy itself before its citations."""
    return lambda row: (not row["is_full_text"], *trust(row))


def _exact_first(trust: Order) -> Order:
    """The most exact report of an event first."""
    return lambda row: (fineness(row), *trust(row))


# --- what follows from all documents together


def days_of(tables: Rows) -> dict[str, date]:
    """Return the day of each document that has one."""
    return {doc_id: at.date() for doc_id, at in _dates(tables).items()}


def date_drugs(drugs: Iterable[Row], days: Mapping[str, date]) -> None:
    """Fill first_seen and last_seen from the days of the documents."""
    for drug in drugs:
        seen = sorted(days[doc_id] for doc_id in drug["doc_ids"] if doc_id in days)
        if seen:
            drug["first_seen"], drug["last_seen"] = seen[0], seen[-1]
