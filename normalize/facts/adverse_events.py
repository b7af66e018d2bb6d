"""Adverse events (不良反应): what happened to how many, one draft a term.

Labels and reports write them in few shapes: 7例次(5.6%)发热; 发热（12.3%，25/203）;
恶心、呕吐的发生率分别为15%和10%; 12例次CRS中，9例次为1级; and a list without numbers.

>>> words = "共回输125例患者，包括7例次(5.6%)发热、≥3级感染（3.4%），其中2例次为4级。"
>>> for draft in adverse_events(Text.raw(words)):
...     cells = {k: str(getattr(c, "value", c)) for k, c in draft.cells.items()}
...     print(cells["term"], cells.get("n"), cells.get("rate"), cells.get("grade"))
发热 7 5.6 None
感染 None 3.4 ≥3级
感染 2 None 4级
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from normalize import vocab
from normalize.draft import Draft, Implied
from normalize.facts.adverse_shapes import GRADE, Item, items
from normalize.sentences import around, clauses, sentences
from normalize.tables import AdverseEvent
from normalize.text import Text
from normalize.values.measures import NUMBER
from normalize.values.outcomes.endpoints import MENTION

_ABOUT = re.compile(
    r"不良(?:反应|事件)|副作用|副反应|毒性|(?<![A-Za-z])(?:[ST]E?AEs?|TRAEs?|irAEs?|AESI|AEs?|ADRs?)(?![A-Za-z])"
)
_KNOWN = re.compile(
    "|".join(re.escape(row["word"]) for row in vocab.load("adverse_terms"))
)
_NOT_A_TERM = re.compile(
    r"患者|受试者|男性|女性|病例(?:报告)?|人群|年龄|随访|转归|疗效|缓解|剂量|批|中心|医院|治愈"
    r"|接受|回输|输注|入组|纳入|完成|占|超过|死亡率|研究|试验|数据"
)
_OUTCOME = re.compile(MENTION)
# Behind these verbs, or before them, stands the number of all who had the drug.
_GIVEN = r"(?:接受|使用|回输|输注|给药|应用|服用|治疗|接种|暴露|入组|纳入)"
_EXPOSED = (
    re.compile(rf"{_GIVEN}[^，,。；;\d]{{0,8}}?(?P<n>{NUMBER})\s*[例名位人](?!次)"),
    re.compile(
        rf"(?P<n>{NUMBER})\s*[例名位]\s*[^，,。；;\d]{{0,12}}?(?:患者|受试者)[^，,。；;\d]{{0,10}}?{_GIVEN}"
    ),
    re.compile(
        rf"(?P<n>{NUMBER})\s*[例名位]{_GIVEN}[^，,。；;\d]{{0,20}}?(?:患者|受试者)"
    ),
    re.compile(rf"(?<![A-Za-z])[nN]\s*[=＝]\s*(?P<n>{NUMBER})"),
)
# 特殊关注的不良反应(≥3级)中: the grade is that of all items of the sentence.
_GRADED = re.compile(rf"(?P<grade>{GRADE})")
# 12例次CRS中: what follows counts these.
_AMONG = re.compile(
    rf"(?:其中)?{NUMBER}\s*(?:例次|例)(?:患者)?(?:的|发生)?(?P<term>[^，,；;。\d]{{1,30}}?)中"
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds from one clause to the next."""

    about: bool = False
    exposed: Text | None = None
    grade: Text | None = None
    term: Text | None = None


def adverse_events(text: Text) -> Iterator[Draft]:
    """Yield an AdverseEvent for every term that a text counts or lists.

    A term is one that `adverse_terms.tsv` knows, or any that stands where the text
    speaks of 不良反应.  Endpoints such as ORR are none.
    """
    context = _Context()
    for sentence in sentences(text):
        context = _Context(exposed=context.exposed)
        for clause in clauses(sentence):
            context = _heard(context, clause)
            if clause.fullmatch(_AMONG):
                continue
            for item in items(clause, context.term):
                if _is_one(item.term, context):
                    yield _draft(sentence, item, context)
                    context = replace(context, term=item.term)


def _heard(context: _Context, clause: Text) -> _Context:
    """Take in what a clause says for the items in it and behind it."""
    about = clause.search(_ABOUT)
    exposed = next((f for pattern in _EXPOSED if (f := clause.search(pattern))), None)
    graded = (
        clause.search(_GRADED) if about and clause.search("[:：]$|[:：中]") else None
    )
    among = clause.fullmatch(_AMONG)
    return replace(
        context,
        about=context.about or about is not None,
        exposed=exposed["n"] if exposed else context.exposed,
        grade=graded["grade"] if graded else context.grade,
        term=among["term"] if among else context.term,
    )


def _is_one(term: Text, context: _Context) -> bool:
    words = term.chars
    if _KNOWN.search(words):
        return not _OUTCOME.fullmatch(words)
    return (
        context.about and not _NOT_A_TERM.search(words) and not _OUTCOME.search(words)
    )


def _draft(sentence: Text, item: Item, context: _Context) -> Draft:
    exposed = context.exposed if item.population is None else None
    cells: dict[str, Text | Implied | None] = {
        "term": item.term,
        "n": item.n,
        "rate": item.rate,
        "grade": item.grade or context.grade,
        "n_exposed": item.total
        or (Implied(str(exposed), "patients exposed", exposed) if exposed else None),
        "population": item.population,
    }
    quoted = [cell for cell in cells.values() if isinstance(cell, Text)]
    own = [piece for piece in quoted if piece.span.start >= sentence.span.start]
    return Draft(AdverseEvent, **cells, quote=around(sentence, own))
