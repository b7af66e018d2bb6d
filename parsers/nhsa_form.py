"""NHSA application form (国家医保药品目录调整申报材料).

What a company files to have its drug listed in the national reimbursement catalogue,
published by the National Healthcare Security Administration every summer.  A cover
with the drug and the company, then 申报信息, 一、基本信息 (labels and values side by
side), 参照药品信息 (a table of comparators), 二、有效性信息 (blocks of trials and
guidelines, the CDE review report), 三、安全性信息, 四、创新性信息, 五、公平性信息.
Patents, trials and guidelines are numbered; the published files print them twice.

Which labels exist is data: normalize/vocab/form_labels.tsv.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from normalize.document import Document
from normalize.draft import Doubt, Draft, Implied
from normalize.facts.adverse_events import adverse_events
from normalize.facts.events import events
from normalize.facts.names import drug_names, mentions
from normalize.facts.outcomes import outcomes
from normalize.facts.quantities import quantities
from normalize.facts.study import study
from normalize.form import cover
from normalize.form.blocks import Block, blocks
from normalize.form.cells import cells, files, states
from normalize.form.guidelines import guideline
from normalize.form.labels import LabelBook
from normalize.form.pairs import Leftover, Pair, read_pairs
from normalize.form.patents import patent
from normalize.form.recognized import is_form
from normalize.notice.recognized import is_notice
from normalize.tables import (
    Comparator,
    DocumentRow,
    Drug,
    Field,
    Filing,
    Patent,
    Recommendation,
    Trial,
)
from normalize.text import Span, Text
from normalize.values.dates import PartialDate, moment
from normalize.values.plain import plain, squash

LABELS = "form_labels"
PROSE = (
    "specification", "dosage", "disease_background", "similar_drugs", "other_notes",
    "cde_effectiveness", "label_safety", "adverse_reactions", "innovation",
    "application_innovation", "public_health_impact", "basic_need", "gap_filling",
    "clinical_management",
)  # fmt: skip
MEASURED = ("cde_effectiveness", "application_innovation", "innovation")
SAFETY = ("label_safety", "adverse_reactions", "application_innovation")
NEWS = ("other_notes", "innovation", "similar_drugs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that has been read into pairs, with its drug and its filing."""

    document: Document
    pairs: list[Pair]
    leftovers: list[Text]
    title: Text | None
    drug: Draft
    filing: Draft


def recognizes(document: Document) -> bool:
    """Say whether enough labels of the form stand where labels stand.

    A notice may attach an empty form; it stays a notice.
    """
    return is_form(document) and not is_notice(document)


def parse(document: Document) -> Iterator[Draft | Doubt]:
    """Yield the filing, its drug and all that belongs to them."""
    form = _read(document)
    publisher = cover.publisher_of(form.leftovers)
    yield Draft(DocumentRow, title=form.title, publisher=publisher)
    yield from _fields(form)
    yield from _unread(form)
    yield form.drug
    yield form.filing
    yield from _patents(form)
    yield from _comparators(form)
    yield from _trials(form)
    yield from _recommendations(form)
    yield from _numbers(form)
    yield from _events(form)
    yield from mentions(document.text, drug_names(document.text))


def _read(document: Document) -> Form:
    read = list(read_pairs(document, LabelBook.of(LABELS)))
    pairs = [item for item in read if isinstance(item, Pair)]
    title = cover.name(list(document.lines()))
    drug = Draft(Drug, **cells(pairs, "drugs"))
    return Form(
        document=document,
        pairs=pairs,
        leftovers=[item.text for item in read if isinstance(item, Leftover)],
        title=title,
        drug=drug,
        filing=Draft(
            Filing,
            drug_id=drug,
            catalog_year=cover.year(title),
            attachments=files(pairs),
            **cells(pairs, "filings"),
        ),
    )


# --- every pair, every line


def _fields(form: Form) -> Iterator[Draft | Doubt]:
    """Every pair as printed, and a doubt about each label that nobody knows."""
    times: dict[str, int] = {}
    for pair in form.pairs:
        said = squash(f"{pair.label.text}\t{pair.value}")
        times[said] = times.get(said, 0) + 1
        field = pair.label.field
        yield Draft(
            Field,
            section=pair.section,
            label=pair.label.text,
            field=Implied(field, "label") if field else None,
            value=pair.value,
            occurrence=Implied(times[said], "count"),
        )
        if field is None and times[said] == 1:
            yield _unknown(pair.label.text)


