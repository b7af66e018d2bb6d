"""The policies that a text cites, as rows: one for the policy, one for the citation."""

from collections.abc import Iterable, Iterator

from normalize.draft import Draft, Implied
from normalize.facts.citations import CitedPolicy, citations
from normalize.tables import Citation, Policy
from normalize.text import Text
from normalize.values.plain import squash


def cited_policies(text: Text, citing: Draft | None = None) -> Iterator[Draft]:
    """Yield each cited policy and its citation; `citing` is the policy that cites."""
    for cited in once(citations(text)):
        yield from rows_of(cited, citing)


def once(cited: Iterable[CitedPolicy]) -> list[CitedPolicy]:
    """Leave out what only names again, without its number, what is told with it.

    >>> text = Text.raw("《示例办法细则》解读|《示例办法细则》（示发〔2021〕3号）解读")
    >>> [str(each.doc_number) for each in once(citations(text))]
    ['示发〔2021〕3号']
    """
    cited = list(cited)
    numbered = {_told(each) for each in cited if each.doc_number is not None}
    return [each for each in cited if each.doc_number or _told(each) not in numbered]


def _told(cited: CitedPolicy) -> tuple[str, str] | None:
    return (squash(cited.title.chars), cited.relation) if cited.title else None


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
