"""Names in prose (命名实体): drugs, offices, companies, diseases, places, policies.

What a name looks like is told where it is found: `drugs`, `organizations`, `diseases`,
`citations`; here all of them meet.

>>> text = Text.raw("国家药监局批准示例健康的示例仑赛注射液，用于弥漫性示例淋巴瘤")
>>> for mention in mentions(text, drug_names(text)):
...     kind, key, words = mention.cells.values()
...     print(kind.value, words, key.value)
agency 国家药监局 国家药品监督管理局
company 示例健康 示例健康
drug 示例仑赛注射液 示例仑赛注射液
disease 弥漫性示例淋巴瘤 弥漫性示例淋巴瘤
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.draft import Draft, Implied
from normalize.facts.citations import citations
from normalize.facts.diseases import disease_names
from normalize.facts.drugs import NamedDrug, drug_names, occurrences
from normalize.facts.institutions import institutions
from normalize.facts.organizations import agency, agency_names, company_names
from normalize.facts.places import countries, regions
from normalize.tables import Mention
from normalize.text import Text
from normalize.values.companies import company_key

__all__ = [
    "NamedDrug", "agency_names", "company_names", "disease_names", "drug_names",
    "mentions", "named", "occurrences",
]  # fmt: skip


def named(words: str, drugs: Sequence[NamedDrug]) -> NamedDrug | None:
    """Return the drug that is called `words`, by whichever of its names."""
    return next((drug for drug in drugs if words in drug.words()), None)


class _Named(NamedTuple):
    kind: str
    text: Text
    key: str


def mentions(text: Text, drugs: Sequence[NamedDrug]) -> Iterator[Draft]:
    """Yield a `Mention` of every name in a text, in order, but not of one in another.

    A policy is no name that hides others: its title names the office that issued it.
    The name of an institution that begins with a place is passed over whole.  The key
    is what the documents share: a drug's generic name, an office's full name, a
    company's name without its legal form, a region's code.
    """
    stop = {False: 0, True: 0}
    for found in sorted(_all(text, drugs), key=_place):
        is_policy = found.kind == "policy"
        if found.text.span.start < stop[is_policy]:
            continue
        stop[is_policy] = found.text.span.end
        if found.kind:
            yield Draft(
                Mention,
                entity_type=Implied(found.kind, "shape of the name"),
                name=Implied(found.key, "canonical key", found.text),
                text=found.text,
            )


def _place(found: _Named) -> tuple[int, int]:
    return found.text.span.start, -found.text.span.end


def _all(text: Text, drugs: Sequence[NamedDrug]) -> Iterator[_Named]:
    for place, drug in occurrences(text, drugs):
        yield _Named("drug", place, str(drug.name))
    for name in agency_names(text):
        yield _Named("agency", name, agency(str(name)).name)
    for name in company_names(text):
        yield _Named("company", name, company_key(str(name)))
    for name in disease_names(text):
        yield _Named("disease", name, str(name))
    for name, code in (*regions(text), *countries(text)):
        yield _Named("place", name, code)
    for name in institutions(text):
        yield _Named("", name, "")
    for cited in citations(text):
        name = cited.title if cited.title is not None else cited.quote
        yield _Named("policy", name, str(cited.doc_number or name))
