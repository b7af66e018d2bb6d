"""Events told again without a date (重述): 该药获批上市 after the day of its approval.

>>> from normalize.draft import Implied
>>> from normalize.tables import Event
>>> def told(**cells):
...     kind, said = Implied("approval", ""), Implied("happened", "")
...     return Draft(Event, event_type=kind, modality=said, **cells)
>>> dated, again = told(event_date=Text.raw("2030年")), told()
>>> len(list(first_told([again, dated], drugs=())))
1
"""

from collections.abc import Iterable, Iterator, Sequence

from normalize.draft import Doubt, Draft, Implied
from normalize.facts.drugs import NamedDrug
from normalize.text import Text

# An approval may be told again without its conditions, and by what it led to.
ALIKE = {"conditional_approval": "approval"}

_Key = tuple[str, str, str]


def first_told(
    facts: Iterable[Draft | Doubt], drugs: Sequence[NamedDrug]
) -> Iterator[Draft | Doubt]:
    """Yield the facts but for those that tell again, without a date, what is told."""
    names = {word: str(drug.name) for drug in drugs for word in drug.words()}
    facts = list(facts)
    told = {_key(fact, names) for fact in facts if _is_dated(fact)}
    sums = {_sum(fact) for fact in facts if _is_dated(fact)}
    for fact in facts:
        if isinstance(fact, Doubt) or _is_dated(fact):
            yield fact
        elif (key := _key(fact, names)) not in told or _sum(fact) not in {"", *sums}:
            told.add(key)
            sums.add(_sum(fact))
            yield fact


def _sum(fact: Draft | Doubt) -> str:
    """What an event moves, in the words that say it; 2.5亿元 is no 3亿元."""
    return str(fact.cells.get("amount") or "") if isinstance(fact, Draft) else ""


def _is_dated(fact: Draft | Doubt) -> bool:
    return isinstance(fact, Draft) and (
        "event_date" in fact.cells or "date_basis" in fact.cells
    )


def _key(fact: Draft | Doubt, names: dict[str, str]) -> _Key:
    """Say what an event is about; of one without a drug only its kind."""
    assert isinstance(fact, Draft)
    kind, said = _value(fact, "event_type"), _value(fact, "modality")
    drug = fact.cells.get("drug_name")
    words = str(drug) if isinstance(drug, Text) else ""
    return ALIKE.get(kind, kind), said, names.get(words, words)


def _value(fact: Draft, column: str) -> str:
    cell = fact.cells[column]
    assert isinstance(cell, Implied)
    return str(cell.value)
