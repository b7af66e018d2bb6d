"""Where the rest of an event is told (上下文): its drug, who took part, its place.

What the verb's own clause does not name stands before it in the sentence, before that
in the paragraph, or is what the whole text is about.

>>> from normalize.facts.dated import stretches
>>> from normalize.facts.drugs import drug_names
>>> text = Text.raw("示例药业研发了示例替尼片。2030年3月，该药获国家药监局批准上市。")
>>> *_, stretch = stretches(text, None)
>>> word = EventWord("approval", stretch.words.search("批准上市")[0], "happened")
>>> str(drug_of(stretch, stretch.words, word, drug_names(text), about=None))
'示例替尼片'
>>> parties_of(stretch, stretch.words, word, told(stretch, word.kind))[0][0].kind
'agency'
"""

import re
from collections.abc import Sequence

from normalize.facts.dated import Stretch
from normalize.facts.drugs import NamedDrug, occurrences
from normalize.facts.event_cells import Place, nearest_drug, place, untitled
from normalize.facts.event_money import raises
from normalize.facts.event_parties import Party, parties
from normalize.facts.event_words import EventWord, event_words
from normalize.facts.offsets import end, offset
from normalize.sentences import sentences
from normalize.text import Text
from normalize.values.dates import find

# Events of an office or a firm: about a drug only if the clause itself names one.
WITHOUT_DRUG = frozenset(
    {"policy_issued", "policy_effective", "regulator_reply", "funding"}
)
PROGRAMS = frozenset(
    {"breakthrough_designation", "priority_review", "designation"}
)  # of one office, the CDE or its like
# A plan for payment tells its partners and its sums in the sentence after its date.
TOLD_ON = frozenset({"partnership", "insurance_coverage", "funding"})
OF_PATIENT = frozenset({"first_infusion", "patient_discharged"})
APPLICATION = re.compile("申请|NDA|BLA|IND")
FAR = 2000  # characters that a paragraph may put between a drug and its event
# 首款产品, 这两款产品: not, or not only, the drug that was named last.
_OTHERS = re.compile(
    r"(?:首|第[一二三四五六七八九十\d]+|[\d一二两三四五六七八九十多数几]+)[款种]|这些|上述|多个"
)


def told(stretch: Stretch, kind: str) -> list[Text]:
    """Return the words that report an event, then those that tell on without a date."""
    words = [stretch.sentence if stretch.alone else stretch.words]
    if kind in TOLD_ON and stretch.quote is not None:
        stop = end(stretch.paragraph, stretch.sentence)
        for sentence in sentences(stretch.paragraph[stop : stop + FAR]):
            if any(True for _ in find(sentence)) and not raises(kind, sentence):
                break
            words.append(sentence)
    return words


def parties_of(
    stretch: Stretch, clause: Text, word: EventWord, told: Sequence[Text]
) -> tuple[list[Party], Text]:
    """Return who acts: in the words up to the verb's clause, else where it is told.

    An office that issues or replies stands in the clause itself.  The partners of a
    contract may stand apart; the office of a chain of programs (由CDE纳入突破性治疗，
    …纳入优先审评) stands with its first.  The words that name them come second.
    """
    scopes = [stretch.words[: end(stretch.words, clause)], *told]
    if word.kind in WITHOUT_DRUG - TOLD_ON:
        scopes.insert(0, clause)
    if word.kind in PROGRAMS:
        scopes.append(_program_before(stretch))
    for words in map(untitled, scopes):
        if named := parties(words):
            return named, words
    return [], stretch.words


def _program_before(stretch: Stretch) -> Text:
    before = upto(stretch.sentence, stretch.words)
    kinds = {word.kind for word in event_words(before, names_drug=True)}
    return before if kinds & PROGRAMS else before[:0]


def place_of(clause: Text, told: Sequence[Text]) -> Place | None:
    """Return where an event was: by its clause, else by the words that report it."""
    found = (place(untitled(words)) for words in (clause, told[0]))
    return next((where for where in found if where is not None), None)


def drug_of(
    stretch: Stretch,
    clause: Text,
    word: EventWord,
    drugs: Sequence[NamedDrug],
    about: Text | None,
) -> Text | None:
    """Return the drug of an event; `about` is what the text is about."""
    if word.kind in WITHOUT_DRUG:
        return nearest_drug(clause, clause[:0], word.verb, drugs)
    before = upto(stretch.sentence, stretch.words)
    named = nearest_drug(stretch.words, before, word.verb, drugs, stretch.ordinal)
    if named is not None or _OTHERS.search(clause.chars):
        return named
    if word.kind in OF_PATIENT and _is_named_before(stretch, about):
        return about  # not what the patient was given besides
    earlier = upto(stretch.paragraph, stretch.sentence)
    if places := list(occurrences(earlier, drugs)):
        return places[-1][1].name
    is_known = len(drugs) == 1 or _is_named_before(stretch, about)
    is_of_drug = word.kind not in ("other", "partnership") or word.verb.search(
        APPLICATION
    )
    return about if is_of_drug and is_known else None


def _is_named_before(stretch: Stretch, about: Text | None) -> bool:
    """Whether the text has named its topic when it comes to these words."""
    return about is not None and about.span.start < stretch.paragraph.span.end


def upto(text: Text, piece: Text) -> Text:
    """Return what stands before a piece of a text, as far back as matters."""
    at = offset(text, piece) if len(piece) else 0
    return text[max(0, at - FAR) : at]
