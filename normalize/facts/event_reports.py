"""Which verbs of some words report an event (事件的报道), with its kind and modality.

>>> from normalize.facts.dated import stretches
>>> [stretch] = stretches(Text.raw("2030年3月该药获批上市，尚未纳入医保。"), None)
>>> for report in reports(stretch, Subject(drugs=(), own=True), undated=True):
...     print(report.word.kind, report.modality, report.stretch.quote)
approval happened 2030年3月
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from normalize.facts.dated import Stretch, cuts
from normalize.facts.drugs import NamedDrug, occurrences
from normalize.facts.event_context import APPLICATION, upto
from normalize.facts.event_gates import is_credible, is_whole
from normalize.facts.event_modality import (
    CONDITION,
    HAPPENED,
    contradicts,
    modality,
)
from normalize.facts.event_parties import parties
from normalize.facts.event_when import AHEAD, When, when
from normalize.facts.event_words import EventWord, event_words
from normalize.sentences import clauses
from normalize.text import Text
from normalize.values.dates import PartialDate

BETWEEN_FIRMS = frozenset({"partnership", "funding"})
# Without a date, these are no more than talk.
DATED_ONLY = frozenset(
    {"other", "price_set", "policy_issued", "policy_effective", "regulator_reply"}
)
# 11月28日公布目录，示例替尼被纳入: of one day.
LISTED_BY = frozenset({"policy_issued"})
SCHEDULED = "policy_effective"
IN_FORCE = frozenset({"reimbursement", "price_set", "insurance_coverage"})
_FIRST_PATIENT = re.compile("首[例位名][^。；;]{0,60}(?:患者|病人|受试者)")
_FIRST_USE = re.compile(
    "首[例位名次针][^，,。；;]{0,12}(?:应用|使用|输注|回输|治疗|患者)"
)
_ADDED = re.compile(r"\s*(?:并|同时|且|还|随后|随即)")
_SAME_DAY = re.compile("[同当]日|当天")
_REASON = re.compile(
    r"\s*[\u4e00-\u9fff]{0,4}?(?:(?<![基原病诱])因(?![而此子素])|由于|鉴于)"
)
_NOW = re.compile(r"\s*(?:截至)?(?:目前|现在|至今|仍)")  # not the day told before
_THIS_DRUG = re.compile("该[药品]|该产品|该品种|该注射液|该疗法|本品|其")
_BARE_DATE = re.compile(
    r"[并且]?自?(?:[今去明次同翌]年)?[\d〇零一二三四五六七八九十年月日]+起"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a text is about: the drugs it names, and the one that it speaks of.

    `own` says that the text is an answer about that drug, as in a form; `anchor` is the
    document's own date.
    """

    drugs: Sequence[NamedDrug]
    about: Text | None = None
    own: bool = False
    anchor: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A verb that tells an event, its clause and the words that a date governs."""

    stretch: Stretch
    clause: Text
    word: EventWord
    modality: str
    when: When


def reports(stretch: Stretch, subject: Subject, *, undated: bool) -> Iterator[Report]:
    """Yield what a stretch reports; without its date, if asked, what stands alone."""
    for clause, word, is_dated in _words(stretch, subject):
        if not _is_credible(stretch, word, subject):
            continue
        own = stretch if is_dated else replace(stretch, quote=None, when=None)
        day = when(own, _said(stretch, clause, word), subject.anchor)
        word = word._replace(kind=_kind(stretch, word))
        report = Report(
            stretch=own, clause=clause, word=word, modality=day.modality, when=day
        )
        if _counts(report, subject, undated=undated):
            yield report


def _is_credible(stretch: Stretch, word: EventWord, subject: Subject) -> bool:
    return subject.own or is_credible(
        word.kind, word.verb, stretch.sentence, drugs=subject.drugs
    )


def _words(
    stretch: Stretch, subject: Subject
) -> Iterator[tuple[Text, EventWord, bool]]:
    """Yield what clauses say; the date is that of the first, and of those with 并…"""
    starts = cuts(stretch.words)
    named = subject.own or _names_drug(stretch, subject.drugs)
    named = named or (subject.about is not None and _is_milestone(stretch))
    said: Set[str] = set()
    is_dated = stretch.quote is not None
    for start, stop in zip(starts, [*starts[1:], len(stretch.words)], strict=True):
        clause = stretch.words[start:stop]
        if clause.match(_NOW) or (said and not _goes_on(clause, said)):
            is_dated = False
        is_reason = clause.match(_REASON) is not None
        for word in event_words(clause, names_drug=named):
            said = said if is_reason else {*said, word.kind}
            yield clause, word, is_dated and not is_reason


def _goes_on(clause: Text, said: Set[str]) -> bool:
    """Whether a clause is of the date before: 并…, 同日…, and what a list brings."""
    return said <= LISTED_BY or bool(clause.match(_ADDED) or clause.search(_SAME_DAY))


def _is_milestone(stretch: Stretch) -> bool:
    """Whether a line begins with its date and is no sentence: 2029-04 获指南推荐."""
    quote = stretch.quote
    begins = quote is not None and quote.span.start == stretch.paragraph.span.start
    return begins and not is_whole(stretch.sentence)


def _names_drug(stretch: Stretch, drugs: Sequence[NamedDrug]) -> bool:
    pieces = (stretch.words, upto(stretch.sentence, stretch.words))
    return any(True for words in pieces for _ in occurrences(words, drugs))


def _said(stretch: Stretch, clause: Text, word: EventWord) -> str:
    """Say what the words around a verb make of it, unless it denies by itself."""
    if word.modality != HAPPENED and contradicts(stretch.sentence):
        return CONDITION
    said = modality(stretch.sentence, clause, word.verb, word.kind)
    return word.modality if said == HAPPENED else said


def _kind(stretch: Stretch, word: EventWord) -> str:
    """Say what happened by what was told before.

    An infusion is the first, if 国内首例…的患者 went before or 是全省首例应用 follows;
    and in 纳入给付，自11月1日起生效 it is the reimbursement that takes effect.
    """
    before = upto(stretch.paragraph, word.verb)
    if word.of_first and (
        before.search(_FIRST_PATIENT) or stretch.words.search(_FIRST_USE)
    ):
        return word.of_first
    if word.kind == SCHEDULED and stretch.words.match(_BARE_DATE):
        said = (
            word.kind
            for clause in clauses(upto(stretch.sentence, stretch.words))
            for word in event_words(clause, names_drug=True)
        )
        return next((kind for kind in said if kind in IN_FORCE), word.kind)
    return word.kind


def _counts(report: Report, subject: Subject, *, undated: bool) -> bool:
    """Whether a verb fits its date, or does without one.

    Only a count, or what has not happened, stands at 截至2025年9月; and what happens
    before a day (年底前) is yet to come.
    """
    stretch, said = report.stretch, report.modality
    if said == CONDITION:
        return False
    if stretch.quote is None:
        return undated and _stands_alone(report, subject)
    if stretch.as_of:
        return report.word.kind == "other" or said == "denied"
    return not stretch.by or said in AHEAD


def _stands_alone(report: Report, subject: Subject) -> bool:
    """Whether an event is told well enough without a date."""
    kind, sentence = report.word.kind, report.stretch.sentence
    is_known = _is_application(report) or _is_awaited_price(report)
    is_talk = kind in DATED_ONLY and not is_known
    if is_talk or not is_whole(sentence):
        return False
    if _is_awaited_price(report):
        return True
    if kind in BETWEEN_FIRMS:
        return any(party.kind == "company" for party in parties(report.clause))
    if any(True for _ in occurrences(sentence, subject.drugs)):
        return True
    is_this = report.clause.search(_THIS_DRUG) or _is_application(report)
    return subject.about is not None and bool(is_this)


def _is_awaited_price(report: Report) -> bool:
    """Whether a price is only expected: 盛传定价或高达600万元."""
    return report.word.kind == "price_set" and report.modality in AHEAD


def _is_application(report: Report) -> bool:
    """Whether an application is not, or not yet, made: 尚未递交上市申请."""
    is_ahead = report.modality != HAPPENED
    return is_ahead and report.word.verb.search(APPLICATION) is not None
