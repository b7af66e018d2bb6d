"""From the rows of every document to the published tables.

Drugs, policies and events are things that several documents speak of: their rows are
merged, the best source speaking first (form, then notice, then news; the newest filing
before older ones).  All other rows are put together in the order of their documents.
The result does not depend on the order in which documents arrive.
"""

from collections.abc import Callable, Iterable
from typing import Any

from normalize.entities import (
    drug_groups,
    drug_id,
    event_groups,
    event_id,
    fineness,
    policy_groups,
    policy_id,
)
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import Drug, Event, Policy
from normalize.things import Kind, merge_things

TRUST = {"nhsa_form": 0, "notice": 1, "news": 2, "unknown": 3}


def merge(results: Iterable[Rows]) -> Rows:
    """Return the tables of a run from the rows of its documents."""
    tables = empty_rows()
    for rows in _first_copies(results):
        for name, more in rows.items():
            tables[name] += more
    trust = _trust(tables)
    merge_things(tables, Kind(Drug, drug_groups, drug_id, trust))
    merge_things(tables, Kind(Policy, policy_groups, policy_id, _full_first(trust)))
    merge_things(tables, Kind(Event, event_groups, event_id, _exact_first(trust)))
    _date_drugs(tables)
    _sort(tables)
    return tables


def _first_copies(results: Iterable[Rows]) -> list[Rows]:
    """The rows of each document once; of a copy of its bytes its own row only."""
    first: dict[str, str] = {}
    kept = []
    for rows in sorted(results, key=lambda rows: str(rows["documents"][0]["path"])):
        document = rows["documents"][0]
        path = first.setdefault(document["doc_id"], document["path"])
        if path == document["path"]:
            kept.append(rows)
        else:
            copy = document | {"status": "duplicate", "duplicate_of": path}
            kept.append(empty_rows() | {"documents": [copy]})
    return kept


# --- whom to believe

Order = Callable[[Row], tuple[Any, ...]]


def _trust(tables: Rows) -> Order:
    """Order rows by their documents: by source type, newest first, then by id."""
    applied = {row["doc_id"]: row["applied_at"] for row in tables["filings"]}
    ranks: dict[str, tuple[Any, ...]] = {}
    for row in tables["documents"]:
        date = applied.get(row["doc_id"]) or row["published_at"]
        newest = -date.timestamp() if date else 0.0
        kind = TRUST[row["source_type"] or "unknown"]
        ranks[row["doc_id"]] = (kind, newest, row["doc_id"])
    return lambda row: ranks[row["doc_id"]]


def _full_first(trust: Order) -> Order:
    """The policy itself before its citations."""
    return lambda row: (not row["is_full_text"], *trust(row))


def _exact_first(trust: Order) -> Order:
    """The most exact report of an event first."""
    return lambda row: (fineness(row), *trust(row))


# --- what follows from all documents together


def _date_drugs(tables: Rows) -> None:
    """Fill first_seen and last_seen from the dates of the documents."""
    days = {row["doc_id"]: row["applied_at"] for row in tables["filings"]}
    published = ((row["doc_id"], row["published_at"]) for row in tables["documents"])
    days |= {doc_id: at for doc_id, at in published if at}
    for drug in tables["drugs"]:
        seen = sorted(days[d].date() for d in drug["doc_ids"] if days.get(d))
        if seen:
            drug["first_seen"], drug["last_seen"] = seen[0], seen[-1]


def _sort(tables: Rows) -> None:
    """Bring headline tables into reading order; the others follow their documents."""
    tables["drugs"].sort(key=lambda row: (row["generic_name"] or "", row["drug_id"]))
    tables["policies"].sort(key=lambda row: (row["title"] or "", row["policy_id"]))
    tables["events"].sort(key=lambda row: (str(row["event_date"]), row["event_id"]))
