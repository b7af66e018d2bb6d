"""What each cell of a table is of (所指): endpoint, group, time, population, role.

>>> from normalize.document import Cell, Grid
>>> rows = ["|第12周||第24周|", "|试验组|对照组|试验组|对照组",
...         "EASI-75（%）|51|20|70|30"]
>>> words = [Text.raw(row).split("[|]") for row in rows]
>>> grid = Grid(tuple(tuple(map(Cell, row)) for row in words))
>>> for cell in stated(Layout.of(grid), []):
...     print(cell.endpoint, cell.time.text, cell.arm, cell.text)
EASI-75 第12周 试验组 51
EASI-75 第12周 对照组 20
EASI-75 第24周 试验组 70
EASI-75 第24周 对照组 30
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalize.document import Cell
from normalize.facts.outcome_tables.labels import Judge, Label, When, is_time, label
from normalize.facts.outcome_tables.layout import Layout, Row, is_section
from normalize.facts.outcome_tables.numbers import folded, is_empty
from normalize.text import Span, Text
from normalize.values.outcomes.endpoints import endpoint_of

_POPULATION = re.compile(
    r"亚组|[亞亚][组組]|人群|[患受][者试]|年[龄齡]|岁|歲|[男女]性?$|阳性|[阴陰]性|突变|野生型|既往|ECOG"
    r"|[伴无有].{0,8}(?:转移|史)|[<>≥≤]|分期|[ⅠⅡⅢⅣIV]+[ABCabc]?[期级]|[鳞腺]|中国|亚洲|欧美|全球|初治|经治"
    r"|复发|难治|[高中低]危|[Ii][Tt][Tt]|FAS|PPS?$|[轻中重]度"
)
_EVERYBODY = re.compile(
    r"(?:总体|全部|所有|合计|总计|整体|总|全体)(?:患者|人群|受试者|病例)?|[总全]人群|[Oo]verall|[Tt]otal"
)
# Words of a head that are neither group nor population: 治疗后, 主要终点, 结果.
_NOBODY = re.compile(
    r"(?:治疗|用药|给药|干预|术)(?:结束)?[后末]|终点(?:时|值)|末次(?:访视)?|实测值|.*(?:统计|检验|显著).*"
    r"|(?:主要|次要|关键|疗效|有效性|指标|指標|终点|終點|项目|項目|参数|结局|评价|分析|研究|变量|评估)+"
)
_GROUP = re.compile(
    r"(?P<group>[^，,。；;、（()）]{1,20}?(?<![分入亚])[组組])的?(?=\S)"
)
_NAME = 30  # characters of the name of a group
_SIZE = re.compile(r"\d[\d,]*(?:\s*例)?")
# 3年随访 in a caption says how far a study is, 第24周结果 when it measured.
_TIMES_ALL = re.compile(r"^(?:第|治|用|给|[Ww])|[时時末]$")
_ORDER = ("skip", "p", "interval", "n", "events", "ratio", "difference", "value")

Labels = tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stated:
    """A cell of a table with all that its labels say of it."""

    row: int
    column: int
    text: Text
    wide: bool
    role: str
    by_head: bool  # whether the head says what it is, and not the side
    endpoint: Text
    labels: Labels  # the nearest first
    arm: Text | None
    n: Text | None
    population: Text | None
    time: When | None

    def key(self) -> tuple[object, ...]:
        """Return what cells of one comparison have in common."""
        when = self.time.text.chars if self.time else ""
        who = self.population.chars if self.population else ""
        judge = self.judge.who if self.judge else ""
        return endpoint_of(self.endpoint.chars), self.endpoint.chars, when, who, judge

    def is_of(self, other: "Stated") -> bool:
        """Whether two cells are of one endpoint: by one label, or by equal ones."""
        return self.endpoint.span == other.endpoint.span or self.key() == other.key()

    @property
    def unit(self) -> Text | None:
        """The unit that the nearest label says."""
        return next((said.unit for said in self.labels if said.unit), None)

    @property
    def level(self) -> Text | None:
        """The level of an interval that the nearest label says."""
        return next((said.level for said in self.labels if said.level), None)

    @property
    def judge(self) -> Judge | None:
        """Who assessed it."""
        return next((said.judge for said in self.labels if said.judge), None)

    @property
    def is_share(self) -> bool:
        """Whether a label says that counts stand with their shares: n（%）."""
        return any(said.share for said in self.labels)


def stated(layout: Layout, caption: Sequence[Label]) -> Iterator[Stated]:
    """Yield the cells of a table that are of an endpoint, row by row."""
    walk = _Walk(layout, tuple(caption))
    for at, row in layout.body():
        yield from walk.row(at, row)


@dataclass(slots=True)
class _Walk:
    """What goes on from row to row: section, endpoint, time, the sizes of groups."""

    layout: Layout
    caption: Labels
    heads: list[Labels] = field(init=False)
    first: Text | None = None
    section: Labels = ()
    last: Labels = ()
    when: Labels = ()
    sizes: dict[int, Text] = field(default_factory=dict)
    seen: set[Span] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.heads = [self.layout.above(at) for at in range(self.layout.width)]

    def row(self, at: int, row: Row) -> Iterator[Stated]:
        """Yield the cells of a row; remember what holds for those below."""
        side = self._side(row)
        if is_section(row):
            self.section, self.last, self.when = side, (), ()
        elif any(said.role == "n" for said in side):
            self.sizes |= {
                at: size for at in self._columns() if (size := _size(row[at]))
            }
        else:
            lead, size = self._lead(side), self._size_of(row)
            for column in self._columns():
                if cell := self._cell(row[column], column, side, lead):
                    yield self._stated(cell, at, column, size)

    def _side(self, row: Row) -> Labels:
        """The labels of a row; beside another one, an empty first cell goes on."""
        first, *beside = (cell.text for cell in row[: self.layout.sides])
        if any(map(len, beside)):
            first = self.first = first or self.first or first
        return tuple(label(text) for text in (first, *beside) if len(text))

    def _columns(self) -> range:
        return range(self.layout.sides, self.layout.width)

    def _lead(self, side: Labels) -> Labels:
        """The labels of what a row measures: its own, or those it goes on with."""
        if _endpoint(side):
            self.last, self.when = side, ()
            return side
        if not all(said.role or is_time(said.rest) or said.judge for said in side):
            return ()
        self.when = tuple(said for said in side if said.time) or self.when
        return self.last + self.when

    def _size_of(self, row: Row) -> Text | None:
        """The size of a group that stands in its row, below 例数."""
        if not any(_endpoint(self.heads[at]) for at in self._columns()):
            return None
        counts = (at for at in self._columns() if "n" in _roles(self.heads[at]))
        return next((_size(row[at]) for at in counts), None)

    def _cell(
        self, cell: Cell, column: int, side: Labels, lead: Labels
    ) -> "_Named | None":
        """Find what a cell is of; None for one that says nothing, or is of two."""
        text, head = cell.text, self.heads[column]
        if not len(text) or is_empty(text) or text.span in self.seen:
            return None
        self.seen.add(text.span)
        of_row, of_head = _endpoint(lead), _endpoint(head)
        if of_row:
            if of_head and _name(of_row) != _name(of_head):
                return None
            return _Named(
                cell, of_row, head, side, (*lead, *self.section), (*head, *side)
            )
        left = self._left(column)
        above = of_head or _endpoint(left) or _endpoint((*self.section, *self.caption))
        who = (*side, *head) if of_head else (*head, *side)
        behind = (*lead, *left, *self.section)
        return _Named(cell, above, head, side, behind, who) if above else None

    def _left(self, column: int) -> Labels:
        """The heads to the left that a column of HR, 95%CI or P值 goes on with."""
        if not _roles(self.heads[column]) or _endpoint(self.heads[column]):
            return ()
        before = (self.heads[at] for at in reversed(self._columns()) if at < column)
        return next((head for head in before if _endpoint(head)), ())

    def _stated(
        self, named: "_Named", at: int, column: int, size: Text | None
    ) -> Stated:
        labels = named.labels(self.caption)
        roles = _roles((*named.side, *named.head))
        role = next((role for role in _ORDER if role in roles), "")
        arm, population = _who((*named.who, *self.section), self.section)
        general = population is None or population in named.head
        sizes = (size, *self._sizes(arm, named.head, column)) if general else (size,)
        return Stated(
            row=at, column=column, text=named.cell.text, wide=named.cell.colspan > 1,
            role=role, by_head=role in _roles(named.head), endpoint=named.endpoint,
            labels=labels, arm=arm.rest if arm else _group(labels),
            n=next((each for each in sizes if each), None),
            population=population.rest if population else None,
            time=next((s.time for s in labels if s.time and self._times(s)), None),
        )  # fmt: skip

    def _sizes(
        self, arm: Label | None, head: Labels, column: int
    ) -> Iterator[Text | None]:
        """The sizes of a group, from the nearest words to the farthest."""
        yield arm.n if arm else None
        yield next((said.n for said in head if said.n), None)
        yield self.sizes.get(column)
        if arm is None:
            yield next((said.n for said in self.caption if said.n), None)

    def _times(self, said: Label) -> bool:
        assert said.time is not None
        in_caption = any(said is each for each in self.caption)
        return not in_caption or said.time.text.search(_TIMES_ALL) is not None


@dataclass(frozen=True, slots=True)
class _Named:
    """A cell, its endpoint, and the labels around it."""

    cell: Cell
    endpoint: Text
    head: Labels
    side: Labels
    behind: Labels  # of the row that it goes on with, of the section
    who: Labels  # those that may name a group or a population

    def labels(self, caption: Labels) -> Labels:
        """The labels from the nearest to the farthest, each once."""
        said = (*self.side, *self.head, *self.behind, *caption)
        return tuple({id(each): each for each in said}.values())


def _who(labels: Labels, section: Labels) -> tuple[Label | None, Label | None]:
    """The group and the population among some labels."""
    arms, populations = list[Label](), list[Label]()
    for said in labels:
        words = folded(said.rest)
        if said.endpoint or said.role or not words or _is_nobody(said, words):
            continue
        is_group = words.endswith(("组", "組")) or said.n is not None
        if _POPULATION.search(words) and not is_group:
            populations.append(said)
        elif len(words) <= _NAME and (is_group or said not in section):
            arms.append(said)
    return next(iter(arms), None), next(iter(populations), None)


def _is_nobody(said: Label, words: str) -> bool:
    """Whether a label is a time, who assesses, everybody, or a word like 结果."""
    named = _EVERYBODY.fullmatch(words) or _NOBODY.fullmatch(words)
    return bool(named or said.judge) or is_time(said.rest)


def _group(labels: Labels) -> Text | None:
    """The group that stands before an endpoint in one label: 试验组ORR."""
    found = (said.rest.match(_GROUP) for said in labels if said.endpoint)
    return next((each["group"] for each in found if each), None)


def _size(cell: Cell) -> Text | None:
    return cell.text if _SIZE.fullmatch(folded(cell.text)) else None


def _endpoint(labels: Labels) -> Text | None:
    return next((said.endpoint for said in labels if said.endpoint), None)


def _name(mention: Text) -> str:
    return endpoint_of(mention.chars).name


def _roles(labels: Labels) -> set[str]:
    return {said.role for said in labels if said.role}
