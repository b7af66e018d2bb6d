"""Events in prose (事件): what happened or will, when, to which drug, by whom, where.

An event is a verb of the vocabulary `event_types.tsv`, and a date that governs it.
Several dates in a sentence are several events.  What is planned, expected or denied is
an event of that modality; what is conditional is none.

>>> from normalize.facts.drugs import drug_names
>>> text = Text.raw("2016年3月示例替尼纳入突破性治疗，2018年5月获批上市；"
...                 "预计2030年在美国上市。如获批，将于2031年纳入医保。")
>>> drugs, SHOWN = drug_names(text), ("event_date", "drug_name")
>>> for fact in events(text, anchor=None, drugs=drugs):
...     print(fact.cells["event_type"].value, fact.cells["modality"].value,
...           *map(fact.cells.get, SHOWN))
breakthrough_designation happened 2016年3月 示例替尼
approval happened 2018年5月 示例替尼
approval forecast 2030年 示例替尼
"""

import re
from collections.abc import Iterator, Sequence

from normalize.draft import Doubt, Draft, Implied
from normalize.facts.dated import stretches
from normalize.facts.drugs import NamedDrug, topic
from normalize.facts.event_cells import Place
from normalize.facts.event_context import drug_of, parties_of, place_of, told
from normalize.facts.event_modality import DECIDED_BY_OTHERS
from normalize.facts.event_money import amount
from normalize.facts.event_parties import Party, participants
from normalize.facts.event_reports import Report, Subject, reports
from normalize.facts.event_retold import first_told
from normalize.tables import Event
from normalize.text import Text
from normalize.values.dates import PartialDate

_HOW_MANY = re.compile(r"\d+[余多]?[款个種种](?![^，,。]*[：:])")


def events(
    text: Text,
    *,
    anchor: PartialDate | None,
    drugs: Sequence[NamedDrug],
    subject: Text | None = None,
    undated: bool = False,
    whole: Text | None = None,
) -> Iterator[Draft | Doubt]:
    """Yield the events of a text, and doubts about dates whose year is not told.

    `anchor` is the document's own date, for dates without a year, and to tell what was
    yet to come; `drugs` are those the document names; `subject` is the drug that an
    event without a drug is about, as in a form, or else the drug that the text names
    most, or its page (`whole`), whose headline may be all that names it.  `undated`
    asks for events without a date too, where they name their drug or firm.

    Whoever reads a notice decides which of its lines tell: those of an answer, a denial
    or an explanation, and none that orders (provisions); `drugs` are the whole page's.
    """
    about = Subject(
        drugs=drugs,
        about=subject or topic(whole or text, drugs),
        own=subject is not None,
        anchor=anchor,
    )
    facts = [
        fact
        for stretch in stretches(text, anchor, undated=undated)
        for report in reports(stretch, about, undated=undated)
        for fact in _event(report, about)
    ]
    yield from first_told(facts, drugs)


def _event(report: Report, subject: Subject) -> Iterator[Draft | Doubt]:
    stretch, clause, word = report.stretch, report.clause, report.word
    told_by = told(stretch, word.kind)
    named, words = parties_of(stretch, clause, word, told_by)
    drug = drug_of(stretch, clause, word, subject.drugs, subject.about)
    if word.kind in DECIDED_BY_OTHERS and drug is None and _is_count(report, named):
        return
    money = amount(word.kind, told_by)
    if word.kind == "price_set" and money is None and word.verb.search(r"\d"):
        return  # the price of what it is compared with
    yield from _year_doubt(report)
    where = place_of(clause, told_by)
    yield Draft(
        Event,
        event_date=report.when.cell,
        date_basis=report.when.basis,
        event_type=Implied(word.kind, "event vocabulary", word.verb),
        modality=Implied(report.modality, "words beside the verb", word.verb),
        drug_name=drug,
        actors=[party.name for party in named],
        participants=participants(named, word.kind, words),
        region=where.name if where else None,
        region_code=_code(where) if where else None,
        amount=money.amount if money else None,
        amount_text=money.words if money else None,
        description=told_by[0],
    )


def _is_count(report: Report, named: Sequence[Party]) -> bool:
    """Whether 获批 is said of nothing by nobody, or of how many: 今年已批准12款新药."""
    return not named or report.clause.search(_HOW_MANY) is not None


def _year_doubt(report: Report) -> Iterator[Doubt]:
    if report.stretch.quote is not None and report.when.cell is None:
        kind = report.word.kind
        message = f"{kind}: neither the words nor the document tell the year"
        yield Doubt("event_without_year", message, report.stretch.words)


def _code(where: Place) -> Implied | None:
    quote = where.name.quote if isinstance(where.name, Implied) else where.name
    return Implied(where.code, "code of the place", quote) if where.code else None
