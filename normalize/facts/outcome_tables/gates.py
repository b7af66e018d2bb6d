"""Which tables are of results (判别): most tables of numbers are of something else.

What they say of themselves is in `vocab/table_topics.tsv`: baseline, adverse events,
doses, money, scoring, lists.
"""

import re
from collections.abc import Iterable, Sequence

from normalize import vocab
from normalize.facts.outcome_tables.joining import Value
from normalize.facts.outcome_tables.labels import label
from normalize.facts.outcome_tables.layout import Layout
from normalize.facts.outcome_tables.numbers import folded
from normalize.facts.outcome_tables.stated import Stated
from normalize.text import Text


def _words(place: str) -> re.Pattern[str]:
    rows = (row for row in vocab.load("table_topics") if row["place"] == place)
    return re.compile("|".join(w for row in rows for w in row["words"].split("、")))


_ANY, _HEAD, _ROW = _words("any"), _words("head"), _words("row")
_HEAD_OR_SIDE, _SIDE = _words("head or side"), _words("side")
_SAFETY = re.compile(
    r"(?:[一二三四五][、.])?(?:主要|次要)?(?:安全性|耐受性|毒性)"
    r"(?:指标|终点|结果|评价|分析|数据)?"
)


def is_of_others(layout: Layout, captions: Sequence[Text]) -> bool:
    """Tell a table of something else by its caption, its head and its first column."""
    heads = layout.head()
    sides = [row[0].text for _, row in layout.body()]
    return (
        _in_any(_ANY, (*captions, *heads))
        or _in_any(_HEAD, heads)
        or _in_any(_HEAD_OR_SIDE, (*heads, *sides))
        or _tells_who(heads, sides, captions)
    )


def is_of_safety(cell: Stated) -> bool:
    """Tell a number of harm, of doses or of a country, below those of results."""
    return any(
        _ROW.search(folded(said.text)) or _SAFETY.fullmatch(folded(said.rest))
        for said in cell.labels
    )


def compares(values: Sequence[Value]) -> bool:
    """Tell a table that is of a trial by itself: it has groups, sizes, intervals."""
    measured = any(v.bounds or v.p or v.of.n or v.of.judge for v in values)
    return measured or len({str(v.of.arm) for v in values if v.of.arm}) > 1


def _tells_who(
    heads: Sequence[Text], sides: Sequence[Text], captions: Sequence[Text]
) -> bool:
    """Whether the rows are of who the patients are, and not of parts of them."""
    divides = any(said.endpoint or said.ratio for said in map(label, heads))
    measures = any(label(each).endpoint for each in captions)
    who = [_SIDE.search(folded(each)) is not None for each in sides]
    return (who[:1] == [True] or sum(who) > 1) and not divides and not measures


def _in_any(pattern: re.Pattern[str], words: Iterable[Text]) -> bool:
    return any(pattern.search(folded(each)) for each in words)
