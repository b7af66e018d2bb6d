"""Facts in the long answers of a form: what they measure, count, and report."""

import re
from collections.abc import Iterator

from normalize.draft import Doubt, Draft, Implied
from normalize.facts.adverse_events import adverse_events
from normalize.facts.events import events
from normalize.facts.names import drug_names
from normalize.facts.quantities import quantities, taken_by
from normalize.facts.study_gate import of_own_study
from normalize.form.cells import states
from normalize.form.form import Form, column_of
from normalize.form.measured import measured
from normalize.text import Text
from normalize.values.plain import squash

PROSE = (
    "specification", "dosage", "disease_background", "similar_drugs", "other_notes",
    "cde_effectiveness", "label_safety", "adverse_reactions", "innovation",
    "application_innovation", "public_health_impact", "basic_need", "gap_filling",
    "clinical_management",
)  # fmt: skip
MEASURED = ("cde_effectiveness", "application_innovation", "innovation")
SAFETY = ("label_safety", "adverse_reactions", "application_innovation")
_FORM = re.compile(
    "(?:口服|静脉|皮下|眼用)?(?:注射液|片|胶囊|颗粒|溶液|混悬液|乳膏|凝胶|滴眼液|丸)$|^注射用"
)
NEWS = ("other_notes", "innovation", "similar_drugs")


def numbers(form: Form) -> Iterator[Draft]:
    """Yield what the answers measure and count; each number once."""
    own = _base(str(form.drug.cells.get("generic_name", "")))
    for column, text in _answers(form):
        facts = list(_measured(form, column, text, own))
        for fact in (*facts, *quantities(text, taken_by(facts))):
            yield fact.also(drug_id=form.drug, field=column_of(column))


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


def _measured(form: Form, column: str, text: Text, own: str) -> Iterator[Draft]:
    """Outcomes and adverse events; where an answer is of something else, of `own`."""
    results = measured(text, form.results)
    for columns, facts in ((MEASURED, results), (SAFETY, adverse_events(text))):
        if column in columns:
            yield from facts
        else:
            yield from of_own_study(text, facts, drug_names(text), own)


def _base(name: str) -> str:
    """A generic name as prose calls the drug, without its form: 示例替尼."""
    return _FORM.sub("", squash(name))


def _linked(form: Form, event: Draft | Doubt) -> Draft | Doubt:
    """The event with the form's drug, where it is about that one."""
    if isinstance(event, Doubt):
        return event
    named = event.cells.get("drug_name", "")
    name = squash(str(named.value if isinstance(named, Implied) else named))
    own = squash(str(form.drug.cells.get("generic_name", "")))
    return event.also(drug_id=form.drug) if name and name in own else event
