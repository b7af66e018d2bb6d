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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize import vocab
from normalize.draft import Draft, Implied
from normalize.facts.adverse_items import Item
from normalize.facts.adverse_shapes import IS_COMMON, items
from normalize.facts.adverse_tables import Row, tables
from normalize.facts.adverse_tokens import GRADE
from normalize.sentences import around, clauses, sentences
from normalize.tables import AdverseEvent
from normalize.text import Found, Text
from normalize.values.measures import NUMBER
from normalize.values.outcomes.endpoints import MENTION

_ABOUT = re.compile(
    r"不良(?:反应|事件)|副作用|副反应|(?:局部|全身)反应|毒性|(?<![A-Za-z])(?:[ST]E?AEs?|TRAEs?|irAEs?|AESI|AEs?|ADRs?)(?![A-Za-z])"
)
_KNOWN = re.compile(
    "|".join(re.escape(row["word"]) for row in vocab.load("adverse_terms"))
)
_NOT_A_TERM = re.compile(
    r"^其[余他]|患者|受试者|男性|女性|病例(?:报告)?|人群|年龄|随访|转归|疗效|缓解|剂量|批|中心|医院|治愈"
    r"|(?<!反应)(?<!事件)报告|接受|回输|输注|入组|纳入|完成|占|超过|死亡率|研究|试验|数据|剂次|标本|样本"
)
# 肺炎球菌疫苗保护率, 发热门诊接诊: a known word in the name of something else.
_NEVER = re.compile(
    r"(?<![心频])率$|发生率|率[为达是]?$|患者|患儿|病人|受试者|入组|者$|门诊|接诊|疫苗|用于|床位|我国|全国|每年|指南|保护|治愈|有效|适应症|新发"
    r"|达标|率?目前$|后(?:进行|开展)$|可入组|[≥≤<>]|^(?:无(?!力|尿|汗|菌)|未|免于|摆脱)|消失|缓解|改善|(?<!体重)减轻|好转|消退|控制|清除|(?:比例|占比)$|^[轻中重至到、或和~～\-]+度?$"
)
_OUTCOME = re.compile(MENTION)
# 安全性方面，恶心8%: what follows is of adverse events.
_SAFETY = re.compile(
    r"[^，,。；;\w]*(?:[一二三四五\d][、.]\s*)?(?:总?体|在)?(?:安全|耐受)性(?:[和与]耐受性)?"
    r"(?:方面|结果|数据|上|分析)?\s*[，,:：—]"
)
# Behind a sentence on adverse events, a term is one by its ending.
_MEDICAL = re.compile(
    r"(?:炎|症|痛|疹|血|肿|热|吐|泻|力|升高|降低|减少|增多|异常|障碍|损伤|减退|综合征|毒性|反应|休克"
    r"|衰竭|坏死|抑制|溃疡|痉挛|麻木|瘤|梗死|栓塞|脱落)(?:\s*[（(][A-Za-z/\-]+[)）])*$"
)
# Behind these verbs, or before them, stands the number of all who had the drug.
_GIVEN = r"(?:接受|使用|回输|输注|给药|应用|服用|治疗|接种|暴露|入组|纳入)"
_EXPOSED = (
    re.compile(
        rf"{_GIVEN}(?!相关|部位|性?反应)[^，,。；;\d]{{0,8}}?(?P<n>{NUMBER})\s*[例名位人](?!次)"
    ),
    re.compile(
        rf"(?P<n>{NUMBER})\s*[例名位]\s*[^，,。；;\d]{{0,12}}?(?:患者|受试者)[^，,。；;\d]{{0,10}}?{_GIVEN}"
    ),
    re.compile(
        rf"(?P<n>{NUMBER})\s*[例名位]{_GIVEN}[^，,。；;\d]{{0,20}}?(?:患者|受试者)"
    ),
    re.compile(rf"(?<![A-Za-z])[nN]\s*[=＝]\s*(?P<n>{NUMBER})"),
    re.compile(
        rf"(?:研究|试验)[^，,。；;\d]{{0,4}}(?:共|合计|总计)\s*(?P<n>{NUMBER})\s*[例名](?:患者|受试者)?$"
    ),
)
# 特殊关注的不良反应(≥3级)中, ≥3级不良反应为: the grade is that of all items behind.
_SAID = r"(?:中|主要|依次|最常见的?|[为是有包括:：])+(?![\d约])"
_GRADED = (
    re.compile(rf"(?:{_ABOUT.pattern})\s*[（(](?P<grade>{GRADE})[)）]{_SAID}"),
    re.compile(
        rf"(?P<grade>{GRADE})的?[^，,。；;\d率]{{0,14}}?(?:{_ABOUT.pattern})"
        rf"(?:[（(][^（）()]*[)）])?{_SAID}"
    ),
)
# 注射部位反应23例，均为1级
_ALL_OF_GRADE = re.compile(
    rf"(?:严重程度|程度|且)?(?:均|全部|全|都)+[为是]\s*(?P<grade>{GRADE})(?:不良反应|不良事件)?[。.]?"
)
# 低血糖发生率较低，为1.8%
_TOPIC = re.compile(
    r"(?P<both>两组)?(?:间的?)?(?P<term>[^，,；;。：:\d]{2,24}?)的?总?体?发生率"
    r"[^，,；;。\d]{0,4}[低高小少似近]"
)
# 血小板减少是最常见的不良事件，发生率为12.5%
_COMMON = re.compile(rf"(?P<term>[^，,；;。：:\d]{{2,24}}?){IS_COMMON}")
# 皮疹的发生率，试验组为12.2%
_HEADED = re.compile(r"(?P<term>[^，,；;。：:\d]{2,24}?)的?总?体?发生率")
# 我国每年新发肺炎200万例: a disease, unless the sentence speaks of 不良反应.
_EPIDEMIC = re.compile(
    r"患病|发病率|新增|新发|确诊|疫情|流行|我国|全国|全球|每年|年均|门诊|住院|死因"
)
_BULLETS = " \t　▪•●·◆■□"
# The patients of a trial are not those of the reports after it.
_ELSEWHERE = re.compile(r"[^，,。；;]{0,14}(?:上市后|自发报告|真实世界|安全性更新)")
_GOES_ON = re.compile(r"(?:其中|主要|最常见|较常见|常见|多为|包括|以)")
# 12例次CRS中: what follows counts these.
_AMONG = re.compile(
    rf"(?:其中)?{NUMBER}\s*(?:例次|例)(?:患者)?(?:的|发生)?(?P<term>[^，,；;。\d]{{1,30}}?)中"
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds from one clause to the next."""

    about: bool = False
    near: bool = False
    exposed: Text | None = None
    grade: Text | None = None
    term: Text | None = None


def adverse_events(text: Text, *, about: bool = False) -> Iterator[Draft]:
    """Yield an AdverseEvent for every term that a text counts or lists.

    A term is one that `adverse_terms.tsv` knows, or any that stands where the text
    speaks of 不良反应.  Endpoints such as ORR are none.  With `about`, all of the
    text is of 不良反应: the answer to a question on safety.
    """
    context = _Context(about=about)
    for part in tables(text):
        if isinstance(part, Row):
            yield from (_draft(part.line, item, _Context()) for item in part.items)
        else:
            for sentence in sentences(part):
                said, context = _told(
                    sentence, replace(context, about=about or context.about)
                )
                yield from (_draft(sentence, item, known) for item, known in said)


_Told = list[tuple[Item, _Context]]


def _told(sentence: Text, before: _Context) -> tuple[_Told, _Context]:
    """List what a sentence counts, and what holds behind it."""
    about = before.about and sentence.match(_GOES_ON) is not None
    near = before.about or before.near or sentence.match(_SAFETY) is not None
    other = sentence.match(_ELSEWHERE)
    exposed = None if other else before.exposed
    context = _Context(about=about, near=near, exposed=exposed)
    epidemic = sentence.search(_EPIDEMIC)
    said: _Told = []
    last = 0
    for clause in clauses(sentence.strip(_BULLETS)):
        if alike := clause.fullmatch(_ALL_OF_GRADE):
            said[last:] = [(_graded(i, alike["grade"]), c) for i, c in said[last:]]
            continue
        context = _heard(context, clause)
        if _named(context, clause):
            continue
        known = [item for item, _ in said[last:]]
        found = items(clause, context.term, known)
        if _counts_all(found, known):
            del said[last:]
            known = []
        kin = replace(context, near=context.near or _with_known([*found, *known]))
        last = len(said)
        for item in found:
            if known and _completes(item, said[-1][0]):
                said[-1] = (_completed(said[-1][0], item), said[-1][1])
            elif _is_one(item.term, kin) and (context.about or not epidemic):
                said.append((_of_same_grade(item, said), context))
                context = replace(context, term=item.term)
        if last == len(said) and clause.search(r"\d"):
            context = replace(context, term=None)
    return said, context


def _with_known(counted: Sequence[Item]) -> bool:
    """Tell whether a term of a list is a known one, as its neighbors then are."""
    return any(
        item.rate is not None
        and _KNOWN.search(item.term.chars)
        and not _NEVER.search(item.term.chars)
        for item in counted
    )


def _of_same_grade(item: Item, said: _Told) -> Item:
    """Give 对照组为40.8% the grade of the term that it takes over."""
    takes = said and item.population and item.term is said[-1][0].term
    grade = said[-1][0].grade if takes else None
    return replace(item, grade=grade) if grade and not item.grade else item


def _counts_all(found: Sequence[Item], known: Sequence[Item]) -> bool:
    """Tell whether 发生率为5%和3% counts all terms that were only listed before."""
    bare = all(item.n is None and item.rate is None for item in known)
    terms = {item.term.span for item in found}
    return bool(known) and bare and terms == {item.term.span for item in known}


def _completes(item: Item, before: Item) -> bool:
    """Tell whether 占7.1% goes on with 报告86例, 见于3例（9%） with a listed term."""
    is_bare = item.term is before.term and not (item.grade or item.population)
    counted = before.n is None or item.n is None
    return is_bare and item.rate is not None and before.rate is None and counted


def _completed(before: Item, item: Item) -> Item:
    return replace(before, n=before.n or item.n, rate=item.rate)


def _graded(item: Item, grade: Text) -> Item:
    return item if item.grade else replace(item, grade=grade)


def _heard(context: _Context, clause: Text) -> _Context:
    """Take in what a clause says for the items in it and behind it."""
    exposed = next((f for pattern in _EXPOSED if (f := clause.search(pattern))), None)
    graded = next((f for pattern in _GRADED if (f := clause.search(pattern))), None)
    context = replace(context, about=context.about or clause.search(_ABOUT) is not None)
    named = _named(context, clause)
    said = named.match.groupdict() if named else {}
    both = said.get("both") is not None
    common = named["common"] if named and said.get("common") else context.grade
    return replace(
        context,
        exposed=None if both else exposed["n"] if exposed else context.exposed,
        grade=graded["grade"] if graded else common,
        term=named["term"] if named else context.term,
    )


def _named(context: _Context, clause: Text) -> Found | None:
    """Read a clause that only names the term which the clauses behind it count."""
    told = (_HEADED,) if context.about or context.near else ()
    names = (_AMONG, _TOPIC, _COMMON, *told)
    return next((f for pattern in names if (f := clause.fullmatch(pattern))), None)


def _is_one(term: Text, context: _Context) -> bool:
    words = term.chars
    if _NEVER.search(words) or not 2 <= len(words) <= 60:
        return False
    if _KNOWN.search(words):
        return not _OUTCOME.fullmatch(words)
    known = context.about or (context.near and _MEDICAL.search(words) is not None)
    return known and not _NOT_A_TERM.search(words) and not _OUTCOME.search(words)


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
    stated = (c.quote if isinstance(c, Implied) else c for c in cells.values())
    own = [piece for piece in stated if piece and _inside(piece, sentence)]
    return Draft(AdverseEvent, **cells, quote=around(sentence, own))


def _inside(piece: Text, sentence: Text) -> bool:
    return sentence.span.start <= piece.span.start <= sentence.span.end
