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
from normalize.facts.event_anchor import passing_day
from normalize.facts.event_cells import Place, named_together
from normalize.facts.event_context import drug_of, parties_of, place_of, told
from normalize.facts.event_modality import DECIDED_BY_OTHERS
from normalize.facts.event_money import amount
from normalize.facts.event_parties import Party, participants
from normalize.facts.event_reports import Report, Subject, reports
from normalize.facts.event_retold import first_told
from normalize.tables import Event
from normalize.text import Text
from normalize.values.dates import PartialDate

_LISTS = frozenset({"reimbursement", "insurance_coverage"})
_WORKS = re.compile(
    "(?:园区?|工程|厂房|基地|[一二三]期|建设|改造|用地|学科|课题|基金)项目|立项|产业园|楼盘"
)
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
    yet to come; without it a day that the text names at its top or foot is taken.
    `drugs` are those the document names; `subject` is the drug that an
    event without a drug is about, as in a form, or else the drug that the text names
    most, or its page (`whole`), whose headline may be all that names it.  `undated`
    asks for events without a date too, where they name their drug or firm.

    Whoever reads a notice decides which of its lines tell: those of an answer, a denial
    or an explanation, and none that orders (provisions); `drugs` are the whole page's.
    """
    if subject is None:  # a form's answer is no page
        anchor = anchor or passing_day(whole or text)
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
    if word.kind in DECIDED_BY_OTHERS and drug is None and _is_other(report, named):
        return
    money = amount(word.kind, (clause, *told_by))
    if word.kind == "price_set" and money is None and word.verb.search(r"\d"):
        return  # the price of what it is compared with
    if word.kind == "price_set" and not (drug or subject.drugs):
        return  # of a page that speaks of 药 and of no drug
    yield from _year_doubt(report)
    where = place_of(clause, told_by)
    own = Draft(
        Event,
        event_date=report.when.cell,
        date_basis=report.when.basis,
        event_type=Implied(word.kind, "event vocabulary", word.verb),
        modality=Implied(report.modality, "words beside the verb", word.verb),
        actors=[party.name for party in named],
        participants=participants(named, word.kind, words),
        region=where.name if where else None,
        region_code=_code(where) if where else None,
        amount=money.amount if money else None,
        amount_text=money.words if money else None,
        description=told_by[0],
    )
    yield from (own.also(drug_name=each) for each in _drugs(report, drug, subject))


def _drugs(
    report: Report, drug: Text | None, subject: Subject
) -> Sequence[Text | None]:
    """List the drugs of which the verb is said; one date of several has its own."""
    stretch, kind = report.stretch, report.word.kind
    is_apart = not stretch.alone and stretch.sentence.search("分别")
    if drug is None or is_apart or kind not in DECIDED_BY_OTHERS | _LISTS:
        return [drug]
    return named_together(stretch.words, drug, subject.drugs)


def _is_other(report: Report, named: Sequence[Party]) -> bool:
    """Whether 获批 is said of no drug: by nobody, of 12款新药, of 产业园二期项目."""
    said = report.clause
    return not named or bool(said.search(_HOW_MANY) or said.search(_WORKS))


def _year_doubt(report: Report) -> Iterator[Doubt]:
    if report.stretch.quote is not None and report.when.cell is None:
        kind = report.word.kind
        message = f"{kind}: neither the words nor the document tell the year"
        yield Doubt("event_without_year", message, report.stretch.words)


def _code(where: Place) -> Implied | None:
    quote = where.name.quote if isinstance(where.name, Implied) else where.name
    return Implied(where.code, "code of the place", quote) if where.code else None
