"""Keys and decisions together (归并与裁定): how the rows of a run are grouped.

What a decision did is a problem of severity `info`: `merged_by_decision`,
`kept_apart_by_decision`; `decision_unclear` where it names what several drugs are
called.
"""

from collections.abc import Iterable, Mapping, Sequence

from normalize.draft import Doubt
from normalize.entities.companies import firm_groups, firms
from normalize.entities.decided import Decision, Names, Told, decided, unmet
from normalize.entities.drugs import drug_groups
from normalize.entities.groups import Group, Row
from normalize.entities.named import (
    ROLES,
    drug_calls,
    firm_calls,
    mention_calls,
    policy_calls,
)
from normalize.entities.policies import policy_groups
from normalize.rows import Rows, problem

SEVERITY = {"decision_unclear": "warning"}


class Rulings:
    """The groupings of one run; `firms` maps printed names of companies to firms.

    `named` are the printed names of companies: see `firm_names`.  What became of
    decisions is kept in `problems` until it is taken.
    """

    def __init__(self, named: list[Row], decisions: Sequence[Decision]) -> None:
        self.problems: list[Row] = []
        self.decisions = decisions
        groups = self._decided("company", firm_groups(named), firm_calls)
        self.firms: Mapping[str, str] = firms(groups)

    def drugs(self, rows: list[Row]) -> list[Group]:
        """Group rows that are one drug."""
        return self._decided("drug", drug_groups(rows, self.firms), drug_calls)

    def policies(self, rows: list[Row]) -> list[Group]:
        """Group rows that are one policy."""
        return self._decided("policy", policy_groups(rows), policy_calls)

    def tell(self, told: Iterable[Told]) -> None:
        """Keep what became of decisions as problems."""
        self.problems += map(_problem, told)

    def taken(self) -> list[Row]:
        """Return the problems kept so far, and keep them no more."""
        taken, self.problems = self.problems, []
        return taken

    def _decided(self, kind: str, groups: list[Group], names: Names) -> list[Group]:
        own = [each for each in self.decisions if each.entity_type == kind]
        grouped, told = decided(groups, own, names)
        self.tell(told)
        return grouped


def firm_names(tables: Rows) -> list[Row]:
    """List the printed names of companies, each once with a document that has it."""
    named = {
        (mention["text"], mention["doc_id"])
        for mention in tables["mentions"]
        if mention["entity_type"] == "company"
    }
    for row in tables["drugs"]:
        named |= {(row[role], row["doc_id"]) for role in ROLES if row[role]}
    first = dict(sorted(named, reverse=True))
    return [{"name": name, "doc_id": first[name]} for name in sorted(first)]


def unmet_decisions(
    results: Iterable[Rows], decisions: Iterable[Decision]
) -> list[Decision]:
    """List the decisions on what no document of a run names."""
    asked = list(decisions)
    known: dict[str, set[str]] = {each.entity_type: set() for each in asked}
    for rows in results if asked else ():
        for kind in known:
            known[kind] |= _named(kind, rows)
    return [each for each in asked if unmet([each], known[each.entity_type])]


def _named(kind: str, rows: Rows) -> set[str]:
    if kind == "drug":
        return {name for row in rows["drugs"] for name in drug_calls(row)}
    if kind == "policy":
        return {name for row in rows["policies"] for name in policy_calls(row)}
    if kind == "company":
        return {name for row in firm_names(rows) for name in firm_calls(row)}
    own = (row for row in rows["mentions"] if row["entity_type"] == kind)
    return {name for row in own for name in mention_calls(row)}


def _problem(told: Told) -> Row:
    severity = SEVERITY.get(told.code, "info")
    doubt = Doubt(told.code, told.decision.told(), severity=severity)
    return problem(told.row["doc_id"], doubt, **_where(told.row))


def _where(row: Row) -> dict[str, str]:
    """Name the row by its id of now; merging renames it with the others."""
    for table, key in (("drugs", "drug_id"), ("policies", "policy_id")):
        if key in row:
            return {"table_name": table, "row_id": row[key]}
    return {}
