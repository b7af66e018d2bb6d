"""Dated events in prose (事件): what happened, when, to which drug, by whom, where.

An event is a date and, among the words that the date governs, a verb of the vocabulary
`event_types.tsv`.  Several dates in a sentence are several events.  What is planned,
denied or conditional is none: it is a `Doubt` of severity info.

>>> from normalize.facts.drugs import drug_names
>>> text = Text.raw("2016年3月示例替尼纳入突破性治疗，2018年5月获批上市；"
...                 "预计2030年在美国上市。")
>>> drugs, SHOWN = drug_names(text), ("event_date", "drug_name")
>>> for fact in events(text, anchor=None, drugs=drugs):
...     if isinstance(fact, Doubt):
...         print(fact.code)
...     else:
...         print(fact.cells["event_type"].value, *map(fact.cells.get, SHOWN))
breakthrough_designation 2016年3月 示例替尼
approval 2018年5月 示例替尼
event_not_happened
"""

import re
from collections.abc import Iterator, Sequence

from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.facts.dated import Stretch, cuts, stretches
from normalize.facts.drugs import NamedDrug, occurrences, topic
from normalize.facts.event_cells import actors, nearest_drug, region, untitled
from normalize.facts.event_gates import is_credible
from normalize.facts.event_words import EventWord, event_words
from normalize.facts.offsets import end, offset
from normalize.facts.prices import is_former
from normalize.sentences import sentences
from normalize.tables import Event
from normalize.text import Text
from normalize.values.dates import PartialDate, find
from normalize.values.money import find_money

# Events of an office or a firm: about a drug only if the clause itself names one.
WITHOUT_DRUG = frozenset(
    {"policy_issued", "policy_effective", "regulator_reply", "funding"}
)
WITH_MONEY = frozenset(
    {"price_set", "partnership", "funding", "insurance_coverage", "reimbursement"}
)
PROGRAMS = frozenset(
    {"breakthrough_designation", "priority_review", "designation"}
)  # of one office, the CDE or its like
# A plan for payment tells its partners and its sums in the sentence after its date.
TOLD_ON = frozenset({"partnership", "insurance_coverage", "funding"})
FAR = 2000  # characters that a paragraph may put between a drug and its event
_FIRST_PATIENT = re.compile("首[例位名][^。；;]{0,60}(?:患者|病人|受试者)")
SCHEDULED = "policy_effective"
IN_FORCE = frozenset({"reimbursement", "price_set", "insurance_coverage"})
# 首款产品, 这两款产品: not, or not only, the drug that was named last.
_OTHERS = re.compile(
    r"(?:首|第[一二三四五六七八九十\d]+|[\d一二两三四五六七八九十多数几]+)[款种]|这些|上述|多个"
)
_ADDED = re.compile(r"\s*(?:并|同时|且|还|随后|随即)")
_BARE_DATE = re.compile(
    r"[并且]?自?(?:[今去明]年)?[\d〇零一二三四五六七八九十年月日]+起"
)


def events(
    text: Text,
    *,
    anchor: PartialDate | None,
    drugs: Sequence[NamedDrug],
    subject: Text | None = None,
) -> Iterator[Draft | Doubt]:
    """Yield the dated events of a text, and doubts about what has not happened.

    `anchor` is the document's own date, for dates without a year; `drugs` are those the
    document names; `subject` is the drug that an event without a drug is about, as in
    a form, or else the drug that the text names most.
    """
    about = subject or topic(text, drugs)
    for stretch in stretches(text, anchor):
        for clause, word in _words(stretch, drugs, subject):
            named = subject is not None or is_credible(
                word.kind, word.verb, stretch.sentence, drugs=drugs
            )
            if named:
                yield _event(stretch, clause, word, drugs, about)


def _words(
    stretch: Stretch, drugs: Sequence[NamedDrug], subject: Text | None
) -> Iterator[tuple[Text, EventWord]]:
    """Yield what the first clause that says anything says, and those that add 并…"""
    starts = cuts(stretch.words)
    named = subject is not None or _names_drug(stretch, drugs)
    said = False
    for start, stop in zip(starts, [*starts[1:], len(stretch.words)], strict=True):
        clause = stretch.words[start:stop]
        if said and not clause.match(_ADDED):
            return
        for word in event_words(clause, names_drug=named):
            said = True
            if _counts(stretch, word):
                yield clause, word


def _names_drug(stretch: Stretch, drugs: Sequence[NamedDrug]) -> bool:
    pieces = (stretch.words, _upto(stretch.sentence, stretch.words))
    return any(True for words in pieces for _ in occurrences(words, drugs))


def _counts(stretch: Stretch, word: EventWord) -> bool:
    """Whether a verb fits its date: only a count stands at 截至2025年9月."""
    return word.kind == "other" if stretch.as_of else True


