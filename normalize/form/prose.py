"""Facts in the long answers of a form: what they measure, count, and report."""

from collections.abc import Iterator

from normalize.draft import Doubt, Draft, Implied
from normalize.facts.adverse_events import adverse_events
from normalize.facts.events import events
from normalize.facts.names import drug_names
from normalize.facts.outcomes import outcomes
from normalize.facts.quantities import quantities
from normalize.form.cells import states
from normalize.form.form import Form, column_of
from normalize.text import Span, Text
from normalize.values.plain import squash

PROSE = (
    "specification", "dosage", "disease_background", "similar_drugs", "other_notes",
    "cde_effectiveness", "label_safety", "adverse_reactions", "innovation",
    "application_innovation", "public_health_impact", "basic_need", "gap_filling",
    "clinical_management",
)  # fmt: skip
MEASURED = ("cde_effectiveness", "application_innovation", "innovation")
SAFETY = ("label_safety", "adverse_reactions", "application_innovation")
NEWS = ("other_notes", "innovation", "similar_drugs")


def numbers(form: Form) -> Iterator[Draft]:
    """Yield what the answers measure and count; each number once."""
    for column, text in _answers(form):
        taken: list[Span] = []
        for fact in _measured(column, text):
            taken += _number_spans(fact)
            yield fact.also(drug_id=form.drug, field=column_of(column))
        for quantity in quantities(text, taken):
            yield quantity.also(drug_id=form.drug, field=column_of(column))


def reports(form: Form) -> Iterator[Draft | Doubt]:
    """Yield what the answers say has happened."""
    subject = form.drug.cells.get("generic_name")
    for column, text in _answers(form):
        if column in NEWS:
            found = events(
                text,
                anchor=form.applied_on(),
                drugs=drug_names(text),
                subject=subject if isinstance(subject, Text) else None,
            )
            yield from (_linked(form, event) for event in found)


def _answers(form: Form) -> Iterator[tuple[str, Text]]:
    for pair in form.pairs:
        known = pair.label.known
        if known and known.column in PROSE and states(pair):
            for draft in (form.drug, form.filing):
                if draft.cells.get(known.column) is pair.value:
                    yield known.column, pair.value


def _measured(column: str, text: Text) -> Iterator[Draft]:
    if column in MEASURED:
        yield from outcomes(text)
    if column in SAFETY:
        yield from adverse_events(text)


def _number_spans(fact: Draft) -> Iterator[Span]:
    for name, cell in fact.cells.items():
        words = cell.quote if isinstance(cell, Implied) else cell
        if name != "quote" and isinstance(words, Text) and words.search(r"\d"):
            yield from words.spans()


def _linked(form: Form, event: Draft | Doubt) -> Draft | Doubt:
    """The event with the form's drug, where it is about that one."""
    if isinstance(event, Doubt):
        return event
    named = event.cells.get("drug_name", "")
    name = squash(str(named.value if isinstance(named, Implied) else named))
    own = squash(str(form.drug.cells.get("generic_name", "")))
    return event.also(drug_id=form.drug) if name and name in own else event
