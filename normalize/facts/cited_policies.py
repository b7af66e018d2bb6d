"""The policies that a text cites, as rows: one for the policy, one for the citation."""

from collections.abc import Iterator

from normalize.draft import Draft, Implied
from normalize.facts.citations import CitedPolicy, citations
from normalize.tables import Citation, Policy
from normalize.text import Text


def cited_policies(text: Text, citing: Draft | None = None) -> Iterator[Draft]:
    """Yield each cited policy and its citation; `citing` is the policy that cites."""
    for cited in citations(text):
        yield from rows_of(cited, citing)


def rows_of(cited: CitedPolicy, citing: Draft | None = None) -> Iterator[Draft]:
    """Yield the row of one cited policy, and that of its citation."""
    policy = Draft(
        Policy,
        title=cited.title,
        doc_number=cited.doc_number,
        is_full_text=Implied(False, "it is cited here", cited.quote),
    )
    yield policy
    yield Draft(
        Citation,
        citing_policy_id=citing,
        policy_id=policy,
        relation=Implied(cited.relation, "the words around it", cited.quote),
        title=cited.title,
        doc_number=cited.doc_number,
        quote=cited.quote,
    )
