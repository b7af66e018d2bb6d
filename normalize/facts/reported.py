"""What an article reports of studies (研究报道): each trial, and what it measured.

A number is of a study where the words around it speak of one (研究, 试验, 患者中) or of
a drug; what a disease does by itself (五年生存率仅20%) is none.  A trial is of the drug
that was named last, but not of the one it is compared with.

>>> from normalize.facts.drugs import drug_names
>>> text = Text.raw("肺癌五年生存率仅20%。示例替尼片的Ⅲ期临床研究入组120例患者，"
...                 "ORR为61.7%，3级以上腹泻发生率为4.2%。")
>>> found = list(reported(text, drug_names(text)))
>>> for study in found:
...     print(study.drug, study.trial["enrolled"], study.design())
...     print(len(study.facts), "facts")
示例替尼片 120 Ⅲ期临床研究
2 facts
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from normalize.document import Block
from normalize.draft import Draft
from normalize.facts.adverse_events import adverse_events
from normalize.facts.drugs import NamedDrug, topic
from normalize.facts.outcome_tables import (
    Table,
    completed,
    inside,
    outcome_tables,
    unsaid,
    without,
)
from normalize.facts.outcomes import outcomes
from normalize.facts.passages import Passage, passages
from normalize.facts.study import Cells, study
from normalize.facts.study_gate import (
    NEAR,
    in_order,
    speaks_of_study,
    tells_of_study,
    value_of,
)
from normalize.sentences import sentences
from normalize.tables import Outcome
from normalize.text import Text

# OS 6.0的升级率 and the CR of code are of programs: such a page speaks of no patient.
_OF_PEOPLE = re.compile("患者|受试者|病[人例]|治疗|临床|用药|疗效|接种|志愿者|疫苗")
_DESIGN = re.compile(
    r"(?![、，的])(?:(?:国际|全球|多中心|随机|双盲|三盲|单盲|开放标签|开放性?|单臂|前瞻性|回顾性|平行分?组?|安慰剂"
    r"|阳性药物?|活性药物?|对照|(?:[ⅠⅡⅢⅣ]|I{1,3}V?|IV|[1-4一二三四])[abⅠ-Ⅲ]?(?:[/／](?:[ⅠⅡⅢⅣ]|I{1,3}V?|[1-4]))?\s*期"
    r"|注册|关键性?|真实世界|临床|确证性|非劣效|[、，的]))+(?:研究|试验)"
)
_EVALUATED = re.compile("可评[估价]")  # a part of those enrolled
_SAYS_HOW = re.compile("随机|盲|臂|期|真实世界|回顾|前瞻|对照|中心|开放")


@dataclass(slots=True)
class Study:
    """One trial of one drug: what is said of it, what it measured, where."""

    drug: Text | None
    trial: Cells = field(default_factory=dict)
    told: list[Text] = field(default_factory=list)
    facts: list[Draft] = field(default_factory=list)

    def is_trial(self) -> bool:
        """Whether more is known of it than what a drug did to somebody."""
        measured = any(fact.table is Outcome for fact in self.facts)
        return bool(self.trial) or (measured and self.design() is not None)

    def result(self) -> Text:
        """The sentences that tell of it, the design among them."""
        return Text.join(self.told)

    def design(self) -> Text | None:
        """How it was done: 随机、双盲、安慰剂对照Ⅲ期临床研究."""
        found = (each for told in self.told for each in told.finditer(_DESIGN))
        return next((each[0] for each in found if each[0].search(_SAYS_HOW)), None)


def reported(
    body: Text, drugs: Sequence[NamedDrug], blocks: Sequence[Block] = ()
) -> list[Study]:
    """List the studies of a text, each with its outcomes and adverse events.

    `blocks` are those of its document: results may stand in a table among them.
    """
    if not drugs and not body.search(_OF_PEOPLE):
        return []
    tables = inside(body, list(outcome_tables(blocks))) if len(body) else []
    body = without(body, tables)
    found = _told(body, drugs, [fact for table in tables for fact in table.facts])
    for table in tables:
        _join(found, table, body, drugs)
    return found


def _told(
    body: Text, drugs: Sequence[NamedDrug], stated: Sequence[Draft]
) -> list[Study]:
    """The studies that the prose tells of; tables complete what it says."""
    measures = completed(list(outcomes(body)), stated)
    facts = in_order([*measures, *adverse_events(body)])
    about = topic(body, drugs)
    found: list[Study] = []
    last: dict[str, Study] = {}  # of each drug
    for passage in passages(body, drugs, facts):
        stated_here = study(passage.sentence) if passage.speaks else {}
        for drug, measured in _by_drug(passage, about):
            said = stated_here if measured == passage.facts else {}
            if said or measured:
                told = _study(found, last, drug, said, passage)
                _add(told, said, passage, measured)
    return found


def _join(
    found: list[Study], table: Table, body: Text, drugs: Sequence[NamedDrug]
) -> None:
    """Add what only a table states to the study that was told of last before it."""
    new = unsaid(table.facts, [fact for study in found for fact in study.facts])
    near = _sentences_before(body, table.start)
    if new and (table.compares or speaks_of_study(near)):
        known = _study_at(found, table.start)
        study = known or _new_study(near, body, drugs)
        if study is not None:
            study.facts += new
            found += [] if known else [study]


def _sentences_before(body: Text, place: int) -> list[Text]:
    """The few sentences that lead to a place."""
    return list(sentences(body[: body.reach(place, place).start]))[-NEAR:]


def _study_at(found: Sequence[Study], place: int) -> Study | None:
    """The study that was told of last before a place, else the first behind it."""
    before = [each for each in found if _told_before(each, place)]
    if before:
        return max(before, key=lambda each: _told_before(each, place))
    return next(iter(found), None)


def _new_study(
    near: Sequence[Text], body: Text, drugs: Sequence[NamedDrug]
) -> Study | None:
    """A study that only a table tells of, where the words before it speak of one."""
    return Study(topic(body, drugs)) if near and tells_of_study(near, drugs) else None


def _told_before(study: Study, place: int) -> int:
    """Where a study was told of last before a place."""
    starts = (each.span.start for each in study.told)
    return max((start + 1 for start in starts if start < place), default=0)


def _by_drug(
    passage: Passage, about: Text | None
) -> list[tuple[Text | None, list[Draft]]]:
    """Deal the facts of a sentence out to the drugs they are of."""
    if not passage.facts:
        return [(_drug(passage, passage.sentence.span.end, about), [])]
    dealt: dict[str, tuple[Text | None, list[Draft]]] = {}
    for fact in passage.facts:
        drug = _drug(passage, value_of(fact).span.start, about)
        dealt.setdefault(str(drug), (drug, []))[1].append(fact)
    return list(dealt.values())


def _drug(passage: Passage, stop: int, about: Text | None) -> Text | None:
    """The drug that was named last before a place, but not only to be compared with."""
    before = [name for place, name in passage.named if place.span.end <= stop]
    named = before[-1:] or [name for _, name in passage.named[:1]]
    return named[0] if named else about


def _study(
    found: list[Study],
    last: dict[str, Study],
    drug: Text | None,
    stated: Cells,
    passage: Passage,
) -> Study:
    """The study of a drug that a sentence goes on with, else a new one."""
    known = last.get(str(drug))
    another = "enrolled" in stated and not passage.sentence.search(_EVALUATED)
    if known is None or (another and "enrolled" in known.trial):
        known = Study(drug, told=_introduced(found, passage.before))
        found.append(known)
        last[str(drug)] = known
    return known


def _add(known: Study, stated: Cells, passage: Passage, facts: Sequence[Draft]) -> None:
    """Add what a sentence tells to its study."""
    known.trial = stated | known.trial
    known.told.append(passage.sentence)
    known.facts += facts


def _introduced(found: Sequence[Study], before: Sequence[Text]) -> list[Text]:
    """The sentence that says how a study was done, before one that says more of it."""
    far = len(before)
    told = {each.span for study in found[-far:] for each in study.told[-far:]}
    new = [each for each in before if each.span not in told and _designs(each)]
    return new[-1:]


def _designs(sentence: Text) -> bool:
    return any(each[0].search(_SAYS_HOW) for each in sentence.finditer(_DESIGN))
