"""Dated events in prose (事件): what happened, when, to which drug, by whom, where.

An event is a date and, among the words that the date governs, a verb of the vocabulary
`event_types.tsv`.  Several dates in a sentence are several events.  What is planned,
denied or conditional is none: it is a `Doubt` of severity info.

>>> text = Text.raw("2020年12月示例仑赛纳入突破性治疗，2023年11月获批上市；预计2030年在美国上市。")
>>> drugs = drug_names(Text.raw("示例仑赛注射液，示例仑赛"))
>>> for fact in events(text, anchor=None, drugs=drugs):
...     if isinstance(fact, Draft):
...         print(fact.cells["event_type"].value, fact.cells["event_date"], fact.cells["drug_name"])
...     else:
...         print(fact.code)
breakthrough_designation 2020年12月 示例仑赛
approval 2023年11月 示例仑赛
event_not_happened
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.facts.dated import Stretch, cuts, stretches
from normalize.facts.drugs import NamedDrug, drug_names, occurrences
from normalize.facts.event_cells import actors, nearest_drug, region
from normalize.facts.event_words import EventWord, event_words
from normalize.facts.places import end, offset
from normalize.facts.sentences import sentences
from normalize.tables import Event
from normalize.text import Text
from normalize.values.dates import PartialDate, find
from normalize.values.money import find_money

__all__ = ["drug_names", "events"]

# Events of an office or a firm: about a drug only if the clause itself names one.
WITHOUT_DRUG = frozenset({"policy_issued", "policy_effective", "regulator_reply", "funding"})
WITH_MONEY = frozenset({"price_set", "partnership", "funding", "insurance_coverage", "reimbursement"})
# A plan for payment tells its partners and its sums in the sentence after its date.
TOLD_ON = frozenset({"partnership", "insurance_coverage", "funding"})
SCHEDULED = "policy_effective"


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
    topic = subject or _topic(text, drugs)
    for stretch in stretches(text, anchor):
        for clause, word in _words(stretch, drugs, subject):
            yield _event(stretch, clause, word, drugs, topic)


def _topic(text: Text, drugs: Sequence[NamedDrug]) -> Text | None:
    """Return the drug that most of all mentions are of; None if no drug has half."""
    named = [drug for _, drug in occurrences(text, drugs)]
    counts = Counter(str(drug.name) for drug in named)
    most = max(counts, key=lambda name: counts[name], default="")
    if 2 * counts[most] < len(named) or not named:
        return None
    return next(drug.name for drug in named if str(drug.name) == most)


def _words(
    stretch: Stretch, drugs: Sequence[NamedDrug], subject: Text | None
) -> Iterator[tuple[Text, EventWord]]:
    """Yield what happened in the first clause of a stretch that says anything."""
    starts = cuts(stretch.words)
    named = subject is not None or any(True for _ in occurrences(stretch.sentence, drugs))
    for start, stop in zip(starts, [*starts[1:], len(stretch.words)], strict=True):
        clause = stretch.words[start:stop]
        if words := event_words(clause, names_drug=named):
            yield from ((clause, word) for word in words if _counts(stretch, word))
            return


def _counts(stretch: Stretch, word: EventWord) -> bool:
    """Whether a verb fits its date: only a count stands at 截至2025年9月."""
    return word.kind == "other" if stretch.as_of else True


def _event(
    stretch: Stretch,
    clause: Text,
    word: EventWord,
    drugs: Sequence[NamedDrug],
    topic: Text | None,
) -> Draft | Doubt:
    if word.hedge is not None and word.kind != SCHEDULED:
        message = f"{word.kind}: said of the {word.hedge}, so it is no event"
        return Doubt("event_not_happened", message, clause.strip(), "info")
    if stretch.when is None:
        message = f"{word.kind}: neither the words nor the document tell the year"
        return Doubt("event_without_year", message, stretch.words)
    told = _told(stretch, word)
    return Draft(
        Event,
        event_date=_date(stretch, stretch.when),
        date_basis=Implied(stretch.basis, "words of the date", stretch.quote),
        event_type=Implied(word.kind, "event vocabulary", word.verb),
        drug_name=_drug(stretch, clause, word, drugs, topic),
        actors=next((found for words in told if (found := actors(words))), None),
        region=region(stretch.words) or region(told[0]),
        amount=_amount(word.kind, told),
        description=told[0],
    )


def _date(stretch: Stretch, when: PartialDate) -> CellValue:
    if stretch.basis == "stated":
        return stretch.quote
    words = {"day": when.date.isoformat(), "month": when.date.isoformat()[:7]}
    value = words.get(when.precision, str(when.date.year))
    return Implied(value, stretch.basis, stretch.quote)


def _told(stretch: Stretch, word: EventWord) -> list[Text]:
    """Return the words that report an event, then those that tell on without a date."""
    alone = len(list(find(stretch.sentence))) == 1
    told = [stretch.sentence if alone else stretch.words]
    if word.kind in TOLD_ON:
        stop = end(stretch.paragraph, stretch.sentence)
        for sentence in sentences(stretch.paragraph[stop:]):
            if any(True for _ in find(sentence)):
                break
            told.append(sentence)
    return told


def _drug(
    stretch: Stretch,
    clause: Text,
    word: EventWord,
    drugs: Sequence[NamedDrug],
    topic: Text | None,
) -> CellValue | None:
    if word.kind in WITHOUT_DRUG:
        return nearest_drug(clause, clause[:0], word.verb, drugs)
    before = stretch.sentence[: offset(stretch.sentence, stretch.words)]
    named = nearest_drug(stretch.words, before, word.verb, drugs, stretch.ordinal)
    if named is not None:
        return named
    earlier = stretch.paragraph[: offset(stretch.paragraph, stretch.sentence)]
    places = [place for place, _ in occurrences(earlier, drugs)]
    if places:
        return Implied(str(places[-1]), "named before in the paragraph", places[-1])
    if topic is None or word.kind == "other":
        return None
    return Implied(str(topic), "the drug that the text is about", topic)


def _amount(kind: str, told: Sequence[Text]) -> Text | None:
    if kind not in WITH_MONEY:
        return None
    found = (money.quote for words in told for money in find_money(words))
    return next(found, None)