def _unknown(label: Text) -> Doubt:
    nearest = LabelBook.of(LABELS).nearest(str(label))
    hint = f"; the nearest known one is {nearest}" if nearest else ""
    return Doubt(
        "unknown_label",
        f"the label {label} is not in {LABELS}.tsv{hint}; "
        "its value is kept in fields only",
        label,
    )


def _unread(form: Form) -> Iterator[Doubt]:
    """A doubt about each line that is neither label, value, title nor mark."""
    title = squash(str(form.title)) if form.title else ""
    for line in form.leftovers:
        if not cover.is_mark(line) and squash(str(line)) not in title:
            yield Doubt(
                "unread_line",
                "this line is neither a label nor a value; it fills no column",
                line,
                severity="info",
            )


# --- blocks


def _stated(form: Form, table: str, column: str) -> Iterator[Block]:
    """The blocks of a table that state a column; one that says 无 does not."""
    for block in blocks(form.pairs, table):
        if plain(str(block.cells.get(column, ""))) is not None:
            yield block


def _patents(form: Form) -> Iterator[Draft]:
    for block in _stated(form, "patents", "title"):
        stated = block.cells | patent(block.cells["title"])
        yield Draft(Patent, drug_id=form.drug, ordinal=block.ordinal, **stated)


def _comparators(form: Form) -> Iterator[Draft]:
    for i, block in enumerate(_stated(form, "comparators", "name"), start=1):
        place = Implied(i, "position in the table")
        yield Draft(Comparator, filing_id=form.filing, ordinal=place, **block.cells)


def _trials(form: Form) -> Iterator[Draft]:
    for block in blocks(form.pairs, "trials"):
        if not any(plain(str(cell)) for cell in block.cells.values()):
            continue
        result = block.cells.get("result", Text.join([]))
        stated = {**block.cells, **study(result)}
        trial = Draft(Trial, drug_id=form.drug, ordinal=block.ordinal, **stated)
        yield trial
        for outcome in outcomes(result):
            yield outcome.also(trial_id=trial, drug_id=form.drug, field=_in("result"))


def _recommendations(form: Form) -> Iterator[Draft]:
    for block in _stated(form, "recommendations", "text"):
        stated = block.cells | guideline(block.cells["text"])
        yield Draft(Recommendation, drug_id=form.drug, ordinal=block.ordinal, **stated)


# --- prose


def _numbers(form: Form) -> Iterator[Draft]:
    """What the prose measures and counts; each number once."""
    for column, text in _prose(form):
        taken: list[Span] = []
        for fact in _measured(column, text):
            taken += _number_spans(fact)
            yield fact.also(drug_id=form.drug, field=_in(column))
        for quantity in quantities(text, taken):
            yield quantity.also(drug_id=form.drug, field=_in(column))


def _prose(form: Form) -> Iterator[tuple[str, Text]]:
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


def _events(form: Form) -> Iterator[Draft | Doubt]:
    subject = form.drug.cells.get("generic_name")
    for column, text in _prose(form):
        if column in NEWS:
            found = events(
                text,
                anchor=_applied(form),
                drugs=drug_names(text),
                subject=subject if isinstance(subject, Text) else None,
            )
            yield from (_linked(form, event) for event in found)


def _linked(form: Form, event: Draft | Doubt) -> Draft | Doubt:
    """The event with the form's drug, where it is about that one."""
    if isinstance(event, Doubt):
        return event
    named = event.cells.get("drug_name", "")
    name = squash(str(named.value if isinstance(named, Implied) else named))
    own = squash(str(form.drug.cells.get("generic_name", "")))
    return event.also(drug_id=form.drug) if name and name in own else event


def _applied(form: Form) -> PartialDate | None:
    """The day of the application, for dates without a year."""
    words = form.filing.cells.get("applied_at")
    at = moment(str(words)) if isinstance(words, Text) else None
    return PartialDate(at.date(), "day") if at else None


def _in(column: str) -> Implied:
    return Implied(column, "column of the form")