def _event(
    stretch: Stretch,
    clause: Text,
    word: EventWord,
    drugs: Sequence[NamedDrug],
    about: Text | None,
) -> Draft | Doubt:
    if word.hedge is not None and word.kind != SCHEDULED:
        message = f"{word.kind}: said of the {word.hedge}, so it is no event"
        return Doubt("event_not_happened", message, clause.strip(), "info")
    if stretch.when is None:
        message = f"{word.kind}: neither the words nor the document tell the year"
        return Doubt("event_without_year", message, stretch.words)
    word = word._replace(kind=_kind(stretch, word))
    told = _told(stretch, word.kind)
    return Draft(
        Event,
        event_date=_date(stretch, stretch.when),
        date_basis=Implied(stretch.basis, "words of the date", stretch.quote),
        event_type=Implied(word.kind, "event vocabulary", word.verb),
        drug_name=_drug(stretch, clause, word, drugs, about),
        actors=_actors(stretch, clause, word, told),
        region=_region(clause, told),
        amount=_amount(word.kind, told),
        description=told[0],
    )


def _kind(stretch: Stretch, word: EventWord) -> str:
    """Say what happened by what was told before.

    An infusion is the first, if 国内首例…的患者 went before; and in 纳入给付，自11月1日
    起生效 it is the reimbursement that takes effect.
    """
    before = _upto(stretch.paragraph, word.verb)
    if word.of_first and before.search(_FIRST_PATIENT):
        return word.of_first
    if word.kind == SCHEDULED and stretch.words.match(_BARE_DATE):
        said = event_words(_upto(stretch.sentence, stretch.words), names_drug=True)
        return next((w.kind for w in said if w.kind in IN_FORCE), word.kind)
    return word.kind


def _date(stretch: Stretch, when: PartialDate) -> CellValue:
    if stretch.basis == "stated":
        return stretch.quote
    words = {"day": when.date.isoformat(), "month": when.date.isoformat()[:7]}
    value = words.get(when.precision, str(when.date.year))
    return Implied(value, stretch.basis, stretch.quote)


def _told(stretch: Stretch, kind: str) -> list[Text]:
    """Return the words that report an event, then those that tell on without a date."""
    told = [stretch.sentence if stretch.alone else stretch.words]
    if kind in TOLD_ON:
        stop = end(stretch.paragraph, stretch.sentence)
        for sentence in sentences(stretch.paragraph[stop : stop + FAR]):
            if any(True for _ in find(sentence)):
                break
            told.append(sentence)
    return told


def _actors(
    stretch: Stretch, clause: Text, word: EventWord, told: Sequence[Text]
) -> list[Text] | None:
    """Return who acts: in the verb's clause, else up to it, else where it is told.

    The partners of a contract may stand apart; the office of a chain of programs
    (由CDE纳入突破性治疗，…纳入优先审评) stands with its first.
    """
    scopes = [stretch.words[: end(stretch.words, clause)], *told]
    if word.kind not in TOLD_ON:
        scopes.insert(0, clause)
    if word.kind in PROGRAMS:
        scopes.append(_program_before(stretch))
    found = (actors(untitled(words)) for words in scopes)
    return next((names for names in found if names), None)


def _program_before(stretch: Stretch) -> Text:
    before = _upto(stretch.sentence, stretch.words)
    kinds = {word.kind for word in event_words(before, names_drug=True)}
    return before if kinds & PROGRAMS else before[:0]


def _region(clause: Text, told: Sequence[Text]) -> CellValue | None:
    found = (region(untitled(words)) for words in (clause, told[0]))
    return next((place for place in found if place is not None), None)


def _drug(
    stretch: Stretch,
    clause: Text,
    word: EventWord,
    drugs: Sequence[NamedDrug],
    about: Text | None,
) -> Text | None:
    if word.kind in WITHOUT_DRUG:
        return nearest_drug(clause, clause[:0], word.verb, drugs)
    before = _upto(stretch.sentence, stretch.words)
    named = nearest_drug(stretch.words, before, word.verb, drugs, stretch.ordinal)
    if named is not None or _OTHERS.search(clause.chars):
        return named
    earlier = _upto(stretch.paragraph, stretch.sentence)
    if places := list(occurrences(earlier, drugs)):
        return places[-1][1].name
    is_known = len(drugs) == 1 or _is_named_before(stretch, about)
    return about if word.kind != "other" and is_known else None


def _is_named_before(stretch: Stretch, about: Text | None) -> bool:
    """Whether the text has named its topic when it comes to these words."""
    return about is not None and about.span.start < stretch.paragraph.span.end


def _upto(text: Text, piece: Text) -> Text:
    """Return what stands before a piece of a text, as far back as matters."""
    at = offset(text, piece)
    return text[max(0, at - FAR) : at]


def _amount(kind: str, told: Sequence[Text]) -> Text | None:
    if kind not in WITH_MONEY:
        return None
    found = ((words, money.quote) for words in told for money in find_money(words))
    return next((quote for words, quote in found if not is_former(words, quote)), None)
